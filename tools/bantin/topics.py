"""The topics of bulletins: a list of them in one place, and how a bulletin comes by its own.

The list is glossary/topics.tsv: `slug` (the topic's address), a column for each language with its name there,
and `cues`, words of the source language between `|` that speak of the topic.

A topic is a person's decision, kept in the page's front matter (`topics`, by `bantin set`). Where nobody has
decided, the topics are read off the text by their cue words: that is computed anew each time, never written
into a page, and said to be inferred wherever it is shown.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bantin import blocks
from bantin.errors import SettingsError
from bantin.page import Page, normal

FIELD = "topics"
DECIDED = "set_by_hand"  # the page's list of fields that a person decided; an empty decision is one too
FOLDER, FILE = "glossary", "topics.tsv"
MOST = 2  # how many topics are inferred for one bulletin
_LEAST, _KINDS = 3, 2  # a text speaks of a topic with so many cue words, of so many different ones
_TITLE = 3  # what a cue word in the title counts
_SHARE = 0.5  # the least weight of a further topic, measured by the first
_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHER = ("slug", "cues", "note")  # columns that are no language's


@dataclass(frozen=True)
class Topic:
    """A topic: its names by language, its cue words in small letters."""

    slug: str
    names: Mapping[str, str]
    cues: tuple[str, ...] = ()

    def named(self, code: str) -> tuple[str, str]:
        """Its name in a language and ''; where it has none there, the first that it has and its language."""
        if name := self.names.get(code):
            return name, ""
        code, name = next(iter(self.names.items()))
        return name, code


@dataclass(frozen=True)
class Given:
    """A topic of one bulletin; `evidence` are the cue words that it was inferred from, none if decided."""

    topic: Topic
    evidence: tuple[str, ...] = ()

    @property
    def inferred(self) -> bool:
        """Whether nobody has decided it."""
        return bool(self.evidence)


@dataclass(frozen=True)
class Topics:
    """The list of topics."""

    topics: tuple[Topic, ...] = ()

    @cached_property
    def by_slug(self) -> Mapping[str, Topic]:
        """The topics by address."""
        return {topic.slug: topic for topic in self.topics}

    @cached_property
    def _by_first(self) -> Mapping[str, list[str]]:
        """The cues by their first word, the longest where several begin alike first."""
        found: dict[str, list[str]] = {}
        for cue in sorted(
            {cue for topic in self.topics for cue in topic.cues}, key=lambda cue: (-len(cue), cue)
        ):
            if first := _WORD.match(cue):
                found.setdefault(first.group(), []).append(cue)
        return found

    def of(self, page: Page) -> tuple[Given, ...]:
        """The topics of a source page: those that a person decided, else those that its text speaks of."""
        if page.texts(FIELD) or FIELD in page.texts(DECIDED):
            decided = (self.by_slug.get(slug) for slug in page.texts(FIELD))
            return tuple(Given(topic) for topic in decided if topic)
        return self._inferred(page)

    def unknown(self, page: Page) -> list[str]:
        """What a page calls a topic and the list does not hold."""
        return [slug for slug in page.texts(FIELD) if slug not in self.by_slug]

    def _inferred(self, page: Page) -> tuple[Given, ...]:
        head = Counter(self._cues(f"{page.text('title')} {page.text('kicker')}"))
        body = Counter(self._cues(" ".join(block.text for block in blocks.split(page.body))))
        found = [given for topic in self.topics if (given := _weighed(topic, head, body))]
        found.sort(key=lambda one: -one[0])
        return tuple(given for weight, given in found[:MOST] if weight >= _SHARE * found[0][0])

    def _cues(self, text: str) -> Iterable[str]:
        """The cues in a text, one after the other; a cue is whole words."""
        text, end = normal(text).lower(), 0
        for word in _WORD.finditer(text):
            start = word.start()
            for cue in self._by_first.get(word.group(), ()) if start >= end else ():
                if text.startswith(cue, start) and not _WORD.match(text, start + len(cue)):
                    end = start + len(cue)
                    yield cue
                    break


def _weighed(topic: Topic, head: Counter[str], body: Counter[str]) -> tuple[int, Given] | None:
    """How much a text speaks of a topic, and by which words, the most frequent first; None for too little."""
    weights = {cue: _TITLE * head[cue] + body[cue] for cue in topic.cues if head[cue] or body[cue]}
    total = sum(weights.values())
    if total < _LEAST or (len(weights) < _KINDS and not any(head[cue] for cue in weights)):
        return None
    words = sorted(weights, key=lambda cue: (-weights[cue], cue))
    return total, Given(topic, tuple(words))


NONE = Topics()


def read(folder: Path) -> Topics:
    """The list in a folder; an empty one where there is none. Raises SettingsError."""
    path = folder / FILE
    if not path.is_file():
        return NONE
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"not UTF-8 ({error})", file=str(path), next_step="save the file as UTF-8"
        ) from error
    rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if any(row)]
    if not rows:
        return NONE
    header, found = rows[0], dict[str, Topic]()
    for number, row in enumerate(rows[1:], 2):
        topic = _topic(dict(zip(header, (cell.strip() for cell in row), strict=False)))
        if len(row) > len(header) or not topic or topic.slug in found:
            raise SettingsError(
                " | ".join(row),
                file=str(path),
                block=f"row {number}",
                expected=f"{', '.join(header)}: a slug of plain letters, once; at least one name",
                next_step="correct that row; columns are parted by tabs",
            )
        found[topic.slug] = topic
    return Topics(tuple(found.values()))


def _topic(cells: Mapping[str, str]) -> Topic | None:
    slug = cells.get("slug", "")
    names = {code: name for code, name in cells.items() if code not in _OTHER and name}
    cues = (normal(cue).lower() for cue in cells.get("cues", "").split("|"))
    return Topic(slug, names, tuple(filter(None, cues))) if _SLUG.fullmatch(slug) and names else None
