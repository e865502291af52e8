"""Memories and terms from elsewhere: what is new is added to the project's own, nothing there is changed."""

import re
from pathlib import Path

from bantin import files, memory, terms, tmx
from bantin.errors import Finding, SettingsError
from bantin.page import normal
from bantin.settings import Settings
from bantin.terms import Term
from bantin.terms_tbx import read as read_tbx
from bantin.tmx import Entry

GLOSSARY = "glossary"


def add_memory(settings: Settings, path: Path, code: str) -> tuple[int, list[Finding]]:
    """Add the pairs of a TMX file to memory/; how many were new, and those that contradict what is there."""
    languages = (settings.source.code, code)
    offered = [entry for entry in tmx.read(path, languages, path.name) if entry.target.text.strip()]
    if not offered:
        raise _nothing(path, languages, "pairs")
    own = settings.root / memory.FOLDER / f"{_stem(path)}.tmx"
    there = tmx.read(own, languages, settings.relative(own)) if own.is_file() else []
    known: dict[tuple[str, str], str] = {_key(entry): entry.target.markup for entry in there}
    for entry in memory.build(settings, code).entries:
        known.setdefault(_key(entry), entry.target.markup)
    new: list[Entry] = []
    findings: list[Finding] = []
    for entry in offered:
        said = known.get(_key(entry))
        if said is None:
            known[_key(entry)] = entry.target.markup
            new.append(entry)
        elif normal(said) != normal(entry.target.markup):
            findings.append(_contradiction(path, entry.source.text, said, entry.target.text, "the memory"))
    if new:
        tmx.write(own, [*there, *new], languages)
    return len(new), findings


def _key(entry: Entry) -> tuple[str, str]:
    return entry.source.kind, normal(entry.source.markup)


def add_terms(settings: Settings, path: Path, code: str) -> tuple[int, list[Finding]]:
    """Add the terms of a TBX file to glossary/; how many were new, and what contradicts those there."""
    languages = (settings.source.code, code)
    offered = [term for term in read_tbx(path, languages) if term.target]
    if not offered:
        raise _nothing(path, languages, "terms")
    folder = settings.root / GLOSSARY
    known = {normal(term.source).lower(): term for term in terms.read(folder, languages).terms}
    rows: list[str] = []
    findings: list[Finding] = []
    for term in offered:
        there = known.get(normal(term.source).lower())
        if there is None and (row := _row(term)):
            known[normal(term.source).lower()] = term
            rows.append(row)
        elif there is None:
            found = f"a term that a line of the term base cannot hold: “{term.source[:60]}”"
            findings.append(Finding(path.name, "", found, "one line, no bar, no # at its beginning"))
        elif (said := _said(there)) != (offer := _said(term)):
            findings.append(_contradiction(path, term.source, said, offer, "the term base"))
    if rows:
        _append(folder / f"{_stem(path)}.tsv", languages, rows)
    return len(rows), findings


def _said(term: Term) -> str:
    return "|".join((term.target, *term.accepted))


def _row(term: Term) -> str:
    """The line of a term; '' when a line cannot hold it."""
    words = (term.source, term.target, *term.accepted, *term.forbidden)
    if term.source.startswith("#") or any("|" in word for word in words):
        return ""
    cells = (term.source, _said(term), term.kind, "|".join(term.forbidden), term.note)
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _append(path: Path, languages: tuple[str, str], rows: list[str]) -> None:
    header = "\t".join((*languages, *terms.COLUMNS))
    there = path.read_text(encoding="utf-8") if path.is_file() else f"{header}\n"
    if there.splitlines()[:1] != [header]:
        raise SettingsError(
            "a term base with other columns",
            file=str(path),
            expected=header.replace("\t", ", "),
            next_step="give the imported file another name",
        )
    end = "" if there.endswith("\n") else "\n"
    files.write_text(path, there + end + "".join(row + "\n" for row in rows))


def _stem(path: Path) -> str:
    """A file name of plain characters for what came in under any."""
    return re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") or "import"


def _contradiction(path: Path, source: str, ours: str, theirs: str, where: str) -> Finding:
    return Finding(
        path.name,
        "",
        f"“{source[:80]}”: {where} says “{ours[:80]}”, the file “{theirs[:80]}”",
        f"what {where} says; the file's rendering was not taken",
        f"where the file is right, correct {where} by hand",
        "warning",
    )


def _nothing(path: Path, languages: tuple[str, str], what: str) -> SettingsError:
    return SettingsError(
        f"no {what} of {languages[0]} and {languages[1]} in it",
        file=path.name,
        expected=f"{what} in both languages",
        next_step="see which languages the file is in",
    )
