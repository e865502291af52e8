"""What more pairs would buy: a small network on parts of the corpus, equally long, scored alike.

`python -m training.shares` trains on an eighth, a quarter, half and all of it and writes `shares.tsv`: the
share, pairs with their clauses, English pieces seen, loss on watched pairs, chrF of each set. An interrupted
run goes on where it was.
"""

import dataclasses
import shutil
import sys
from pathlib import Path

from training.batches import Cutter, batches
from training.clean import read_held
from training.evaluate import Package, evaluation_sets, score
from training.export import write_package
from training.prepare import corpus_pairs, split
from training.settings import Settings
from training.train import train

SHARES = (0.125, 0.25, 0.5, 1.0)
FIRST = 300  # sentences of each set


def small(settings: Settings, share: float) -> Settings:
    """The settings of a run on a part of the corpus, in a folder of its own."""
    return dataclasses.replace(
        settings,
        work=settings.work / f"share-{share}",
        corpus_share=share,
        width=128,
        inner=320,
        encoder_layers=3,
        decoder_layers=1,
        steps=300,
    )


def prepared(settings: Settings, whole: Path) -> None:
    """Put the vocabulary and the other sources' pairs of the whole run into the folder."""
    settings.work.mkdir(parents=True, exist_ok=True)
    for name in ("sentencepiece.model", "other.tsv"):
        shutil.copyfile(whole / name, settings.work / name)


def measured(settings: Settings) -> str:
    """Train on one part and score it: a line of the table."""
    run = train(settings, lambda _: False)
    pairs, watch = split(settings, corpus_pairs(settings, read_held(settings.evaluation)))
    tokenizer = settings.work / "sentencepiece.model"
    held = list(batches(Cutter(settings, tokenizer).cut(watch, None), settings.micro_tokens))
    package = settings.work / "share.argosmodel"
    write_package(settings, run.average, tokenizer, "A part of the corpus.", package)
    opened = Package(package, threads=1)
    chrf = [
        f"{score(opened.translate(vi[:FIRST]), en[:FIRST]).chrf}"
        for vi, en in evaluation_sets(settings).values()
    ]
    loss = f"{run.watched(held):.3f}"
    return "\t".join([f"{settings.corpus_share}", f"{len(pairs)}", f"{run.pieces}", loss, *chrf])


def main() -> int:
    """Measure every share, from the smallest."""
    settings = Settings()
    table = settings.work / "shares.tsv"
    for share in SHARES:
        part = small(settings, share)
        prepared(part, settings.work)
        line = measured(part)
        with table.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
