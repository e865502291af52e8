"""`make bench`, second part: drafting by bantin's engine beside stock argostranslate, in one run.

    python bench/draft.py [--pages N] [--package FILE] [--many N]

The same package, text, sentences and beam. Stock is what its documentation shows: `translation.translate`,
a bulletin at a time, with its defaults; only the splitter is given to it, because its own would be fetched
from the network. The two take turns, and so does the measurement of the machine's int8 peak, so that a busy
machine is as slow for all. Then, with a small package that the tests write: memory for few and for many
bulletins, and what a run costs when nothing has changed.
"""

import argparse
import os
import random
import runpy
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from measure import Spent, peak, spending, table

_HOME = tempfile.TemporaryDirectory()  # stock keeps its packages here, not in the user's home
os.environ["ARGOS_PACKAGES_DIR"] = f"{_HOME.name}/stock"

from peak import Peak, Rate, work  # noqa: E402  (engines read the environment when they are loaded)

from bantin import blocks, page, settings  # noqa: E402
from bantin.draft import packages, sentences  # noqa: E402
from bantin.draft.engine import Engine  # noqa: E402
from bantin.draft.package import Decoding, Package  # noqa: E402
from bantin.draft.run import draft  # noqa: E402
from bantin.page import Page  # noqa: E402
from bantin.settings import Settings  # noqa: E402

ROOT = Path(__file__).parent.parent
BEAM = 4
_PARAGRAPHS = 25  # of a bulletin made from the corpus
_EACH = 8  # stock translates one bulletin in so many: its cost is the same for each, whatever the number
_SETTINGS = (
    "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true, name: Tiếng Việt}\n"
    "    - {locale: en, name: English}\nextra:\n  bantin:\n    beam: 1\n"
)


class Ours:
    """bantin's splitter in the form that argostranslate asks for."""

    def split_sentences(self, text: str) -> list[str]:
        """The sentences of a paragraph."""
        return sentences.split(text)


def texts(count: int) -> list[list[str]]:
    """Bulletins, each as its paragraphs: the samples, then as long ones from the training corpus."""
    paths = sorted((ROOT / "docs" / "ban-tin").glob("*.md"))
    made = [[block.text for block in blocks.units(page.read(path)) if block.text] for path in paths]
    for path in sorted((ROOT / "training" / "corpus").glob("*.tsv")):
        lines = [line.partition("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
        made += [lines[start : start + _PARAGRAPHS] for start in range(0, len(lines), _PARAGRAPHS)]
        if len(made) >= count:
            break
    return made[:count]


def stock(archive: Path) -> Any:
    """The package as argostranslate's documentation has it installed and loaded."""
    from argostranslate import package, translate

    package.install_from_path(archive)
    translation = translate.get_translation_from_codes("vi", "en")
    getattr(translation, "underlying", translation).sentencizer = Ours()
    return translation


def speed(package: Package, count: int) -> str:
    """Stock and bantin in turns, with the machine's peak before, between and after."""
    documents = texts(count)
    some = documents[::_EACH]
    every = _split(documents)
    engine, other, machine = Engine(package, BEAM), stock(_archive(package)), Peak(workers=_cores())
    engine.translate(every[:2])
    other.translate(documents[0][0])  # what is loaded once is not counted
    rates, ours, theirs = [machine.rate()], Spent(), Spent()
    said: list[str] = []
    for turn in (some[::2], some[1::2]):
        with spending(ours):
            said = engine.translate(every)
        rates.append(machine.rate())
        with spending(theirs):
            for document in turn:
                other.translate("\n".join(document))
        rates.append(machine.rate())
    read = sum(map(engine.length, set(every)))
    steps = sum(engine.length(text) + 1 for text in dict(zip(every, said, strict=True)).values())
    done = 2 * work(_folder(package) / "model" / "model.bin").operations(read, steps, BEAM)
    title = f"Drafting, beam {BEAM}: {len(every)} sentences by bantin, {len(_split(some))} of them by stock"
    per = (2 * len(every) / 100, len(_split(some)) / 100)
    return table(title, ("", "clock", "CPU", "goal"), _rows(ours, theirs, per, done, rates))


def _rows(
    ours: Spent, theirs: Spent, per: tuple[float, float], done: int, rates: list[Rate]
) -> list[list[str]]:
    """Costs of 100 sentences, their ratio, and the share of the peak. `per`: hundreds of sentences."""
    one = {"clock": ours.clock / per[0], "cpu": ours.cpu / per[0]}
    other = {"clock": theirs.clock / per[1], "cpu": theirs.cpu / per[1]}
    best = {unit: max(getattr(rate, unit) for rate in rates) for unit in one}
    mean = sum(rate.clock for rate in rates) / len(rates)
    shares = [f"{done / ours.clock / mean:.0%}", f"{done / ours.cpu / best['cpu']:.0%}"]
    return [
        ["stock argostranslate, 100 sentences", *(f"{spent:.2f} s" for spent in other.values()), ""],
        ["bantin, 100 sentences", *(f"{spent:.2f} s" for spent in one.values()), ""],
        ["stock : bantin", *(f"{other[unit] / one[unit]:.1f} x" for unit in one), ">= 10 x by the clock"],
        ["int8 peak, G/s (clock: all cores)", f"{mean / 1e9:.0f}", f"{best['cpu'] / 1e9:.0f}", ""],
        ["bantin's share of the peak", *shares, ">= 65 %"],
    ]


def _split(documents: list[list[str]]) -> list[str]:
    return [sentence for document in documents for text in document for sentence in sentences.split(text)]


def _archive(package: Package) -> Path:
    if package.archive is None:
        raise SystemExit("name a package's file: --package FILE")
    return package.archive


def _folder(package: Package) -> Path:
    if package.folder is None:
        raise SystemExit(f"{package.archive}: not unpacked")
    return package.folder


def many(count: int, root: Path) -> tuple[Settings, Path]:
    """A project of that many bulletins of 25 paragraphs, of which some sentences are their own, and a small
    package that knows their words."""
    tiny = runpy.run_path(str(ROOT / "tests" / "tiny_package.py"))
    package: Path = tiny["write"](root / "tiny.argosmodel")
    known = [word for word in tiny["DEFAULT"] if word.islower()]
    pick = random.Random(5)  # noqa: S311  (words of invented bulletins, no secret)
    common = [" ".join(pick.sample(known, 8)).capitalize() + "." for _ in range(200)]
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    project = settings.read(root)
    for number in range(count):
        own = [f"Thông báo số {number}{index}." for index in range(2)]
        body = [*own, *(" ".join(pick.sample(common, 3)) for _ in range(23))]
        meta = {"title": f"Thông báo số {number}", "lang": "vi", "type": "thong-bao", "date": "2025-06-05"}
        path = project.bulletins("vi") / f"thong-bao-{number}.md"
        page.write(path, Page(meta, blocks.join(blocks.of_text("paragraph", text) for text in body)))
    return project, package


def first_and_second(count: int) -> str:
    """One process: a first run, and a second in which nothing has changed; what they cost, and the peak."""
    with tempfile.TemporaryDirectory() as name:
        project, package = many(count, Path(name))
        said = []
        for _ in range(2):
            decoded: list[int] = []
            spent = Spent()
            with spending(spent):
                done = draft(
                    project, "en", package=package, progress=lambda now, _, to=decoded: to.append(now)
                )
            said.append(f"{len(done.written)} {max(decoded, default=0)} {spent.clock:.2f} {spent.cpu:.2f}")
    return " ".join([*said, str(peak())])


def archive(counts: tuple[int, ...]) -> str:
    """Memory and the cost of a second run, for few and for many bulletins, each in a process of its own."""
    found = []
    for count in counts:
        command = [sys.executable, __file__, "--child", str(count)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        written, decoded, clock, cpu, again, anew, later, cpu_later, memory = done.stdout.split()
        found.append(
            [
                f"{count} bulletins, first run",
                written,
                decoded,
                f"{clock} s",
                f"{cpu} s",
                f"{memory} MiB",
                "memory flat",
            ]
        )
        goal = "0 sentences, < 2 s for 1,000"
        found.append(["  nothing changed", again, anew, f"{later} s", f"{cpu_later} s", "", goal])
    head = ("", "pages written", "sentences decoded", "clock", "CPU", "peak", "goal")
    return table("bantin draft, a small package, beam 1", head, found)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _package(given: Path | None) -> Package:
    """The package to measure with, unpacked, without what stock has no option for."""
    root = Path(_HOME.name)
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    path = given or next((ROOT / "models").glob("*.argosmodel"))
    chosen = packages.choose(settings.read(root), "vi", "en", path)
    if chosen is None:
        raise SystemExit(f"{path}: not a package from Vietnamese into English")
    return replace(chosen, archive=path, decoding=Decoding())


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--pages", type=int, default=120, help="bulletins (default: 120)")
    arguments.add_argument("--package", type=Path, help="default: the compact one in models/")
    arguments.add_argument("--many", type=int, default=1000, help="bulletins of the large archive (0: none)")
    arguments.add_argument("--child", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child:
        print(first_and_second(chosen.child))
        return 0
    print(speed(_package(chosen.package), chosen.pages))
    if chosen.many:
        print(archive((max(1, chosen.many // 10), chosen.many)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
