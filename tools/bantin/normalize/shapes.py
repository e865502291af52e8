"""What a line looks like: capitals, caption, list mark, section number, name, sentence end."""

import re
from dataclasses import dataclass

UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zà-ãè-êìíò-õùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

_END = re.compile(r"(?:[.!?…]|\./\.)[”\"’')\]»]*$")
_ENDS = frozenset(".!?…”\"’')]»")
_OPENING = "“\"‘'«(["
_CAPTION = re.compile(
    r"(?:\(\s*(?:Ảnh|Nguồn ảnh|Ảnh minh h[ọo]a|Ảnh tư liệu|Minh h[ọo]a|Đồ h[ọo]a|Photo)\b[^()]{0,80}\)\.?|"
    r"[.\s–-]\s*(?:Ảnh|Đồ họa)\s*:\s*(?:[^.!?]{2,60}|\w(?:\.\w{1,2}){1,3})\.?)$|"
    r"^(?:Ảnh|Đồ họa|Ảnh minh h[ọo]a)\s*:\s*\S.{0,200}$|"
    r"^Ảnh (?:minh h[ọo]a|tư liệu)\.?$"
)
POINTERS = "👉✅🔹🔸🔷🔶🔵🟢🟡🔴⚪⚫▶➡➤➔☑✔⭐🌟📌📍🟩💠"  # as meaningless before an item as a dash
_CREDITS = ("Ảnh", "ảnh", "Minh h", "Đồ h", "Photo")  # one of these is in every caption
_BULLET = re.compile(
    rf"^([-–—+*•·●▪■□○◦►➢✓{POINTERS}\uf0b7\uf0a7\uf0d8\uf02d]\ufe0f?)(?:\s+|(?=[^\W\d_]))(?=\S)"
)
_EMOJI = re.compile("^[\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\U0001f000-\U0001faff]\ufe0f?\\s*(?=\\w)")
_EMOJI_END = re.compile("[\\s\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+$")
_NUMBER = re.compile(
    rf"^(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})([.)]|/(?=\s)|-(?=\s[{UPPER}]))\s*(?=[^\W\d_]|[“\"(]|(?<=\s)\d[\d./]*\s[{LOWER}])|"
    r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d_])"
)
_LETTER = re.compile(rf"^([a-zđ]|[ivx]{{1,4}})(?:\)|-(?=\s[{UPPER}]))\s*(?=\S)")
_ROMAN = re.compile(
    r"^(?:[IVX]{1,5}|[A-H])(?:[.)/]|\s*[-–]\s)\s*(?=\S)|"
    r"^(?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục)\s+(?:[IVX]{1,5}|\d{1,2}|thứ \w+)\b"
)
_DIVISION = re.compile(
    r"^(?:PHẦN|CHƯƠNG|MỤC|PHỤ LỤC|Phần|Chương|Mục|Phụ lục)\s+"
    r"(?:(?:số|SỐ)\s+)?(?:[IVX]{1,5}|\d{1,2}|[A-H]|(?:thứ|THỨ) \w+)[.:]?$"
)
_ARTICLE = re.compile(r"^(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s*[.:]")
_NAME_WORD = rf"[{UPPER}][{LOWER}]*\.?"
NAME = re.compile(rf"^{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}$")
_LETTERS = re.compile(r"[^\W\d_]")
PICTURE = "•"  # the family of marks that are pictures; one that is no pointer says something


@dataclass(frozen=True)
class Marker:
    """A list mark as written. `family`: '1.' numbers, '1.1' deeper ones, 'a' letters, or the bullet."""

    mark: str
    family: str
    value: int = 0


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a full stop, a question or exclamation mark, or an ellipsis."""
    last = text[-1:]
    if last > "\u25ff":
        return bool(_END.search(_EMOJI_END.sub("", text)))
    return last in _ENDS and bool(_END.search(text))


def ends_clause(text: str) -> bool:
    """Whether a line ends with any mark that closes a sentence, an item or a lead-in."""
    return ends_sentence(text) or text.endswith((":", ";", ","))


def begins_sentence(text: str) -> bool:
    """Whether a line begins with a capital, a digit's sentence, or an opening quote."""
    return text[:1] in _OPENING or text[:1].isupper()


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals: two words or more, no small letter, no full stop."""
    if not text.isupper() or text[-1] in ".,;" or len(_LETTERS.findall(text)) < 6:
        return False
    return len(text.split()) >= 2 and len(text) <= 250


def is_caption(text: str) -> bool:
    """Whether a line says whose picture it is, as captions do: '(Ảnh: TTXVN)'."""
    if len(text) > 400 or not any(word in text for word in _CREDITS):
        return False
    return bool(_CAPTION.search(text))


def stands_alone(text: str) -> bool:
    """Whether a line is never a piece of a paragraph."""
    return is_capitals(text) or is_caption(text) or bool(_ARTICLE.match(text))


def marker(text: str) -> Marker | None:
    """The list mark that begins a line, or None."""
    bullet = _BULLET.match(text)
    if bullet:
        return Marker(bullet.group(1), PICTURE if bullet.group(1)[0] in POINTERS else bullet.group(1))
    number = _NUMBER.match(text)
    if number:
        digits = number.group(1) or number.group(3)
        family = ".".join("1" for _ in digits.split(".")) + (number.group(2) or "")
        return Marker(text[: number.end()].strip(), family, int(digits.rsplit(".", 1)[-1]))
    letter = _LETTER.match(text)
    if letter:
        return Marker(text[: letter.end()].strip(), "a")
    picture = _EMOJI.match(text)
    return Marker(picture.group().strip(), PICTURE) if picture else None


def is_listed(text: str) -> bool:
    """Whether a line begins with a list mark other than a picture, which may also adorn a title."""
    found = marker(text)
    return found is not None and (found.family != PICTURE or found.mark[0] in "•·●▪■")


def is_division(text: str) -> bool:
    """Whether a line only numbers a chapter, a part or an annex, whose name stands below it."""
    return bool(_DIVISION.match(text))


def rank(text: str) -> int:
    """How deep the division stands that a line opens: part 1, chapter 2, section 3, 'I.' 4; 0 for none."""
    words = ("phần", "chương", "mục")
    first = text.split(" ", 1)[0].lower()
    if first in words:
        return words.index(first) + 1 if is_section(text) or is_division(text) else 0
    return 4 if is_section(text) else 0


def is_section(text: str) -> bool:
    """Whether a line opens a section as official documents do: 'I.', 'Chương II', 'PHẦN THỨ NHẤT'."""
    return bool(_ROMAN.match(text)) and len(text) <= 200 and not ends_clause(text.rstrip(":"))


def is_article(text: str) -> bool:
    """Whether a line opens an article: 'Điều 1.'."""
    return bool(_ARTICLE.match(text))


def is_name(text: str) -> bool:
    """Whether a line could be a person's name: one to six capitalised words."""
    return len(text) <= 60 and bool(NAME.match(text))
