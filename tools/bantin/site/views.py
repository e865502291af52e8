"""What the frame around every page shows: head, masthead, switcher, search, foot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bantin.review.states import State
from bantin.settings import BULLETINS
from bantin.site.catalog import ARCHIVE, Catalog, Version
from bantin.site.machines import Share
from bantin.site.words import Words, words


@dataclass(frozen=True)
class Edition:
    """The publication in one language; the same on each of its pages."""

    code: str
    name: str
    description: str
    other_names: tuple[tuple[str, str], ...]  # code, the publication's name in that language
    home_url: str
    archive_url: str
    latest: str
    words: Words
    search_words: Mapping[str, str | bool]


@dataclass(frozen=True)
class Switch:
    """One language in the switcher; `note` says what a reader will find there."""

    code: str
    name: str
    url: str
    note: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """One page's head and links: `alternates` are (hreflang, absolute address)."""

    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    indexed: bool
    switches: tuple[Switch, ...]
    edit_url: str
    is_home: bool
    is_archive: bool
    share: Share | None = None
    feed_url: str = ""


def edition(catalog: Catalog, code: str, names: Mapping[str, str], description: str) -> Edition:
    """The edition in one language. `names` are the publication's names by language."""
    say = words(code)
    latest = next((one.date for one in catalog.listed(code) if one.date), "")
    return Edition(
        code=code,
        name=names[code],
        description=description,
        other_names=tuple((other, name) for other, name in names.items() if name != names[code]),
        home_url=catalog.url(code, ""),
        archive_url=catalog.url(code, f"{ARCHIVE}/"),
        latest=say.latest.format(date=say.date_of(latest)) if latest else "",
        words=say,
        search_words={
            "busy": say.search_busy,
            "none": say.search_none,
            "some": say.search_some,
            "one": say.search_one,
            "many": say.search_many,
            "failed": say.search_failed,
        },
    )


def frame(
    catalog: Catalog, code: str, key: str, site_url: str, title: str, description: str, edit_url: str
) -> Frame:
    """The frame of one page. `site_url` is '' when it is not known: then nothing absolute is said."""
    versions = catalog.versions(key)
    own = next(version for version in versions if version.code == code)
    return Frame(
        title=title,
        description=description,
        canonical=f"{site_url}{own.url or ''}" if site_url else "",
        alternates=alternates(versions, site_url, catalog.settings.source.code) if own.is_public else (),
        indexed=own.is_public,
        switches=tuple(_switches(catalog, code, versions)),
        edit_url=edit_url,
        is_home=not key,
        is_archive=key.startswith(f"{ARCHIVE}/"),
    )


def alternates(versions: tuple[Version, ...], site_url: str, default: str) -> tuple[tuple[str, str], ...]:
    """hreflang and absolute address of each public version, and x-default; none where there is only one."""
    public = [version for version in versions if version.is_public]
    if not site_url or len(public) < 2:
        return ()
    links = [(version.code, f"{site_url}{version.url}") for version in public]
    fallback = dict(links).get(default, links[0][1])
    return (*links, ("x-default", fallback))


def _switches(catalog: Catalog, code: str, versions: tuple[Version, ...]) -> list[Switch]:
    """Every language; where a page lacks in one, the switch says so and leads to that language's home."""
    say = words(code)
    names = {language.code: language.name for language in catalog.settings.languages}
    switches = []
    for version in versions:
        state = State.MISSING if version.url is None else version.state
        told = version.code != code and state not in (None, State.APPROVED)
        url = catalog.url(version.code, "") if version.url is None else version.url
        note = say.labels[state] if state and told else ""
        switches.append(Switch(version.code, names[version.code], url, note, version.code == code))
    return switches


def lost(frame: Frame) -> Frame:
    """The frame of the 404 page, which has no address of its own."""
    return replace(frame, canonical="", alternates=(), indexed=False, is_home=False, share=None, feed_url="")


@dataclass(frozen=True)
class Entry:
    """One address in the sitemap."""

    url: str
    alternates: tuple[tuple[str, str], ...]
    modified: str = ""  # the day of its last change, where that is known


def sitemap(catalog: Catalog, site_url: str, days: Mapping[str, str]) -> tuple[Entry, ...]:
    """Every public address of every language, with its alternates. `days` are the days of change by file."""
    if not site_url:
        return ()
    keys = {one.key for one in catalog.bulletins.values()}
    for group in (catalog.pages, catalog.archive_keys):
        keys |= {key for part in group.values() for key in part}
    settings = catalog.settings
    folders = {one.code: settings.relative(settings.bulletins(one.code)) for one in settings.languages}
    entries = []
    for key in sorted(keys):
        versions = catalog.versions(key)
        links = alternates(versions, site_url, catalog.settings.source.code)
        entries += [
            Entry(f"{site_url}{one.url}", links, _modified(catalog, one.code, key, days, folders))
            for one in versions
            if one.is_public
        ]
    return tuple(entries)


def _modified(
    catalog: Catalog, code: str, key: str, days: Mapping[str, str], folders: Mapping[str, str]
) -> str:
    """The day on which the page's own file changed, or the newest of all that a list shows."""
    if key.startswith(f"{BULLETINS}/"):
        return days.get(f"{folders[code]}/{key.split('/')[1]}.md", "")
    shown = catalog.shelves[code].get(key, ()) if key != f"{ARCHIVE}/" and key else catalog.listed(code)
    known = [days.get(f"{folders[one.code]}/{one.name}", "") for one in shown]
    return max(known) if known and all(known) else ""
