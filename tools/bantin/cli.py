"""The command line: each verb parses its arguments, calls one function and chooses the exit code.

A verb imports its own room when it runs: `status` shall not wait for the translation engine to load.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bantin import __version__, settings, terminal
from bantin.errors import BantinError, Finding, ModelError, PublishError, SettingsError
from bantin.settings import Language, Settings

DONE, FINDINGS, CANNOT_RUN = 0, 1, 2

EPILOG = """\
exit codes:
  0  done
  1  findings: something needs a person; everything else was done
  2  cannot run: settings, a missing package, a repository that is not ready
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    arguments = parser().parse_args(argv)
    verb: Callable[[Settings, argparse.Namespace], list[Finding]] = arguments.verb
    try:
        findings = verb(settings.read(arguments.root.resolve()), arguments)
    except (SettingsError, ModelError, PublishError) as error:
        terminal.show_findings([error.finding])
        return CANNOT_RUN
    except BantinError as error:
        findings = [error.finding]
    except KeyboardInterrupt:
        terminal.say("Stopped. Nothing is half written: run the same command again to go on.")
        return CANNOT_RUN
    terminal.show_findings(findings)
    return FINDINGS if any(finding.severity != "note" for finding in findings) else DONE


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
                project, language.code, package=arguments.package, only=arguments.pages, progress=step
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
        language.code: checking.check(project, language.code, arguments.pages)
        for language in _languages(project, arguments)
    }
    if arguments.format == "text":
        findings = [finding for report in reports.values() for finding in report.all_findings]
        terminal.say(f"check: {sum(report.pages for report in reports.values())} pages")
        return findings
    terminal.data(output.written(project, reports, arguments.format))
    wrong = sum(report.count(severity) for report in reports.values() for severity in ("error", "warning"))
    return [Finding("", "", f"{wrong} findings", severity="warning")] if wrong else []


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


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="bantin",
        description="Official bulletins in, a reviewed multilingual site out.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"bantin {__version__}")
    top.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: this one)")
    verbs = top.add_subparsers(title="verbs", required=True, metavar="VERB")

    def add(
        name: str,
        verb: Callable[..., list[Finding]],
        to: "argparse._SubParsersAction[argparse.ArgumentParser]" = verbs,
    ) -> argparse.ArgumentParser:
        purpose = (verb.__doc__ or "").partition("\n")[0]
        made = to.add_parser(
            name, help=purpose, description=purpose, epilog=EPILOG, formatter_class=top.formatter_class
        )
        made.set_defaults(verb=verb)
        return made

    one = add("normalize", normalize)
    one.add_argument("files", nargs="*", type=Path, help="only these sources")
    one.add_argument(
        "--encoding",
        choices=["windows-1258", "tcvn3", "viscii", "vni", "viqr"],
        help="the old encoding of these files; their pages remember it",
    )
    one.add_argument("--ocr", action="store_true", help="read scanned PDFs by machine; their pages say so")
    one.add_argument("--verify", action="store_true", help="write nothing; prove every page from its source")
    one = add("set", set_fields)
    one.add_argument("page", help="path or slug of the page in docs/")
    one.add_argument(
        "fields", nargs="+", metavar='NAME="VALUE"', help='such as title="..." or date=2025-06-05'
    )
    one = add("draft", draft)
    one.add_argument("pages", nargs="*", type=Path, help="only these pages of docs/")
    one.add_argument("--package", type=Path, help="draft with this .argosmodel file")
    _add_language(one)
    models = verbs.add_parser("model", help="Install or list translation packages.").add_subparsers(
        title="verbs", required=True, metavar="VERB"
    )
    one = add("install", model_install, models)
    one.add_argument(
        "package", nargs="?", help="a file, or an address with #sha256=...; default: the official one"
    )
    add("list", model_list, models)
    one = add("check", check)
    one.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages: paths or slugs")
    one.add_argument(
        "--format",
        choices=["text", "json", "sarif"],
        default="text",
        help="text for people, JSON, or SARIF 2.1.0 for annotations on GitHub (default: text)",
    )
    _add_language(one)
    one = add("status", status)
    one.add_argument("--json", action="store_true", help="for programs: states, approvals, raw machine text")
    _add_language(one)
    one = add("approve", approve)
    one.add_argument("page", help="path or slug of the page")
    one.add_argument("--by", required=True, metavar="NAME", help="who has read both texts")
    _add_language(one)
    one = add("build", build_site)
    one.add_argument(
        "--public", action="store_true", help="approved translations only, as the public will see it"
    )
    add("empty", empty).add_argument("--force", action="store_true", help="really remove them")
    one = add("deploy", publish)
    one.add_argument("--remote", default="origin", help="the git remote (default: origin)")
    one.add_argument("--branch", default="gh-pages", help="the branch of GitHub Pages (default: gh-pages)")
    return top


def _add_language(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--language", metavar="CODE", help="only this language (default: all)")


if __name__ == "__main__":
    sys.exit(main())
