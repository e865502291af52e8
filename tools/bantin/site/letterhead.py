"""The head and the foot of an official document, in the two columns that the decree asks for.

Source: Nghị định 30/2020/NĐ-CP, annex I, section II: the issuing body, number and sign (and the subject of
a công văn) stand left; the national name and motto, place and date stand right; "Nơi nhận" stands left at
the foot, the signer right. A Party document has "ĐẢNG CỘNG SẢN VIỆT NAM" in the motto's place
(Hướng dẫn 36-HD/VPTW). The English forms are those of the decree's annex VI and Thông tư 03/2009/TT-BNG.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bantin.site.content import slug

_RIGHT = ("state", "motto", "dated", "stamp")
_KINDS = (
    ("state", re.compile(r"(?:cong-hoa-xa-hoi-chu-nghia|dang-cong-san)-viet-nam$")),
    ("state", re.compile(r"(?:the-)?(?:socialist-republic|communist-party)-of-viet-?nam$")),
    ("motto", re.compile(r"doc-lap-tu-do-hanh-phuc$|independence-freedom-happiness$")),
    ("stamp", re.compile(r"(?:hoa-toc|thuong-khan|khan|mat|toi-mat|tuyet-mat)$")),
    ("number", re.compile(r"(?:Số|No)[.:]*\s", re.IGNORECASE)),
    ("subject", re.compile(r"V/v\b", re.IGNORECASE)),
    ("dated", re.compile(r".*\bngày\b.*\btháng\b.*\bnăm\b|.*,\s\d{1,2} [A-Z][a-z]+ \d{4}$", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Line:
    """One line of the head: `kind` is body, issuer, number, subject, type, state, motto, dated or stamp."""

    kind: str
    text: str


@dataclass(frozen=True)
class Letterhead:
    """The two columns of a head, each in the order of the source, and the type that stands below both."""

    left: tuple[Line, ...] = ()
    right: tuple[Line, ...] = ()
    type: str = ""

    def has(self, kind: str) -> bool:
        """Whether the head says this."""
        return any(line.kind == kind for line in (*self.left, *self.right))


def letterhead(lines: Sequence[str], types: Collection[str]) -> Letterhead:
    """The columns of a document's head. `types` are the slugs of the types that a document may be named."""
    kinds = [Line(_kind(line, types), line) for line in lines]
    bodies = [index for index, line in enumerate(kinds) if line.kind == "body"]
    if bodies:
        kinds[bodies[-1]] = Line("issuer", kinds[bodies[-1]].text)
    return Letterhead(
        tuple(line for line in kinds if line.kind not in (*_RIGHT, "type")),
        tuple(line for line in kinds if line.kind in _RIGHT),
        " ".join(line.text for line in kinds if line.kind == "type"),
    )


def _kind(line: str, types: Collection[str]) -> str:
    name = slug(line)
    if line.isupper() and name in types:
        return "type"
    for kind, pattern in _KINDS:
        if pattern.match(name if kind in ("state", "motto", "stamp") else line):
            return kind
    return "body"
