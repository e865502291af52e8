"""Findings for machines: JSON, and SARIF 2.1.0 (OASIS) that GitHub shows as annotations on a pull request."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

from bantin import __version__
from bantin.check.lines import line_of
from bantin.check.run import CHECKS, SITE_CHECKS, Report, Result
from bantin.errors import Finding
from bantin.settings import Settings

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Form = Literal["json", "sarif", "github"]
_UNREADABLE = "unreadable-page"
_SEVERITIES = ("error", "warning", "note")


def written(settings: Settings, reports: Mapping[str, Report], form: Form) -> str:
    """The reports by language code, in one of the forms."""
    if form == "github":
        return as_commands(reports, lambda file: _text(settings, file))
    made = as_json(reports) if form == "json" else as_sarif(reports, lambda file: _text(settings, file))
    return json.dumps(made, ensure_ascii=False, indent=1)


def _text(settings: Settings, file: str) -> str:
    try:
        return (settings.root / file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def as_json(reports: Mapping[str, Report]) -> dict[str, Any]:
    """{"findings": [...], "counts": {...}}; every finding has the same keys."""
    rows = [_row(code, one.check, one.finding) for code, report in reports.items() for one in _all(report)]
    counts = {name: sum(row["severity"] == name for row in rows) for name in _SEVERITIES}
    return {"findings": rows, "counts": counts}


def _all(report: Report) -> list[Result]:
    return [*report.results, *(Result(finding, _UNREADABLE) for finding in report.findings)]


def _row(code: str, check: str, finding: Finding) -> dict[str, str]:
    return {
        "language": code,
        "check": check,
        "severity": finding.severity,
        "file": finding.file,
        "block": finding.block,
        "found": finding.found,
        "expected": finding.expected,
        "next_step": finding.next_step,
    }


def as_sarif(reports: Mapping[str, Report], text_of: Callable[[str], str]) -> dict[str, Any]:
    """One SARIF run; `text_of` gives the text of a file by its path from the project's root."""
    names = [*CHECKS, *SITE_CHECKS, _UNREADABLE]
    everything = [one for report in reports.values() for one in _all(report)]
    driver = {
        "name": "bantin",
        "version": __version__,
        "rules": [{"id": name, "shortDescription": {"text": _purpose(name)}} for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, names.index(one.check), text_of) for one in everything],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _purpose(name: str) -> str:
    check = CHECKS.get(name) or SITE_CHECKS.get(name)
    return (check.__doc__ or name).partition("\n")[0] if check else "A page that cannot be read."


def _result(one: Result, rule: int, text_of: Callable[[str], str]) -> dict[str, Any]:
    finding = one.finding
    parts = (finding.block, finding.found, finding.expected and f"Expected: {finding.expected}")
    message = "\n".join(part for part in (*parts, finding.next_step and f"Next: {finding.next_step}") if part)
    line = line_of(text_of(finding.file), finding.block) if finding.file else 1
    region = {"startLine": line}
    key = hashlib.sha256(f"{one.check}\n{finding.file}\n{finding.found}".encode()).hexdigest()[:32]
    return {
        "ruleId": one.check,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": finding.file}, "region": region}}],
        "partialFingerprints": {"bantin/v1": key},
    }


def as_commands(reports: Mapping[str, Report], text_of: Callable[[str], str]) -> str:
    """Workflow commands of GitHub Actions, which annotate a pull request and need no permission.

    GitHub shows ten errors and ten warnings of a step: the worst come first.
    """
    everything = [one for report in reports.values() for one in _all(report)]
    everything.sort(key=lambda one: _SEVERITIES.index(one.finding.severity))
    return "\n".join(_command(one, text_of) for one in everything)


def _command(one: Result, text_of: Callable[[str], str]) -> str:
    finding = one.finding
    level = {"note": "notice"}.get(finding.severity, finding.severity)
    line = line_of(text_of(finding.file), finding.block) if finding.file else 1
    where = f"file={_property(finding.file)},line={line}," if finding.file else ""
    parts = (finding.block, finding.found, finding.expected and f"Expected: {finding.expected}")
    message = "\n".join(part for part in (*parts, finding.next_step and f"Next: {finding.next_step}") if part)
    return f"::{level} {where}title={_property(one.check)}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Text that cannot end the command it stands in (as actions/toolkit escapes it)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
