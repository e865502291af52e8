"""Paragraphs to blocks: headings, items, captions, quotations, tables; everything else is a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bantin import blocks, markup
from bantin.blocks import Block
from bantin.normalize import assets, shapes
from bantin.normalize.readers.base import Figure
from bantin.normalize.wraps import Para

_PICTURED = re.compile(
    r"\((?:bên|ngoài cùng|đứng|ngồi|thứ|hàng|giữa|trái|phải)|"
    r"\b(?:trao|tặng|phát biểu|kiểm tra|thăm|chụp|lấy mẫu|tham gia|toàn cảnh|quang cảnh|hình ảnh|tham quan|"
    r"ra quân|động viên|chủ trì|ký kết|khai mạc)\b",
    re.I,
)
_BRACKETED = re.compile(r"^[(\[].*[)\]]$")  # '(Trích)', '(Kèm theo Công văn số ...)'
_LABEL = re.compile(r"^[^:]{2,30}:\s")  # 'Kính gửi: ...', 'Thời gian: 8 giờ'
_BULLETS = "-–—+*"
_MERE = "•·●▪■" + shapes.POINTERS
_QUOTED = 8  # paragraphs of the longest quotation
_HEADING_LENGTH = 100  # characters of a heading that only its shortness tells
_CAPTION_LENGTH = 300


@dataclass
class _List:
    """The open levels of a list: (family, indent, last number)."""

    levels: list[tuple[str, int, int]] = field(default_factory=list)


def build(
    paras: tuple[Para, ...], press: bool, figures: tuple[Figure, ...] = ()
) -> tuple[list[Block], list[str]]:
    """The blocks that paragraphs make, and remarks; in a `press` text a picture may follow the lede."""
    builder = _Builder(_named_divisions(paras), press, figures)
    return list(builder.blocks()), builder.notes


def _named_divisions(paras: tuple[Para, ...]) -> tuple[Para, ...]:
    """'Chương I' and 'QUY ĐỊNH CHUNG' below it as one heading."""
    result: list[Para] = []
    for para in paras:
        if result and shapes.is_division(result[-1].text) and shapes.is_capitals(para.text):
            above = result[-1]
            starts = tuple((offset + len(above.text) + 1, number) for offset, number in para.starts)
            result[-1] = replace(above, text=f"{above.text} {para.text}", starts=(*above.starts, *starts))
        else:
            result.append(para)
    return tuple(result)


class _Builder:
    """One pass over the paragraphs."""

    def __init__(self, paras: tuple[Para, ...], press: bool, figures: tuple[Figure, ...]) -> None:
        self.paras = paras
        self.figures = list(figures)
        self.press = press
        self.notes: list[str] = []
        self.list = _List()
        self.quoted = _quoted(paras)
        self.spaced = any(para.gap for para in paras[1:])
        self.sections = any(shapes.is_section(para.text) or shapes.is_capitals(para.text) for para in paras)
        self.ranks = sorted({shapes.rank(para.text) for para in paras} - {0})
        hinted = [para.hint.level for para in paras if para.hint.role == "heading"]
        self.top = min(hinted, default=2)

    def blocks(self) -> Iterator[Block]:
        """The blocks, in order."""
        index = 0
        while index < len(self.paras):
            yield from self._pictures(self.paras[index].number)
            cell = self.paras[index].hint.cell
            if cell:
                end = index
                while end < len(self.paras) and (other := self.paras[end].hint.cell) and other[0] == cell[0]:
                    end += 1
                yield from _table(self.paras[index:end])
                index = end
                self.list.levels = []
                continue
            block = self._block(index)
            if block.kind != "item":
                self.list.levels = []
            self._remark(index, block)
            yield block
            index += 1
        yield from self._pictures()

    def _pictures(self, line: int | None = None) -> Iterator[Block]:
        """The pictures that stand before a line; all that are left when none is named."""
        while self.figures and (line is None or self.figures[0].before <= line):
            self.list.levels = []
            yield assets.block(self.figures.pop(0))

    def _block(self, index: int) -> Block:
        para = self.paras[index]
        if para.hint.role == "quote" or index in self.quoted:
            return blocks.of_text("quote", para.text)
        if self._is_caption(index):
            return blocks.of_text("caption", para.text)
        level = self._heading_level(index)
        if level:
            return blocks.of_text("heading", para.text, level)
        if self._leads(index):
            return blocks.of_text("paragraph", para.text)
        return self._item(para) or blocks.of_text("paragraph", para.text)

    def _leads(self, index: int) -> bool:
        """'* Khuyến cáo:' or '👉 Lưu ý:' above items of another mark."""
        marker = shapes.marker(self.paras[index].text)
        if marker is None or not self.paras[index].text.endswith(":") or index + 1 >= len(self.paras):
            return False
        after = shapes.marker(self.paras[index + 1].text)
        leading = marker.mark == "*" or marker.family == shapes.PICTURE
        return leading and after is not None and after.mark != marker.mark

    def _is_caption(self, index: int) -> bool:
        para = self.paras[index]
        text = para.text
        if para.hint.role == "caption" or shapes.is_caption(text):
            return True
        if len(text) > _CAPTION_LENGTH or shapes.ends_clause(text) or not self._could_stand_out(para):
            return False
        if para.hint.figure and para.hint.role == "":
            return True
        between = self.press and index == 1 and index + 1 < len(self.paras) and len(para.starts) == 1
        between = between and not re.search(r"[.!?…]\s", text)
        return between and self._ends_text(index - 1) and (len(text) > 60 or bool(_PICTURED.search(text)))

    def _could_stand_out(self, para: Para) -> bool:
        text = para.text
        return para.hint.role in ("", "caption") and not (
            shapes.is_capitals(text) or shapes.is_section(text) or shapes.marker(text) or para.hint.bold
        )

    def _ends_text(self, index: int) -> bool:
        return index >= 0 and shapes.ends_sentence(self.paras[index].text)

    def _heading_level(self, index: int) -> int:
        """The rank of a heading (2 or more), or 0 for a paragraph that is none."""
        para = self.paras[index]
        text = para.text
        if para.hint.role == "heading":
            return min(6, 2 + para.hint.level - self.top)
        if para.hint.role in ("item", "caption"):
            return 0
        rank = shapes.rank(text)
        if rank or shapes.is_capitals(text):
            return min(5, 2 + self.ranks.index(rank)) if rank else 2
        below = min(6, 2 + max(len(self.ranks), int(self.sections)))
        if shapes.is_article(text):
            return below if len(text) <= 150 and not shapes.ends_clause(text) else 0
        marker = shapes.marker(text)
        if marker:
            return below if self._numbered_heading(index, marker) else 0
        if para.hint.bold and len(text) <= 150 and not shapes.ends_clause(text):
            return below if self.sections and not para.hint.centred else 2
        return 2 if self._plain_heading(index) else 0

    def _numbered_heading(self, index: int, marker: shapes.Marker) -> bool:
        """'1. Thời gian' above its own text, unlike an item among items."""
        para = self.paras[index]
        if marker.family[0] != "1" or len(para.text) > 150 or shapes.ends_clause(para.text):
            return False
        if index + 1 >= len(self.paras):
            return False
        after = shapes.marker(self.paras[index + 1].text)
        return after is None or after.family != marker.family

    def _plain_heading(self, index: int) -> bool:
        """A short line that ends nothing, between a finished paragraph and the text that it heads."""
        para = self.paras[index]
        text = para.text
        if len(text) > _HEADING_LENGTH or len(para.starts) > 1 or not text[:1].isupper():
            return False
        if (
            shapes.ends_clause(text)
            or _LABEL.match(text)
            or not 2 <= len(text.split()) <= 18
            or index + 1 >= len(self.paras)
        ):
            return False
        after = self.paras[index + 1]
        if self.spaced and not (para.gap and after.gap):
            return False
        if index and not shapes.ends_clause(self.paras[index - 1].text) and not self._is_caption(index - 1):
            return False
        return shapes.ends_clause(after.text) and len(after.text) > len(text)

    def _item(self, para: Para) -> Block | None:
        """An item, its level told by the marks that are open above it; None for a paragraph."""
        if para.hint.role == "item":
            return self._hinted_item(para)
        marker = shapes.marker(para.text)
        if marker is None:
            return None
        level = self._level(marker, para.indent)
        if level is None:
            return None
        rest = para.text[len(marker.mark) :].strip()
        if marker.family == "1." and marker.mark == f"{marker.value}.":
            return blocks.of_text("item", rest, level, marker.mark)
        if marker.family == shapes.PICTURE and marker.mark[0] not in _MERE:
            return blocks.of_text("item", para.text, level, "-")  # a picture that says something stays
        if marker.family[0] in "1a":
            return blocks.of_text(
                "item", para.text, level, "-"
            )  # 'a)' and '1.2.' are cited: they stay as text
        return blocks.of_text("item", rest, level, "-")

    def _hinted_item(self, para: Para) -> Block:
        level = min(para.hint.level, len(self.list.levels))
        mark = para.hint.marker or "-"
        family = "1." if mark[0].isdigit() else "-"
        del self.list.levels[level:]
        self.list.levels.append((f"{family}{level}", para.indent, 0))
        return blocks.of_text("item", para.text, level, mark)

    def _level(self, marker: shapes.Marker, indent: int) -> int | None:
        """The item's depth; None where Markdown would show another number than the source has."""
        levels = self.list.levels
        families = [family for family, _, _ in levels]
        if marker.family in families:
            place = len(families) - 1 - families[::-1].index(marker.family)
            _, before, last = levels[place]
            if marker.family in _BULLETS and indent >= before + 2 and place == len(levels) - 1:
                place += 1
            elif marker.family == "1." and marker.value != last + 1:
                return None
            while (
                place > 0
                and levels[place - 1 : place]
                and families[place - 1] == marker.family
                and (indent < before and levels[place - 1][1] >= indent)
            ):
                place -= 1
        elif marker.family == "1." and levels:
            return None
        else:
            rank = _rank(marker.family)
            place = next((i for i, family in enumerate(families) if _rank(family) > rank), len(families))
        del levels[place:]
        levels.append((marker.family, indent, marker.value))
        return place

    def _remark(self, index: int, block: Block) -> None:
        text = self.paras[index].text
        if block.kind == "paragraph" and not shapes.ends_clause(text) and not _BRACKETED.match(text):
            self.notes.append(f"line {self.paras[index].starts[-1][1]}: a paragraph without end punctuation")


def _quoted(paras: tuple[Para, ...]) -> set[int]:
    """Paragraphs of a quotation that runs over several: opened at the first, closed at the last."""
    found: set[int] = set()
    for first, para in enumerate(paras):
        if first in found or not _opens_quote(para.text):
            continue
        for last in range(first + 1, min(first + _QUOTED, len(paras))):
            text = paras[last].text
            if paras[last].hint.role or shapes.stands_alone(text):
                break
            if text.count("”") > text.count("“") or (text[0] == "“" and text.rstrip(".").endswith("”")):
                if text.rstrip(".,;!?").endswith("”"):
                    found |= set(range(first, last + 1))
                break
    return found


def _opens_quote(text: str) -> bool:
    return text[:1] == "“" and text.count("“") > text.count("”")


def _rank(family: str) -> int:
    """How deep a mark usually stands: numbers, deeper numbers, letters, dashes, pluses, dots."""
    if family[0] == "1":
        return family.count("1")
    return {"a": 10, "-": 20, "–": 20, "—": 20, "+": 30}.get(family[0], 25)


def _table(paras: tuple[Para, ...]) -> Iterator[Block]:
    """The rows of a table of two columns or more; the paragraphs of a narrower one."""
    rows: dict[int, dict[int, list[str]]] = {}
    for para in paras:
        if para.hint.cell:
            _, row, column = para.hint.cell
            rows.setdefault(row, {}).setdefault(column, []).append(para.text)
    width = 1 + max(column for row in rows.values() for column in row)
    if width == 1 or len(rows) == 1:
        for para in paras:
            yield blocks.of_text("paragraph", para.text)
        return
    for _, cells in sorted(rows.items()):
        yield Block(
            "row", " | ".join(markup.escape(" ".join(cells.get(column, []))) for column in range(width))
        )
