"""Word's automatic numbers: what Word shows before a paragraph and does not keep in its text."""

import re
from collections.abc import Callable
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_BULLET_STYLE = re.compile(r"^List Bullet(?: (\d))?$")


def roman(number: int) -> str:
    """4 is IV."""
    digits = ""
    for value, letters in _ROMAN:
        digits += letters * (number // value)
        number %= value
    return digits


def _letters(number: int) -> str:
    return chr(96 + number) if 1 <= number <= 26 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
}


class Numbering:
    """The list definitions of a document and the counters of one pass through it."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}  # (list, level): format, text, start
        self.lists: dict[str, str] = {}  # list: the abstract list whose counters it shares
        self.counters: dict[str, list[int]] = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(relation.target_part.element)

    def _read(self, root: Any) -> None:
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.iterfind(f"{_W}abstractNum")}
        for num in root.iterfind(f"{_W}num"):
            name, link = num.get(f"{_W}numId"), num.find(f"{_W}abstractNumId")
            definition = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if definition is None:
                continue
            overridden = num.find(f"{_W}lvlOverride") is not None
            self.lists[name] = f"{name}*" if overridden else link.get(f"{_W}val")
            for level in [*definition.iterfind(f"{_W}lvl"), *num.iterfind(f".//{_W}lvl")]:
                depth = int(level.get(f"{_W}ilvl", "0"))
                self.levels[name, depth] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1")),
                )

    def _place(self, p: Any, style: Any) -> tuple[str, int] | None:
        """The list and depth of a paragraph: its own, or its style's."""
        sources = [p.find(f"{_W}pPr/{_W}numPr")]
        while style is not None:
            sources.append(style.element.find(f"{_W}pPr/{_W}numPr"))
            style = style.base_style
        for number in sources:
            if number is None:
                continue
            name, depth = _value(number, "numId", ""), _value(number, "ilvl", "0")
            if name == "0":  # takes a style's numbering away
                return None
            if name:
                return name, int(depth)
        return None

    def level(self, p: Any, style: Any) -> int:
        """The depth of a list paragraph, from 0."""
        place = self._place(p, style)
        named = _BULLET_STYLE.match(style.name or "") if style is not None else None
        if place:
            return place[1]
        return int(named.group(1)) - 1 if named and named.group(1) else 0

    def marker(self, p: Any, style: Any) -> str:
        """'-' for a bulleted paragraph, '' for any other."""
        place = self._place(p, style)
        if place and place in self.levels:
            return "-" if self.levels[place][0] == "bullet" else ""
        return "-" if style is not None and _BULLET_STYLE.match(style.name or "") else ""

    def label(self, p: Any, style: Any) -> str:
        """The number that Word shows before a paragraph ('2.', 'a)', 'III.'), or ''; counts it."""
        place = self._place(p, style)
        if place is None or place not in self.levels or self.levels[place][0] in ("bullet", "none"):
            return ""
        name, depth = place
        counters = self.counters.setdefault(self.lists[name], [])
        del counters[depth + 1 :]
        while len(counters) <= depth:
            counters.append(self._start(name, len(counters)) - (1 if len(counters) == depth else 0))
        counters[depth] += 1
        return re.sub(
            r"%(\d)",
            lambda match: self._number(name, counters, int(match.group(1)) - 1),
            self.levels[place][1],
        )

    def _start(self, name: str, depth: int) -> int:
        return self.levels.get((name, depth), ("", "", 1))[2]

    def _number(self, name: str, counters: list[int], depth: int) -> str:
        form = self.levels.get((name, depth), ("decimal", "", 1))[0]
        number = counters[depth] if depth < len(counters) else 1
        return _FORMATS[form](number) if form in _FORMATS else str(number)


def _value(element: Any, name: str, default: str) -> str:
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val", default) if child is not None else default
