"""Faults planted in good translations, one class for each thing that a check is there to catch.

A class takes the two pages and says what the translation looks like with the fault, or None where the page
has no room for it. Nothing here asks the checks what they see.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bantin import blocks, markup
from bantin.blocks import Block
from bantin.facts.model import fold
from bantin.page import Page

Plant = Callable[[Page, Page, random.Random], Page | None]

FRENCH = (
    "La population est invitée à respecter les consignes des autorités locales pendant toute la durée des "
    "travaux, et à signaler sans délai toute difficulté au service compétent de sa commune."
)


def _body(page: Page, change: Callable[[list[Block]], None]) -> Page | None:
    body = list(blocks.split(page.body))
    change(body)
    text = blocks.join(body)
    return None if text == blocks.join(blocks.split(page.body)) else Page(page.meta, text)


def _pick(page: Page, rng: random.Random, fits: Callable[[Block], bool]) -> int | None:
    places = [at for at, block in enumerate(blocks.split(page.body)) if fits(block)]
    return rng.choice(places) if places else None


def _reworded(page: Page, at: int, text: str) -> Page | None:
    def change(body: list[Block]) -> None:
        body[at] = replace(body[at], markup=text)

    return _body(page, change)


def _sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Plant:
    """A change of one place of the body that a pattern finds."""
    compiled = re.compile(pattern)

    def plant(_: Page, target: Page, rng: random.Random) -> Page | None:
        at = _pick(target, rng, lambda block: bool(compiled.search(block.markup)))
        if at is None:
            return None
        text = blocks.split(target.body)[at].markup
        place = rng.choice(list(compiled.finditer(text)))
        said = new if isinstance(new, str) else new(place)
        return _reworded(target, at, text[: place.start()] + said + text[place.end() :])

    return plant


def block_missing(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda _: True)
    return None if at is None else _body(target, lambda body: body.__delitem__(at))


def block_added(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda _: True)
    extra = Block("paragraph", "Residents are asked to keep this notice until the works are over.")
    return None if at is None else _body(target, lambda body: body.insert(at, extra))


def kind_changed(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind in ("heading", "caption", "quote"))

    def change(body: list[Block]) -> None:
        assert at is not None
        body[at] = Block("paragraph", body[at].markup)

    return None if at is None else _body(target, change)


def level_changed(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind == "heading")

    def change(body: list[Block]) -> None:
        assert at is not None
        body[at] = replace(body[at], level=body[at].level + 1)

    return None if at is None else _body(target, change)


def cell_missing(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind == "row" and " | " in block.markup)
    cells = blocks.split(target.body)[at].markup.rpartition(" | ")[0] if at is not None else ""
    return None if at is None else _reworded(target, at, cells)


def block_doubled(_: Page, target: Page, rng: random.Random) -> Page | None:
    """The text of the paragraph before stands where another belongs."""
    body = blocks.split(target.body)
    places = [
        at
        for at, block in enumerate(body[1:], 1)
        if block.kind == body[at - 1].kind == "paragraph" and len(body[at - 1].text.split()) > 3
    ]
    at = rng.choice(places) if places else None
    return None if at is None else _reworded(target, at, body[at - 1].markup)


def sentence_doubled(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind == "paragraph" and len(block.text.split()) > 5)
    text = blocks.split(target.body)[at].markup if at is not None else ""
    first = re.split(r"(?<=[.!?]) (?=[A-Z])", text)[0]
    if not re.search(r"[.!?]$", first) or len(first.split()) < 4:
        return None
    return None if at is None else _reworded(target, at, f"{first} {text}")


def paragraph_halved(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind == "paragraph" and len(block.text) > 120)
    if at is None:
        return None
    text = blocks.split(target.body)[at].markup
    return _reworded(target, at, text[: len(text) * 9 // 20].rsplit(" ", 1)[0] + ".")


def block_emptied(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind == "item")
    return None if at is None else _reworded(target, at, "–")


def block_left(source: Page, target: Page, rng: random.Random) -> Page | None:
    ours = blocks.split(source.body)
    words = re.compile(r"\b[a-zà-ỹđ]+ [a-zà-ỹđ]+ [a-zà-ỹđ]+\b")
    fits = [at for at, block in enumerate(ours) if words.search(block.text)]
    at = rng.choice(fits) if fits else None
    return None if at is None else _reworded(target, at, ours[at].markup)


def words_left(source: Page, target: Page, rng: random.Random) -> Page | None:
    """Three words of the source stand in the middle of the English."""
    ours, theirs = blocks.split(source.body), blocks.split(target.body)
    pattern = re.compile(
        r"(?<![\w“(])[a-zà-ỹđ]*[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư][a-zà-ỹđ]* "
        r"[a-zà-ỹđ]+ [a-zà-ỹđ]+(?!\w)"
    )
    fits = [at for at, block in enumerate(ours) if pattern.search(block.text) and " " in theirs[at].markup]
    if not fits:
        return None
    at = rng.choice(fits)
    said = rng.choice(pattern.findall(ours[at].text))
    if not any(not char.isascii() for word in said.split()[1:] for char in word):
        return None  # one marked word is a warning of another class
    words = theirs[at].markup.split(" ")
    middle = len(words) // 2
    if any(mark in theirs[at].markup for mark in '“(*"'):
        return None
    return _reworded(target, at, " ".join([*words[:middle], said, *words[middle:]]))


def paragraph_french(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind == "paragraph" and len(block.text) > 100)
    return None if at is None else _reworded(target, at, markup.escape(FRENCH))


def page_left(source: Page, target: Page, _: random.Random) -> Page | None:
    return Page({**target.meta, "title": source.text("title")}, source.body)


def page_french(_: Page, target: Page, __: random.Random) -> Page | None:
    body = [
        replace(block, markup=markup.escape(FRENCH)) if block.kind in ("paragraph", "item") else block
        for block in blocks.split(target.body)
    ]
    return Page(target.meta, blocks.join(body))


def phrase_looped(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: len(block.markup.split()) > 8)
    if at is None:
        return None
    words = blocks.split(target.body)[at].markup.split(" ")
    size = rng.randint(1, 5)
    start = rng.randrange(len(words) - size)
    phrase = [word for word in words[start : start + size] if re.fullmatch(r"[a-z]+", word)]
    if len(phrase) != size:
        return None
    return _reworded(target, at, " ".join([*words[:start], *phrase * 3, *words[start + size :]]))


def quotation_opened(_: Page, target: Page, rng: random.Random) -> Page | None:
    return _sub(r"(?<=\w{3})[”)]|(?<=[.,])”", "")(target, target, rng)


def title_missing(_: Page, target: Page, __: random.Random) -> Page | None:
    return target.with_meta({"title": None})


def wrong_lang(_: Page, target: Page, __: random.Random) -> Page | None:
    return target.with_meta({"lang": "vi"})


def other_number(source: Page, target: Page, __: random.Random) -> Page | None:
    return target.with_meta({"identifier": f"{source.text('identifier')}9"})


def other_date(_: Page, target: Page, __: random.Random) -> Page | None:
    return target.with_meta({"date": "2019-01-31"})


def recipient_missing(_: Page, target: Page, __: random.Random) -> Page | None:
    lines = target.texts("recipients")
    return target.with_meta({"recipients": lines[:-1]}) if len(lines) > 1 else None


def name_without_marks(_: Page, target: Page, rng: random.Random) -> Page | None:
    name = r"[A-ZĐ][a-zà-ỹđ]*[à-ỹ][a-zà-ỹđ]* [A-ZĐ][a-zà-ỹđ]+"
    return _sub(name, lambda match: fold(match.group()).title())(target, target, rng)


def link_changed(_: Page, target: Page, rng: random.Random) -> Page | None:
    return _sub(r"(?<=\]\(https://)\w", "z")(target, target, rng)


def heading_renamed(_: Page, target: Page, rng: random.Random) -> Page | None:
    at = _pick(target, rng, lambda block: block.kind in ("heading", "item", "caption"))
    return None if at is None else _reworded(target, at, f"{blocks.split(target.body)[at].markup} as well")


# class: (the check that is to find it, how it is planted)
PLANTS: dict[str, tuple[str, Plant]] = {
    "a block missing": ("structure", block_missing),
    "a block too many": ("structure", block_added),
    "another kind of block": ("structure", kind_changed),
    "another level": ("structure", level_changed),
    "a cell missing": ("structure", cell_missing),
    "another link": ("structure", link_changed),
    "a paragraph doubled": ("doubled", block_doubled),
    "a sentence doubled": ("doubled", sentence_doubled),
    "a paragraph halved": ("length", paragraph_halved),
    "an item emptied": ("empty", block_emptied),
    "a block left in Vietnamese": ("vietnamese-left", block_left),
    "words left in Vietnamese": ("vietnamese-left", words_left),
    "a paragraph in French": ("not-english", paragraph_french),
    "a page in Vietnamese": ("page-language", page_left),
    "a page in French": ("page-language", page_french),
    "a phrase three times": ("loops", phrase_looped),
    "a word twice": ("loops", _sub(r"(?<= )(?:[b-gj-m][a-z]{4,})(?= [a-z])", lambda m: f"{m[0]} {m[0]}")),
    "a stuttered word": ("loops", _sub(r"(?<= )[a-z]{3,}ing(?=[ .,])", lambda m: f"{m[0]}inging")),
    "a quotation mark or bracket not closed": ("punctuation", quotation_opened),
    "two spaces": ("punctuation", _sub(r"(?<=\w) (?=\w)", "  ")),
    "a space before a mark": ("punctuation", _sub(r"(?<=[a-z])[,.](?= )", lambda m: f" {m[0]}")),
    "a doubled comma": ("punctuation", _sub(r"(?<=[a-z]),(?= )", ",,")),
    "the end mark": ("punctuation", _sub(r"(?<=[a-z])\.$", "./.")),
    "a title missing": ("front-matter", title_missing),
    "another language in the front matter": ("front-matter", wrong_lang),
    "another document number": ("front-matter", other_number),
    "another date": ("front-matter", other_date),
    "a recipient missing": ("official-parts", recipient_missing),
    "the same text said otherwise": ("consistency", heading_renamed),
    "a name without its marks": ("consistency", name_without_marks),
}


def one_by_one(
    pages: Sequence[tuple[Page, Page]], plant: Plant, times: int, seed: int = 7
) -> list[tuple[Page, Page, Page]]:
    """Source, good translation, and the same with one fault planted, different ones as often as asked."""
    rng = random.Random(seed)  # noqa: S311  (nothing secret)
    found: dict[str, tuple[Page, Page, Page]] = {}
    for at in range(times * 3):
        source, target = pages[at % len(pages)]
        faulty = plant(source, target, rng)
        if faulty is not None and len(found) < times:
            found.setdefault(repr((faulty.meta, faulty.body)), (source, target, faulty))
    return list(found.values())
