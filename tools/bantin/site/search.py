"""The search index: Pagefind reads a copy of every bulletin made for it, one index a language.

Pagefind folds accents away but not đ, which Unicode does not decompose (UAX #15; U+0111 has no canonical
decomposition). So its copies write đ as d and a combining short stroke overlay (U+0335), which it does fold.
And it takes a word's beginning for the word: "lũ" would find "luật" and "lượng". Where a language's words
have no endings, a mark that counts as a letter (U+02D1) closes each word, so that a closed query finds whole
words only. Pagefind's own filters come out in another order with each run, so a bulletin's year, type and
issuer are words of the index like any others, made of a hash. assets/js/finder.js writes queries the same way
and turns titles and excerpts back.
"""

import hashlib
import html
import json
import re
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pagefind.service import get_executable

from bantin.errors import PublishError

FOLDER = "pagefind"
_STROKE = "\u0335"
_APART = str.maketrans({"đ": f"d{_STROKE}", "Đ": f"D{_STROKE}"})
_END = "\u02d1"
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
_WORD = re.compile(f"((?:[^\\W_]|{_STROKE})+)")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_KEPT = ("pagefind.js", "pagefind-entry.json")  # beside the index itself


@dataclass(frozen=True)
class Copy:
    """What the index knows of one bulletin: `body` is safe HTML, `note` is shown under the title."""

    url: str
    code: str
    title: str
    body: str
    note: str
    extra: str  # searched, not shown: kicker, number, issuer
    has_stems: bool  # whether Pagefind knows the language's endings
    filters: tuple[tuple[str, str], ...] = ()  # what results can be narrowed by: year, type, issuer


def write_index(copies: list[Copy], site_dir: str) -> None:
    """Write site/pagefind/. Raises PublishError when Pagefind cannot."""
    if not copies:
        return
    bundle = Path(site_dir) / FOLDER
    with tempfile.TemporaryDirectory() as folder:
        for copy in copies:
            path = Path(folder) / copy.url / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(_document(copy), encoding="utf-8")
        _run("--site", folder, "--output-path", str(bundle))
    _settle(bundle / "pagefind-entry.json")
    _write_filters(copies, bundle)
    for path in bundle.iterdir():
        if path.is_file() and path.name not in _KEPT and path.suffix in (".js", ".css"):
            path.unlink()  # Pagefind's own user interfaces


def code_of(name: str, value: str) -> str:
    """The word that stands in the index for 'this bulletin has this value': thirteen letters."""
    digest = hashlib.sha256(f"{name} {value}".encode()).hexdigest()[:12]
    return "x" + digest.translate(_LETTERS)


def _write_filters(copies: list[Copy], bundle: Path) -> None:
    """filters.<language>.json: each filter's values, the most frequent first, with their words."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for copy in copies:
        counts.setdefault(copy.code, Counter()).update(pair for pair in copy.filters if pair[1])
    for code, pairs in counts.items():
        found: dict[str, list[tuple[str, str]]] = {}
        for (name, value), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
            found.setdefault(name, []).append((value, code_of(name, value)))
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        (bundle / f"filters.{code}.json").write_text(text, encoding="utf-8")


def _settle(path: Path) -> None:
    """Write the list of languages in one order: Pagefind's own changes from run to run."""
    entry = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(entry, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def _document(copy: Copy) -> str:
    title, note, extra = (_written(html.escape(text), copy) for text in (copy.title, copy.note, copy.extra))
    codes = _written(" ".join(code_of(name, value) for name, value in copy.filters if value), copy)
    return (
        f'<!doctype html><html lang="{copy.code}"><title>{title}</title><body data-pagefind-body>'
        f'<i data-pagefind-meta="title" data-pagefind-ignore>{title}</i>'
        f'<i data-pagefind-meta="extra" data-pagefind-ignore>{extra}</i>'
        f'<i data-pagefind-meta="note" data-pagefind-ignore>{note}</i>'
        f'<i data-pagefind-meta="codes" data-pagefind-ignore>{codes}</i>{_written(copy.body, copy)}'
    )


def _written(safe: str, copy: Copy) -> str:
    """HTML with its words as the index keeps them; tags and entities stay."""
    apart = safe.translate(_APART)
    if copy.has_stems:
        return apart
    pieces = _MARKUP.split(apart)
    pieces[::2] = [_WORD.sub(rf"\1{_END}", text) for text in pieces[::2]]
    return "".join(pieces)


def _run(*arguments: str) -> None:
    executable = get_executable()
    if executable is None:
        raise PublishError("Pagefind is not installed", next_step="run 'make setup'")
    command = [str(executable), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode:
        raise PublishError(f"Pagefind failed: {(done.stderr or done.stdout).strip()[-500:]}")
