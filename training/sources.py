"""Openly licensed parallel text inside software packages: which packages, under which licence, read how."""

import gettext
import itertools
import json
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

Pair = tuple[str, str]  # Vietnamese, English
Read = Callable[[Path], Iterator[Pair]]


@dataclass(frozen=True)
class Source:
    """One work: its licence, the packages that carry it, and how its pairs are read from their files."""

    name: str
    licence: str
    registry: str  # debian, pypi or npm
    packages: tuple[str, ...]
    read: Read


class _Paragraphs(HTMLParser):
    """Text of the elements of a help page by their id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._id = ""
        self._tag = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag in ("p", "h1", "h2", "h3", "h4") and values.get("id"):
            self._id, self._tag, self._hidden = values["id"] or "", tag, 0
            self.found[self._id] = ""
        elif self._id and (self._hidden or values.get("class") == "MAC"):
            self._hidden += tag not in ("img", "br")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif tag == self._tag:
            self._id = ""

    def handle_data(self, data: str) -> None:
        if self._id and not self._hidden:
            self.found[self._id] += data


def _help_pages(folder: Path) -> Iterator[Pair]:
    """LibreOffice help: the same page and the same element id in both languages."""
    for vietnamese in sorted(folder.glob("**/help/vi/**/*.html")):
        place = str(vietnamese).split("/help/vi/")[-1]
        for english in folder.glob(f"*/usr/share/libreoffice/help/en-US/{place}"):
            pages = [_Paragraphs(), _Paragraphs()]
            for page, path in zip(pages, (vietnamese, english), strict=True):
                page.feed(path.read_text("utf-8"))
            for key, text in pages[0].found.items():
                yield text, pages[1].found.get(key, "")


def _catalogues(folder: Path) -> Iterator[Pair]:
    """Compiled gettext catalogues: context, U+0004, English text."""
    for path in sorted(folder.glob("**/vi/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            catalogue: dict[Any, str] = vars(gettext.GNUTranslations(file))["_catalog"]
        for key, text in catalogue.items():
            if isinstance(key, str):
                yield text, key.split("\x04")[-1]


def _pak(path: Path) -> dict[int, str]:
    """Texts of a Chromium resource pack, format 5, by resource number."""
    data = path.read_bytes()
    version, encoding, count, _aliases = struct.unpack_from("<IB3xHH", data)
    if (version, encoding) != (5, 1):
        return {}
    entries = [struct.unpack_from("<HI", data, 12 + 6 * i) for i in range(count + 1)]
    return {
        number: data[start:end].decode("utf-8", "replace")
        for (number, start), (_, end) in itertools.pairwise(entries)
    }


def _chromium(folder: Path) -> Iterator[Pair]:
    english = _pak(next(iter(folder.glob("**/locales/en-US.pak"))))
    for number, text in _pak(next(iter(folder.glob("**/locales/vi.pak")))).items():
        yield text, english.get(number, "")


def _messages(archive: Path, locale: str) -> dict[str, str]:
    """Messages of a Mozilla archive (.ftl, .properties) by file and key."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if f"/{locale}/" in name and name.endswith((".ftl", ".properties")):
                place = name.split(f"/{locale}/")[-1]
                key = ""
                for line in opened.read(name).decode("utf-8", "replace").splitlines():
                    if match := re.match(r"([\w.-]+)\s*=\s*(.*)", line):
                        key = f"{place}:{match[1]}"
                        found[key] = match[2]
                    elif match := re.match(r"\s+(\.[\w-]+)\s*=\s*(.*)", line):
                        found[f"{key}{match[1]}"] = match[2]
                    elif key and line[:1] == " " and line.strip():
                        found[key] = f"{found[key]} {line.strip()}".strip()
                    else:
                        key = key if line.strip() == "" else ""
    return found


def _mozilla(folder: Path) -> Iterator[Pair]:
    english: dict[str, str] = {}
    for archive in sorted(folder.glob("**/omni.ja")):
        english |= _messages(archive, "en-US")
    for archive in sorted(folder.glob("**/langpack-vi@*.xpi")):
        for key, text in _messages(archive, "vi").items():
            yield text, english.get(key, "")


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{key}/{index}")
    elif isinstance(value, str):
        yield key, value


def _json_pair(vietnamese: Path, english: Path) -> Iterator[Pair]:
    """Two JSON files of the same shape."""
    if english.exists():
        texts = dict(_leaves(json.loads(english.read_text("utf-8"))))
        for key, text in _leaves(json.loads(vietnamese.read_text("utf-8"))):
            yield text, texts.get(key.replace("/vi/", "/en/"), "")


def _json_beside(pattern: str, english: str = "en.json") -> Read:
    def read(folder: Path) -> Iterator[Pair]:
        for path in sorted(folder.glob(pattern)):
            yield from _json_pair(path, path.with_name(english))

    return read


def _home_assistant(folder: Path) -> Iterator[Pair]:
    """Its interface: one file a part and language, with a digest in the name."""
    for path in sorted(folder.glob("**/static/translations/**/vi-*.json")):
        for english in path.parent.glob("en-????????*.json"):
            if re.fullmatch(r"en-[0-9a-f]{32}\.json", english.name):
                yield from _json_pair(path, english)
    yield from _json_beside("**/components/*/translations/vi.json")(folder)


def _annotations(folder: Path) -> Iterator[Pair]:
    """CLDR: names of emoji, of territories, of languages, by code."""
    for vietnamese in sorted(folder.glob("**/vi/*.json")):
        english = vietnamese.parent.with_name("en") / vietnamese.name
        if english.exists():
            names = dict(_leaves(json.loads(english.read_text("utf-8"))))
            for key, text in _leaves(json.loads(vietnamese.read_text("utf-8"))):
                if vietnamese.parent.parent.name == "main" or key.endswith("/tts/0"):
                    yield text, names.get(key.replace("/vi/", "/en/"), "")


SOURCES = (
    Source(
        "LibreOffice help",
        "MPL-2.0",
        "debian",
        ("libreoffice-help-vi", "libreoffice-help-en-us"),
        _help_pages,
    ),
    Source("LibreOffice interface", "MPL-2.0", "debian", ("libreoffice-l10n-vi",), _catalogues),
    Source("Chromium interface", "BSD-3-Clause", "debian", ("chromium-l10n", "chromium-common"), _chromium),
    Source("Firefox interface", "MPL-2.0", "debian", ("firefox-esr-l10n-vi", "firefox-esr"), _mozilla),
    Source("Thunderbird interface", "MPL-2.0", "debian", ("thunderbird-l10n-vi", "thunderbird"), _mozilla),
    Source(
        "Home Assistant",
        "Apache-2.0",
        "pypi",
        ("homeassistant==2024.3.3", "home-assistant-frontend==20250109.2"),
        _home_assistant,
    ),
    Source(
        "iD tagging schema",
        "ISC",
        "npm",
        ("@openstreetmap/id-tagging-schema@6.19.2",),
        _json_beside("**/dist/translations/vi.json"),
    ),
    Source(
        "Matrix React SDK",
        "Apache-2.0",
        "npm",
        ("matrix-react-sdk@3.80.0",),
        _json_beside("**/i18n/strings/vi.json", "en_EN.json"),
    ),
    # Not the latest: versions 6 are under the AGPL.
    Source("Scratch", "BSD-3-Clause", "npm", ("scratch-l10n@3.18.357",), _json_beside("**/vi.json")),
    Source(
        "Unicode CLDR",
        "Unicode-3.0",
        "npm",
        ("cldr-annotations-full@48.2.0", "cldr-localenames-full@48.2.0"),
        _annotations,
    ),
)
