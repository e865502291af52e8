"""The catalog: every bulletin that this build shows, read once, before the first page is made.

What the public may not see never enters a public catalog, so nothing after it has to ask again: pages,
lists, search, sitemap and alternates are all made from here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bantin import page, topics
from bantin.errors import Finding, PageError
from bantin.page import Page
from bantin.review.states import State, survey
from bantin.settings import BULLETINS, Settings
from bantin.site import related
from bantin.site.changes import Change, changes
from bantin.site.content import slug
from bantin.topics import Given, Topics

ARCHIVE = "luu-tru"  # the address of the archive in every language, beside `ban-tin`
UNDATED = "khong-ghi-ngay"
TOPICS, TYPES, ISSUERS = "chu-de", "loai", "co-quan"  # below the archive: by topic, document type, issuer
LANGUAGES = "ngon-ngu"  # below the archive: what has an approved translation into a language
A_PAGE = 100  # how many bulletins a page of the archive lists
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?", re.ASCII)


@dataclass(frozen=True)
class Bulletin:
    """A bulletin's page in one language; `state` is None on the source page, `source` on an orphan."""

    name: str
    code: str
    page: Page
    source: Page | None
    state: State | None = None
    source_changed: bool = False
    changes: tuple[Change, ...] = ()  # of a stale translation: where the source has moved on

    @property
    def key(self) -> str:
        """Its address below its language's root."""
        return f"{BULLETINS}/{self.name.removesuffix('.md')}/"

    @property
    def record(self) -> Page:
        """The page that holds the facts about the document: the source, an orphan's own."""
        return self.source or self.page

    @property
    def date(self) -> str:
        """'YYYY-MM-DD', 'YYYY-MM' or ''; whatever else a person typed is no date, and no address either."""
        written = self.record.text("date") or self.record.text("published")[:10]
        return written if _DATE.fullmatch(written) else ""

    @property
    def is_public(self) -> bool:
        """Whether search engines and the public may have it: a source, or an approved translation."""
        return self.state in (None, State.APPROVED)


@dataclass(frozen=True)
class Version:
    """One language's version of an address; `url` is relative to the site's root, None where it lacks."""

    code: str
    url: str | None
    state: State | None = None

    @property
    def is_public(self) -> bool:
        """Whether it may be announced to search engines."""
        return self.url is not None and self.state in (None, State.APPROVED)


@dataclass(frozen=True)
class Catalog:
    """All bulletins by (language, file name), and which other addresses each language has."""

    settings: Settings
    bulletins: Mapping[tuple[str, str], Bulletin]
    pages: Mapping[str, frozenset[str]]
    findings: tuple[Finding, ...] = ()
    topics: Topics = topics.NONE
    public: bool = False

    @cached_property
    def given(self) -> Mapping[str, tuple[Given, ...]]:
        """The topics of each bulletin, decided or inferred, by name."""
        return {one.name: self.topics.of(one.record) for one in self.bulletins.values()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The names of all bulletins, newest first, undated ones last."""
        dates = {one.name: one.date for one in self.bulletins.values()}
        return tuple(sorted(sorted(dates), key=lambda name: dates[name], reverse=True))

    @cached_property
    def by_number(self) -> Mapping[str, str]:
        """The name of the bulletin that carries a document number."""
        source = self.settings.source.code
        return {
            number: name
            for (code, name), one in self.bulletins.items()
            if code == source and (number := one.page.text("identifier"))
        }

    @cached_property
    def archive_keys(self) -> Mapping[str, frozenset[str]]:
        """The addresses of each language's archive: its front, and every page of every shelf."""
        return {
            code: frozenset(
                [
                    f"{ARCHIVE}/",
                    *(page for key, ones in shelves.items() for page in page_keys(key, len(ones))),
                ]
            )
            for code, shelves in self.shelves.items()
        }

    @cached_property
    def shelves(self) -> Mapping[str, Mapping[str, list[Bulletin]]]:
        """For each language its bulletins, newest first, by the address of the shelf: year, topic, type..."""
        found: dict[str, dict[str, list[Bulletin]]] = {}
        for language in self.settings.languages:
            shelves = found.setdefault(language.code, {})
            for one in self.listed(language.code):
                for key in self._shelf_keys(one):
                    shelves.setdefault(key, []).append(one)
        return found

    def _shelf_keys(self, one: Bulletin) -> Iterable[str]:
        yield year_key(one.date[:4])
        for given in self.given[one.name]:
            yield topic_key(given.topic.slug)
        for folder, name in ((TYPES, one.record.text("type")), (ISSUERS, one.record.text("issuer"))):
            if address := slug(name):
                yield f"{ARCHIVE}/{folder}/{address}/"
        for language in self.settings.targets:
            other = self.bulletins.get((language.code, one.name))
            if other and other.state is State.APPROVED:
                yield f"{ARCHIVE}/{LANGUAGES}/{language.code}/"

    @cached_property
    def neighbours(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """The newer and the older bulletin of the same language, by name ('' at the ends)."""
        found = {}
        for language in self.settings.languages:
            names = [name for name in self.order if (language.code, name) in self.bulletins]
            for newer, name, older in zip(["", *names], names, [*names[1:], ""], strict=False):
                found[language.code, name] = (newer, older)
        return found

    @cached_property
    def records(self) -> Mapping[str, Page]:
        """The source page of every bulletin that has one, newest first."""
        source = self.settings.source.code
        return {
            name: self.bulletins[source, name].page for name in self.order if (source, name) in self.bulletins
        }

    @cached_property
    def citing(self) -> Mapping[str, list[str]]:
        """For each bulletin that others cite, their names."""
        return related.citing(self.records, self.by_number)

    @cached_property
    def related(self) -> Mapping[str, list[str]]:
        """For each bulletin the few that are nearest to it."""
        return related.related(self.records)

    def shown(self, code: str, name: str) -> Bulletin:
        """The page to show in one language's lists: its own, or else the source's."""
        return self.bulletins.get((code, name)) or self.bulletins[self.settings.source.code, name]

    def listed(self, code: str) -> Iterable[Bulletin]:
        """What the lists of one language hold, newest first."""
        source = self.settings.source.code
        return (
            self.shown(code, name)
            for name in self.order
            if (code, name) in self.bulletins or (source, name) in self.bulletins
        )

    def url(self, code: str, key: str) -> str:
        """The address of a key in one language, relative to the site's root."""
        return key if code == self.settings.source.code else f"{code}/{key}"

    def versions(self, key: str) -> tuple[Version, ...]:
        """The versions of one address in every language: head, switcher and sitemap all follow this."""
        return tuple(self._version(language.code, key) for language in self.settings.languages)

    def _version(self, code: str, key: str) -> Version:
        folder, _, slug = key.rstrip("/").partition("/")
        if folder == BULLETINS and slug:
            one = self.bulletins.get((code, f"{slug}.md"))
            return Version(code, self.url(code, key), one.state) if one else Version(code, None)
        there = key in (self.archive_keys if folder == ARCHIVE else self.pages)[code]
        return Version(code, self.url(code, key) if there else None)


def topic_key(slug: str) -> str:
    """The address of one topic of the archive."""
    return f"{ARCHIVE}/{TOPICS}/{slug}/"


def year_key(year: str) -> str:
    """The address of one year of the archive; '' is the year of undated bulletins."""
    return f"{ARCHIVE}/{year or UNDATED}/"


def page_keys(key: str, count: int) -> list[str]:
    """The addresses of a shelf's pages: its own, then with 2, 3, ... below it."""
    pages = -(-count // A_PAGE)
    return [key, *(f"{key}{number}/" for number in range(2, pages + 1))]


def read(settings: Settings, public: bool) -> Catalog:
    """The catalog of the two or more trees; `public` leaves out what nobody approved.

    A stale translation says what was approved, of a source that has moved on: the public sees it only where
    the passages concerned can be named, and search engines never.
    """
    findings: list[Finding] = []
    bulletins: dict[tuple[str, str], Bulletin] = {}
    for language in settings.targets:
        found = survey(settings, language.code)
        findings += found.findings
        for status in found.statuses:
            source, target = status.pair.source, status.pair.target
            name = status.pair.name
            if source:
                _add(bulletins, Bulletin(name, settings.source.code, source, source))
            stale = status.state is State.STALE
            moved = changes(source, target) if stale and source and target else ()
            if target and (status.state is State.APPROVED or moved or not public):
                changed = status.source_changed
                _add(bulletins, Bulletin(name, language.code, target, source, status.state, changed, moved))
    _add_sources(settings, bulletins, findings)
    pages = {language.code: _pages(settings, language.code) for language in settings.languages}
    listed = topics.read(settings.root / topics.FOLDER)
    findings += _unknown_topics(listed, settings, bulletins)
    return Catalog(settings, bulletins, pages, tuple(dict.fromkeys(findings)), listed, public)


def _add(bulletins: dict[tuple[str, str], Bulletin], one: Bulletin) -> None:
    bulletins[one.code, one.name] = one


def _add_sources(
    settings: Settings, bulletins: dict[tuple[str, str], Bulletin], findings: list[Finding]
) -> None:
    """Source pages that no survey gave: there is no other language, or their translation is unreadable."""
    code = settings.source.code
    for path in sorted(settings.bulletins(code).glob("*.md")):
        if (code, path.name) in bulletins:
            continue
        try:
            source = page.read(path, settings.relative(path))
        except PageError as error:
            findings.append(error.finding)
            continue
        _add(bulletins, Bulletin(path.name, code, source, source))


def _unknown_topics(
    listed: Topics, settings: Settings, bulletins: Mapping[tuple[str, str], Bulletin]
) -> Iterable[Finding]:
    for (code, name), one in bulletins.items():
        if code == settings.source.code and (wrong := listed.unknown(one.page)):
            yield Finding(
                settings.relative(settings.bulletins(code) / name),
                topics.FIELD,
                f"no such topic: {', '.join(wrong)}",
                ", ".join(listed.by_slug),
                f"choose from {topics.FOLDER}/{topics.FILE}, or add a row there",
            )


def _pages(settings: Settings, code: str) -> frozenset[str]:
    """The keys of the hand-written pages of one language."""
    root = settings.docs(code)
    paths = (path.relative_to(root) for path in root.rglob("*.md"))
    return frozenset(key_of(path) for path in paths if path.parts[0] != BULLETINS)


def key_of(path: Path) -> str:
    """The address of a page from its path below its tree: 'a/b.md' -> 'a/b/', 'index.md' -> ''."""
    bare = path.with_suffix("")
    if bare.name in ("index", "README"):
        bare = bare.parent
    return "" if bare == Path() else f"{bare.as_posix()}/"
