"""The project's settings, read from mkdocs.yml: the one place where languages are declared.

plugins:
  - i18n:            languages, one of them `default: true` (the source)
extra:
  bantin:            everything else; see KEYS
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bantin.errors import Finding, SettingsError

FILE = "mkdocs.yml"
BULLETINS = "ban-tin"  # the folder of bulletin pages in every docs tree, and so of their addresses

KEYS: dict[str, tuple[type, str]] = {
    "repository": (str, "web address of the project's repository, for edit links"),
    "branch": (str, "the branch that edit links point at"),
    "beam": (int, "how many hypotheses the drafting engine keeps (1 to 8)"),
    "two_people": (bool, "an approver who wrote all of a page is refused"),
    "typography": (bool, "whether normalize mends dashes, quotes and end marks, each listed (default true)"),
}


@dataclass(frozen=True)
class Language:
    """A language of the site: BCP 47 code and the name it calls itself."""

    code: str
    name: str


@dataclass(frozen=True)
class Settings:
    """What the project's mkdocs.yml says, checked."""

    root: Path
    source: Language
    targets: tuple[Language, ...]
    site_name: str = ""
    repository: str = ""
    branch: str = "main"
    beam: int = 4
    two_people: bool = False
    typography: bool = True
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sources(self) -> Path:
        """Where bulletins lie as received."""
        return self.root / "sources"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The source language, then the targets."""
        return (self.source, *self.targets)

    def docs(self, code: str) -> Path:
        """The tree of one language: docs/ for the source, docs_<code>/ for a target."""
        return self.root / ("docs" if code == self.source.code else f"docs_{code}")

    def bulletins(self, code: str) -> Path:
        """Where the bulletin pages of one language lie."""
        return self.docs(code) / BULLETINS

    def relative(self, path: Path) -> str:
        """How messages call a file: from the project's root, with forward slashes."""
        name, start = str(path), f"{self.root}{os.sep}"
        if name.startswith(start):  # the usual case, many times a page; pathlib takes twenty times as long
            return name[len(start) :].replace(os.sep, "/")
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


class _AnyTag(yaml.SafeLoader):
    """mkdocs.yml may hold tags (!ENV, !!python/name) that mean nothing to us: they are passed over."""


_AnyTag.add_multi_constructor("", lambda *_: None)


def read(root: Path) -> Settings:
    """Read and check mkdocs.yml below `root`. Raises SettingsError that names every bad key at once."""
    path = root / FILE
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _AnyTag)  # noqa: S506  (a SafeLoader)
    except FileNotFoundError as error:
        raise SettingsError(
            f"no {FILE} in {root}", next_step="run bantin in the project's folder, or name it with --root"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"YAML cannot read it: {error}", file=FILE, next_step="correct the file"
        ) from error
    if not isinstance(raw, dict):
        raise SettingsError("no settings in it", file=FILE, expected="a mapping of settings")
    own = (raw.get("extra") or {}).get("bantin") or {}
    problems = [*_language_problems(raw), *_key_problems(own)]
    if problems:
        found = "; ".join(f"{problem.block}: {problem.found}" for problem in problems)
        expected = "; ".join(problem.expected for problem in problems if problem.expected)
        raise SettingsError(found, file=FILE, expected=expected, next_step="correct these keys")
    source, *targets = sorted(_languages(raw), key=lambda item: not item.get("default"))
    return Settings(
        root,
        Language(source["locale"], source.get("name", source["locale"])),
        tuple(Language(item["locale"], item.get("name", item["locale"])) for item in targets),
        site_name=str(raw.get("site_name", "")),
        raw=raw,
        **own,
    )


def _languages(raw: dict[str, Any]) -> list[dict[str, Any]]:
    for plugin in raw.get("plugins") or []:
        if isinstance(plugin, dict) and "i18n" in plugin:
            return [item for item in plugin["i18n"].get("languages") or [] if isinstance(item, dict)]
    return []


def _language_problems(raw: dict[str, Any]) -> Iterator[Finding]:
    languages = _languages(raw)
    where = "plugins.i18n.languages"
    if sum(bool(item.get("default")) for item in languages) != 1:
        yield Finding(FILE, where, "not exactly one default language", "one entry with default: true")
    if any(not isinstance(item.get("locale"), str) for item in languages):
        yield Finding(FILE, where, "an entry with no locale", "locale: en, for example")


def _key_problems(own: object) -> Iterator[Finding]:
    if not isinstance(own, dict):
        yield Finding(FILE, "extra.bantin", "not a mapping", "name: value lines")
        return
    for key, value in own.items():
        where = f"extra.bantin.{key}"
        if key not in KEYS:
            yield Finding(FILE, where, "an unknown key", f"one of {', '.join(sorted(KEYS))}")
        elif type(value) is not KEYS[key][0]:
            yield Finding(FILE, where, f"{value!r}", f"{KEYS[key][1]}: {KEYS[key][0].__name__}")
        elif key == "beam" and isinstance(value, int) and not 1 <= value <= 8:
            yield Finding(FILE, where, f"{value}", KEYS[key][1])
