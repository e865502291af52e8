"""The drafting engine: an Argos package decoded by CTranslate2; the only place that knows either.

argostranslate decodes paragraph by paragraph in batches of 32 tokens. Here the sentences of a whole run are
decoded together, longest first, in large batches and with the library's own options: the same text, sooner.

A batch holds sentences of one length only. Padding would disturb 8-bit models in the last digits: measured
with the compact model, 3 of 400 sentences then came out otherwise than alone. Without it a sentence's draft
does not depend on its neighbours.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import groupby
from typing import Any

import ctranslate2
from argostranslate.package import Package as ArgosPackage
from argostranslate.tokenizer import SentencePieceTokenizer

from bantin.draft.package import Package
from bantin.draft.sentences import shorten
from bantin.errors import ModelError

LONGEST = 200  # source pieces; longer sentences are cut at clause marks, models are trained on less
LONGEST_OUTPUT = 510  # target pieces; models store at least 512 positions
_BATCH_TOKENS = 512  # a batch of this size stays in the processor's cache at beam 4
_LENGTH_PENALTY = 0.2  # argostranslate's

Progress = Callable[[int, int], None]


def describe(beam: int) -> str:
    """What pages record about the engine: 'argostranslate 1.12.1, beam 4'."""
    return f"argostranslate {version('argos-translate-lt')}, beam {beam}"


class Engine:
    """A loaded package. Raises ModelError when it cannot be loaded."""

    def __init__(self, package: Package, beam: int, workers: int = 0) -> None:
        self._beam = beam
        self._workers = workers or _cores()
        self._no_repeat = package.no_repeat_ngram_size
        self._file = str(package.folder or package.archive)
        try:
            if package.folder is None:
                raise FileNotFoundError(f"{package.archive} is not unpacked")
            self._argos = ArgosPackage(package.folder)
            self._tokenizer = self._argos.tokenizer
            self._tokenizer.encode("a")  # loads it: it is lazy
            self._translator = ctranslate2.Translator(
                str(package.folder / "model"),
                device="cpu",
                inter_threads=self._workers,
                intra_threads=1,
            )
        except (OSError, RuntimeError, ValueError, AttributeError, KeyError, ImportError) as error:
            raise ModelError(
                f"a package that cannot be loaded ({error})",
                file=self._file,
                expected="a whole package as argostranslate installs it",
                next_step="remove that folder and install the package again: `bantin model install`",
            ) from error

    def length(self, sentence: str) -> int:
        """How many pieces the model reads the sentence as."""
        return len(self._tokenizer.encode(sentence))

    def translate(self, sentences: Sequence[str], progress: Progress | None = None) -> list[str]:
        """The sentences in the target language, in order; '' where the model did not come to an end.

        Nothing is truncated: over-long sentences are decoded in parts. Text without letters is carried over,
        and so is a lone word beyond all measure (an encoded string). Equal sentences are decoded once. Memory
        does not grow with the number of sentences beyond their text. Raises ModelError.
        """
        parts = {text: self._parts(text) for text in set(sentences)}
        due = {part: self.length(part) for found in parts.values() for part in found}
        known: dict[str, str] = {}
        for translated in self._decoded(_batches(due)):
            known.update(translated)
            if progress:
                progress(len(known), len(due))
        return [_joined([known[part] for part in parts[text]]) if parts[text] else text for text in sentences]

    def _parts(self, text: str) -> list[str]:
        """What is decoded for a sentence: itself, its clauses, or nothing when it is carried over."""
        if not any(char.isalpha() for char in text):
            return []
        parts = shorten(text, LONGEST, self.length)
        return parts if all(self.length(part) <= LONGEST for part in parts) else []

    def _decoded(self, batches: Iterator[list[str]]) -> Iterator[dict[str, str]]:
        """Batches in translation, a few of them at work at any time."""
        at_work: deque[tuple[list[str], Any]] = deque()
        try:
            for batch in batches:
                at_work.append((batch, self._start(batch)))
                if len(at_work) > 4 * self._workers:
                    yield self._finish(*at_work.popleft())
            while at_work:
                yield self._finish(*at_work.popleft())
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"a package that cannot translate ({error})",
                file=self._file,
                next_step="install another package: `bantin model install`",
            ) from error

    def _start(self, batch: list[str]) -> Any:
        prefix = self._argos.target_prefix
        return self._translator.translate_batch(
            [self._tokenizer.encode(text) for text in batch],
            target_prefix=[[prefix]] * len(batch) if prefix else None,
            beam_size=self._beam,
            length_penalty=_LENGTH_PENALTY,
            replace_unknowns=True,
            no_repeat_ngram_size=self._no_repeat,
            max_decoding_length=LONGEST_OUTPUT,
            asynchronous=True,
        )

    def _finish(self, batch: list[str], results: Any) -> dict[str, str]:
        found = [result.result().hypotheses[0] for result in results]
        return {
            text: self._text(pieces) if len(pieces) < LONGEST_OUTPUT else ""
            for text, pieces in zip(batch, found, strict=True)
        }

    def _text(self, pieces: list[str]) -> str:
        """Pieces to text. The library's own way also turns every underscore into a space."""
        if isinstance(self._tokenizer, SentencePieceTokenizer):
            text: str = self._tokenizer.lazy_processor().decode_pieces(pieces).replace("▁", " ")
        else:
            text = self._tokenizer.decode(pieces)
        return " ".join(text.removeprefix(self._argos.target_prefix).split())


def _batches(lengths: dict[str, int]) -> Iterator[list[str]]:
    """Texts of one length in pieces, about _BATCH_TOKENS of them together; longest first."""
    ordered = sorted(lengths, key=lambda text: (-lengths[text], text))
    for length, group in groupby(ordered, key=lengths.__getitem__):
        yield from _cut(list(group), max(1, _BATCH_TOKENS // max(length, 1)))


def _cut(texts: list[str], size: int) -> Iterator[list[str]]:
    return (texts[start : start + size] for start in range(0, len(texts), size))


def _joined(parts: list[str]) -> str:
    return " ".join(parts) if all(parts) else ""


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
