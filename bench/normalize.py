"""`make bench`, first part: bantin normalize beside what one would use instead, on the same files in one run.

    python bench/normalize.py [--count N] [--formats txt,docx,...] [--whole N]

For each format and tool: documents per second of the clock and of processor time, and the share of the known
text that comes out in order. Each tool is a library call in a process that is warm; pandoc, which has no
library, is started for each document, as its wrappers do. The tools take turns, ten documents at a time, so
that a busy machine is as slow for one as for the other. markitdown and pandoc come with the extra [bench].
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bulletins import FORMATS, texts, write
from measure import Spent, peak, share_in_order, spending, table

from bantin import settings
from bantin.normalize import compose, proof, readers, run

_SETTINGS = "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n"
_TURN = 10  # documents of one tool before it is the other's turn
_SHARED = 30  # documents whose text is compared
_FAST = ("txt", "docx")  # formats for which a speed was promised
_PANDOC = ("docx", "html", "odt", "rtf")  # what pandoc reads; text and PDF are none of its formats

Said = tuple[str, list[str]]  # the body, and the pieces that stand in fields
Tool = Callable[[Path], Said]


@dataclass
class Result:
    """One tool on one format: what it cost, the shares of text in order, documents that failed."""

    spent: Spent = field(default_factory=Spent)
    shares: list[float] = field(default_factory=list)
    count: int = 0
    failed: int = 0

    @property
    def share(self) -> float:
        """The mean share; 0 where nothing came out."""
        return sum(self.shares) / len(self.shares) if self.shares else 0.0


def bantin(path: Path) -> Said:
    """The whole of bantin on one file: read, compose, prove."""
    reading = readers.read(path.read_bytes())
    made = compose.page_of(reading, f"sources/{path.name}", "0" * 64)
    if proof.check(reading.text, made):
        raise ValueError("the proof failed")
    return _on_page(made)


def _on_page(made: "compose.Page") -> Said:
    """Body and fields as a reader of the page finds them; 'Nơi nhận' is the name of the recipients' field."""
    said = dict(proof.texts(made))
    lines = [line for name, text in said.items() if name != "body" for line in text.split("\n")]
    label = ["Nơi nhận"] if made.meta.get("recipients") else []
    return said["body"].replace("\0", " "), [*lines, *label, *made.texts("dropped")]


def tools() -> tuple[dict[str, Tool], list[str]]:
    """The tools that are here, and the names of those that are not."""
    found: dict[str, Tool] = {"bantin": bantin}
    missing: list[str] = []
    try:
        from markitdown import MarkItDown

        converter = MarkItDown()
        found["markitdown"] = lambda path: (converter.convert(str(path)).text_content, [])
    except ImportError:
        missing.append("markitdown")
    program = _pandoc()
    if program:
        found["pandoc"] = lambda path: (_by_pandoc(program, path), [])
    else:
        missing.append("pandoc")
    return found, missing


def _pandoc() -> str | None:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc")


def _by_pandoc(program: str, path: Path) -> str:
    command = [program, "--sandbox", "--wrap=none", "-f", path.suffix[1:], "-t", "gfm", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(found: dict[str, Tool], files: list[Path], known: list[str]) -> dict[str, Result]:
    """Every tool on all files of a format, in turns."""
    results = {name: Result() for name in found}
    for name, tool in list(found.items()):
        _tried(results[name], tool, files[0])  # what is loaded once is not counted
        results[name] = Result()
    for start in range(0, len(files), _TURN):
        for name, tool in found.items():
            with spending(results[name].spent):
                outputs = [_tried(results[name], tool, path) for path in files[start : start + _TURN]]
            wanted = known[start : min(start + _TURN, _SHARED)]
            results[name].shares += [
                share_in_order(text, *said) for text, said in zip(wanted, outputs, strict=False)
            ]
    return results


def _tried(result: Result, tool: Tool, path: Path) -> Said:
    result.count += 1
    try:
        return tool(path)
    except Exception:  # a tool of others may raise anything; it is counted, not hidden
        result.failed += 1
        return "", []


def rows(kind: str, results: dict[str, Result]) -> Iterator[list[str]]:
    """A line for each tool, the goals beside the figures that have one."""
    ours = results["bantin"]
    for name, one in results.items():
        clock, cpu = (one.count / max(spent, 1e-9) for spent in (one.spent.clock, one.spent.cpu))
        row = [f"{kind} {name}", f"{clock:.1f}", f"{cpu:.1f}", f"{one.share:.2%}", str(one.failed)]
        if name == "bantin":
            best = max((other.share for key, other in results.items() if key != name), default=0.0)
            higher = one.share >= best and (one.share > best or best == 1.0)
            yield [*row, "", "", f"share {'>= others: yes' if higher else f'> {best:.2%}: NO'}"]
            continue
        times = [
            f"{getattr(one.spent, unit) / max(getattr(ours.spent, unit), 1e-9):.1f} x"
            for unit in ("clock", "cpu")
        ]
        promised = name == "markitdown" and kind in _FAST
        yield [*row, *times, "speed >= 10 x" if promised else ""]


def whole_run(count: int) -> str:
    """`bantin normalize` as typed: first run and unchanged second run, files and all."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        project = _project(Path(name), count)
        for label, goal in (("first run", "< 5 s"), ("second run, nothing changed", "< 1 s")):
            spent = Spent()
            with spending(spent):
                done = run.normalize(project)
            found.append([label, str(len(done.written)), f"{spent.clock:.2f} s", f"{spent.cpu:.2f} s", goal])
    head = ("", "written", "clock", "CPU", "goal")
    return table(f"bantin normalize, {count} text bulletins", head, found)


def _project(root: Path, count: int) -> "settings.Settings":
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (root / "sources").mkdir()
    for number, text in enumerate(texts(count)):
        write(text, "txt", root / "sources", number)
    return settings.read(root)


def memory(counts: tuple[int, ...] = (200, 1000)) -> str:
    """The peak of memory for a few and for many bulletins, each in a process of its own."""
    found = []
    for count in counts:
        command = [sys.executable, __file__, "--peak", str(count)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append([f"{count} bulletins", f"{done.stdout.strip()} MiB", "flat"])
    return table(
        "Memory of bantin normalize, its own and its largest child's peak", ("", "peak", "goal"), found
    )


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--count", type=int, default=40, help="bulletins of each format (default: 40)")
    arguments.add_argument("--whole", type=int, default=1000, help="bulletins of the whole run (0: none)")
    arguments.add_argument("--formats", default=",".join(FORMATS), help="separated by commas")
    arguments.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.peak:
        with tempfile.TemporaryDirectory() as name:
            run.normalize(_project(Path(name), chosen.peak))
        print(peak())
        return 0
    found, missing = tools()
    lines: list[list[str]] = []
    with tempfile.TemporaryDirectory() as name:
        for kind in chosen.formats.split(","):
            (folder := Path(name) / kind).mkdir()
            known = texts(chosen.count)
            files = [write(text, kind, folder, number) for number, text in enumerate(known)]
            able = {tool: found[tool] for tool in found if tool != "pandoc" or kind in _PANDOC}
            lines += rows(kind, measure(able, files, known))
    head = ("", "docs/s clock", "docs/s CPU", "text in order", "failed", "clock", "CPU", "goal")
    print(table(f"Files to Markdown, {chosen.count} of each format (x: times bantin's cost)", head, lines))
    print("".join(f"{one}: not installed, not measured\n" for one in missing), end="")
    if chosen.whole:
        print(whole_run(chosen.whole))
        print(memory())
    return 0


if __name__ == "__main__":
    sys.exit(main())
