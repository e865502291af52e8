"""Lines made clean: layout characters, relics of converters and page furniture, each drop on record.

Nothing that could be a sentence of the bulletin is dropped here: every pattern takes a whole line or a
bracketed token that no author writes.
"""

import re
from dataclasses import replace

from bantin.normalize.readers.base import Line

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
INVISIBLE = re.compile(
    "[\u200b-\u200f\u2060-\u2064\u00ad\u061c\u180e\ufeff\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]"
)
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they show text in another order
RELIC = re.compile(
    r"\[bookmark:[^\]\n]*\]|\[if [^\]\n]*\]|\[endif\]|<!--\[(?:if|endif)[^\n]*?-->|"
    r"\b(?:HYPERLINK|PAGEREF|TOC|MERGEFIELD) +(?:\\[a-z] +)?\"[^\"\n]*\"(?: \\[a-z])*"
)
_MAY_BE_RELIC = re.compile(r"[\[\"]|<!")
_RULE = re.compile(r"^(?![(\[]?(?:\.{2,4}|…)[)\]]?$)[\W_]+$")  # an omission, '[...]', says something

_LANGUAGE = (
    r"(?:tiếng việt|tiếng anh|vietnamese|english|việt nam|vi|en|vn|français|中文|日本語|한국어|русский)"
)
_SHARE = (
    r"(?:chia sẻ(?: bài viết| bài| tin| lên facebook| qua email| trên)?|facebook|twitter|x|zalo|linkedin|"
    r"messenger|youtube|tiktok|telegram|pinterest|instagram|email|gửi email|in bài viết|in bài|"
    r"in trang(?: này)?|in tin|lưu bài viết|lưu bài|sao chép liên kết|copy link|link|share|tweet|print|like|"
    r"thích|theo dõi|bình luận(?: \(\d+\))?|góp ý|quay lại|trở về|về trang trước|lên đầu trang|xem thêm|"
    r"nghe đọc bài|nghe bài viết|đọc bài|cỡ chữ|a[+-]?|theo dõi trên google news|google news)"
)
_NOISES = (
    rf"^{_LANGUAGE}(?:\s*[|/·•–-]\s*{_LANGUAGE})+$",
    rf"^{_SHARE}\s*:?(?:[\s|,/·•:]+{_SHARE})*\s*:?$",
    r"^(?:số )?lượt (?:xem|đọc|truy cập|thích|tải)\s*:?\s*[\d.,]+$",
    r"^[\d.,]+ lượt (?:xem|đọc|truy cập|thích)$",
    r"^(?:bạn đang (?:ở|xem)\s*:?\s*)?(?:trang chủ|home)\s*(?:[>»›/|→]\s*[^>»›/|→]{1,60}){1,5}$",
    r"^[-–—\s]*(?:trang|page)\s+\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s]*$",
    r"^(?:[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}\s*/\s*\d{1,3})$",
    r"^(?:chuyển đến nội dung(?: chính)?|skip to (?:main )?content)$",
    r"^(?:ad|advertisement|quảng cáo)$",
    r"^(?:(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|cùng chuyên mục|mới hơn|cũ hơn|đã đưa))\s*:?$",
    r"^đọc thêm\s*:?$",
    r"^(?:>{1,2}|»)\s*(?:xem thêm|đọc thêm|xem tiếp|tin liên quan)\b.{0,150}$",
    r"^(?:từ khóa|từ khoá|tags?|thẻ)\s*:\s*[^.!?]{1,150}$",
)
_NOISE = re.compile("|".join(_NOISES), re.I)
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_CELL = 120  # characters of the longest cell of a table made with TABs
_TABLES = 1000  # numbers from here on are tables that no format marks
_MARK = re.compile(r"^(?:[-–—+*•·●▪■□○◦►➢✓✔]|\(?\w{1,4}[.)]|Số\s*:?)$")
_SENTENCE_END = re.compile(r"[.!?…:;][”\"’')\]]*$")


def clean(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], list[str]]:
    """The lines that say something, and what was dropped, verbatim; TABs stay for `untab`."""
    kept: list[Line] = []
    dropped: list[str] = []
    numbered = _page_numbers(lines)
    gap = False
    for line in lines:
        text = line.text
        if not text.isprintable():
            text = INVISIBLE.sub("", _SPACES.sub(" ", text))
        relics = [match.group() for match in RELIC.finditer(text)] if _MAY_BE_RELIC.search(text) else []
        dropped += [" ".join(relic.split()) for relic in relics]
        text = RELIC.sub("", text) if relics else text
        bare = " ".join(text.split())
        gap = gap or line.gap
        if not bare:
            continue
        if line.hint.cell is None and (is_noise(bare) or line.number in numbered or _RULE.match(bare)):
            dropped.append(bare)
            continue
        lead = text[: len(text) - len(text.lstrip())]
        same = not lead and bare == line.text and gap == line.gap and not line.indent
        kept.append(
            line if same else replace(line, text=text.strip(), gap=gap, indent=len(lead.expandtabs(4)))
        )
        gap = False
    return tuple(kept), dropped


def hazards(lines: tuple[Line, ...]) -> list[str]:
    """Characters that make a text look other than it reads (Unicode Technical Report 36), by line."""
    return [
        f"line {line.number}: a hidden direction mark (U+{ord(mark):04X}) taken out"
        for line in lines
        if not line.text.isprintable()
        for mark in dict.fromkeys(_TURNING.findall(line.text))
    ]


def is_noise(text: str) -> bool:
    """Whether a whole line is furniture of a web page or of a printed page."""
    return len(text) <= 200 and bool(_NOISE.match(text))


def _page_numbers(lines: tuple[Line, ...]) -> set[int]:
    """Lines that hold only a number and together count upwards in ones: the pages of a print-out."""
    stripped = ((line.number, line.text.strip()) for line in lines)
    bare = [(number, int(text)) for number, text in stripped if len(text) <= 3 and _BARE_NUMBER.match(text)]
    values = [value for _, value in bare]
    counting = bool(values) and values == list(range(values[0], values[0] + len(values)))
    return {number for number, _ in bare} if counting and values[0] in (1, 2) else set()


def untab(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """TABs inside lines resolved: after a list mark they are layout, else a lost paragraph break.

    A TAB between short pieces (a form's label and value) is layout too; lines cut alike are a table.
    """
    result: list[Line] = []
    rows = _rows(lines)
    for index, line in enumerate(lines):
        if index in rows:
            result += _cells(line, rows[index])
            continue
        if "\t" not in line.text and "  " not in line.text:
            result.append(line)
            continue
        parts = [part.strip() for part in line.text.split("\t") if part.strip()]
        texts = [parts[0]]
        for part in parts[1:]:
            if _breaks(texts[-1], part):
                texts.append(part)
            else:
                texts[-1] = f"{texts[-1]} {part}"
        result += [
            replace(
                line,
                text=" ".join(text.split()),
                gap=line.gap or index > 0,
                indent=line.indent * (index == 0),
            )
            for index, text in enumerate(texts)
        ]
    return tuple(result)


def _rows(lines: tuple[Line, ...]) -> dict[int, tuple[int, int]]:
    """The lines that are rows of tables: index to (table, row). Three rows, or two of three columns."""
    found: dict[int, tuple[int, int]] = {}
    start = 0
    table = _TABLES
    while start < len(lines):
        columns = _columns(lines[start])
        end = start
        while end < len(lines) and columns > 1 and _columns(lines[end]) == columns:
            end += 1
        if end - start >= (3 if columns == 2 else 2) and not _is_form(lines[start:end]):
            found |= {index: (table, index - start) for index in range(start, end)}
            table += 1
        start = max(end, start + 1)
    return found


def _columns(line: Line) -> int:
    """The columns into which TABs cut a line; 0 for a paragraph, a list item, or what has its own place."""
    pieces = line.text.split("\t")
    listed = bool(_MARK.match(pieces[0])) and not pieces[0][:1].isdigit()
    if len(pieces) == 1 or line.hint.cell or listed:
        return 0
    return len(pieces) if max(map(len, pieces)) <= _CELL else 0


def _is_form(lines: tuple[Line, ...]) -> bool:
    """Whether lines are labels with values ('Họ tên:', TAB, 'An')."""
    return all(line.text.split("\t", 1)[0].rstrip().endswith(":") for line in lines)


def _cells(line: Line, place: tuple[int, int]) -> list[Line]:
    return [
        replace(line, text=" ".join(text.split()), hint=replace(line.hint, cell=(*place, column)), indent=0)
        for column, text in enumerate(line.text.split("\t"))
        if text.strip()
    ]


def _breaks(left: str, right: str) -> bool:
    if _MARK.match(left):
        return False
    if _SENTENCE_END.search(left):
        return len(left) >= 40 or len(right) >= 40
    return len(left) >= 60 and len(right) >= 60 and right[:1].isupper()
