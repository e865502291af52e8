"""Which bulletins belong together: who cites whom, and who speaks of the same thing.

Everything is counted once for the whole site and in linear time: what more than MOST bulletins share tells
nothing, so no list of candidates grows with the site.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from bantin.page import Page
from bantin.site.content import slug

SHOWN = 3
MOST = 12  # a mark that more bulletins bear is no mark of kinship
ENOUGH = 2.0  # the least weight that two related bulletins share
_REFERENCE, _PAIR = 2.0, 1.0  # a document that both cite; two words running in both titles


def numbers_cited(record: Page) -> list[str]:
    """The numbers of the documents that a bulletin cites."""
    return [number for line in record.texts("references") if (number := line.partition(";")[0].strip())]


def citing(records: Mapping[str, Page], by_number: Mapping[str, str]) -> dict[str, list[str]]:
    """For each bulletin that others cite, their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, record in records.items():
        for number in dict.fromkeys(numbers_cited(record)):
            cited = by_number.get(number)
            if cited and cited != name:
                found[cited].append(name)
    return dict(found)


def related(records: Mapping[str, Page]) -> dict[str, list[str]]:
    """For each bulletin the few that share most with it, best first, then in the order of `records`."""
    marks = {name: dict(_marks(record)) for name, record in records.items()}
    bearers: dict[str, list[str]] = defaultdict(list)
    for name, borne in marks.items():
        for mark in borne:
            bearers[mark].append(name)
    return {name: kin for name, borne in marks.items() if (kin := list(_kin(name, borne, bearers)))}


def _kin(name: str, borne: Mapping[str, float], bearers: Mapping[str, list[str]]) -> Iterable[str]:
    shared: dict[str, float] = defaultdict(float)
    for mark, weight in borne.items():
        if len(bearers[mark]) <= MOST:
            for other in bearers[mark]:
                shared[other] += weight
    shared.pop(name, None)
    best = sorted(shared, key=lambda other: -shared[other])
    return [other for other in best[:SHOWN] if shared[other] >= ENOUGH]


def _marks(record: Page) -> Iterator[tuple[str, float]]:
    for number in (*numbers_cited(record), record.text("identifier")):
        if number:
            yield f"document {number}", _REFERENCE
    title = slug_words(record.text("title"))
    for pair in pairwise(title):
        yield f"words {' '.join(pair)}", _PAIR


def slug_words(text: str) -> list[str]:
    """The words of a text without their accents."""
    return [word for piece in text.split() for word in slug(piece).split("-") if word]
