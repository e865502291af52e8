"""Text cut into sentences, with Vietnamese abbreviations, numbered leads and quotations in mind.

Cuts are made at spaces only, so " ".join(split(text)) gives the text back with its white space collapsed:
not one character is lost or added.

Numbered leads ("Điều 1.", "1.", "a)") are those of Nghị định 30/2020/NĐ-CP, annex I; the end mark "./." and
the abbreviated signatures ("TM.", "KT.") are those of the forms in its annex III. Abbreviated titles and
places are the usual ones of newspapers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPENING, _CLOSING = "“\"‘'«([{", "”\"’'»)]}"
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", "{": "}", '"': '"'}

# Before a name or a number: a full stop after one of these never ends a sentence.
_TITLES = _words(
    """
    Ts TS TSKH ThS Ths PGS GS BS Bs BSCK BSCKI BSCKII CKI CKII DS KS CN LS NS NSND NSƯT NGƯT NGND ĐT
    Đt đt DĐ Tel tel Fax fax tr Tr vd VD Vd St Mr Mrs Ms Dr Prof Gs PGs No no Vol KTS ĐĐ HT Th QL TL
    ĐC Đ/c đ/c KT TM TUQ Nxb NXB ĐD KTV HLV vs
    """
)
# Places, bodies and "v.v": these may also stand at the end, before a word that begins a sentence.
_PLACES = _words(
    """
    TP Tp tp TX Tx TT Q P H X T Đ TW TƯ Ư Kp KP
    """
)
_COMPANIES = _words("CP CTCP Cty Co")
# Bodies with a full stop of their own before the place that they are of: "UBND. TP. Lộc Sơn".
_BODIES = _words("UBND HĐND BCĐ MTTQ GD&ĐT GDĐT LĐTBXH")
# Words that begin sentences and are never the name of a person or a place.
_STARTERS = _words(
    """
    Các Những Việc Tuy Sau Theo Trong Trên Để Đây Đó Vì Khi Nếu Ngoài Về Từ Tại Với Qua Hiện Hôm
    Ngày Trước Đến Tính Cùng Riêng Mặc Nhằm Bởi Như Nhờ Đối Mỗi Mọi Ông Bà Nhiều Toàn Tất Người
    Nhưng Và Song Ủy Sở Bộ UBND HĐND
    """
)
# Words that do both: they begin a sentence when a word in small letters follows ("Đồng thời").
_MAYBE_STARTERS = _words(
    """
    Đồng Bên Do Sáng Chiều Tối Cụ Đặc Căn Một Hai Ba Anh Chị Thời Đáng Ban Công Cơ Đơn Hội Chủ Kết
    Yêu Đề Thực Tiếp Phát Tổng Số Nhà Quá Dự Chúng Tôi Họ Bệnh Lực Dịch Đoàn Huyện Tỉnh Thành Xã
    Phường Quận Cuộc Trận Giá Vé Mức Diện Trẻ Em Cháu Nước Bão Mưa Hồ Quá Kinh Thời Nguồn
    """
)
_PEOPLE = _words(
    """
    ông bà anh chị em cháu bác cô chú chí nhân sĩ sỹ tên bị thị văn
    """
)
_LEADS = _words(
    """
    Điều Khoản Mục Chương Phần Bước Câu Bài Lục Tiết Quyển Số Hình Bảng Biểu Tiêu Tổ Đợt Vòng
    """
)
_LEADS_OF_TWO = frozenset({"phụ lục", "tiểu mục", "lưu ý", "ví dụ", "giai đoạn", "khu vực"})

_ENDS = re.compile(r"(?:[.!?…]|\./\.?|/\./)$")
_END_MARK = re.compile(r"\.(?://?|/\.)\.?$|^/\./?\.?$")
_NUMBER_LEAD = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[a-zđ]?|[IVXLC]{1,6}|[A-ZĐa-zđ])[.)/]?$")
_LETTER_LEAD = re.compile(r"^\(?(?:[a-zđ]|[ivx]{1,4}|\d{1,2})\)$|^[a-zđ]\.$")
_DASH = frozenset("-–—+•*▪")


def split(text: str, longest: int = 0, measure: Callable[[str], int] = len) -> list[str]:
    """The sentences of a text, in order; each at most `longest` by `measure` (0: no limit).

    >>> split("TP. Hồ Chí Minh có 24 đơn vị. Điều 1. của quy chế đã rõ.")
    ['TP. Hồ Chí Minh có 24 đơn vị.', 'Điều 1. của quy chế đã rõ.']
    """
    words = text.split()
    inside = _inside(words)
    sentences: list[str] = []
    start = 0
    for position in range(1, len(words)):
        if _is_boundary(words, start, position, inside):
            sentences.append(" ".join(words[start:position]))
            start = position
    if words:
        sentences.append(" ".join(words[start:]))
    if longest <= 0:
        return sentences
    return [part for sentence in sentences for part in shorten(sentence, longest, measure)]


@dataclass(frozen=True)
class _Span:
    """A quotation or parenthesis: the words from `first` to `last`; `speech` when it follows a colon."""

    first: int
    last: int
    speech: bool


def _inside(words: list[str]) -> list[_Span]:
    """Quotations and parentheses that close again; an unmatched mark is passed over."""
    spans: list[_Span] = []
    open_marks: list[tuple[str, int]] = []
    for index, word in enumerate(words):
        for char in word:
            matches = [depth for depth, (mark, _) in enumerate(open_marks) if _PAIRS[mark] == char]
            if matches:
                mark, first = open_marks[matches[-1]]
                del open_marks[matches[-1] :]
                speech = mark not in "([{" and first > 0 and words[first - 1].endswith(":")
                goes_on = word[-1] in _CLOSING and words[index + 1 : index + 2] and words[index + 1].islower()
                spans.append(_Span(first, index, speech and not goes_on))
            elif char in _PAIRS:
                open_marks.append((char, index))
    return [span for span in spans if span.first < span.last]


def _is_boundary(words: list[str], start: int, position: int, spans: list[_Span]) -> bool:
    """Whether a sentence that began at word `start` ends before word `position`."""
    word, following = words[position - 1], words[position]
    if _END_MARK.search(word):
        return True
    is_list = _is_sign(words[start])
    if _is_sign(following) and not is_list:
        return False
    if _is_sign(word) and not is_list and position - start > 1:
        return _is_boundary([*words[: position - 1], *words[position:]], start, position - 1, [])
    core = word.rstrip(_CLOSING)
    if not _ENDS.search(core) or not _begins(following, words[position + 1 : position + 2]):
        return False
    if any(span.first < position <= span.last and not _is_open(span, start) for span in spans):
        return False
    if core[-1] != "." or core.endswith(".."):
        return True
    return not _is_dotted_word(core, words, start, position)


def _is_sign(word: str) -> bool:
    """Whether this is a picture or an arrow. It begins the items of a list, or else ends a sentence."""
    return all(unicodedata.category(char) in ("So", "Sm", "Mn", "Cf", "Sk") for char in word)


def _is_open(span: _Span, start: int) -> bool:
    """Whether sentences inside the span stand by themselves: speech, or an opening quotation."""
    return span.speech or span.first <= start


def _begins(word: str, after: list[str]) -> bool:
    """Whether a sentence can begin with this word."""
    if _LETTER_LEAD.match(word):
        return True
    bare = word.lstrip(_OPENING)
    if bare and (all(char in _DASH for char in bare) or _is_sign(bare)):
        return bool(after) and _begins(after[0], [])
    bare = bare.lstrip("".join(_DASH))
    return bool(bare) and (bare[0].isupper() or bare[0].isdigit())


def _is_dotted_word(core: str, words: list[str], start: int, position: int) -> bool:
    """Whether the full stop belongs to the word: an abbreviation, an initial, or a numbered lead."""
    stem = core.lstrip(_OPENING)[:-1]
    if _is_lead(stem, words[start : position - 1]):
        return True
    last = re.split(r"[.\-–]", stem)[-1]
    if stem in _TITLES or stem in _COMPANIES or last in _TITLES:
        return True
    if stem in _PLACES or last in _PLACES:
        return not _is_starter(words, position)
    if stem in _BODIES:
        return words[position].endswith(".") and words[position][:-1] in _PLACES
    if len(last) == 1 and last.isupper():
        is_initial = re.fullmatch(r"[^\W\d_]\.", words[position])
        return bool(is_initial) or not (_is_starter(words, position) or _is_label(stem, words, position))
    return False


def _is_starter(words: list[str], position: int) -> bool:
    """Whether the word there begins a sentence rather than a name."""
    word = words[position].lstrip(_OPENING)
    return word in _STARTERS or (
        word in _MAYBE_STARTERS
        and words[position + 1 : position + 2] != []
        and words[position + 1][0].islower()
    )


def _is_lead(stem: str, before: list[str]) -> bool:
    """Whether the sentence so far is only a numbered lead: "1.", "- a.", "Điều 1.", "“Chương II."."""
    if not _NUMBER_LEAD.match(stem):
        return False
    said = [word.lstrip(_OPENING) for word in before if not (_is_sign(word) or set(word) <= _DASH)]
    if len(said) > 2 and said[-2].endswith(".") and _NUMBER_LEAD.match(said[-2]):
        said = said[-1:]  # "Chương III. Điều 7."
    return not said or (said == [said[0]] and said[0] in _LEADS) or " ".join(said).lower() in _LEADS_OF_TWO


def _is_label(stem: str, words: list[str], position: int) -> bool:
    """Whether a single letter names a kind ("vitamin C.", "nhóm A."), not a person or a place."""
    if len(stem) != 1 or position < 2:
        return False
    before = words[position - 2].strip(_OPENING + _CLOSING)
    return before.islower() and before not in _PEOPLE


# Where an over-long sentence may be cut, best first; each pattern matches the space.
_CUTS = [
    re.compile(r"(?<=[;:]) |(?<=[;:][”\"’)]) "),
    re.compile(
        r"(?<=,) (?=(?:và|đồng thời|nhưng|tuy nhiên|qua đó|từ đó|trong đó|nhằm|song|còn|để|mà|do|vì) )"
    ),
    re.compile(r"(?<=[,…]) | (?=[–—-] )"),
    re.compile(r" (?=(?:và|hoặc|hay|nhưng|nhằm|để|khi|nếu|do|vì|mà|đồng thời) )"),
    re.compile(r" "),
]


def shorten(sentence: str, longest: int, measure: Callable[[str], int] = len) -> list[str]:
    """A sentence cut at clause marks until every part measures at most `longest`; a lone word stays whole."""
    if measure(sentence) <= longest:
        return [sentence]
    cut = _best_cut(sentence)
    if cut is None:
        return [sentence]
    return [*shorten(sentence[:cut], longest, measure), *shorten(sentence[cut + 1 :], longest, measure)]


def _best_cut(sentence: str) -> int | None:
    """The space nearest the middle at the best kind of clause mark that lies in the middle half."""
    middle, reach = len(sentence) / 2, len(sentence) / 4
    for position in (_nearest(pattern, sentence, middle) for pattern in _CUTS):
        if position is not None and abs(position - middle) <= reach:
            return position
    return _nearest(_CUTS[-1], sentence, middle)


def _nearest(pattern: re.Pattern[str], sentence: str, middle: float) -> int | None:
    positions: Iterator[int] = (match.start() for match in pattern.finditer(sentence))
    return min(positions, key=lambda position: abs(position - middle), default=None)
