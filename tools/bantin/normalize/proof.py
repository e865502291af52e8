"""The proof that a page says what its source says: nothing lost, nothing added, nothing out of order.

It compares letters, digits and signs of value (%, °, &, @ ...). Dashes, quotes, full stops and white space
may change, and are listed as repairs where they do.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from bantin import blocks
from bantin.blocks import Block
from bantin.errors import Finding
from bantin.normalize.lines import RELIC
from bantin.page import Page

# The fields that hold text taken out of the body, whole and verbatim.
TAKEN = ("kicker", "letterhead", "date_line", "byline", "recipients", "signature", "dropped")

_KEPT = re.compile("[\\w%‰°&@$€£¥<>=\u0300-\u036f]+")


def letters(text: str) -> str:
    """The characters of a text that no repair may touch."""
    return "".join(_KEPT.findall(unicodedata.normalize("NFC", text))).replace("_", "")


def check(document_text: str, page: Page) -> list[Finding]:
    """Compare a page with the whole text of its source."""
    body = [letters(_shown(block)) for block in blocks.split(page.body)]
    taken = [letters(text) for text in _taken(page)]
    source = letters(document_text)
    findings = _counted(Counter(source), Counter("".join([*body, *taken])), page)
    return findings or _ordered(letters(_without_dropped(document_text, page)), body, page)


def _shown(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.kind == "item" else block.text


def _taken(page: Page) -> Iterator[str]:
    if not page.meta.get("title_provisional"):
        yield page.text("title")
    for key in TAKEN:
        yield from page.texts(key)
    if page.meta.get("recipients"):
        yield "Nơi nhận"  # the line above the recipients, which the field's name says


def _counted(source: Counter[str], said: Counter[str], page: Page) -> list[Finding]:
    if source == said:
        return []
    lost, added = source - said, said - source
    what = [f"lost: {_show(lost)}" if lost else "", f"added: {_show(added)}" if added else ""]
    return [
        _finding(
            page, "letters or digits that differ from the source (" + "; ".join(filter(None, what)) + ")"
        )
    ]


def _show(characters: Counter[str]) -> str:
    return "".join(sorted(characters.elements()))[:60]


def _ordered(source: str, body: list[str], page: Page) -> list[Finding]:
    """Every block stands in the source, after the block before it."""
    place = 0
    for number, said in enumerate(body, 1):
        found = source.find(said, place)
        if found < 0:
            return [_finding(page, "a block that is not in the source at this place", f"block {number}")]
        place = found + len(said)
    return []


def _without_dropped(text: str, page: Page) -> str:
    """The source without the lines and tokens that were dropped, which may stand inside a block."""
    dropped = Counter(page.texts("dropped"))
    kept: list[str] = []
    for line in RELIC.sub("", text).splitlines():
        bare = " ".join(line.split())
        if dropped[bare] > 0:
            dropped[bare] -= 1
        else:
            kept.append(line)
    return "\n".join(kept)


def _finding(page: Page, found: str, block: str = "") -> Finding:
    return Finding(
        page.text("source"),
        block,
        found,
        "the page says exactly what the source says",
        "report this file as a fault of bantin; nothing was written for it",
    )
