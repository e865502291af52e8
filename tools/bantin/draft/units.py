"""One unit of a page and the sentences that are decoded for it; their translations put back into a unit.

What is carried over as it stands: text without letters (unless English
writes its numbers otherwise), and blocks whose markup is not plain text.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bantin import markup
from bantin.blocks import Block
from bantin.draft import render
from bantin.draft.sentences import split

# A written Vietnamese syllable in capitals, its marks taken away: onset, vowels, final consonant (Đoàn Thiện
# Thuật, Ngữ âm tiếng Việt, 1977, on spelling).
_SYLLABLE = re.compile(
    r"(?!I+$)(?:B|CH?|D|Đ|GH?|H|KH?|L|M|NGH?|NH?|PH?|Q|R|S|TH?|TR|V|X)?[AEIOUY]{1,4}(?:CH?|M|N[GH]?|P|T)?$"
)
_LEAD = re.compile(r"^(?:[\dIVXLC]+(?:\.\d+)*[.)/]?|[A-ZĐ][.)]|\W+)$")
_CELLS = " | "  # how blocks.py writes the cells of a table row in one unit


@dataclass(frozen=True)
class Job:
    """A source unit and what becomes of it: `ready` as it stands, or sentences to decode, cell by cell."""

    source: Block
    ready: Block | None
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences to decode, in order."""
        return tuple(sentence for cell in self.cells for sentence in cell)


def kept(source: Block, target: Block) -> Job:
    """A unit whose draft still holds: its text stays, its place in the page is the source's."""
    return Job(source, Block(source.kind, target.markup, source.level, source.marker))


def due(source: Block) -> Job:
    """A unit to be drafted."""
    if source.kind == "other" or not _says(source.text):
        return Job(source, source)
    cells = source.markup.split(_CELLS) if source.kind == "row" else [source.markup]
    return Job(source, None, tuple(tuple(split(sentence_case(markup.plain(cell)))) for cell in cells))


def _says(text: str) -> bool:
    """Whether a text may read otherwise in another language: it has letters, or numerals such as 1.234,5."""
    return any(char.isalpha() for char in text) or render.pure(text) not in (None, text)


def drafted(job: Job, known: Mapping[str, str]) -> Block | str:
    """The unit in the target language, or the sentence that has no translation."""
    if job.ready:
        return job.ready
    for sentence in job.sentences:
        if not known[sentence]:
            return sentence
    said = [markup.escape(" ".join(known[sentence] for sentence in cell)) for cell in job.cells]
    return Block(job.source.kind, _CELLS.join(said), job.source.level, job.source.marker)


def sentence_case(text: str) -> str:
    """A text all in capitals as a sentence, for models that hardly know capitals; any other text unchanged.

    Words that cannot be a Vietnamese syllable stay: UBND, HĐND, COVID-19, 16/CT-TTG, II.
    """
    words = text.split()
    if not text.isupper() or len(words) < 2:
        return text
    words = [word if _is_code(word) else word.lower() for word in words]
    first = next((index for index, word in enumerate(words) if not _LEAD.match(word)), 0)
    if words[first].islower():
        start = next(index for index, char in enumerate(words[first]) if char.isalpha())
        words[first] = words[first][:start] + words[first][start:].capitalize()
    return " ".join(words)


def _is_code(word: str) -> bool:
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    letters = [part for part in re.split(r"\W+", bare) if part]
    return not letters or not all(_SYLLABLE.match(part) for part in letters)
