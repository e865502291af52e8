"""Train, going on from the last checkpoint: `python -m training.train [--minutes M] [--steps N]`."""

import argparse
import dataclasses
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import PAD, Batch, Cutter, Drawer, Pieces, batches, round_of
from training.clean import read_held, read_pairs
from training.lexicon import count, head_start, posterior
from training.model import Translator
from training.optimizer import optimizers, rate_factor
from training.prepare import corpus_pairs, split
from training.settings import Settings


def loss_of(run: "Run", batch: Batch, smoothing: float, guide: float = 0.0) -> tuple[Tensor, int]:
    """Summed loss of a batch, and its number of target pieces."""
    wanted = batch.wanted.to(run.device)
    place = wanted != PAD
    logits, looks = run.model(batch.source.to(run.device), batch.target.to(run.device), place)
    loss = functional.cross_entropy(logits.float(), wanted[place], label_smoothing=smoothing, reduction="sum")
    if guide:
        origin = posterior(run.lexicon, batch).to(run.device)[place]
        loss = loss - guide * (origin * looks).sum()
    return loss, int(place.sum())


class Run:
    """A training run: everything that a checkpoint holds, and how to take a step."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(settings.seed)
        self.model = Translator(settings).to(self.device)
        self.average = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.optimizers = optimizers(self.model, settings)
        self.step = self.round = self.began = self.place = self.pieces = 0
        self.seconds = 0.0
        self.lexicon = torch.zeros(0)

    def begin(self, rows: list[Pieces]) -> None:
        """Count the lexicon, and start the embeddings from it."""
        table = count(rows, self.settings.vocabulary)
        self.lexicon = torch.where(table > 1e-4, table, 0).half()
        embedding = self.model.embedding.weight
        with torch.no_grad():
            embedding.copy_(head_start(embedding.cpu(), self.lexicon.float(), rows))
            self.average["embedding.weight"].copy_(embedding)

    def state(self) -> dict[str, Any]:
        """What a checkpoint holds."""
        return {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "lexicon": self.lexicon.to_sparse(),
            "random": torch.get_rng_state(),
            "counts": (self.step, self.round, self.began, self.place, self.pieces, self.seconds),
        }

    def save(self, path: Path) -> None:
        """Write the checkpoint in one move."""
        part = path.with_suffix(".part")
        torch.save(self.state(), part)
        part.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self.lexicon = state["lexicon"].to_dense()
        torch.set_rng_state(state["random"].cpu())
        self.step, self.round, self.began, self.place, self.pieces, self.seconds = state["counts"]

    def learn(self, group: list[Batch]) -> float:
        """Take one step on the batches of a group; the mean loss of a piece."""
        self.model.train()
        total = sum(int((batch.wanted != PAD).sum()) for batch in group)
        sum_of_losses = 0.0
        for batch in group:
            loss, _ = loss_of(self, batch, self.settings.smoothing, self.settings.guide)
            (loss / total).backward()  # type: ignore[no-untyped-call]
            sum_of_losses += loss.item()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        factor = rate_factor(self.step, self.settings)
        for optimizer in self.optimizers:
            for values in optimizer.param_groups:
                values["lr"] = factor * values.setdefault("full", values["lr"])
            optimizer.step()
            optimizer.zero_grad(set_to_none=False)
        self._follow()
        self.step += 1
        self.pieces += total
        return sum_of_losses / total

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the averaged weights; young averages forget faster."""
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, 1 - keep)

    @torch.no_grad()
    def watched(self, held: list[Batch]) -> float:
        """Mean loss of a piece of pairs that are not trained on, with the averaged weights."""
        own = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        self.model.eval()
        sums = [loss_of(self, batch, 0.0) for batch in held]
        self.model.load_state_dict(own)
        return sum(loss.item() for loss, _ in sums) / max(1, sum(count for _, count in sums))


def drawer_of(settings: Settings) -> tuple[Drawer, list[tuple[str, str]]]:
    """The drawer over today's corpus, and the pairs to watch."""
    train, watch = split(settings, corpus_pairs(settings, read_held(settings.evaluation)))
    other = list(read_pairs([settings.work / "other.tsv"]))
    return Drawer(settings, train, other), watch


def corpus_stamp(settings: Settings) -> list[int]:
    """Times of the corpus files' last changes."""
    return [path.stat().st_mtime_ns for path in sorted(settings.corpus.glob("*.tsv"))]


def train(settings: Settings, stop: Callable[[Run], bool]) -> Run:
    """Train to the last step, or until told to stop; checkpoints and lines of progress on the way."""
    checkpoint = settings.work / "checkpoint.pt"
    run = Run(settings)
    if checkpoint.exists():
        run.load(checkpoint)
    cutter = Cutter(settings, settings.work / "sentencepiece.model")
    if run.step == 0:
        run.begin(
            cutter.cut(split(settings, corpus_pairs(settings, read_held(settings.evaluation)))[0], None)
        )
    losses: list[float] = []
    stamp: list[int] = []
    while run.step < settings.steps and not stop(run):
        if stamp != (stamp := corpus_stamp(settings)):  # the corpus has grown
            drawer, watch = drawer_of(settings)
        held = list(batches(cutter.cut(watch, None), settings.micro_tokens))
        made = round_of(settings, drawer, cutter, run.round, run.began)
        each = max(1, settings.batch_tokens // settings.micro_tokens)
        while run.place < len(made) and run.step < settings.steps and not stop(run):
            began = time.time()
            losses.append(run.learn(made[run.place : run.place + each]))
            run.place += each
            run.seconds += time.time() - began
            if run.step % settings.checkpoint_every == 0 or run.step == settings.steps:
                report(settings, run, sum(losses) / len(losses), run.watched(held))
                losses.clear()
                run.save(checkpoint)
        if run.place >= len(made):
            run.round, run.began, run.place = run.round + 1, run.step, 0
    run.save(checkpoint)
    return run


def report(settings: Settings, run: Run, loss: float, watched: float) -> None:
    """One line of the curve: step, target pieces, seconds, loss in training, loss on watched pairs."""
    line = f"{run.step}\t{run.pieces}\t{run.seconds:.0f}\t{loss:.4f}\t{watched:.4f}"
    with (settings.work / "curve.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    speed = run.pieces / max(run.seconds, 1)
    print(f"{time.strftime('%H:%M')} step {line} of {settings.steps}, {speed:.0f} pieces/s", flush=True)


def main() -> int:
    """Train as long as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1e6, help="stop after so many minutes")
    parser.add_argument("--steps", type=int, default=Settings.steps, help="steps of the whole run")
    arguments = parser.parse_args()
    settings = dataclasses.replace(Settings(), steps=arguments.steps)
    end = time.time() + 60 * arguments.minutes
    train(settings, lambda _: time.time() > end)
    return 0


if __name__ == "__main__":
    sys.exit(main())
