"""Typographic-only changes: which marks a text is set with, as against what it says.

Two texts say the same when they are equal after these are folded, and nothing else: the kinds of quotation
marks, of dashes, of the ellipsis; space around a dash that has space on both sides; space before a mark that
space or the end follows; characters without width. Letters, their case and their tones, digits, and every
point, comma, sign or space between them stay, so that no changed word or figure is taken for typography: 1.5
is not 15, -3 is not 3, thông báo is not thôngbáo.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bantin.blocks import OFFICIAL, Block
from bantin.page import Page, normal

LETTERS = "1"  # the version of the folding; it stands in every fingerprint of letters

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
    }
)
_FOLDABLE = re.compile("[" + "".join(map(chr, _FOLDED)) + "]")
_DASH = re.compile(r"(?<=\w) - (?=\w)")  # "Covid – 19" is "Covid-19"; "độ -3" stays what it is
_BEFORE_MARK = re.compile(r" (?=[,.;:!?](?: |$))")
_SPACED_MARKS = tuple(f" {mark}" for mark in ",.;:!?")


def fold(text: str) -> str:
    """A text with its typography folded."""
    text = normal(text)
    if _FOLDABLE.search(text):
        text = normal(text.translate(_FOLDED))
    if " - " in text:
        text = _DASH.sub("-", text)
    if any(mark in text for mark in _SPACED_MARKS):  # patterns are slow, and hardly ever needed
        text = _BEFORE_MARK.sub("", text)
    return text


@dataclass(frozen=True)
class Letters:
    """What a page says, typography aside: the fingerprint of all of it, and in `units` a short hash of each
    unit (8 hexadecimal digits), in one line of text."""

    print: str
    units: str


def letters(page: Page, of: Iterable[Block]) -> Letters:
    """What a page says; `of` are its units."""
    said = [f"{unit.kind} {unit.level} {fold(unit.markup)}" for unit in of]
    official = [f"{field} {fold(line)}" for field in OFFICIAL for line in page.texts(field)]
    whole = _sha256("\n".join((*said, *official)))[:32]
    return Letters(f"{LETTERS}:{whole}", " ".join(_sha256(one)[:8] for one in said))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
