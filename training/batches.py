"""Batches: pairs drawn, varied, cut into pieces and sorted by length; the same for the same seed."""
# ruff: noqa: S311 - chance, not secrecy

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import sentencepiece
import torch
from torch import Tensor

from training.augment import Names, capitals, is_sentence, joined, vary_dates, vary_figures, vary_month
from training.clean import Pair
from training.settings import Settings

PAD, BOS, EOS = 0, 2, 3
Pieces = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Batch:
    """Pieces of both sides, padded: source and target (pairs, length)."""

    source: Tensor
    target: Tensor  # begins with BOS
    wanted: Tensor  # what follows each piece of the target, ends with EOS


class Drawer:
    """Draws pairs and varies them."""

    def __init__(self, settings: Settings, corpus: list[Pair], other: list[Pair]) -> None:
        self._settings = settings
        self._corpus, self._other = corpus, other
        self._names = Names(corpus)

    def _varied(self, pair: Pair, random: Random) -> Pair:
        if random.random() < self._settings.vary_numbers:
            pair = vary_figures(vary_month(vary_dates(pair, random), random), random)
        if random.random() < self._settings.vary_names:
            pair = self._names.vary(pair, random)
        return pair

    def draw(self, count: int, other_share: float, random: Random) -> list[Pair]:
        """So many pairs, some of them joined to more of the corpus."""
        others = random.choices(self._other, k=int(count * other_share)) if self._other else []
        wanted = count - len(others)
        deck: list[Pair] = []
        while len(deck) < wanted:
            deck += random.sample(self._corpus, len(self._corpus))
        drawn: list[Pair] = []
        for pair in (self._varied(pair, random) for pair in deck[:wanted]):
            last = drawn[-1] if drawn else ("", "")
            short = len(last[0]) + len(pair[0]) < 500
            if short and is_sentence(last) and is_sentence(pair) and random.random() < self._settings.join:
                drawn[-1] = joined(last, pair)
            else:
                drawn.append(capitals(pair) if random.random() < self._settings.capitals else pair)
        return drawn + others


class Cutter:
    """Cuts text into pieces, sometimes in one of the rarer ways so that no single way is learnt by heart."""

    def __init__(self, settings: Settings, tokenizer: Path) -> None:
        self._settings = settings
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))

    @cache  # noqa: B019 - a run has one cutter
    def _ways(self, word: str) -> list[list[int]]:
        """The likeliest ways to cut a word."""
        return [list(way) for way in self._processor.nbest_encode(word, nbest_size=4, out_type=int)]

    def _varied(self, text: str, random: Random) -> list[int]:
        # Not the library's own sampling: it differs from process to process whatever the seed.
        ways = [self._ways(word) for word in text.split()]
        rare = self._settings.rare_cuts
        return [p for way in ways for p in (random.choice(way) if random.random() < rare else way[0])]

    def cut(self, pairs: list[Pair], random: Random | None) -> list[Pieces]:
        """The pieces of each pair that is not too long."""
        share = self._settings.vary_cuts
        cut = [
            (
                self._varied(vi, random)
                if random and random.random() < share
                else list(self._processor.encode(vi)),
                list(self._processor.encode(en)),
            )
            for vi, en in pairs
        ]
        return [pair for pair in cut if max(map(len, pair)) < self._settings.longest and min(map(len, pair))]


def _padded(rows: list[list[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def batch_of(rows: list[Pieces]) -> Batch:
    """The rows as one batch."""
    return Batch(
        _padded([[*source, EOS] for source, _ in rows]),
        _padded([[BOS, *target] for _, target in rows]),
        _padded([[*target, EOS] for _, target in rows]),
    )


def batches(rows: list[Pieces], tokens: int) -> Iterator[Batch]:
    """The rows by length, in batches of at most so many padded pieces a side."""
    waiting: list[Pieces] = []
    longest = 0
    for row in sorted(rows, key=lambda row: (len(row[1]), len(row[0]), row)):
        size = max(map(len, row)) + 1
        if waiting and max(longest, size) * (len(waiting) + 1) > tokens:
            yield batch_of(waiting)
            waiting, longest = [], 0
        waiting.append(row)
        longest = max(longest, size)
    if waiting:
        yield batch_of(waiting)


def share_of_others(settings: Settings, step: int) -> float:
    """Part of the pairs to draw from the other sources at a step."""
    done = min(1.0, step / (settings.other_until * settings.steps))
    return settings.other_share_first + done * (settings.other_share_last - settings.other_share_first)


def limit(settings: Settings, step: int) -> int:
    """Pieces that a side may have at a step."""
    done = min(1.0, step / (settings.short_until * settings.steps))
    return int(settings.short_first + done * (settings.longest - settings.short_first))


def round_of(settings: Settings, drawer: Drawer, cutter: Cutter, number: int, step: int) -> list[Batch]:
    """The batches of round `number`, which begins at a step, in random order."""
    random = Random(f"{settings.seed}:{number}")
    drawn = drawer.draw(settings.round_pairs, share_of_others(settings, step), random)
    rows = [row for row in cutter.cut(drawn, random) if max(map(len, row)) < limit(settings, step)]
    made = list(batches(rows, settings.micro_tokens))
    random.shuffle(made)
    return made
