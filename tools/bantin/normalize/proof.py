"""The proof that a page says what its source says: nothing lost, nothing added, nothing out of order.

First tier: every line of the source continues one of the page's texts (body, title, letterhead ...) letter
by letter, or is a dropped line that the page lists; letters, digits, signs of value (%, °, &, @ ...) count.
The texts tile the source: each goes on where it stopped, none is left; letterhead and kicker stand above all
of the body, the kicker above the title; title, recipients and signature are each one stretch.
Second tier: every other mark is the source's own, but for the listed repairs and the marks of lists. White
space, and what kind of block a text is, are layout and not proved.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from bantin import blocks, markup
from bantin.blocks import Block
from bantin.errors import Finding
from bantin.normalize import punctuation, tiling
from bantin.normalize.lines import INVISIBLE, RELIC
from bantin.page import Page

# The fields that hold text taken out of the body, whole and verbatim.
TAKEN = ("kicker", "letterhead", "date_line", "byline", "recipients", "signature")
_ABOVE = {"body": ("letterhead", "kicker"), "title": ("kicker",)}  # what stands wholly above
_WHOLE = ("title", "recipients", "signature")  # what the body does not interrupt
BY_HAND = "{}_in_source"  # where a field that a person has set keeps the source's own words

OURS = "report this file as a fault of bantin; nothing was written for it"


def letters(text: str) -> str:
    """The characters of a text that no repair may touch."""
    return tiling.letters(unicodedata.normalize("NFC", text))


def check(document_text: str, page: Page, next_step: str = OURS) -> list[Finding]:
    """Compare a page with the whole text of its source; at most one finding a tier."""
    streams = {name: _tight(text) for name, text in texts(page)}
    source = INVISIBLE.sub("", unicodedata.normalize("NFC", document_text))
    drops = Counter("".join(text.split()) for text in page.texts("dropped"))
    lines = _without_relics(source, drops)
    drops = +drops  # relics have been taken off
    if _labelled(page):
        drops[tiling.LABEL] += 1
    layout = tiling.lay(lines, tuple(streams.values()), drops, _order(list(streams)))
    if layout.stuck:
        found = _stuck(source, page, lines, layout.stuck, streams)
        return [_finding(page, found, next_step)]
    return _marks(layout.parts, streams, page, next_step)


def _order(names: list[str]) -> tiling.Order:
    """How the texts with these names may follow each other."""
    place = {name: number for number, name in enumerate(names)}
    above = {
        place[name]: tuple(place[other] for other in others if other in place)
        for name, others in _ABOVE.items()
        if name in place
    }
    return tiling.Order(above, tuple(place[name] for name in _WHOLE if name in place))


def texts(page: Page) -> Iterator[tuple[str, str]]:
    """The page's texts, each in the order of the source: body first."""
    yield "body", "\n".join(map(_shown, blocks.split(page.body)))
    title = page.text(BY_HAND.format("title"))
    if title or not (page.meta.get("title_provisional") or "title" in page.texts("set_by_hand")):
        yield "title", title or page.text("title")
    for key in TAKEN:
        own = BY_HAND.format(key)
        texts = page.texts(own if own in page.meta else key)
        if own in page.meta or key not in page.texts("set_by_hand"):
            yield key, "\n".join(texts).replace(" / ", punctuation.MARK if key == "byline" else " / ")


def _shown(block: Block) -> str:
    """What a reader sees of a block, a mark of ours where its list mark stood."""
    if block.kind == "row":
        return "\n".join(markup.plain(cell) for cell in block.markup.split(" | "))
    if block.kind != "item":
        return block.text
    return f"{punctuation.MARK if block.marker in '-*+' else block.marker}{block.text}"


def _tight(text: str) -> str:
    tight = "".join(unicodedata.normalize("NFC", text).split())
    return tight if tight.isprintable() else INVISIBLE.sub("", tight)


def _labelled(page: Page) -> bool:
    return bool(page.meta.get("recipients"))


def _without_relics(source: str, drops: Counter[str]) -> list[str]:
    """The source's lines that say something; relics of converters are taken off the list of drops."""

    def taken(match: re.Match[str]) -> str:
        relic = "".join(match.group().split())
        if drops[relic] <= 0:
            return match.group()  # not listed: it stays, and stands nowhere on the page
        drops[relic] -= 1
        return ""

    rest = RELIC.sub(taken, source) if drops else source
    return [line for line in rest.splitlines() if line.strip()]


def _stuck(source: str, page: Page, lines: list[str], number: int, streams: dict[str, str]) -> str:
    """What is wrong, as exactly as can be told: letters lost and added, and the line that fits nowhere."""
    dropped = "".join(letters(text) for text in page.texts("dropped"))
    label = tiling.LABEL if _labelled(page) else ""
    whole, got = (
        Counter(letters(source)),
        Counter("".join((*map(tiling.letters, streams.values()), dropped, label))),
    )
    lost, added = whole - got, got - whole
    what = [f"lost: {_some(lost)}" if lost else "", f"added: {_some(added)}" if added else ""]
    place = f"“{' '.join(lines[number - 1].split())[:60]}”" if lines else "the end"
    if not lost and not added:
        return f"a text that is not in its place: the source has {place} where the page goes on otherwise"
    return f"letters or digits that differ from the source ({'; '.join(filter(None, what))}), at {place}"


def _some(characters: Counter[str]) -> str:
    return "".join(sorted(characters.elements()))[:60]


def _marks(parts: list[tiling.Part], streams: dict[str, str], page: Page, next_step: str) -> list[Finding]:
    """The second tier: the marks between the letters."""
    known, unknown = punctuation.listed(page.texts("repairs"), streams.get("title", ""))
    found = [f"a repair that says nothing: {entry}" for entry in unknown]
    for index, text in enumerate(streams.values()):
        source = "".join(piece for stream, piece in parts if stream == index)
        found += punctuation.differences(source, text, known)
    found += [f"a listed repair that is not there: {one}" for one in punctuation.left_over(known)]
    if not found:
        return []
    return [_finding(page, f"marks that differ from the source: {'; '.join(found[:5])}", next_step)]


def _finding(page: Page, found: str, next_step: str) -> Finding:
    return Finding(page.text("source"), "", found, "the page says exactly what the source says", next_step)
