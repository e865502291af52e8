"""A page: flat YAML front matter and a Markdown body, read and written without loss.

Field names follow Dublin Core and schema.org where they have one (title, identifier, issuer, publisher,
author, references, ...). Values are text, whole numbers, true/false, or lists of text: dates are text, so
that what was written is what is read.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bantin import files
from bantin.errors import PageError

Value = str | int | bool | list[str]

_FENCE = "---\n"
_WORDS = re.compile(
    r"^(?:[^\W\d_]|“|\d{1,5}[-/](?=.*[A-ZĐ]))(?:[\w ,.;()/“”–…→%+-]*[\w,.;()/“”…%])?$"  # 42/TB-UBND too
)
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_KEY = re.compile(r"^([A-Za-z_][\w-]*):(?:\s|$)")
_PLAIN_LINE = re.compile(
    r"(?:(?P<key>[A-Za-z_][\w-]*):|-)(?: (?:'(?P<quoted>(?:[^']|'')*)'|(?P<bare>[^'\n]+)))?"
)
_NUMBER = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C where built
    """A safe loader that takes only true, false and plain whole numbers for other than text."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(?:0|[1-9]\d{0,17})$"), list("0123456789")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])


@dataclass(frozen=True)
class Page:
    """Front matter and body; `header` is the front matter as it stands in the file, comments and all."""

    meta: Mapping[str, Value]
    body: str
    header: str = field(default="", compare=False)

    def text(self, key: str) -> str:
        """The value of a text field, or '' when it is absent."""
        value = self.meta.get(key, "")
        return value if isinstance(value, str) else str(value)

    def texts(self, key: str) -> list[str]:
        """The values of a list field, or [] when it is absent."""
        value = self.meta.get(key, [])
        return value if isinstance(value, list) else [str(value)]

    def with_meta(self, changes: Mapping[str, Value | None]) -> "Page":
        """The same page with fields set, or taken away where the new value is None."""
        merged = {**self.meta, **changes}
        return Page({k: v for k, v in merged.items() if v is not None}, self.body, self.header)


def parse(text: str, file: str = "") -> Page:
    """A page from its text. Raises PageError when the front matter is not a flat mapping."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(_FENCE):
        return Page({}, text)
    header, fence, body = text[len(_FENCE) :].partition("\n---\n")
    if not fence:
        header, fence, body = text[len(_FENCE) :].removesuffix("\n").rpartition("\n---")
    if not fence:
        raise PageError(
            "front matter that does not end",
            file=file,
            block="front matter",
            expected="a line of three hyphens after the last field",
            next_step="add the closing '---' line",
        )
    return Page(_load(header, file), body.removeprefix("\n"), header + "\n")


def _load(header: str, file: str) -> dict[str, Value]:
    plain = _load_plain(header)
    if plain is not None:
        return plain
    try:
        meta = yaml.load(header, _Loader)  # noqa: S506  (a subclass of SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise PageError(
            f"front matter that YAML cannot read ({getattr(error, 'problem', None) or error})",
            file=file,
            block=f"line {mark.line + 2}" if mark else "front matter",
            expected="one 'name: value' a line; quotes around a value that holds ': '",
            next_step="correct that line",
        ) from error
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise PageError("front matter that is not a list of fields", file=file, block="front matter")
    return {str(key): _value(str(key), value, file) for key, value in meta.items() if value is not None}


def _load_plain(header: str) -> dict[str, Value] | None:
    """The fields of a header that holds only lines as `_dump` writes them, as YAML would read them but many
    times as fast; None for any other header."""
    meta: dict[str, Value] = {}
    items: list[str] | None = None
    for line in header.removesuffix("\n").split("\n"):
        match = _PLAIN_LINE.fullmatch(line)
        if not match or not line.isprintable():
            return None
        key, value = match["key"], _plain_value(match)
        if key is None and items is not None and isinstance(value, str):
            items.append(value)
        elif key is None or items == [] or key in ("true", "false"):
            return None
        elif match.end() == match.end("key") + 1:
            meta[key] = items = []
        elif value is None:
            return None
        else:
            meta[key], items = value, None
    return None if items == [] else meta


def _plain_value(match: re.Match[str]) -> str | int | bool | None:
    """The value on a line; None where only YAML can tell."""
    if match["quoted"] is not None:
        return match["quoted"].replace("''", "'")
    bare = match["bare"] or ""
    if bare in ("true", "false"):
        return bare == "true"
    if _NUMBER.fullmatch(bare):
        return int(bare)
    return bare if _WORDS.match(bare) else None


def _value(key: str, value: object, file: str) -> Value:
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ["" if item is None else str(item) for item in value]
    if isinstance(value, str | int):
        return value
    raise PageError(
        f"a nested value in the field '{key}'",
        file=file,
        block="front matter",
        expected="text, a number, true/false, or a list of these",
        next_step="write it on one level",
    )


def render(page: Page) -> str:
    """The text of a page: fields unchanged since it was read keep their lines, comments stay."""
    if not page.meta and not page.header:
        return page.body
    old = _load(page.header, "") if page.header else {}
    lines: list[str] = []
    for key, chunk in _chunks(page.header):
        if key is None or (key in page.meta and old.get(key) == page.meta[key]):
            lines.append(chunk)
        elif key in page.meta:
            lines.append(_dump(key, page.meta[key]))
    lines += [_dump(key, value) for key, value in page.meta.items() if key not in old]
    return f"{_FENCE}{''.join(lines)}{_FENCE}\n{page.body}"


def _chunks(header: str) -> list[tuple[str | None, str]]:
    """The header cut at its fields: (name, lines), or (None, lines) for comments and blank lines."""
    chunks: list[tuple[str | None, str]] = []
    for line in header.splitlines(keepends=True):
        match = _KEY.match(line)
        if match:
            chunks.append((match.group(1), line))
        elif not chunks or not line.strip() or line.startswith("#"):
            chunks.append((None, line))
        else:
            chunks[-1] = (chunks[-1][0], chunks[-1][1] + line)
    return chunks


def _dump(key: str, value: Value) -> str:
    """One field as YAML; text on one line that shows all its characters goes the short way, far faster."""
    if isinstance(value, bool):
        return f"{key}: {str(value).lower()}\n"
    if isinstance(value, str) and value.isprintable():
        return f"{key}: {_scalar(value)}\n"
    if isinstance(value, list) and value and all(item.isprintable() for item in value):
        return f"{key}:\n" + "".join(f"- {_scalar(item)}\n" for item in value)
    return yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10**9)


def _scalar(text: str) -> str:
    """A text on one line: as it is where no rule of YAML touches it, else in single quotes."""
    if _WORDS.match(text) and text.lower() not in _RESERVED:
        return text
    return "'" + text.replace("'", "''") + "'"


def read(path: Path, name: str = "") -> Page:
    """The page in a file. Raises PageError; `name` is how messages call it."""
    try:
        return parse(path.read_bytes().decode(), name or str(path))
    except UnicodeDecodeError as error:
        raise PageError(
            f"bytes that are not UTF-8 (at byte {error.start})",
            file=name or str(path),
            next_step="save the file as UTF-8",
        ) from error


def write(path: Path, page: Page) -> bool:
    """Write a page atomically; False when the file already says exactly this."""
    return files.write_text(path, render(page))


def normal(text: str) -> str:
    """Text as fingerprints see it: NFC, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())
