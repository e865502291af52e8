"""Date, byline, place and references of a bulletin: what the text says, never what might be guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from bantin.facts import dates, documents
from bantin.facts.dates import Date, PlaceDate, Stamp
from bantin.normalize import shapes
from bantin.normalize.readers.base import Line
from bantin.page import Value

VIETNAM = timezone(timedelta(hours=7))

_LIMIT = re.compile(
    r"\b(?:sau|trước|đến|tới|hết|từ|kể từ|cho đến|dự kiến|hạn|muộn nhất|chậm nhất)(?:\s+hết)?\s+"
    r"(?:ngày\s+)?$",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:đến|tới|hết|trước|dự kiến|sẽ|sắp|kế hoạch|hạn|chậm nhất|muộn nhất|mục tiêu|phấn đấu)\b", re.I
)
_OPENS = re.compile(r"^(?:Rạng sáng|Sáng|Trưa|Chiều|Tối|Đêm|Ngày|Hôm nay|Vào ngày|Chiều tối)\b[^,.;]{0,30}$")

_WORDS = (
    r"(?:Tác giả|Bài và ảnh|Bài, ảnh|Tin và ảnh|Tin, ảnh|Tin, bài|Tin, bài và ảnh|Bài|Tin|Ảnh và bài|"
    r"Người viết|Biên tập|Thực hiện|Tổng hợp|Người đăng|PV|Phóng viên)"
)
_LABELLED = re.compile(rf"^[*•]?\s*(?:{_WORDS})\s*:\s*(?P<author>[^.:;]{{2,80}})\.?$")
_SOURCED = re.compile(r"^\(?\s*(?:Theo|Nguồn tin|Nguồn)\s*:?\s+(?P<publisher>[^.;()]{2,60})\)?\.?$")
_SIGNED = re.compile(
    r"^(?!\((?:Trích|Còn nữa|Hết|Tiếp theo|Xem tiếp)\b)"
    rf"(?P<author>{shapes.NAME.pattern[1:-1]}(?:\s*(?:[-–&,]|và)\s*{shapes.NAME.pattern[1:-1]}){{0,2}})?\s*"
    r"(?:\(\s*(?:Theo\s+)?(?P<publisher>[^()]{2,60})\)|/\s*(?P<outlet>[\w+. ]{2,40}))?$"
)
_STAMP_LENGTH = 60  # characters of the longest date stamp
_CREDIT = re.compile(rf"^Ảnh\s*:\s*{shapes.NAME.pattern[1:]}")
_INITIALS = re.compile(rf"^[{shapes.UPPER}]{{1,6}}(?:[./][{shapes.UPPER}]{{1,4}})*\.?$")

PROVINCES = (
    "An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|"
    "Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|"
    "Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|"
    "Hồ Chí Minh|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|"
    "Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|"
    "Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Huế|Tiền Giang|"
    "Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái"
)
_PLACES = re.compile(rf"\b(?:{PROVINCES})\b|\b[Qq]uận \d{{1,2}}\b")


@dataclass(frozen=True)
class Dated:
    """A bulletin's date: value ('' when not known), precision, evidence, time of publication, remarks."""

    date: str
    precision: str
    evidence: str
    published: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Byline:
    """Who signed, as a line says it; '' for what it does not."""

    line: str
    author: str = ""
    publisher: str = ""


def take_stamp(lines: tuple[Line, ...]) -> tuple[Stamp | None, str, tuple[Line, ...]]:
    """The first date stamp among the top lines or the last, its line, and the other lines."""
    edge = [*range(min(8, len(lines))), *range(max(8, len(lines) - 3), len(lines))]
    for index in edge:
        stamp = dates.stamp(lines[index].text)
        if stamp and (stamp.time or not _one_of_many(stamp, lines)):
            return stamp, lines[index].text, (*lines[:index], *lines[index + 1 :])
    return None, "", lines


def _one_of_many(stamp: Stamp, lines: tuple[Line, ...]) -> bool:
    """Whether a line of a date alone is one of several, as in a schedule of the week."""
    others = (dates.stamp(line.text) for line in lines if len(line.text) < _STAMP_LENGTH)
    return any(other and other.date.iso != stamp.date.iso for other in others)


def take_byline(lines: tuple[Line, ...]) -> tuple[Byline | None, tuple[Line, ...]]:
    """The line that says who wrote it: marked by the format, or the last line of a finished text."""
    for index, line in enumerate(lines):
        if line.hint.role == "byline":
            marked = _byline(line.text) or Byline(line.text, author=line.text)
            return marked, (*lines[:index], *lines[index + 1 :])
    for index in range(1, min(4, len(lines) - 2)):
        top = _under_title(lines, index)
        if top:
            end, rest = _at_end((*lines[:index], *lines[index + 1 :]))
            both = (
                Byline(f"{top.line} / {end.line}", top.author, top.publisher or end.publisher) if end else top
            )
            return both, rest
    return _at_end(lines)


def _at_end(lines: tuple[Line, ...]) -> tuple[Byline | None, tuple[Line, ...]]:
    if len(lines) < 2 or lines[-1].hint.role or lines[-1].hint.cell:
        return None, lines
    byline = _byline(lines[-1].text)
    above = _byline(lines[-2].text) if len(lines) > 3 and _CREDIT.match(lines[-1].text) else None
    if above and shapes.ends_sentence(lines[-3].text):
        return Byline(f"{above.line} / {lines[-1].text}", above.author, above.publisher), lines[:-2]
    if byline and (shapes.ends_sentence(lines[-2].text) or shapes.is_caption(lines[-2].text)):
        return byline, lines[:-1]
    return None, lines


def _under_title(lines: tuple[Line, ...], index: int) -> Byline | None:
    """A byline between a title and the lede: a labelled one, or a name alone."""
    text, above, below = lines[index].text, lines[index - 1].text, lines[index + 1].text
    if (
        lines[index].hint.role
        or lines[index].hint.cell
        or len(below) < 60
        or above.endswith((".", ":", ";", ","))
    ):
        return None
    if _LABELLED.match(text) or (2 <= len(text.split()) <= 4 and shapes.is_name(text)):
        return _byline(text)
    return None


def _byline(text: str) -> Byline | None:
    if len(text) > 100:
        return None
    if _INITIALS.match(text):
        return Byline(text, text, text)
    for pattern in (_LABELLED, _SOURCED, _SIGNED):
        match = pattern.match(text)
        if match:
            parts = match.groupdict()
            publisher = parts.get("publisher") or parts.get("outlet") or ""
            return Byline(text, (parts.get("author") or "").strip(), publisher.strip())
    return None


def date_of(
    stamp: Stamp | None,
    stamp_line: str,
    published: str,
    placed: PlaceDate | None,
    date_line: str,
    texts: list[str],
) -> Dated:
    """The bulletin's date, from the strongest evidence there is. `texts`: the paragraphs, lede first."""
    own = _given(published)
    if own:
        shown = f"“{stamp_line}”, " if stamp_line else ""
        if stamp and stamp.date.iso != own.date().isoformat():
            evidence = f"“{stamp_line}” is shown, the page's own time is {published}"
            return Dated("", "conflict", evidence, notes=(f"date conflict: {evidence}",))
        return Dated(
            own.date().isoformat(), "exact", f"{shown}the page's own time {published}", own.isoformat()
        )
    if stamp:
        return Dated(stamp.date.iso, "exact", f"“{stamp_line}”: date stamp", stamp.iso)
    if placed and placed.iso:
        precision = "exact" if len(placed.iso) == 10 else "month"
        return Dated(placed.iso, precision, f"“{date_line}”: place and date line")
    if placed:
        evidence = f"“{date_line}” leaves the date open"
        return Dated("", "none", evidence, notes=(f"no date: {evidence}",))
    return _from_text(texts)


def _given(published: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _from_text(texts: list[str]) -> Dated:
    """A date from the lede alone, and only where the whole text agrees with it."""
    lede = texts[0] if texts else ""
    said = _own_dates(lede)
    full = {date.iso for date in said if date.year and date.day}
    if len(full) == 1 and len({(d.day, d.month) for d in said}) == 1:
        iso = full.pop()
        return Dated(
            iso,
            "inferred",
            f"“{said[0].text}” in the lede",
            notes=(f"date {iso} inferred from the lede: confirm",),
        )
    opening = next((date for date in said if date.year is None and _OPENS.match(lede[: date.end])), None)
    if opening is None:
        named = list(dict.fromkeys(date.text for text in texts for date in dates.find(text)))[:4]
        mentions = f"; the text names {', '.join(f'“{name}”' for name in named)}" if named else ""
        return Dated("", "none", f"no date of its own{mentions}", notes=("no date in the source",))
    return _yearless(lede, opening, texts)


def _own_dates(lede: str) -> list[Date]:
    """The lede's dates that are neither limits ('trước ngày ...') nor those of documents it names."""
    cited = [reference.date for reference in documents.find(lede) if reference.date]
    return [
        date
        for date in dates.find(lede)
        if date.day
        and (
            (not _LIMIT.search(lede[: date.start]) and date not in cited)
            or (date.year is None and _OPENS.match(lede[: date.end]))
        )
    ]


def _yearless(lede: str, opening: Date, texts: list[str]) -> Dated:
    quote = f"“{lede[: opening.end]}” in the lede has no year"
    later = _told_later(opening, texts)
    if later:
        evidence = f"{quote}; “{later}” is told as past and lies after it"
        return Dated("", "conflict", evidence, notes=(f"date conflict: {evidence}",))
    years = set().union(*(dates.years(text) for text in texts))
    if len(years) == 1:
        year = years.pop()
        iso = f"{year}-{opening.month:02}-{opening.day:02}"
        evidence = f"{quote}; {year} is the only year that the text names"
        return Dated(iso, "inferred", evidence, notes=(f"date {iso} inferred: confirm the year",))
    reason = "the text names no year" if not years else "the text names several years"
    return Dated("", "none", f"{quote}; {reason}", notes=(f"no date: {quote}",))


def _told_later(opening: Date, texts: list[str]) -> str:
    """A day without a year that lies after the opening one and is not told as future, or ''."""
    for text in texts:
        for date in dates.find(text):
            if date.year is None and date.day and (date.month, date.day) > (opening.month, opening.day or 0):
                clause = re.split(r"[.;:!?]\s", text[: date.start])[-1]
                if not _FUTURE.search(clause[-60:]):
                    return date.text
    return ""


def references(texts: list[str], own: str, date: str) -> list[str]:
    """The numbered documents that a text names, once each: 'number; type; issuer; date'."""
    best: dict[str, tuple[str, str, str]] = {}
    for text in texts:
        for reference in documents.find(text):
            if reference.number == own:
                continue
            found = (reference.type, reference.issuer, _reference_date(reference.date, date))
            known = best.get(reference.number, ("", "", ""))
            best[reference.number] = (known[0] or found[0], known[1] or found[1], known[2] or found[2])
    return ["; ".join((number, *parts)) for number, parts in best.items()]


def _reference_date(date: Date | None, own: str) -> str:
    """A document's date; a year that is not written is that of the bulletin, and said to be inferred."""
    if date is None:
        return ""
    if date.year is not None:
        return date.iso
    if len(own) == 10 and f"{date.month:02}-{date.day:02}" <= own[5:]:
        return f"{own[:4]}-{date.month:02}-{date.day:02} (inferred)"
    return ""


def doubts(byline: Byline | None, fields: Mapping[str, Value]) -> list[str]:
    """What a person may know better: initials for an author, a document newer than the one that cites it."""
    author, date = byline.author if byline else "", str(fields.get("date", ""))
    notes = [f"author {author}: initials, not spelled out"] if _INITIALS.match(author) else []
    cited = fields.get("references")
    for line in cited if isinstance(cited, list) else ():
        number, *_, when = line.split("; ")
        if len(date) == len(when) == 10 and when > date:
            notes.append(f"date {date} lies before that of {number}, which it names: {when}")
    return notes


def place_of(title: str, texts: list[str]) -> str:
    """The place that a title opens with ('Long An: ...'), or the province or district named most often."""
    lead = re.match(rf"^({PROVINCES}|Quận \d{{1,2}}|TP\.? ?HCM)\s*[:–-]\s", title)
    if lead:
        return lead.group(1)
    whole = "\n".join((title, *texts))
    counts: dict[str, int] = {}
    if any(whole.count(name) >= 3 for name in (*PROVINCES.split("|"), "uận ")):
        for match in _PLACES.finditer(whole):
            name = match.group()[:1].upper() + match.group()[1:]
            counts[name] = counts.get(name, 0) + 1
    best = sorted(counts.items(), key=lambda item: -item[1])[:2]
    clear = best and best[0][1] >= 3 and (len(best) == 1 or best[0][1] >= 2 * best[1][1])
    return best[0][0] if clear else ""
