"""Bulletins to measure with: the invented samples of sources/ with figures of their own, in every format."""

import html
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from runpy import run_path

ROOT = Path(__file__).parent.parent
_formats = run_path(str(ROOT / "tests" / "normalize" / "formats.py"))  # what makes the tests' files, too
_PARTS = {"/": "application/vnd.oasis.opendocument.text", "content.xml": "text/xml", "styles.xml": "text/xml"}
_MANIFEST = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</m:manifest>'.format(
    "".join(f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>' for path, kind in _PARTS.items())
)
_FIGURE = re.compile(r"(?<![\d/:.])\d{2,3}(?![\d/:hg.,])")


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


def _to_html(lines: list[str]) -> bytes:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    head = "<!DOCTYPE html><html lang=vi><head><meta charset=utf-8></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def _to_odt(lines: list[str]) -> bytes:
    """The tests' document with the parts that every office program writes and pandoc wants."""
    file = io.BytesIO(_formats["to_odt"](lines))
    names = _formats["ODT_NAMES"]
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("styles.xml", f"<office:document-styles {names}/>")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return file.getvalue()


def _to_rtf(lines: list[str]) -> bytes:
    """The tests' document with substitutes written as Word does; pandoc loses the letter after a bare '?'."""
    return re.sub(rb"(\\u\d+)\?", rb"\1\\'3f", _formats["to_rtf"](lines))


def _to_txt(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


# Name of the format, the ending of its files, and what makes one of a text's lines.
FORMATS: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "txt": ("txt", _to_txt),
    "docx": ("docx", _formats["to_docx"]),
    "html": ("html", _to_html),
    "odt": ("odt", _to_odt),
    "rtf": ("rtf", _to_rtf),
    "pdf": ("pdf", _formats["to_pdf"]),
    "pdf-mixed": ("pdf", lambda lines: _formats["to_pdf"](lines, mixed=True)),
}


def write(text: str, kind: str, folder: Path, number: int) -> Path:
    """The text as a file of a format; a text file keeps its blank lines."""
    ending, make = FORMATS[kind]
    every = text.split("\n")
    lines = every if kind == "txt" else [line.strip() for line in every if line.strip()]
    path = folder / f"{number:05}.{ending}"
    path.write_bytes(make(lines))
    return path
