"""One build of the site: what it knows before the first page, and what it makes of each page.

Everything here costs the same for a page however many pages there are: lists, neighbours, archive and
editions are made once, on first use.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from bantin import settings
from bantin.settings import Language
from bantin.site import catalog as catalogs
from bantin.site import content, lists, repository, search, trees, views
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
    copies: list[search.Copy] = field(default_factory=list)
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
    def homes(self) -> dict[str, lists.Home]:
        """The front page of each language."""
        return {code: lists.home(self.catalog, one) for code, one in self.languages.items()}

    @cached_property
    def archives(self) -> dict[str, dict[str, lists.Archive]]:
        """The pages of each language's archive."""
        return {code: lists.archive(self.catalog, one) for code, one in self.languages.items()}


def prepare(config: MkDocsConfig, public: bool) -> Press:
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
    return content.with_ids(safe, theirs if len(theirs) == len(ids) else ids)


def context(press: Press, page: Page, code: str) -> dict[str, Any]:
    """The view models of one page."""
    key = trees.key_of_file(page.file, press.catalog, code)
    edition = press.editions[code]
    found: dict[str, Any] = {"edition": edition}
    title, description = str(page.title or edition.name), edition.description
    if one := trees.bulletin_of(page.file, press.catalog, code):
        made = article(one, press.catalog, press.languages[code])
        found["article"] = made
        title = made.title
        text = html.unescape(content.text_of(page.content or ""))
        description = text[:200].rpartition(" ")[0] if len(text) > 200 else text
        press.copies.append(_copy(one, made, edition, page.content or ""))
    elif archive := press.archives[code].get(key):
        found["archive"] = archive
    elif not key:
        found["home"] = press.homes[code]
    full = edition.name if not key else f"{title} – {edition.name}"
    edit_url = _edit_url(press, page, code)
    found["frame"] = views.frame(press.catalog, code, key, press.site_url, full, description, edit_url)
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
        edition.words.search_stems,
    )


def template_context(press: Press, name: str) -> dict[str, Any]:
    """The view models of what is no page of a tree: the 404 page and the sitemap."""
    edition = press.editions[press.catalog.settings.source.code]
    if name == "sitemap.xml":
        return {"entries": views.sitemap(press.catalog, press.site_url)}
    lost = edition.words.lost
    frame = views.frame(press.catalog, edition.code, "", press.site_url, lost, lost, "")
    return {"edition": edition, "editions": list(press.editions.values()), "frame": views.lost(frame)}
