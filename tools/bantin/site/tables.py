"""Tables as a reader of figures wants them: columns of figures stand to the right."""

import re

_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<t[hd])(\b[^>]*)(>)(.*?)(?=</t[hd]>)", re.DOTALL)
_FIGURE = re.compile(r"[+–−-]?\d[\d.,\s]*\s*%?")
_NOTHING = ("", "-", "–", "—")


def with_figures_right(table: str) -> str:
    """The same table; each column whose cells below the first row are figures is aligned to the right."""
    rows = [[match.group(4).strip() for match in _CELL.finditer(row)] for row in _ROW.findall(table)]
    columns = zip(*rows[1:], strict=False)
    right = {number for number, cells in enumerate(columns) if _are_figures(cells)}
    return _ROW.sub(lambda row: _aligned(row.group(), right), table) if right else table


def _are_figures(cells: tuple[str, ...]) -> bool:
    said = [cell for cell in cells if cell not in _NOTHING]
    return bool(said) and all(_FIGURE.fullmatch(cell) for cell in said)


def _aligned(row: str, right: set[int]) -> str:
    pieces, end = [], 0
    for number, match in enumerate(_CELL.finditer(row)):
        start, attributes, close, _ = match.groups()
        mark = ' align="right"' if number in right and "align=" not in attributes else ""
        pieces += [row[end : match.start()], start, attributes, mark, close]
        end = match.start(4)
    return "".join([*pieces, row[end:]])
