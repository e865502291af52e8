"""The command line: the parser of every verb, and the exit code of a run. What a verb does is in verbs.py."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bantin import __version__, settings, terminal, verbs
from bantin.errors import BantinError, Finding, ModelError, PublishError, SettingsError
from bantin.settings import Settings

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
    named = top.add_subparsers(title="verbs", required=True, metavar="VERB")
    _add_writing(named)
    _add_models(named)
    _add_reviewing(named)
    _add_exchanging(named)
    _add_publishing(named)
    return top


Verbs = argparse._SubParsersAction  # argparse has no public name for it


def _add(
    to: "Verbs[argparse.ArgumentParser]", name: str, verb: Callable[..., list[Finding]]
) -> argparse.ArgumentParser:
    """A verb that says of itself what its function's docstring says."""
    purpose = (verb.__doc__ or "").partition("\n")[0]
    made = to.add_parser(
        name,
        help=purpose,
        description=purpose,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(verb=verb)
    return made


def _add_writing(to: "Verbs[argparse.ArgumentParser]") -> None:
    one = _add(to, "normalize", verbs.normalize)
    one.add_argument("files", nargs="*", type=Path, help="only these sources")
    one.add_argument(
        "--encoding",
        choices=["windows-1258", "tcvn3", "viscii", "vni", "viqr"],
        help="the old encoding of these files; their pages remember it",
    )
    one.add_argument("--ocr", action="store_true", help="read scanned PDFs by machine; their pages say so")
    one.add_argument("--verify", action="store_true", help="write nothing; prove every page from its source")
    one = _add(to, "set", verbs.set_fields)
    one.add_argument("page", help="path or slug of the page in docs/")
    one.add_argument(
        "fields", nargs="+", metavar='NAME="VALUE"', help='such as title="..." or date=2025-06-05'
    )
    one = _add(to, "draft", verbs.draft)
    one.add_argument("pages", nargs="*", type=Path, help="only these pages of docs/")
    one.add_argument("--package", type=Path, help="draft with this .argosmodel file")
    one.add_argument("--scheduler", default="", metavar="ADDRESS", help="draft on this Dask cluster")
    _add_language(one)


def _add_models(to: "Verbs[argparse.ArgumentParser]") -> None:
    models = to.add_parser("model", help="Install or list translation packages.").add_subparsers(
        title="verbs", required=True, metavar="VERB"
    )
    one = _add(models, "install", verbs.model_install)
    one.add_argument(
        "package", nargs="?", help="a file, or an address with #sha256=...; default: the official one"
    )
    _add(models, "list", verbs.model_list)


def _add_reviewing(to: "Verbs[argparse.ArgumentParser]") -> None:
    one = _add(to, "check", verbs.check)
    one.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages: paths or slugs")
    one.add_argument(
        "--format",
        choices=["text", "json", "sarif", "github"],
        default="text",
        help="text for people, JSON, SARIF 2.1.0, or annotations of a GitHub workflow (default: text)",
    )
    _add_base(one)
    _add_language(one)
    one = _add(to, "status", verbs.status)
    one.add_argument("--json", action="store_true", help="for programs: states, approvals, raw machine text")
    _add_language(one)
    one = _add(to, "preview", verbs.preview)
    one.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages: paths or slugs")
    one.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="default: preview/")
    _add_base(one)
    _add_language(one)
    one = _add(to, "approve", verbs.approve)
    one.add_argument("page", help="path or slug of the page")
    one.add_argument("--by", required=True, metavar="NAME", help="who has read both texts")
    _add_language(one)
    one = _add(to, "review", verbs.review)
    one.add_argument("--port", type=int, default=8010, help="where it is served (default: 8010; 0: any free)")


def _add_exchanging(to: "Verbs[argparse.ArgumentParser]") -> None:
    one = _add(to, "export", verbs.export)
    one.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages: paths or slugs")
    one.add_argument(
        "--format",
        choices=["xliff", "po", "tmx", "tbx"],
        required=True,
        help="pages as XLIFF 1.2 or gettext PO, approved text as TMX, terms as TBX",
    )
    one.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="default: exchange/<language>.<format>"
    )
    _add_language(one)
    one = _add(to, "import", verbs.import_file)
    one.add_argument("file", type=Path, help="an XLIFF, PO, TMX or TBX file")


def _add_publishing(to: "Verbs[argparse.ArgumentParser]") -> None:
    one = _add(to, "build", verbs.build_site)
    one.add_argument(
        "--public", action="store_true", help="approved translations only, as the public will see it"
    )
    _add(to, "empty", verbs.empty).add_argument("--force", action="store_true", help="really remove them")
    one = _add(to, "deploy", verbs.publish)
    one.add_argument("--remote", default="origin", help="the git remote (default: origin)")
    one.add_argument("--branch", default="gh-pages", help="the branch of GitHub Pages (default: gh-pages)")


def _add_base(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--base", default="", metavar="COMMIT", help="only pages that changed since this branch or commit"
    )


def _add_language(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--language", metavar="CODE", help="only this language (default: all)")


if __name__ == "__main__":
    sys.exit(main())
