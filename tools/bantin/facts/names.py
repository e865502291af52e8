"""Vietnamese names of people and places: English keeps them, with their diacritics or wholly without.

A name counts where the text says what it is: after a title (ông, đồng chí, Mr), after the kind of place
(tỉnh, phường), or when it begins with a common family name. Names of bodies are translated and so are terms,
not facts.
"""

import re
import unicodedata
from collections.abc import Iterator

from bantin.facts.model import Fact, fold, words

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LOWER = f"a-z{_MARKED}"
UPPER = f"A-Z{_MARKED.upper()}"
_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:['’][{UPPER}]?(?!s\b)[{LOWER}]+)?(?!\w)"
_RUN = re.compile(rf"(?<!\w){_SYLLABLE}(?:[ -]{_SYLLABLE})*")

# Family names that hardly begin anything else; and those that do, trusted only before two more syllables.
_STRONG = words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Ngô Trịnh Đinh Trương")
_WEAK = words(
    "Đào Dương Lương Phùng Mạc Tạ Đậu Quách Nông Lò Giàng Sùng Thào Kiều Tống Doãn Khuất Bành Nhữ Chu Tô"
)
_STRONG_NAMES = frozenset(_STRONG)
_WEAK_NAMES = frozenset(_WEAK)
_PLAIN_STRONG = _STRONG_NAMES | {fold(name).title() for name in _STRONG}  # as English writes them
_PLAIN_WEAK = _WEAK_NAMES | {fold(name).title() for name in _WEAK}
_JOBS = frozenset(
    words(
        "chủ phó ủy uỷ bí trưởng giám tổng thủ bộ cục viện chánh thứ tỉnh huyện quận thường tư hiệu đội đại "
        "chính công đoàn hội trung lữ bệnh trời táo địa tây"
    )
)
_TITLED = frozenset(["ông", "bà", "anh", "chị", "cô", "chú", "cụ", "thầy"])
_PLACED = frozenset(["tỉnh", "huyện", "quận", "xã", "phường"])
_TITLE = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|chú|cụ|thầy|đồng chí|"
    r"(?:[Bb]ác|[Tt]hạc|[Tt]iến|[Yy]|[Nn]ghệ|[Cc]hiến) s[ĩỹ]|[Ll]uật sư|[Kk]ỹ sư|[Gg]iáo sư|"
    r"(?:[Tt]hiếu|[Tt]rung|[Tt]hượng|[Đđ]ại) (?:tá|tướng|úy)|"
    r"(?:PGS|GS)[.,]?\s?TS\.?|TS\.?|ThS\.?|BS\.?|BSCKI{1,2}\.?)\s$"
)
_PLACE = re.compile(
    r"(?<!\w)(?:tỉnh|huyện|quận|(?<!hợp tác )(?<!Hợp tác )xã|phường|[Tt]hị trấn|[Tt]hị xã|[Tt]hành phố|TP\.?|"
    r"thôn|bản|ấp|buôn|đường|[Ll]àng)\s$"
)
_ENGLISH_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms)\.?\s$")
_ENGLISH_TITLES = frozenset(
    words("Mr Mrs Ms Dr Prof Comrade Chairman Chairwoman Secretary Colonel Major Captain Lawyer")
)
_VIETNAMESE = re.compile(
    r"(?:ngh|ng|nh|kh|ph|th|tr|gi|qu|ch|gh|[bcdghklmnpqrstvx])?"
    r"(?:[aeiouy]|[iu][ae]|uo|[aeo][iouy]|ie|ye|uy|uye|ie?u|uoi|oa|oe|oai|uya|oay|uay)"
    r"(?:ng|nh|ch|[cmnpt])?"
)
# Names that English writes otherwise; the rest of the world's are written alike in both languages.
_EXONYMS = frozenset(
    fold(name)
    for name in words(
        "Bắc Kinh, Thượng Hải, Quảng Đông, Quảng Châu, Quảng Tây, Phúc Kiến, Hồ Bắc, Hồ Nam, Vũ Hán, "
        "Vân Nam, Tứ Xuyên, Sơn Đông, Giang Tô, Chiết Giang, Thâm Quyến, Nam Kinh, Nam Ninh, Côn Minh, "
        "Tây An, Trùng Khánh, Hồng Kông, Ma Cao, Đài Bắc, Luân Đôn, Xiêm Riệp, Viêng Chăn, Nữu Ước, "
        "Hoa Thịnh Đốn, Cựu Kim Sơn, Đông Kinh, Hán Thành, Nam Cực, Bắc Cực, Châu Âu, Châu Á, "
        "Nhật Bản, Thụy Điển, Hàn Quốc, Trung Quốc, Hoa Kỳ, Thái Lan, Ấn Độ, Na Uy, Hà Lan, Ba Lan, "
        "Phần Lan, Bồ Đào Nha, Tây Ban Nha, Thụy Sĩ, Đan Mạch, Đài Loan, Thổ Nhĩ Kỳ, Hy Lạp, Ai Cập, "
        "Triều Tiên, Miến Điện, Do Thái, Tây Nguyên, Tây Bắc, Đông Bắc, Đông Nam Bộ, Tây Nam Bộ, "
        "Bắc Bộ, Trung Bộ, Nam Bộ, Bắc Trung Bộ, Nam Trung Bộ, Đặng Tiểu Bình, Tập Cận Bình, "
        "Mao Trạch Đông, Trương Cao Lệ, Đặng Dĩnh Siêu",
        ",",
    )
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"\w+")


def vietnamese(text: str) -> Iterator[Fact]:
    """Names in a Vietnamese text; the value is the name in small letters without diacritics."""
    for match in _RUN.finditer(text):
        row, start = match.group().split(" "), match.start()
        title = _TITLE.search(text, max(0, start - 14), start)
        titled = title is not None and (len(row) > 1 or title.group().strip() in _TITLED)
        placed = not titled and _PLACE.search(text, max(0, start - 14), start) is not None
        if len(row) > 1 and row[0].lower() in _TITLED | _PLACED:
            titled, placed = row[0].lower() in _TITLED, row[0].lower() in _PLACED
            start += len(row.pop(0)) + 1
        yield from _facts(row, start, titled=titled, placed=placed)


def _facts(row: list[str], start: int, *, titled: bool, placed: bool) -> Iterator[Fact]:
    """The names in a row of capitalised words, before which a title or a kind of place may stand."""
    family = _family_at(row, _STRONG_NAMES, _WEAK_NAMES, anywhere=placed)
    at = 0 if titled else len(row) if placed and not family else family
    if at is None:
        return
    place, person = (row[:at], row[at : at + 6]) if placed else ([], row[at : at + 6])
    if place and not place[0].isupper() and (len(place) > 1 or place[0].lower() not in _JOBS):
        yield from _fact(place[:2] if len(place) > 4 else place, start)  # a longer one runs into a person's
    if person and (not titled or person[0].lower() not in _JOBS):
        yield from _fact(person, start + len(" ".join(row[:at])) + bool(at))


def _family_at(
    row: list[str], strong: frozenset[str], weak: frozenset[str], *, anywhere: bool = False
) -> int | None:
    """Where a family name with a name after it stands in the row, or None.

    A weak one must have two more syllables, and must open the row unless it may stand `anywhere`.
    """
    for at, word in enumerate(row[:-1]):
        if word in strong or (word in weak and (not at or anywhere) and len(row) - at > 2):
            return at
    return None


def _fact(row: list[str], start: int) -> Iterator[Fact]:
    name = " ".join(row)
    if fold(name) not in _EXONYMS and len(name) > 1:
        yield Fact("name", fold(name), name, start, start + len(name))


def english(text: str) -> Iterator[Fact]:
    """Vietnamese names of people in an English text."""
    for match in _RUN.finditer(text):
        row, start = match.group().split(" "), match.start()
        titled = _ENGLISH_TITLE.search(text, max(0, start - 5), start) is not None
        while row and row[0] in _ENGLISH_TITLES:
            titled = True
            start += len(row.pop(0)) + 1
        row = _syllables(row)
        if row and (titled or _family_at(row, _PLAIN_STRONG, _PLAIN_WEAK) == 0):
            yield from _fact(row, start)


def _syllables(row: list[str]) -> list[str]:
    """The words at the head of a row that may be Vietnamese syllables."""
    for at, word in enumerate(row):
        if not _VIETNAMESE.fullmatch(fold(word)):
            return row[:at]
    return row


def missing(names: list[Fact], text: str) -> Iterator[Fact]:
    """The names that the text does not say, or says with other diacritics than theirs."""
    if not names:
        return
    plain, folded, spelled = _words(text.lower()), _words(fold(text)), _spelled(text)
    for name in names:
        key = _words(str(name.value))
        if not _says(folded, key) or not (_says(plain, key) or _says(spelled, _spelled(name.text))):
            yield name


def added(names: list[Fact], text: str) -> Iterator[Fact]:
    """The names of an English text of which the Vietnamese text does not even say the last word."""
    if not names:
        return
    folded = _words(fold(text))
    for name in names:
        if not _says(folded, _words(str(name.value).split()[-1])):
            yield name


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} "


def _says(words_said: str, name: str) -> bool:
    """Whether the words hold the name, apart or written together (Hanoi)."""
    joined = name.replace(" ", "")
    return name in words_said or (len(joined) > 4 and joined in words_said)


def _spelled(text: str) -> str:
    """Small letters with each word's tone mark moved to its end: hoà and hòa are one."""
    return f" {' '.join(_toneless(word) for word in _WORD.findall(text.lower()))} "


def _toneless(word: str) -> str:
    if word.isascii():
        return word
    chars = unicodedata.normalize("NFD", word)
    tone = "".join(str(ord(char)) for char in chars if char in _TONES)
    return unicodedata.normalize("NFC", "".join(char for char in chars if char not in _TONES)) + tone
