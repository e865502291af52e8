"""One build of the site: what it knows before the first page, and what it makes of each page.

Everything here costs the same for a page however many pages there are: lists, neighbours, archive and
editions are made once, on first use.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from bantin import blocks, settings
from bantin.settings import Language
from bantin.site import (
    archives,
    cards,
    changes,
    content,
    feeds,
    lists,
    machines,
    parallel,
    repository,
    search,
    trees,
    views,
)
from bantin.site import catalog as catalogs
from bantin.site.article import Article, article
from bantin.site.catalog import Bulletin, Catalog
from bantin.site.repository import Repository
from bantin.site.words import words


@dataclass
class Press:
    """What one build works with. `copies` and `ids` fill up while pages are made."""

    catalog: Catalog
    repository: Repository
    names: Mapping[str, str]  # the publication's name in each language
    descriptions: Mapping[str, str]
    site_url: str
    public: bool
    cards: int  # how many of the newest bulletins have a card of their own
    copies: list[search.Copy] = field(default_factory=list)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)  # safe HTML by language and name
    ids: dict[str, list[str]] = field(default_factory=dict)  # heading addresses of source pages, by name

    @cached_property
    def editions(self) -> dict[str, views.Edition]:
        """The edition of each language."""
        return {
            code: views.edition(self.catalog, code, self.names, self.descriptions[code])
            for code in self.languages
        }

    @cached_property
    def languages(self) -> dict[str, Language]:
        """The languages by code."""
        return {language.code: language for language in self.catalog.settings.languages}

    @cached_property
    def carded(self) -> frozenset[str]:
        """The bulletins that have a card of their own, by name: the newest of those that have a source."""
        return frozenset(list(self.catalog.records)[: self.cards])

    @cached_property
    def homes(self) -> dict[str, lists.Home]:
        """The front page of each language."""
        return {code: lists.home(self.catalog, one) for code, one in self.languages.items()}

    @cached_property
    def archives(self) -> dict[str, dict[str, archives.Archive]]:
        """The pages of each language's archive."""
        return {code: archives.archive(self.catalog, one) for code, one in self.languages.items()}

    @cached_property
    def feeds(self) -> frozenset[str]:
        """The addresses of all feeds; none where the site does not know its own address."""
        every = feeds.feeds(self.catalog, self.names) if self.site_url else ()
        return frozenset(self.catalog.url(feed.code, feed.key) for feed in every)

    def outdated(self, one: Bulletin) -> set[int]:
        """The blocks of a page's body that its source has changed, or that are new to a translation of it."""
        above = changes.head(one.page)
        versions = (self.catalog.bulletins.get((code, one.name)) for code in self.languages)
        moved = [change for version in versions if version for change in version.changes]
        spans = [change.own for change in one.changes] if one.state else [change.theirs for change in moved]
        return {number - above for span in spans for number in span if number >= above}


def prepare(config: MkDocsConfig, public: bool, cards: int) -> Press:
    """Read the project once. Raises SettingsError, PageError."""
    own = settings.read(Path(config.config_file_path).parent)
    for language in own.languages:
        words(language.code)
    found = repository.find(own)
    overrides = {item.locale: item for item in config.plugins["i18n"].config.languages}
    return Press(
        catalogs.read(own, public),
        found,
        {code: item.site_name or config.site_name for code, item in overrides.items()},
        {code: item.site_description or config.site_description or "" for code, item in overrides.items()},
        config.site_url or found.pages,
        public,
        cards,
    )


def describe(press: Press, page: Page, code: str) -> None:
    """Choose the template, and the title that MkDocs knows a page by."""
    key = trees.key_of_file(page.file, press.catalog, code)
    if one := trees.bulletin_of(page.file, press.catalog, code):
        page.meta = {"title": one.page.text("title"), "template": "bulletin.html"}
    elif made := press.archives[code].get(key):
        page.meta = {"title": made.title, "template": "archive.html"}
    elif not key:
        page.meta.setdefault("template", "home.html")


def clean(press: Press, page: Page, code: str, body: str) -> str:
    """A bulletin's HTML made safe; other pages are the publisher's own and stay as they are."""
    one = trees.bulletin_of(page.file, press.catalog, code)
    if one is None:
        return body
    safe = content.clean(body)
    ids = content.heading_ids(content.headings(safe))
    if one.state is None:
        press.ids[one.name] = ids
        safe = content.with_end_mark(safe) if one.page.meta.get("end_mark") is True else safe
    theirs = press.ids.get(one.name, ids)
    addressed = content.with_ids(safe, theirs if len(theirs) == len(ids) else ids)
    numbered = parallel.numbered(addressed, len(blocks.split(one.page.body)))
    return changes.marked(numbered, press.outdated(one), words(code).outdated if one.changes else "")


def context(press: Press, page: Page, code: str) -> dict[str, Any]:
    """The view models of one page."""
    key = trees.key_of_file(page.file, press.catalog, code)
    edition = press.editions[code]
    found: dict[str, Any] = {"edition": edition}
    title, description = str(page.title or edition.name), edition.description
    if one := trees.bulletin_of(page.file, press.catalog, code):
        made = article(one, press.catalog, press.languages[code], edition.name, press.site_url)
        found["article"] = made
        found["contents"] = content.contents(page.content or "")
        title = made.title
        text = html.unescape(content.text_of(page.content or ""))
        description = text[:200].rpartition(" ")[0] if len(text) > 200 else text
        press.bodies[code, one.name] = page.content or ""
        press.copies.append(_copy(one, made, edition, page.content or ""))
        page.content = content.with_numbers_kept(page.content or "")  # what is read only; feeds stay plain
    elif archive := press.archives[code].get(key):
        fed = archive.feed_url in press.feeds
        found["archive"] = archive if fed else replace(archive, feed_url="")
    elif not key:
        found["home"] = press.homes[code]
    full = edition.name if not key else f"{title} – {edition.name}"
    edit_url = _edit_url(press, page, code)
    frame = views.frame(press.catalog, code, key, press.site_url, full, description, edit_url)
    shared = machines.share(
        press.catalog,
        code,
        press.names,
        press.site_url,
        frame.canonical,
        (title, description),
        one,
        _image(press, one),
    )
    feed_url = press.catalog.url(code, "feed.xml") if press.site_url else ""
    found["frame"] = replace(frame, share=shared, feed_url=feed_url)
    return found


def _image(press: Press, one: Bulletin | None) -> str:
    name = one.name.removesuffix(".md") if one and one.name in press.carded else cards.PUBLICATION
    return f"{press.site_url}{cards.FOLDER}/{name}.png" if press.site_url and press.cards else ""


def finish(press: Press, site: Path, theme: Path) -> None:
    """What is made once all pages are there: search index, feeds, JSON index, robots.txt, cards."""
    search.write_index(press.copies, str(site))
    feeds.write(press.catalog, press.names, press.site_url, press.bodies, site, press.public)
    if press.site_url and press.cards:
        cache = press.catalog.settings.root / ".cache" / "cards"
        cards.write(_cards(press), site, cache, theme / "assets" / "fonts")


def _cards(press: Press) -> dict[str, cards.Card]:
    source = press.catalog.settings.source.code
    say, names = words(source), tuple(dict.fromkeys(press.names.values()))
    found = {cards.PUBLICATION: cards.Card("", names, press.descriptions[source])}
    for name in press.carded:
        one = press.catalog.shown(source, name)
        versions = (press.catalog.bulletins.get((code, name)) for code in press.languages)
        titles = tuple(version.page.text("title") for version in versions if version and version.is_public)
        kind = one.record.text("type")
        note = (say.type_name(kind) if kind else "", one.record.text("identifier"), say.date_of(one.date))
        card = cards.Card(press.names[source], titles, " · ".join(part for part in note if part))
        found[name.removesuffix(".md")] = card
    return found


def _edit_url(press: Press, page: Page, code: str) -> str:
    if page.file.generated_by:
        return ""
    path = trees.path_of(page.file, press.catalog, code)
    return press.repository.edit_url(press.catalog.settings.relative(path))


def _copy(one: Bulletin, made: Article, edition: views.Edition, body: str) -> search.Copy:
    label = edition.words.labels[one.state] if one.state and not one.is_public else ""
    kind = one.record.text("type")
    named = edition.words.type_name(kind) if kind else ""
    notes = (named, one.record.text("identifier"), edition.words.date_of(one.date), label)
    extra = (made.kicker, one.record.text("identifier"), one.record.text("issuer"))
    return search.Copy(
        f"{edition.home_url}{one.key}",
        edition.code,
        made.title,
        body,
        " · ".join(note for note in notes if note),
        " · ".join(part for part in extra if part),
        one.date,
        (
            ("year", one.date[:4]),
            *(("topic", topic.name) for topic in made.topics),
            ("type", named),
            ("issuer", one.record.text("issuer")),
        ),
    )


def template_context(press: Press, name: str) -> dict[str, Any]:
    """The view models of what is no page of a tree: the 404 page and the sitemap."""
    edition = press.editions[press.catalog.settings.source.code]
    if name == "sitemap.xml":
        days = repository.modified(press.catalog.settings)
        return {"entries": views.sitemap(press.catalog, press.site_url, days)}
    lost = edition.words.lost
    frame = views.frame(press.catalog, edition.code, "", press.site_url, lost, lost, "")
    return {"edition": edition, "editions": list(press.editions.values()), "frame": views.lost(frame)}
