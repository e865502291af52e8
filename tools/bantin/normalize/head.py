"""Kicker and title: what stands above the text, and what it is called when nothing does."""

import re
from dataclasses import dataclass
from itertools import takewhile

from bantin.facts import documents
from bantin.normalize import official, shapes
from bantin.normalize.wraps import Para

NO_TITLE = "no title in the source"

_OPENS_LEDE = re.compile(
    r"^(?:Rạng sáng|Sáng|Trưa|Chiều|Tối|Đêm|Ngày|Hôm nay|Hôm qua|Mới đây|Vừa qua|Thời gian qua|Chiều tối|"
    r"Trong (?:ngày|những|thời)|Từ|Theo|Sau|Trước|Nhằm|Để|Thực hiện|Căn cứ|Hưởng ứng|Tính đến|Đến nay|"
    r"Liên quan|Do|Kính gửi|Xét)\b"
)
_GOES_ON = re.compile(
    r"(?:[,–-]|\b(?:và|về|của|cho|trong|tại|với|các|những|theo|để|trên|ở|từ|đến|là|do|vì|hoặc|năm|thành|"
    r"nhằm))$",
    re.I,
)
_DECIDES = re.compile(
    r"^(?:HỘI ĐỒNG NHÂN DÂN|(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN|GIÁM ĐỐC SỞ|CHÁNH ÁN|VIỆN TRƯỞNG)\b"
)
_OF_BODY = re.compile(rf"^CỦA [{shapes.UPPER} ,-]+$")
_TITLE_LENGTH = 230  # characters
_DOTTED_TITLE = 150  # characters of a title that ends with a full stop


@dataclass(frozen=True)
class Head:
    """Kicker and title as paragraphs (None when there is none), the type's name, and what follows."""

    rest: tuple[Para, ...]
    title: Para | None = None
    kicker: Para | None = None
    type: str = ""
    type_lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def take(paras: tuple[Para, ...], subject: tuple[Para, ...] = ()) -> Head:
    """Kicker and title taken off the top. `subject`: the 'V/v ...' that a letterhead held."""
    if subject:
        return Head(paras, merge(subject), type="Công văn")
    for strategy in (_hinted, _typed, _styled, _plain, _dotted):
        head = strategy(paras)
        if head:
            return head
    return Head(paras, notes=(NO_TITLE,))


def merge(paras: tuple[Para, ...]) -> Para:
    """Several lines as one paragraph."""
    text, starts = "", []
    for para in paras:
        text += " " if text else ""
        starts += [(len(text) + offset, number) for offset, number in para.starts]
        text += para.text
    return Para(text, tuple(starts), paras[0].hint, paras[0].gap)


def _hinted(paras: tuple[Para, ...]) -> Head | None:
    """A title that the format itself marks."""
    for index, para in enumerate(paras[:8]):
        if para.hint.role == "title":
            above = paras[:index]
            if any(not _titleish(one) for one in above):
                return Head((*above, *paras[index + 1 :]), para)
            return Head(paras[index + 1 :], para, merge(above) if above else None)
    return None


def _typed(paras: tuple[Para, ...]) -> Head | None:
    """A line that is a document type's name, then the subject (Decree 30/2020/NĐ-CP, annex I, II.5)."""
    for index, para in enumerate(paras[:4]):
        name = documents.type_line(para.text)
        if name and (
            shapes.is_capitals(para.text) or para.hint.centred or para.hint.bold or para.text.isupper()
        ):
            above = paras[:index]
            lines = [para.text]
            below = paras[index + 1 :]
            if below and _OF_BODY.match(below[0].text):  # 'CHỈ THỊ', 'CỦA BAN THƯỜNG VỤ HUYỆN ỦY'
                lines, below = [*lines, below[0].text], below[1:]
            subject = _subject(below)
            if not subject or any(not _titleish(one) for one in above):
                return None
            rest = below[len(subject) :]
            return Head(rest, merge(subject), merge(above) if above else None, name, tuple(lines))
        leading = documents.leading_type(para.text)
        if leading and index == 0:
            title = _continued(paras)
            return Head(paras[len(title) :], merge(title), type=leading)
        if not _titleish(para):
            return None
    return None


def _subject(paras: tuple[Para, ...]) -> tuple[Para, ...]:
    if not paras or not (_titleish(paras[0]) or re.match(r"^(?:Về|V/v|về)\b", paras[0].text)):
        return ()
    return _continued(paras)


def _continued(paras: tuple[Para, ...]) -> tuple[Para, ...]:
    """The first paragraph with the lines that go on with it, as over a title."""
    count = 1
    while count < min(5, len(paras)) and _goes_on(paras[count - 1], paras[count]):
        count += 1
    return paras[:count]


def _goes_on(before: Para, after: Para) -> bool:
    if len(after.text) > _TITLE_LENGTH or shapes.ends_sentence(before.text) or shapes.is_listed(after.text):
        return False
    if shapes.is_section(after.text) or after.hint.role not in ("", before.hint.role):
        return False
    if _names_body(before, after) or after.text[0] == "(" or _is_authority(before, after):
        return False
    both = shapes.is_capitals(before.text) and shapes.is_capitals(after.text)
    styled = before.hint.centred and before.hint.bold and after.hint.centred and after.hint.bold
    tight = not after.gap or (before.hint.centred and after.hint.centred)
    return tight and (both or after.text[:1].islower() or bool(_GOES_ON.search(before.text)) or styled)


def _names_body(before: Para, after: Para) -> bool:
    """Whether a title stands under the name of the body that issues it: 'TRẠM Y TẾ XÃ', 'BẢN TIN SỐ 5'."""
    opens = documents.leading_type(after.text) or after.text.startswith(
        ("BẢN TIN", "HƯỚNG DẪN", "KHUYẾN CÁO")
    )
    return bool(opens) and shapes.is_capitals(before.text) and official.is_body(before.text)


def _is_authority(before: Para, after: Para) -> bool:
    """Whether the line below a subject names who decides (Decree 30/2020/NĐ-CP, annex III, form 1.1)."""
    if not shapes.is_capitals(after.text):
        return False
    if _DECIDES.match(after.text) and not _GOES_ON.search(before.text):
        return True
    return not shapes.is_capitals(before.text) and official.is_body(after.text)


def _styled(paras: tuple[Para, ...]) -> Head | None:
    """A bold and centred line among the first, as Word users make titles."""
    for index, para in enumerate(paras[:4]):
        if para.hint.bold and para.hint.centred and _titleish(para):
            title = _continued(paras[index:])
            above = paras[:index]
            return Head(paras[index + len(title) :], merge(title), merge(above) if above else None)
        if not _titleish(para):
            return None
    return None


def _titleish(para: Para) -> bool:
    text = para.text
    if shapes.ends_sentence(text) and not text.endswith(("?", "!")):
        return False
    if len(text) > _TITLE_LENGTH or text.endswith((":", ";", ",")) or shapes.is_caption(text):
        return False
    if (text[0] in "([" and text[-1] in ")]") or not any(char.isalpha() for char in text):
        return False
    return (
        para.hint.role in ("", "title", "heading")
        and not shapes.is_section(text)
        and not shapes.is_listed(text)
    )


def _plain(paras: tuple[Para, ...]) -> Head | None:
    """Lines that end no sentence, above a text that does: the title, or kicker and title."""
    top: list[Para] = []
    for para in paras[:5]:
        if not _titleish(para) or (top and _heads_text(para, top[-1], paras)):
            break
        if len(para.text) > 100 and _OPENS_LEDE.match(para.text):
            break
        top.append(para)
    if not top or len(top) == len(paras):
        return None
    first = _bodies(top) or _continued(tuple(top))
    second = _continued(tuple(top[len(first) :])) if len(top) > len(first) else ()
    many = len(_bodies(top)) > 1  # one body above the other is a letterhead
    above = many or (second and _is_kicker(merge(first), merge(second), paras[len(first) + len(second) :]))
    if not second or not above:
        return Head(paras[len(first) :], merge(first))
    note = f"line {first[0].number}: taken as the kicker above the title"
    kind = documents.leading_type(second[0].text) if _names_body(first[-1], second[0]) else ""
    return Head(paras[len(first) + len(second) :], merge(second), merge(first), kind, notes=(note,))


def _bodies(top: list[Para]) -> tuple[Para, ...]:
    """The names of a body and of the one above it, which stand over a title as they do in a letterhead."""
    bodies = tuple(takewhile(lambda one: shapes.is_capitals(one.text) and official.is_body(one.text), top))
    return bodies if 1 < len(bodies) < len(top) else ()


def _heads_text(para: Para, above: Para, paras: tuple[Para, ...]) -> bool:
    """Whether a line in capitals under a title is the first of several headings, and no title itself."""
    capitals = [one for one in paras if shapes.is_capitals(one.text)]
    return para in capitals and not shapes.is_capitals(above.text) and len(capitals) > 1


def _is_kicker(first: Para, second: Para, rest: tuple[Para, ...]) -> bool:
    """Two title lines: the upper is the kicker unless the lower is set off by a blank line from it only."""
    if _names_body(first, second):
        return True
    if shapes.is_capitals(first.text) and len(first.text.split()) > 8:
        return False
    return not (second.gap and rest and not rest[0].gap)


def _dotted(paras: tuple[Para, ...]) -> Head | None:
    """A title that ends with a full stop: one short sentence by itself above the lede."""
    if len(paras) < 3:
        return None
    first, second = paras[0], paras[1]
    text = first.text
    single = len(first.starts) == 1 and len(text) <= _DOTTED_TITLE and not re.search(r"[.!?…]\s", text)
    if not single or _OPENS_LEDE.match(text) or not second.gap or second.hint.role or not text.endswith("."):
        return None
    if shapes.ends_sentence(second.text) and (
        _OPENS_LEDE.match(second.text) or len(second.text) > 1.5 * len(text)
    ):
        return Head(paras[1:], first)
    return None


def provisional(lede: str) -> str:
    """A name for a bulletin without a title: the first clause or clauses of its lede, verbatim."""
    if len(lede) <= 120:
        return lede.rstrip(".")
    cuts = [match.start() for match in re.finditer(r"[,;:.!?…](?=\s)", lede[:121])]
    if cuts and cuts[-1] >= 40:
        return lede[: cuts[-1]]
    return lede[:110].rsplit(" ", 1)[0] + "…"
