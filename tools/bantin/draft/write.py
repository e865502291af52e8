"""A draft put together as a page: the source's blocks, one to one, and what the machine wrote for each."""

from collections.abc import Mapping
from itertools import zip_longest

from bantin import blocks, page
from bantin.blocks import Block
from bantin.draft import units
from bantin.draft.plan import Draft
from bantin.errors import PageError
from bantin.page import Page


def compose(draft: Draft, known: Mapping[str, str], language: str, engine: str, package: str) -> Page:
    """The drafted page; fields that a person added to an earlier draft stay.

    Raises PageError when the engine has no translation for a sentence, or one that would not read back.
    """
    made = [_made(draft, number, known) for number in range(len(draft.jobs))]
    head = {block.kind: block.text for block in made if block.kind in ("title", "kicker")}
    earlier = draft.pair.target or Page({}, "")
    body = blocks.join(block for block in made if block.kind not in ("title", "kicker"))
    fields = {
        "title": head.get("title"),
        "kicker": head.get("kicker"),
        "lang": language,
        "draft_engine": engine,
        "draft_package": package,
        "draft_source": blocks.fingerprint(draft.source),
        "draft_segments": " ".join(
            f"{job.source.hash}:{block.hash}" for job, block in zip(draft.jobs, made, strict=True)
        ),
    }
    written = Page(earlier.meta, body, earlier.header).with_meta(fields)
    _verify(draft, written, made)
    return written


def _made(draft: Draft, number: int, known: Mapping[str, str]) -> Block:
    made = units.drafted(draft.jobs[number], known)
    if isinstance(made, Block):
        return made
    raise PageError(
        f"the package came to no end translating “{made[:80]}”",
        file=draft.pair.name,
        block=f"block {number + 1}",
        expected="a translation of every sentence; the page is not written",
        next_step="translate this page by hand, or name another package: `bantin draft --package FILE`",
    )


def _verify(draft: Draft, written: Page, made: list[Block]) -> None:
    """What is written must read back as the same units, or the next run would see a person's edit in it."""
    read = blocks.units(page.parse(page.render(written)))
    for number, (wanted, found) in enumerate(zip_longest(made, read), 1):
        if wanted is None or found is None or (wanted.kind, wanted.hash) != (found.kind, found.hash):
            said = wanted or found
            raise PageError(
                f"a translation that would not read back as it is: “{said.text[:80] if said else ''}”",
                file=draft.pair.name,
                block=f"block {number}",
                expected="the page is not written",
                next_step="translate this page by hand",
            )
