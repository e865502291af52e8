"""`make bench`: bantin normalize beside what one would use instead, on the same files in one run.

    python bench/normalize.py [--count N] [--formats docx,txt,html] [--folder FILES]

For each format and tool: documents per second of processor time and of the clock, and the share of the known
text that stands in the output in order. Without --folder the bulletins are made here, from the invented
samples in sources/ with figures of their own, so that their text is known. markitdown and pandoc are
measured where they are installed and named where they are not. One process each; nothing is downloaded.
"""

import argparse
import html
import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import docx

from bantin import settings
from bantin.normalize import compose, proof, readers, run

ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"\w+(?:[.,/-]\w+)*|%")
_FIGURE = re.compile(r"(?<![\d/:.])\d{2,3}(?![\d/:hg.,])")
_SETTINGS = "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n"

Tool = Callable[[Path], str]


@dataclass(frozen=True)
class Result:
    """One tool on one format: seconds of processor and clock, share of text in order, documents, failures."""

    tool: str
    cpu: float
    wall: float
    share: float
    count: int
    failed: int


def texts(count: int) -> list[str]:
    """Bulletins of 2 to 5 kB that are all different."""
    samples = [path.read_text(encoding="utf-8-sig") for path in sorted((ROOT / "sources").glob("*.txt"))]
    pick = random.Random(7)  # noqa: S311  (figures of invented bulletins, no secret)
    made = []
    for number in range(count):
        text = samples[number % len(samples)]
        text = _FIGURE.sub(lambda match: str(pick.randint(10, 28 if len(match.group()) == 2 else 999)), text)
        lines = text.split("\n")
        first = next(index for index, line in enumerate(lines) if len(line) > 60)
        head, _, tail = lines[first].partition(" ")
        lines[first] = f"{head} (đợt {number + 1}) {tail}"
        made.append("\n".join(lines))
    return made


def write(text: str, path: Path) -> None:
    """The text as a file of the format that the path's suffix names."""
    lines = [line for line in text.split("\n") if line.strip()]
    if path.suffix == ".txt":
        path.write_text(text, encoding="utf-8")
    elif path.suffix == ".html":
        body = "\n".join(f"<p>{html.escape(line.strip())}</p>" for line in lines)
        page = (
            f"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8></head><body><article>{body}</article>"
        )
        path.write_text(f"{page}</body></html>", encoding="utf-8")
    elif path.suffix == ".docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line.strip())
        document.save(str(path))


def bantin(path: Path) -> str:
    """The whole of bantin on one file: read, compose, prove, and the page's text in the order of the file."""
    reading = readers.read(path.read_bytes())
    made = compose.page_of(reading, f"sources/{path.name}", "0" * 64)
    if proof.check(reading.text, made):
        raise ValueError("the proof failed")
    said = dict(proof.texts(made))
    order = ("letterhead", "kicker", "date_line", "title", "body", "recipients", "signature", "byline")
    return "\n".join(said.get(name, "") for name in order)


def tools() -> tuple[dict[str, Tool], list[str]]:
    """The tools that are here, and the names of those that are not."""
    found: dict[str, Tool] = {"bantin": bantin}
    missing: list[str] = []
    try:
        from markitdown import MarkItDown  # type: ignore[import-not-found,unused-ignore]

        converter = MarkItDown()
        found["markitdown"] = lambda path: converter.convert(str(path)).text_content
    except ImportError:
        missing.append("markitdown")
    if shutil.which("pandoc"):
        found["pandoc"] = _pandoc
    else:
        missing.append("pandoc")
    return found, missing


def _pandoc(path: Path) -> str:
    kind = {"txt": "markdown"}.get(path.suffix[1:], path.suffix[1:])
    command = ["pandoc", "--sandbox", "-f", kind, "-t", "gfm", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def words(text: str) -> list[str]:
    """The words and figures of a text in NFC; marks of Markdown are none."""
    plain = unicodedata.normalize("NFC", html.unescape(text)).replace("\\", "")
    return _WORD.findall(plain)


def share_in_order(wanted: str, got: str) -> float:
    """The part of the wanted words that stands in the output in their order."""
    one, other = words(wanted), words(got)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(one))


def measure(name: str, tool: Tool, files: list[Path], known: dict[Path, str]) -> Result:
    """One tool on all files of a format; the share is taken from the first thirty."""
    outputs: list[tuple[Path, str]] = []
    failed = 0
    tool(files[0])  # what is loaded once is not counted
    children = _children()
    cpu, wall = time.process_time(), time.perf_counter()
    for path in files:
        try:
            outputs.append((path, tool(path)))
        except Exception:  # a tool of others may raise anything; it is counted, not hidden
            failed += 1
    cpu, wall = time.process_time() - cpu + _children() - children, time.perf_counter() - wall
    shares = [share_in_order(known[path], text) for path, text in outputs[:30] if path in known]
    return Result(name, cpu, wall, sum(shares) / len(shares) if shares else 0.0, len(files), failed)


def _children() -> float:
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(kind: str, results: Iterable[Result]) -> str:
    """A table of one format."""
    lines = [f"{kind:9}  {'docs/s (CPU)':>12}  {'docs/s (clock)':>14}  {'in order':>9}  failed"]
    for one in results:
        cpu, wall = one.count / max(one.cpu, 1e-9), one.count / max(one.wall, 1e-9)
        lines.append(f"  {one.tool:<11}{cpu:>10.1f}  {wall:>14.1f}  {one.share:>8.2%}  {one.failed}")
    return "\n".join(lines)


def whole_run(count: int) -> str:
    """`bantin normalize` as typed: first run and unchanged second run, files and all."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
        (root / "sources").mkdir()
        for number, text in enumerate(texts(count)):
            write(text, root / "sources" / f"{number:05}.txt")
        project = settings.read(root)
        lines = []
        for label in ("first run", "second run, nothing changed"):
            cpu, wall = time.process_time(), time.perf_counter()
            children = _children()
            done = run.normalize(project)
            cpu, wall = time.process_time() - cpu + _children() - children, time.perf_counter() - wall
            lines.append(
                f"  {label}: {len(done.written)} written, {wall:.2f} s by the clock, {cpu:.2f} s CPU"
            )
    return "\n".join([f"bantin normalize, {count} text bulletins", *lines])


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--count", type=int, default=60, help="bulletins of each format (default: 60)")
    arguments.add_argument("--whole", type=int, default=1000, help="bulletins of the whole run (0: none)")
    arguments.add_argument("--formats", default="txt,html,docx", help="made here, separated by commas")
    arguments.add_argument("--folder", type=Path, help="measure these files; FILE.known.txt is their text")
    chosen = arguments.parse_args()
    found, missing = tools()
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as name:
        known: dict[Path, str] = {}
        if chosen.folder:
            for path in sorted(chosen.folder.iterdir()):
                text = path.with_name(f"{path.name}.known.txt")
                if text.is_file():
                    known[path] = text.read_text(encoding="utf-8")
        else:
            for kind in chosen.formats.split(","):
                for number, text in enumerate(texts(chosen.count)):
                    path = Path(name) / f"{number:05}.{kind}"
                    write(text, path)
                    known[path] = text
        for kind in sorted({path.suffix for path in known}):
            files = [path for path in known if path.suffix == kind]
            results = [measure(tool, found[tool], files, known) for tool in found]
            print(report(kind[1:], results), file=out)
    print(out.getvalue() + "".join(f"{one}: not installed, not measured\n" for one in missing))
    if chosen.whole:
        print(whole_run(chosen.whole))
    return 0


if __name__ == "__main__":
    sys.exit(main())
