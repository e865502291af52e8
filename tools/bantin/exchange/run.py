"""Export and import: which pages, which format, what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bantin import files, memory, page, terms_tbx, tmx
from bantin.check.run import file_name, glossary_of, subject_of
from bantin.errors import Finding, PageError, SettingsError
from bantin.exchange import lists, po, xliff, xml
from bantin.exchange.apply import apply
from bantin.exchange.model import Delivery, Returned, Sheet
from bantin.exchange.sheets import left_out, sheet
from bantin.pairs import Pair, pairs
from bantin.settings import Settings
from bantin.terms import Glossary

Format = Literal["xliff", "po", "tmx", "tbx"]
SUFFIXES: dict[Format, str] = {"xliff": ".xlf", "po": ".po", "tmx": ".tmx", "tbx": ".tbx"}
FOLDER = "exchange"  # where exports go that are not told another place


@dataclass(frozen=True)
class Exported:
    """An exported file, how many pages, pairs or terms it holds, and what it does not."""

    path: Path
    count: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Imported:
    """What was imported: `what` it was, how many blocks, pairs or terms were taken, into how many files."""

    what: str
    taken: int
    written: int
    findings: tuple[Finding, ...]


def export(
    settings: Settings, code: str, form: Format, only: Sequence[str] = (), path: Path | None = None
) -> Exported:
    """Write the translations into `code` for a CAT tool, or the memory, or the terms. Raises PageError."""
    out = path or settings.root / FOLDER / f"{code}{SUFFIXES[form]}"
    languages = (settings.source.code, code)
    findings: list[Finding] = []
    if form == "tbx":
        found = glossary_of(settings, code).terms
        terms_tbx.write(out, found, languages)
        return Exported(out, sum(bool(term.target) for term in found), ())
    if form == "tmx":
        names = {Path(file_name(name)).stem for name in only}
        entries = [one for one in memory.build(settings, code).entries if not names or one.origin in names]
        tmx.write(out, entries, languages)
        return Exported(out, len(entries), ())
    sheets = _sheets(settings, code, only, findings)
    files.write_bytes(out, (xliff if form == "xliff" else po).write(sheets, languages))
    return Exported(out, len(sheets), tuple(findings))


def _sheets(settings: Settings, code: str, only: Sequence[str], findings: list[Finding]) -> list[Sheet]:
    wanted = {file_name(name) for name in only}
    glossary = glossary_of(settings, code)
    made: list[Sheet] = []
    for pair in pairs(settings, code, findings):
        if wanted and pair.name not in wanted:
            continue
        wanted.discard(pair.name)
        subject = subject_of(settings, code, pair, glossary)
        if subject:
            made.append(sheet(pair, subject))
            findings += left_out(subject)
        elif pair.source:
            findings.append(_not_drafted(settings, pair))
        if only and not wanted:
            break
    for name in sorted(wanted):
        raise PageError("no such page", file=name, next_step="look for its name with 'bantin status'")
    return made


def _not_drafted(settings: Settings, pair: Pair) -> Finding:
    return Finding(
        settings.relative(pair.target_path),
        "",
        "no such translation yet: it is not exported",
        "a page, even if only a draft",
        "bantin draft",
        "warning",
    )


def import_file(settings: Settings, path: Path) -> Imported:
    """Take in a file from a CAT tool: XLIFF and PO into pages, TMX into memory/, TBX into glossary/.

    Raises SettingsError for a file that is none of these, or cannot be read.
    """
    data = _read(path)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return _into_pages(settings, path, po.read(_text(data, path), path.name))
    root = xml.parse(data, path.name)
    match xml.local(root):
        case "xliff":
            return _into_pages(settings, path, xliff.read(root, path.name))
        case "tmx":
            taken, findings = lists.add_memory(settings, path, _target_of(settings, path, root))
            return Imported("pairs", taken, bool(taken), tuple(findings))
        case "tbx" | "martif":
            taken, findings = lists.add_terms(settings, path, _target_of(settings, path, root))
            return Imported("terms", taken, bool(taken), tuple(findings))
        case other:
            raise SettingsError(
                f"an XML file that begins with <{other[:60]}>",
                file=path.name,
                expected="XLIFF 1.2, PO, TMX or TBX",
            )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > xml.LARGEST:
            size, most = path.stat().st_size >> 20, xml.LARGEST >> 20
            raise SettingsError(
                f"{size} MiB", file=path.name, expected=f"at most {most} MiB", next_step="export fewer pages"
            )
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"cannot be read ({error.strerror})",
            file=str(path),
            next_step="name the file that the CAT tool saved",
        ) from error
    if not data.strip():
        raise SettingsError("an empty file", file=path.name, expected="XLIFF 1.2, PO, TMX or TBX")
    return data


def _text(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"bytes that are not UTF-8 (at byte {error.start})",
            file=path.name,
            expected="a PO file in UTF-8",
            next_step="save it as UTF-8 in the CAT tool",
        ) from error
    if "\0" in text or "msgid" not in text:
        raise SettingsError("none of the formats", file=path.name, expected="XLIFF 1.2, PO, TMX or TBX")
    return text


def _target_of(settings: Settings, path: Path, root: xml.Element) -> str:
    """The one target language of the project that the file speaks. Raises SettingsError."""
    said = {code.replace("_", "-").partition("-")[0].lower() for code in xml.languages(root)}
    found = [language.code for language in settings.targets if language.code in said]
    if settings.source.code in said and len(found) == 1:
        return found[0]
    raise SettingsError(
        f"languages: {', '.join(sorted(said)) or 'none'}",
        file=path.name,
        expected=f"{settings.source.code} and one of {', '.join(one.code for one in settings.targets)}",
    )


def _into_pages(settings: Settings, path: Path, delivery: Delivery) -> Imported:
    code = _code(settings, path, delivery.languages)
    by_page: dict[str, list[Returned]] = {}
    for one in delivery.units:
        by_page.setdefault(file_name(one.page), []).append(one)
    glossary = glossary_of(settings, code)
    findings: list[Finding] = []
    taken = written = 0
    for name, units in by_page.items():
        if name == ".md":
            findings.append(_of_no_page(path.name, len(units)))
            continue
        try:
            count = _into_page(settings, code, name, units, glossary, findings)
        except PageError as error:
            findings.append(error.finding)
        else:
            taken, written = taken + count, written + bool(count)
    return Imported("blocks", taken, written, tuple(findings))


def _of_no_page(file: str, count: int) -> Finding:
    return Finding(
        file,
        "",
        f"refused: {count} blocks that do not say which page they are of",
        "blocks as bantin exported them",
        "export the pages again",
    )


def _code(settings: Settings, path: Path, languages: tuple[str, str]) -> str:
    ours, theirs = (code.replace("_", "-").partition("-")[0].lower() for code in languages)
    if ours == settings.source.code and theirs in {language.code for language in settings.targets}:
        return theirs
    raise SettingsError(
        f"a file from “{languages[0]}” into “{languages[1]}”",
        file=path.name,
        expected=f"from {settings.source.code} into one of {', '.join(one.code for one in settings.targets)}",
        next_step="import what bantin export wrote for this project",
    )


def _into_page(
    settings: Settings,
    code: str,
    name: str,
    units: list[Returned],
    glossary: Glossary,
    findings: list[Finding],
) -> int:
    """Write what fits into one page; how many blocks were taken. Raises PageError."""
    source_path, target_path = (
        settings.bulletins(settings.source.code) / name,
        settings.bulletins(code) / name,
    )
    if not (source_path.is_file() and target_path.is_file()):
        raise PageError(
            "refused: no such page",
            file=settings.relative(target_path),
            expected="a page that stands in both trees",
            next_step="look for its name with 'bantin status'",
        )
    before = target_path.read_bytes()
    pair = Pair(
        name,
        source_path,
        target_path,
        page.read(source_path, settings.relative(source_path)),
        page.read(target_path, settings.relative(target_path)),
    )
    subject = subject_of(settings, code, pair, glossary)
    if subject is None:
        return 0
    outcome = apply(sheet(pair, subject, checked=False), subject.target, units, subject.languages)
    findings += outcome.findings
    if outcome.taken:
        if target_path.read_bytes() != before:
            raise PageError(
                "refused: somebody has just changed it", file=subject.file, next_step="import again"
            )
        page.write(target_path, outcome.page)
    return len(outcome.taken)
