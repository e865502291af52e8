"""The frame of an official document: letterhead, recipients, signature (Decree 30/2020/NĐ-CP, annex I).

The frame comes as a borderless table, as columns flattened by TABs or runs of spaces, or line below line.
Party documents have their own motto and write 'Số 517-CV/TU' (Instruction 36-HD/VPTW of 2018).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bantin.facts import dates, documents
from bantin.facts.dates import PlaceDate
from bantin.normalize import shapes
from bantin.normalize.readers.base import Line

_MOTTO = re.compile(
    r"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|"
    r"Độc lập\s*[-–—]\s*Tự do\s*[-–—]\s*Hạnh phúc)\.?$",
    re.I,
)
_NUMBER = re.compile(r"^Số\s*:?\s*(?:[\d\s./…_]*[-/]\s*[A-ZĐ]|\d)", re.I)
_SUBJECT = re.compile(r"^V/v\b", re.I)
_URGENT = re.compile(r"^(?:HỎA TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT)$")
_BODY = re.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|UBMTTQ|HĐND|HỘI ĐỒNG|SỞ|PHÒNG|BAN|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|ĐẢNG|"
    r"BỘ|CỤC|CHI CỤC|TỔNG|TRUNG TÂM|TRƯỜNG|CÔNG AN|HỘI|ĐOÀN|LIÊN|VIỆN|BỆNH VIỆN|TRẠM|CÔNG TY|VĂN PHÒNG|"
    r"CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|MẶT TRẬN|TÒA ÁN|VIỆN KIỂM SÁT|BẢO HIỂM|KHO BẠC|NGÂN HÀNG|BCĐ|BCH|"
    r"ĐỘI(?! NGŨ))\b",
    re.I,
)
_LEVEL = re.compile(
    r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|NƯỚC)\b(?! [ỦU])", re.I
)
_BLANKS = re.compile(r"(?<=:)\s+(?=[-/])|(?<=ngày)\s+(?=tháng)|(?<=tháng)\s+(?=năm)")  # left to be filled in
_GENERAL = re.compile(r"^(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|THƯỜNG TRỰC|VĂN PHÒNG)$", re.I)
_COLUMNS = re.compile(r"\t+|\s{3,}")
_RECIPIENTS = re.compile(r"^Nơi nhận\s*:?$|^Nơi nhận\s*:\s*(?P<rest>\S.*)$")
_ROLE = re.compile(
    r"^(?:TM\.|KT\.|TL\.|TUQ\.|Q\.|T/M|K/T|T/L|TM |KT |TL )|"
    r"^(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG|CHÁNH|CỤC TRƯỞNG|HIỆU TRƯỞNG|THỦ TƯỚNG|BỘ TRƯỞNG|"
    r"THỨ TRƯỞNG|VIỆN TRƯỞNG|TỔNG|THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|NGƯỜI LẬP|ĐẠI DIỆN)\b",
    re.I,
)
_SIGNED = re.compile(
    r"^\(?\s*(?:đã ký|ký tên|ký tên, đóng dấu|ký và ghi rõ họ tên|đã ký và đóng dấu)\s*\)?$", re.I
)
_RANKED = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|CN|KS|LS|DS|CKI|CKII|Ths|Ts|Bs)\.?[\s.]*)*"
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)\s+)?(?P<name>.+)$"
)
_ANNEX = re.compile(r"^(?:PHỤ LỤC|DANH SÁCH|BIỂU|MẪU|BẢNG)\b")
_HEADER_LINES = 16


@dataclass(frozen=True)
class Header:
    """The letterhead, taken off. `subject`: the 'V/v ...' of an official letter."""

    letterhead: tuple[str, ...] = ()
    number: str = ""
    issuer: str = ""
    dated: PlaceDate | None = None
    date_text: str = ""
    subject: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Tail:
    """Recipients, signature, and a closing line of place and date, taken off."""

    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    dated: PlaceDate | None = None
    date_line: str = ""


@dataclass
class _Head:
    """What has been read of a letterhead so far."""

    texts: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    subject: list[Line] = field(default_factory=list)
    number: str = ""
    numbered: bool = False
    motto: bool = False
    dated: PlaceDate | None = None
    date_text: str = ""


def cells(line: Line) -> Iterator[tuple[int, str]]:
    """The columns of a line: (column, text)."""
    if line.hint.cell:
        yield line.hint.cell[2], line.text
        return
    shift = 1 if line.indent >= 16 and not shapes.marker(line.text) else 0
    if "  " not in line.text and line.text.isprintable():  # no TAB, no space but the plain one: no columns
        yield shift, line.text.strip()
        return
    for column, text in enumerate(_COLUMNS.split(_BLANKS.sub(" ", line.text))):
        if text.strip():
            yield column + shift, text.strip()


def is_body(text: str) -> bool:
    """Whether a line begins as the name of an issuing body does."""
    return bool(_BODY.match(text))


def take_header(lines: tuple[Line, ...]) -> tuple[Header, tuple[Line, ...]]:
    """The letterhead at the top of a document, and the lines below it."""
    head = _Head()
    taken = 0
    for line in lines[:_HEADER_LINES]:
        pieces = list(cells(line))
        if not all(_belongs(text, head, line) for _, text in pieces):
            break
        for column, text in pieces:
            _add(head, column, text, line)
        taken += 1
    first = next(iter(head.bodies), "")
    if not (head.numbered or head.motto or (head.dated and _BODY.match(first))):
        return Header(), lines
    return (
        Header(
            tuple(head.texts),
            head.number,
            _issuer(head.bodies),
            head.dated,
            head.date_text,
            tuple(head.subject),
        ),
        lines[taken:],
    )


def _belongs(text: str, head: _Head, line: Line) -> bool:
    if _MOTTO.match(text) or _NUMBER.match(text) or _URGENT.match(text) or _SUBJECT.match(text):
        return True
    if dates.place_date(text):
        return head.dated is None
    if not any(char.isalnum() for char in text):
        return True  # the asterisk or rule under a body's name
    if head.subject and text[:1].islower() and not line.gap:
        return True
    if documents.type_line(text) or documents.leading_type(text) or shapes.is_section(text):
        return False
    if line.hint.cell is None and head.dated and head.numbered:
        return False
    return (
        (shapes.is_capitals(text) or bool(_BODY.match(text)) or (text.isupper() and bool(_LEVEL.match(text))))
        and len(text) <= 100
        and not shapes.ends_clause(text)
    )


def _add(head: _Head, column: int, text: str, line: Line) -> None:
    dated = dates.place_date(text)
    if _SUBJECT.match(text) or (head.subject and text[:1].islower() and column == 0):
        head.subject.append(Line(line.number, " ".join(text.split()), line.hint, line.gap))
        return
    head.texts.append(" ".join(text.split()))
    if _MOTTO.match(text):
        head.motto = True
    elif _NUMBER.match(text):
        head.numbered = True
        head.number = next(documents.numbers(re.sub(r"\s*([-/])\s*", r"\1", text)), "")
    elif dated:
        head.dated, head.date_text = dated, text
    elif not _URGENT.match(text) and not head.numbered and any(char.isalnum() for char in text):
        head.bodies.append(" ".join(text.split()))


def _issuer(bodies: list[str]) -> str:
    """The issuing body: the lower of two lines, or both where the second only says of which place."""
    if not bodies:
        return ""
    if len(bodies) > 1 and _LEVEL.match(bodies[-1]):
        return f"{bodies[-2]} {bodies[-1]}"
    if len(bodies) > 1 and _GENERAL.match(bodies[-1]):
        return f"{bodies[-1]} {bodies[-2]}"
    return bodies[-1]


def take_tail(lines: tuple[Line, ...]) -> tuple[Tail, tuple[Line, ...]]:
    """Recipients and signature at the end, and the lines that remain (an annex stays)."""
    index = next((i for i in range(len(lines) - 1, -1, -1) if _opens_recipients(lines[i])), None)
    if index is None:
        return _signed_end(lines)
    recipients, signature, end = _recipients(lines, index)
    if not recipients:
        return _signed_end(lines)
    above = lines[:index]
    if not signature:
        tail, above = _signed_end(above)
        return Tail(tuple(recipients), tail.signature, tail.dated, tail.date_line), (*above, *lines[end:])
    dated, date_line, above = _closing_date(above)
    return Tail(tuple(recipients), tuple(signature), dated, date_line), (*above, *lines[end:])


def _opens_recipients(line: Line) -> bool:
    return "Nơi nhận" in line.text and any(_RECIPIENTS.match(text) for _, text in cells(line))


def _recipients(lines: tuple[Line, ...], index: int) -> tuple[list[str], list[str], int]:
    recipients: list[str] = []
    signature: list[str] = []
    columns = False
    end = index
    for line in lines[index:]:
        pieces = list(cells(line))
        columns = columns or len(pieces) > 1 or bool(line.hint.cell)
        if signature and not all(_stays(column, text, columns, signature) for column, text in pieces):
            break
        for column, text in pieces:
            opening = _RECIPIENTS.match(text) if line is lines[index] else None
            if opening:
                recipients += [opening.group("rest")] if opening.group("rest") else []
            elif column > 0 or (_below(line, text, pieces) and (signature or _signs(text))):
                signature.append(text)
            else:
                recipients.append(text)
        end += 1
    return recipients, signature, end


def _stays(column: int, text: str, columns: bool, signature: list[str]) -> bool:
    """Whether a piece still belongs to the closing frame once a signature has begun."""
    if columns and column == 0 and (shapes.marker(text) or _RECIPIENTS.match(text)):
        return True
    return _closes(text, signature)


def _below(line: Line, text: str, pieces: list[tuple[int, str]]) -> bool:
    """Whether a piece stands on a line of its own, as a signature set under the recipients does."""
    return len(pieces) == 1 and not line.hint.cell and not shapes.marker(text)


def _signs(text: str) -> bool:
    """Whether a line is of those that stand over and in a signature."""
    if shapes.marker(text) or _ANNEX.match(text) or text.endswith((";", ",", ":")):
        return False
    return len(text) <= 90 and bool(shapes.is_capitals(text) or _ROLE.match(text) or _SIGNED.match(text))


def _closes(text: str, signature: list[str]) -> bool:
    """Whether a line goes on with a signature that has begun."""
    named = any(_is_person(part) for part in signature)
    if named:
        return bool(_SIGNED.match(text))
    return _signs(text) or _is_person(text)


def _is_person(text: str) -> bool:
    match = _RANKED.match(text)
    return (
        bool(match) and 2 <= len(text.split()) <= 9 and shapes.is_name(match.group("name") if match else "")
    )


def _signed_end(lines: tuple[Line, ...]) -> tuple[Tail, tuple[Line, ...]]:
    """A signature at the very end without recipients: capitals or a role, with or without a name."""
    first = len(lines)
    while first > 1 and len(lines) - first < 8:
        pieces = [piece for _, piece in cells(lines[first - 1])]
        if not all(_signs(piece) or _is_person(piece) for piece in pieces):
            break
        first -= 1
    while first < len(lines) and not any(_signs(text) for _, text in cells(lines[first])):
        first += 1
    signature = [text for line in lines[first:] for _, text in cells(line)]
    if not any(_signs(text) for text in signature):
        return _dated_end(lines)
    dated, date_line, above = _closing_date(lines[:first])
    return Tail((), tuple(signature), dated, date_line), above


def _dated_end(lines: tuple[Line, ...]) -> tuple[Tail, tuple[Line, ...]]:
    dated, date_line, above = _closing_date(lines)
    return Tail(dated=dated, date_line=date_line), above


def _closing_date(lines: tuple[Line, ...]) -> tuple[PlaceDate | None, str, tuple[Line, ...]]:
    if not lines:
        return None, "", lines
    dated = dates.place_date(lines[-1].text)
    stamp = dates.stamp(lines[-1].text)
    if dated is None and stamp and not stamp.time:  # 'Ngày 8 tháng 8 năm 2021', with no place
        dated = PlaceDate("", stamp.date.iso)
    return (dated, lines[-1].text.strip(), lines[:-1]) if dated else (None, "", lines)
