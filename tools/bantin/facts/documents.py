"""Numbered documents named in Vietnamese text: number, type, issuing body and date, as far as written.

Types and abbreviations: Decree 30/2020/NĐ-CP, annex III (27 types; an official letter, công văn, has no
abbreviation: number/body-unit, 971/TTg-KGVX); Law 80/2015/QH13 for normative documents; Party documents
(number-TYPE/BODY, 517-CV/TU) follow Instruction 36-HD/VPTW of 2018.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bantin.facts import dates
from bantin.facts.dates import Date

ANNEX_III = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch",
    "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình",
    "HĐ": "Hợp đồng", "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo",
}  # fmt: skip
NORMATIVE = {
    "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "PL": "Pháp lệnh", "L": "Lệnh",
}  # fmt: skip
PARTY = {"CV": "Công văn", "KL": "Kết luận", "QĐi": "Quy định", "TTr": "Tờ trình", "TT": "Thông tri"}
UNCODED = ("Công văn", "Luật", "Bộ luật", "Hiến pháp", "Thư công", "Lời kêu gọi")

TYPES: tuple[str, ...] = tuple(
    sorted({*ANNEX_III.values(), *NORMATIVE.values(), *PARTY.values(), *UNCODED}, key=lambda t: (-len(t), t))
)
# Codes that name one body in the whole country; all others mean a body only in their own locality.
BODIES = {
    "TTg": "Thủ tướng Chính phủ", "CP": "Chính phủ", "TW": "Trung ương", "CTN": "Chủ tịch nước",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội", "QH": "Quốc hội",
}  # fmt: skip

_UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
NUMBER = re.compile(
    r"(?<![\w/.,])(\d{1,5}(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐđ]{0,7}\d{0,3}(?:[-/.&][A-ZĐ][A-Za-zĐđ]*\d{0,3})*)(?![\w/])"
)
_TYPE_NAMED = {name.lower(): name for name in TYPES}
_TYPE = "|".join(re.escape(name) for name in TYPES)
_TYPE_BEFORE = re.compile(rf"\b(?P<type>{_TYPE})\s+(?:số\s*:?\s*)?$", re.I)
_LAW_BEFORE = re.compile(
    r"\b(?P<type>Bộ luật|Luật|Nghị quyết|Pháp lệnh|Hiến pháp)\s[^.;:()\d]{0,100}(?:số\s*:?\s*)?$"
)
_DATE_AFTER = re.compile(r"^[\s,(]*(?:(?:ban hành|ký)\s+)?ngày\s+")
_ISSUER_AFTER = re.compile(r"^[\s,)]*(?:của|do)\s+")
_ISSUER_BEFORE = re.compile(
    rf"(?:^|[.,;:]\s+)(?P<issuer>[{_UPPER}][^.,;:]{{3,90}}?)\s+(?:vừa\s+|đã\s+|mới\s+)*"
    r"(?:có|ban hành|ra|ký|gửi|phát hành)\s+(?:\w+\s+){0,2}$"
)
_ISSUER_STOP = re.compile(
    rf"\s+và\s+(?:{_TYPE})\b|"
    r"[,.;:()“”\"!?]|\s(?:về|ngày|đã|quy định|hướng dẫn|có|ban hành|yêu cầu|chỉ đạo|trong|trên|tại|để|là|"
    r"nhằm|theo|gửi|vừa|được|đến|tiếp tục|do|với|cho|khi|và các|cùng|sẽ|phải|phê duyệt|sửa đổi|vẫn|thì|mà|"
    r"năm|số|\d+)(?=\s|$)|$"
)


@dataclass(frozen=True)
class Reference:
    """A numbered document where a text names it; '' for what the text does not say."""

    start: int
    end: int
    number: str
    type: str = ""
    issuer: str = ""
    date: Date | None = None


def type_of(number: str) -> str:
    """The type that a document's number tells: '42/TB-UBND' is a Thông báo; '' when it tells none."""
    party = re.match(r"^\d+-([A-Za-zĐđ]+)/", number)
    if party:
        return PARTY.get(party.group(1)) or ANNEX_III.get(party.group(1), "")
    codes = re.split(r"[-/.&]", number)[1:]
    code = next((code for code in codes if not code.isdigit()), "")
    if re.fullmatch(r"QH\d*", code):
        return ""
    return ANNEX_III.get(code) or NORMATIVE.get(code) or ("Công văn" if code else "")


def body_of(number: str) -> str:
    """The issuing body that a number tells by itself, such as TTg; '' for every local code."""
    for code in reversed(re.split(r"[-/.&]", number)[1:]):
        if code == "TW" and not re.match(r"^\d+-", number):
            continue
        name = BODIES.get(re.sub(r"\d+$", "", code))
        if name and code != "TW":
            return name
    return ""


def find(text: str) -> list[Reference]:
    """Every numbered document that a text names, in order."""
    matches = list(NUMBER.finditer(text)) if "/" in text or "-" in text else []
    dated = dates.find(text) if matches else []
    return [_reference(text, match, dated) for match in matches]


def _reference(text: str, match: re.Match[str], dated: list[Date]) -> Reference:
    number, after = match.group(1), text[match.end() :]
    date, after = _date_after(after, match.end(), dated)
    window = max(0, match.start() - 140)
    kind = _TYPE_BEFORE.search(text, window, match.start())
    if kind is None and not type_of(number):
        kind = _LAW_BEFORE.search(text, window, match.start())  # the National Assembly's numbers tell no type
    start = kind.start() if kind else match.start()
    kind_name = _proper(kind.group("type")) if kind else type_of(number)
    issuer = _issuer_after(after)
    if not issuer and kind:
        subject = _ISSUER_BEFORE.search(text[max(0, start - 160) : start])
        issuer = subject.group("issuer") if subject else ""
    if date is None:
        date = _date_before(text, start, dated)
    return Reference(start, match.end(), number, kind_name, issuer or body_of(number), date)


def _proper(name: str) -> str:
    return _TYPE_NAMED[name.lower()]


def _date_after(after: str, offset: int, dated: list[Date]) -> tuple[Date | None, str]:
    """The date right after a number, and the text after that date."""
    lead = _DATE_AFTER.match(after)
    if lead:
        for date in dated:
            if 0 <= date.start - offset - lead.end() <= 1:
                return date, after[date.end - offset :]
    return None, after


def _date_before(text: str, start: int, dated: list[Date]) -> Date | None:
    """The date that opens the sentence of a document just issued: 'Ngày 19/7, ... có công văn số'."""
    sentence = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n")) + 1
    issuing = re.search(r"\b(?:có|ban hành|ra|ký|gửi|phát hành)\s+(?:\w+\s+){0,2}$", text[sentence:start])
    if not issuing:
        return None
    return next(
        (date for date in dated if sentence <= date.start <= sentence + 14 and date.end < start), None
    )


def _issuer_after(after: str) -> str:
    lead = _ISSUER_AFTER.match(after)
    if not lead:
        return ""
    rest = after[lead.end() : lead.end() + 120]
    stop = _ISSUER_STOP.search(rest)
    name = rest[: stop.start() if stop else len(rest)].strip()
    return name if name[:1].isupper() and len(name.split()) <= 16 else ""


def type_line(line: str) -> str:
    """The type that a heading line names, alone or with a mark of urgency ('THÔNG BÁO KHẨN'), or ''."""
    bare = re.sub(r"\s+(?:KHẨN|HỎA TỐC|THƯỢNG KHẨN)$", "", line.strip().rstrip(":").strip(), flags=re.I)
    return _TYPE_NAMED.get(bare.lower(), "")


def leading_type(line: str) -> str:
    """The type whose name begins a line in capitals ('KẾ HOẠCH TRIỂN KHAI ...'), or ''."""
    return next((name for name in TYPES if line.startswith(name.upper() + " ")), "")


def numbers(text: str) -> Iterator[str]:
    """The document numbers in a text."""
    return (match.group(1) for match in NUMBER.finditer(text))
