"""Parallel reading: which other versions a page can be read beside, and the number that each block bears.

Both pages of a pair bear the same numbers, in the order of `blocks.units`, so the reader's browser can set
each block's counterpart beside it (assets/js/article.js) from the other page itself: nothing is stored twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bantin import blocks
from bantin.review.states import State
from bantin.site.catalog import Bulletin, Catalog
from bantin.site.words import words

_TAG = re.compile(
    r"<(/?)(h[2-6]|p|li|tr|pre)\b"
)  # neighbouring quotations share a <blockquote>: their <p> count


@dataclass(frozen=True)
class Beside:
    """Another language's version; `note` says what it is when nobody has approved it."""

    code: str
    name: str
    url: str
    note: str


def numbered(html: str, count: int) -> str:
    """The same HTML with `data-b` on each block, from 0; as it is when it does not hold `count` blocks."""
    found = list(_blocks(html))
    if len(found) != count:
        return html
    pieces, start = [], 0
    for number, end in enumerate(found):
        pieces += [html[start:end], f' data-b="{number}"']
        start = end
    return "".join([*pieces, html[start:]])


def _blocks(html: str) -> Iterator[int]:
    """Where each block's opening tag has its name's end."""
    items = 0  # a paragraph within a list item is no block of its own
    for match in _TAG.finditer(html):
        closing, tag = match.groups()
        if not closing and not (tag == "p" and items):
            yield match.end()
        if tag == "li":
            items += -1 if closing else 1


def beside(one: Bulletin, catalog: Catalog) -> tuple[Beside, ...]:
    """The versions that fit this page block by block: a source's translations, a translation's source."""
    settings = catalog.settings
    languages = settings.targets if one.state is None else (settings.source,)
    say = words(one.code)
    found = []
    for language in languages:
        other = catalog.bulletins.get((language.code, one.name))
        if other is None or _shape(other) != _shape(one):
            continue
        state = one.state or other.state
        if catalog.public and state is not State.APPROVED:
            continue  # the public reads only those texts as one that were approved as one
        note = say.labels[state] if state and state is not State.APPROVED else ""
        name = say.language_name(language.code, language.name)
        found.append(Beside(language.code, name, catalog.url(language.code, one.key), note))
    return tuple(found)


def _shape(one: Bulletin) -> list[tuple[str, int]]:
    return [(block.kind, block.level) for block in blocks.units(one.page)]
