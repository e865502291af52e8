"""The verbs of the command line: each calls one function of its room and says what was done.

A verb imports its room when it runs: `status` shall not wait for the translation engine to load. It takes the
project's settings and the parsed arguments, and returns what a person should look at.
"""

import argparse
import datetime
import json
from collections.abc import Sequence

from bantin import terminal
from bantin.errors import Finding, SettingsError
from bantin.settings import Language, Settings


def normalize(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """sources/ -> docs/: read bulletins, write Markdown pages; --verify proves the pages that are there."""
    from bantin.normalize import run as normalizing
    from bantin.normalize import verify

    if arguments.encoding and not arguments.files:
        raise SettingsError("--encoding without files", next_step="name the files that are in this encoding")
    if arguments.verify:
        with terminal.progress("Proving pages") as step:
            findings = verify.verify(project, step)
        terminal.say("verify: every page holds its source's text" if not findings else "verify: see below")
        return findings
    with terminal.progress("Reading bulletins") as step:
        report = normalizing.normalize(
            project, arguments.files, step, arguments.encoding or "", arguments.ocr
        )
    terminal.show_notes(report.notes)
    terminal.say(f"normalize: {len(report.written)} pages written, {len(report.unchanged)} unchanged")
    return list(report.findings)


def set_fields(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Record what a person decides about a page, such as its title, so that every later run keeps it."""
    from bantin.normalize import edit

    pairs = [field.partition("=") for field in arguments.fields]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise SettingsError(f"{', '.join(wrong)}: no '='", expected='name="value", such as title="..."')
    path = edit.set_fields(project, arguments.page, {name: value for name, _, value in pairs})
    terminal.say(f"set: {project.relative(path)}")
    return []


def draft(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """docs/ -> docs_<language>/: draft what has no translation yet, leave people's work alone."""
    from bantin.draft import run as drafting

    findings: list[Finding] = []
    for language in _languages(project, arguments):
        with terminal.progress(f"Drafting {language.name}") as step:
            report = drafting.draft(
                project,
                language.code,
                package=arguments.package,
                only=arguments.pages,
                scheduler=arguments.scheduler,
                progress=step,
            )
        package = f" with {report.package.label}" if report.package else ""
        counts = f"{len(report.written)} drafted{package}, {len(report.kept)} kept as they are"
        terminal.say(f"draft {language.code}: {counts}")
        findings += report.findings
    return findings


def model_install(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Install a translation package: the pinned official one, a file, or an address."""
    from bantin.draft import packages

    with terminal.progress("Installing the package") as step:
        package = packages.install(project, arguments.package, progress=step)
    terminal.show_packages([package])
    return []


def model_list(project: Settings, _: argparse.Namespace) -> list[Finding]:
    """Show the packages that are here and which one drafting would use."""
    from bantin.draft import packages

    terminal.show_packages(packages.available(project))
    return []


def check(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Compare every translation with its source: facts, structure, terms, language; exit 1 on findings."""
    from bantin.check import output
    from bantin.check import run as checking

    reports = {
        language.code: checking.check(project, language.code, only)
        for language in _languages(project, arguments)
        if (only := _asked(project, language.code, arguments)) is not None
    }
    if arguments.format == "text":
        findings = [finding for report in reports.values() for finding in report.all_findings]
        terminal.say(f"check: {sum(report.pages for report in reports.values())} pages")
        return findings
    terminal.data(output.written(project, reports, arguments.format))
    wrong = sum(report.count(severity) for report in reports.values() for severity in ("error", "warning"))
    return [Finding("", "", f"{wrong} findings", severity="warning")] if wrong else []


def preview(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Write pages with source and translation side by side, block by block, and what the checks say."""
    from bantin.preview import run as previewing

    codes = [language.code for language in _languages(project, arguments)]
    done = previewing.write(project, codes, arguments.pages, arguments.base, arguments.output)
    terminal.say(f"preview: {done.pages} pages in {project.relative(done.folder)}")
    return list(done.findings)


def approve(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Seal a translation with the fingerprints of both texts; refused while errors stand."""
    from bantin.review import approval

    today = datetime.date.today()
    for language in _languages(project, arguments):
        try:
            path = approval.approve(project, language.code, arguments.page, arguments.by, today)
        except approval.RefusedError as refused:
            return list(refused.findings)
        terminal.say(f"approved by {arguments.by}: {project.relative(path)}")
    return []


def review(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Serve the review page on this machine: read, correct and approve translations in the browser."""
    from bantin.desk import server

    def started(address: str) -> None:
        terminal.say(f"review: {address}  (Ctrl+C stops it; everything typed is saved by itself)")

    server.review(project, arguments.port, started)
    return []


def status(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Show every page and its state; exit 1 when something is due."""
    from bantin.review import board, states

    codes = [language.code for language in _languages(project, arguments)]
    boards = board.boards(project, codes)
    if arguments.json:
        terminal.data(json.dumps(board.as_json(boards), ensure_ascii=False, indent=1))
    else:
        for one in boards:
            terminal.show_status(one)
    findings = [finding for one in boards for finding in one.findings]
    if due := sum(one.count(states.DUE) for one in boards):
        findings.append(
            Finding("", "", f"{due} pages are due", next_step="see the table", severity="warning")
        )
    return findings


def export(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Write pages, approved text or terms for a CAT tool: XLIFF, PO, TMX, TBX."""
    from bantin.exchange import run as exchange

    languages = _languages(project, arguments)
    if len(languages) != 1:
        raise SettingsError("several languages, and a file holds one", next_step="say which: --language CODE")
    (language,) = languages
    done = exchange.export(project, language.code, arguments.format, arguments.pages, arguments.output)
    what = {"tmx": "pairs of blocks", "tbx": "terms"}.get(arguments.format, "pages")
    terminal.say(f"export: {done.count} {what} in {project.relative(done.path)}")
    return list(done.findings)


def import_file(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Take back a file from a CAT tool; what does not fit the pages of today is refused, block by block."""
    from bantin.exchange import run as exchange

    done = exchange.import_file(project, arguments.file)
    terminal.say(f"import: {done.taken} {done.what} taken, {done.written} files written")
    return list(done.findings)


def build_site(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """docs/ and docs_<language>/ -> site/: build the site with its search."""
    from bantin.site import build

    findings = build.build(project, project.root / "site", public=arguments.public)
    terminal.say(f"built: {project.root / 'site' / 'index.html'}")
    return findings


def empty(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Take the sample bulletins and their pages away, to start with one's own."""
    from bantin import samples

    paths = samples.paths(project)
    if not paths:
        terminal.say("empty: no samples here")
    elif arguments.force:
        samples.remove(paths)
        terminal.say(f"empty: {len(paths)} files of the samples removed; drop your own into sources/")
    else:
        names = "\n  ".join(project.relative(path) for path in paths)
        terminal.say(f"These files would go:\n  {names}")
        again = "make empty FORCE=1  (or: bantin empty --force)"
        return [Finding("", "", "nothing was removed", next_step=again, severity="warning")]
    return []


def publish(project: Settings, arguments: argparse.Namespace) -> list[Finding]:
    """Build for the public, check, push to the branch of GitHub Pages."""
    from bantin import deploy

    address = deploy.deploy(project, project.root / "site", arguments.remote, arguments.branch)
    where = f", to be seen at {address}" if address else ""
    terminal.say(f"published to {arguments.remote}/{arguments.branch}{where}")
    return []


def _asked(project: Settings, code: str, arguments: argparse.Namespace) -> Sequence[str] | None:
    """The pages that are meant, [] for all; None where none has changed since --base."""
    from bantin.check.run import file_name
    from bantin.review import history

    pages: list[str] = arguments.pages
    wanted = {file_name(name) for name in pages}
    if not arguments.base:
        return pages
    changed = history.base(project, arguments.base).changed(project, code)
    both = {path.name for path in project.bulletins(code).glob("*.md")} & {
        path.name for path in project.bulletins(project.source.code).glob("*.md")
    }
    meant = [name for name in sorted(changed & both) if not wanted or name in wanted]
    return meant or None


def _languages(project: Settings, arguments: argparse.Namespace) -> Sequence[Language]:
    """The target languages meant. Raises SettingsError when --language names none."""
    if arguments.language is None:
        return project.targets
    found = [language for language in project.targets if language.code == arguments.language]
    if not found:
        raise SettingsError(
            f"no language '{arguments.language}'",
            expected=f"one of {', '.join(language.code for language in project.targets)}",
            next_step="languages are declared in mkdocs.yml",
        )
    return found
