"""Export the latest weights and ship them where they are better: `python -m training.publish [--anyway]`.

A candidate replaces the package in place only when it scores higher on every evaluation set that is there;
where there is none, only `--anyway` replaces it.
"""

import argparse
import shutil
import sys
from pathlib import Path

import torch

from training.evaluate import Package, Score, evaluation_sets, score
from training.export import write_package
from training.settings import Settings
from training.sources import SOURCES

Scores = dict[str, Score]


def card(settings: Settings, step: int, pieces: int) -> str:
    """What the package says of itself."""
    works = "\n".join(f"- {source.name}: {source.licence}" for source in SOURCES)
    return f"""Compact Vietnamese-English package of the bantin project, version {settings.package_version}.

For drafts that a person goes over, never for unreviewed publication: it drops clauses of long sentences,
and its figures and names need a check. The weights are under the licence of the project.

Trained from scratch, {step} steps, {pieces:,} English pieces, on pairs written for the project and on
openly licensed messages of programs:
{works}

Transformer, {settings.encoder_layers}+{settings.decoder_layers} layers, width {settings.width}, \
vocabulary {settings.vocabulary}, int8. Recipe, scores and limits: training/README.md of the project.
"""


def candidate(settings: Settings) -> tuple[Path, int, int]:
    """Write the averaged weights of the checkpoint as a package; its path, steps and pieces."""
    state = torch.load(settings.work / "checkpoint.pt", map_location="cpu", weights_only=True)
    step, *_, pieces, _ = state["counts"]
    target = settings.work / "candidate.argosmodel"
    tokenizer = settings.work / "sentencepiece.model"
    write_package(settings, state["average"], tokenizer, card(settings, step, pieces), target)
    return target, step, pieces


def scores(settings: Settings, package: Path, first: int) -> Scores:
    """Scores of a package on each evaluation set."""
    opened = Package(package)
    sets = evaluation_sets(settings)
    return {name: score(opened.translate(vi[:first]), en[:first]) for name, (vi, en) in sets.items()}


def better(new: Scores, old: Scores) -> bool:
    """Whether every set is translated better."""
    return bool(new) and all(new[name].chrf > old[name].chrf for name in new)


def main() -> int:
    """Export, score, and replace the package when the new one is better."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anyway", action="store_true", help="replace the package without comparing")
    parser.add_argument(
        "--first", type=int, default=10_000, help="score the first so many sentences of a set"
    )
    arguments = parser.parse_args()
    settings = Settings()
    new, step, pieces = candidate(settings)
    found = scores(settings, new, arguments.first)
    with (settings.work / "scores.tsv").open("a", encoding="utf-8") as file:
        for name, result in found.items():
            print(f"{step}\t{pieces}\t{name}\t{result.bleu}\t{result.chrf}", file=file)
            print(f"step {step}, {name}: BLEU {result.bleu}, chrF {result.chrf}")
    old = scores(settings, settings.package, arguments.first) if settings.package.exists() else {}
    if arguments.anyway or (found and not old) or better(found, old):
        part = settings.package.with_name(f"{settings.package.name}.part")
        shutil.copyfile(new, part)
        part.replace(settings.package)
        print(f"{settings.package} is now this one ({settings.package.stat().st_size / 1e6:.2f} MB)")
        return 0
    print(f"not better than {settings.package.name}: {old}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
