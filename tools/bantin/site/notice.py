"""What a reader of a translation must know before reading, in the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from bantin import blocks
from bantin.blocks import Block
from bantin.page import Page
from bantin.review.states import State
from bantin.site import changes
from bantin.site.catalog import Bulletin, Catalog
from bantin.site.changes import Change
from bantin.site.words import Words

MOST = 12  # so many changed passages are named one by one


@dataclass(frozen=True)
class Passage:
    """A passage whose source has changed: its section, which blocks of it, how; the addresses of the passage
    here ('' where it is new) and in the source ('' where it is gone)."""

    section: str
    blocks: str
    change: str
    url: str
    source_url: str


@dataclass(frozen=True)
class Notice:
    """The notice above a translation; `passages` name what has changed since it was approved."""

    kind: str  # draft, edited, approved, stale, orphan
    heading: str
    sentences: tuple[str, ...]
    link: str
    url: str
    passages: tuple[Passage, ...] = ()
    passages_word: str = ""
    source_word: str = ""
    left: str = ""  # how many more passages have changed


def notice(one: Bulletin, catalog: Catalog, say: Words) -> Notice | None:
    """The notice of a translation; None on a source page."""
    if one.state is None:
        return None
    source = catalog.settings.source
    name = say.language_name(source.code, source.name)
    there = (source.code, one.name) in catalog.bulletins
    url = catalog.url(source.code, one.key) if there else ""
    passages = tuple(_passages(one, url, say))
    left = len(passages) - MOST
    return Notice(
        one.state.value,
        say.notices[one.state][0],
        tuple(_sentences(one, name, say)),
        say.original.format(language=name) if there else "",
        url,
        passages[:MOST],
        say.passages,
        say.passage_source.format(language=name),
        say.passages_left.format(count=left) if left > 0 else "",
    )


def _sentences(one: Bulletin, name: str, say: Words) -> Iterator[str]:
    target = one.page
    sentence = say.notices[one.state or State.DRAFT][1]
    yield sentence.format(
        language=name, by=target.text("approved_by"), on=say.date_of(target.text("approved_on"))
    )
    if one.state is State.STALE and not one.changes:
        yield say.passages_unknown
    if one.state in (State.DRAFT, State.EDITED):
        if target.text("draft_engine"):
            yield _maker(target, say)
        if one.source_changed:
            yield say.source_moved.format(language=name)


def _maker(target: Page, say: Words) -> str:
    engine, package = target.text("draft_engine"), target.text("draft_package")
    return (say.drafted if package else say.drafted_by).format(engine=engine, package=package)


def _passages(one: Bulletin, source_url: str, say: Words) -> Iterator[Passage]:
    """The changed passages in their order, each run of blocks within one section."""
    body, above = blocks.split(one.page.body), changes.head(one.page)
    source_above = changes.head(one.record)
    for change in one.changes:
        theirs = changes.anchor(max(change.theirs.start - source_above, 0)) if change.theirs else ""
        if change.theirs and change.theirs.start < source_above:
            theirs = "bt-main"
        link = f"{source_url}#{theirs}" if theirs else ""
        for section, said, url in _runs(change, body, above, say):
            yield Passage(section, said, say.changes[change.kind], url, link)


def _runs(change: Change, body: tuple[Block, ...], above: int, say: Words) -> Iterator[tuple[str, str, str]]:
    """(section, blocks, address) of a change on the translation's own page, a run for each section."""
    if change.kind == "added":
        number = change.own.start - above - 1  # the block after which the new ones stand
        heading, nth = changes.section(body, number) if number >= 0 else (-1, 0)
        yield _named(body, heading, say), say.after.format(number=nth) if nth else "", ""
        return
    if change.own.start < above:
        yield say.headline, "", ""
    numbers = [number - above for number in change.own if number >= above]
    places = [(*changes.section(body, number), number) for number in numbers]
    for heading in dict.fromkeys(place[0] for place in places):
        inside = [place for place in places if place[0] == heading]
        below = [place[1] for place in inside if place[1]]
        yield _named(body, heading, say), say.blocks_of(below), f"#{changes.anchor(inside[0][2])}"


def _named(body: tuple[Block, ...], heading: int, say: Words) -> str:
    return body[heading].text if heading >= 0 else say.opening
