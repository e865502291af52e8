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
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from typing import Any, TypeVar

import ctranslate2
from argostranslate.package import Package as ArgosPackage
from argostranslate.tokenizer import SentencePieceTokenizer

from bantin.draft.package import Package
from bantin.draft.sentences import shorten
from bantin.errors import ModelError

LONGEST = 200  # source pieces; longer sentences are cut at clause marks, models are trained on less
LONGEST_OUTPUT = 510  # target pieces; models store at least 512 positions
_BATCH_TOKENS = 512  # a batch of this size stays in the processor's cache at beam 4

_SCORED = 32  # pairs scored at once: each takes the whole vocabulary for every piece
_WORST = -99.0  # the score of no translation

Progress = Callable[[int, int], None]
Number = TypeVar("Number", int, float)
_Due = tuple[str, str]  # a text to decode, and what its translation must begin with


@dataclass(frozen=True)
class Hypothesis:
    """One translation, '' where the model came to no end; `score` is the mean log probability of a piece."""

    text: str
    score: float


@dataclass(frozen=True)
class Options:
    """How to decode.

    `count` of the beam's hypotheses are wanted (the first is the same whatever their number); no row of
    `no_repeat` pieces is said twice (0: no limit). None: as the package asks.
    """

    count: int = 1
    no_repeat: int | None = None
    repetition_penalty: float | None = None
    beam: int | None = None


PLAIN = Options()


def describe(beam: int) -> str:
    """What pages record about the engine: 'argostranslate 1.12.1, beam 4'."""
    return f"argostranslate {version('argos-translate-lt')}, beam {beam}"


class Engine:
    """A loaded package. Raises ModelError when it cannot be loaded."""

    def __init__(self, package: Package, beam: int, workers: int = 0) -> None:
        self._beam = beam
        self._workers = workers or _cores()
        self._decoding = package.decoding
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
        return [found[0].text for found in self.hypotheses(sentences, progress=progress)]

    def hypotheses(
        self,
        sentences: Sequence[str],
        options: Options = PLAIN,
        prefixes: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """The same as `translate`, each sentence with its hypotheses, the likeliest first; at least one.

        `prefixes` gives words that the translations must begin with, '' for none; a sentence that is decoded
        in parts has one hypothesis and takes no prefix.
        """
        parts = {text: self._parts(text) for text in set(sentences)}
        wanted = [
            (text, prefix if len(parts[text]) == 1 else "")
            for text, prefix in zip(sentences, prefixes or [""] * len(sentences), strict=True)
        ]
        due = {
            (part, prefix): (self.length(part), len(self._tokenizer.encode(prefix)) if prefix else 0)
            for text, prefix in wanted
            for part in parts[text]
        }
        known: dict[_Due, tuple[Hypothesis, ...]] = {}
        for translated in self._decoded(_batches(due), options):
            known.update(translated)
            if progress:
                progress(len(known), len(due))
        return [
            _joined([known[part, prefix] for part in parts[text]])
            if parts[text]
            else (Hypothesis(text, 0.0),)
            for text, prefix in wanted
        ]

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How likely the model finds each translation of each source: the mean log probability of a piece.

        Texts longer than the model reads at once are judged by their beginning. As in decoding, a batch holds
        texts of one length.
        """
        encoded = [[self._tokenizer.encode(text)[:LONGEST_OUTPUT] for text in pair] for pair in pairs]
        lengths = [tuple(map(len, pair)) for pair in encoded]
        order = sorted(range(len(pairs)), key=lengths.__getitem__, reverse=True)
        found = [_WORST] * len(pairs)
        mark = [self._argos.target_prefix] if self._argos.target_prefix else []
        at_work: deque[tuple[list[int], Any]] = deque()
        for _, group in groupby((at for at in order if pairs[at][1]), key=lengths.__getitem__):
            batch = list(group)
            results = self._translator.score_batch(
                [encoded[at][0] for at in batch],
                [[*mark, *encoded[at][1]] for at in batch],
                max_batch_size=_SCORED,
                asynchronous=True,
            )
            at_work.append((batch, results))
        for batch, results in at_work:
            for at, result in zip(batch, results, strict=True):
                probabilities = result.result().log_probs
                found[at] = sum(probabilities) / len(probabilities)
        return found

    def _parts(self, text: str) -> list[str]:
        """What is decoded for a sentence: itself, its clauses, or nothing when it is carried over."""
        if not any(char.isalpha() for char in text):
            return []
        parts = shorten(text, LONGEST, self.length)
        return parts if all(self.length(part) <= LONGEST for part in parts) else []

    def _decoded(
        self, batches: Iterator[list[_Due]], options: Options
    ) -> Iterator[dict[_Due, tuple[Hypothesis, ...]]]:
        """Batches in translation, a few of them at work at any time."""
        at_work: deque[tuple[list[_Due], Any]] = deque()
        try:
            for batch in batches:
                at_work.append((batch, self._start(batch, options)))
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

    def _start(self, batch: list[_Due], options: Options) -> Any:
        mark = [self._argos.target_prefix] if self._argos.target_prefix else []
        beam = min(self._beam, _or(options.beam, self._beam))
        prefixes = [[*mark, *(self._tokenizer.encode(prefix) if prefix else [])] for _, prefix in batch]
        return self._translator.translate_batch(
            [self._tokenizer.encode(text) for text, _ in batch],
            target_prefix=prefixes if any(prefixes) else None,
            beam_size=beam,
            num_hypotheses=min(options.count, beam),
            length_penalty=self._decoding.length_penalty,
            replace_unknowns=True,
            no_repeat_ngram_size=_or(options.no_repeat, self._decoding.no_repeat_ngram_size),
            repetition_penalty=_or(options.repetition_penalty, self._decoding.repetition_penalty),
            max_decoding_length=LONGEST_OUTPUT,
            return_scores=True,
            asynchronous=True,
        )

    def _finish(self, batch: list[_Due], results: Any) -> dict[_Due, tuple[Hypothesis, ...]]:
        found = [result.result() for result in results]
        return {
            due: tuple(self._hypothesis(*pair) for pair in zip(one.hypotheses, one.scores, strict=True))
            for due, one in zip(batch, found, strict=True)
        }

    def _hypothesis(self, pieces: list[str], score: float) -> Hypothesis:
        """The library's score is the sum of the pieces' over their number to the length penalty's power."""
        if len(pieces) >= LONGEST_OUTPUT:
            return Hypothesis("", _WORST)
        length = len(pieces) + 1  # the end mark counts
        return Hypothesis(self._text(pieces), score * length ** (self._decoding.length_penalty - 1))

    def _text(self, pieces: list[str]) -> str:
        """Pieces to text. The library's own way also turns every underscore into a space."""
        if isinstance(self._tokenizer, SentencePieceTokenizer):
            text: str = self._tokenizer.lazy_processor().decode_pieces(pieces).replace("▁", " ")
        else:
            text = self._tokenizer.decode(pieces)
        return " ".join(text.removeprefix(self._argos.target_prefix).split())


def _batches(lengths: dict[_Due, tuple[int, int]]) -> Iterator[list[_Due]]:
    """Texts of one length in pieces, about _BATCH_TOKENS of them together; longest first.

    What they must begin with may differ in length: it is followed step by step and not padded (measured: 120
    texts came out to the last digit as in batches of one length of both, at half the cost).
    """
    ordered = sorted(lengths, key=lambda due: (*(-length for length in lengths[due]), due))
    for length, group in groupby(ordered, key=lambda due: lengths[due][0]):
        yield from _cut(list(group), max(1, _BATCH_TOKENS // max(length, 1)))


def _cut(dues: list[_Due], size: int) -> Iterator[list[_Due]]:
    return (dues[start : start + size] for start in range(0, len(dues), size))


def _joined(parts: list[tuple[Hypothesis, ...]]) -> tuple[Hypothesis, ...]:
    """The hypotheses of a sentence from those of its parts; '' when one of them has none."""
    if len(parts) == 1:
        return parts[0]
    best = [found[0] for found in parts]
    text = " ".join(one.text for one in best) if all(one.text for one in best) else ""
    return (Hypothesis(text, sum(one.score for one in best) / len(best)),)


def _or(wanted: Number | None, asked: Number) -> Number:
    return asked if wanted is None else wanted


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
