"""What machines fetch: Atom feeds with full text, a JSON index of all bulletins, robots.txt.

Atom: RFC 4287. There is a feed for each language (feed.xml), and one for each topic, document type and
issuer beside its shelf in the archive (luu-tru/loai/<type>/feed.xml). All hold only what the public may see,
in their own language, newest first, at most NEWEST entries.

bulletins.json lists every public bulletin; its keys are described in assets/bulletins.schema.json and do not
change within a `version`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from bantin.site.catalog import ARCHIVE, ISSUERS, TOPICS, TYPES, Bulletin, Catalog
from bantin.site.lists import shelf_name
from bantin.site.machines import date_of
from bantin.site.related import numbers_cited
from bantin.site.words import words
from bantin.topics import Given

NEWEST = 50
VERSION = 1
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML 1.0 does not allow these in a text
_ZONE = "+07:00"  # Viet Nam's time: the dates of its documents are days there


@dataclass(frozen=True)
class Feed:
    """One feed: its address below its language's root, its title, its bulletins."""

    code: str
    key: str
    title: str
    page: str
    bulletins: tuple[Bulletin, ...]


def feeds(catalog: Catalog, names: Mapping[str, str]) -> list[Feed]:
    """All feeds of all languages; a shelf that has nothing in a language has no feed there."""
    found = []
    for code, shelves in catalog.shelves.items():
        everything = _own(catalog.listed(code), code)
        found.append(Feed(code, "feed.xml", names[code], "", everything))
        for key, ones in shelves.items():
            if has_feed(key) and (own := _own(ones, code)):
                title = f"{names[code]} – {shelf_name(key, ones, catalog, code)[0]}"
                found.append(Feed(code, f"{key}feed.xml", title, key, own))
    return found


def has_feed(key: str) -> bool:
    """Whether a shelf of the archive may have a feed: one of a year would have nothing new."""
    return key.startswith(tuple(f"{ARCHIVE}/{folder}/" for folder in (TOPICS, TYPES, ISSUERS)))


def _own(ones: Iterable[Bulletin], code: str) -> tuple[Bulletin, ...]:
    """The newest public bulletins of one language: one with no date has no place in a feed."""
    own = (one for one in ones if one.code == code and one.is_public and one.date)
    return tuple(one for one, _ in zip(own, range(NEWEST), strict=False))


def atom(feed: Feed, catalog: Catalog, site_url: str, bodies: Mapping[tuple[str, str], str]) -> bytes:
    """The feed as Atom. `bodies` are the safe HTML of the bulletins, by language and name."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]  # its stubs
    root.set(f"{_XML}lang", feed.code)
    own, page = (f"{site_url}{catalog.url(feed.code, key)}" for key in (feed.key, feed.page))
    _add(root, "id", own)
    _add(root, "title", feed.title)
    _add(root, "updated", max(map(_updated, feed.bulletins), default=f"1970-01-01T00:00:00{_ZONE}"))
    _add(root, "link", rel="self", type="application/atom+xml", href=own)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for one in feed.bulletins:
        _entry(root, one, catalog, f"{site_url}{catalog.url(one.code, one.key)}", feed, bodies)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _entry(
    root: etree._Element,
    one: Bulletin,
    catalog: Catalog,
    url: str,
    feed: Feed,
    bodies: Mapping[tuple[str, str], str],
) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", url)
    _add(entry, "title", one.page.text("title") or one.name)
    _add(entry, "updated", _updated(one))
    _add(entry, "published", _moment(one.record.text("published") or one.date))
    _add(entry, "link", rel="alternate", type="text/html", href=url)
    _add(_add(entry, "author"), "name", one.record.text("issuer") or feed.title)
    if kind := one.record.text("type"):
        _add(entry, "category", term=kind, label=words(one.code).type_name(kind))
    for given in catalog.given[one.name]:
        _add(entry, "category", term=given.topic.slug, label=_label(given, one.code))
    content = _add(entry, "content", bodies.get((one.code, one.name), ""), type="html")
    content.set(f"{_XML}base", url)


def _label(given: Given, code: str) -> str:
    name = given.topic.named(code)[0]
    return f"{name} ({words(code).topic_inferred})" if given.inferred else name


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", attrib=attributes)
    element.text = _CONTROL.sub("", text) or None
    return element


def _moment(date: str) -> str:
    """A date of any length, or a stamp, as the moment that Atom asks for (RFC 3339)."""
    if "T" in date:
        return date
    year, month, day = [*date.split("-"), "01", "01"][:3]
    return f"{year}-{month}-{day}T00:00:00{_ZONE}"


def _updated(one: Bulletin) -> str:
    return _moment(one.page.text("approved_on") or one.record.text("published") or one.date)


def index(catalog: Catalog, names: Mapping[str, str], site_url: str) -> dict[str, Any]:
    """The JSON index: the publication, and every bulletin with its public versions, newest first."""
    return {
        "version": VERSION,
        "publication": dict(names),
        "site": site_url,
        "topics": {topic.slug: dict(topic.names) for topic in catalog.topics.topics},
        "bulletins": [entry for name in catalog.order if (entry := _indexed(name, catalog, site_url))],
    }


def _indexed(name: str, catalog: Catalog, site_url: str) -> dict[str, Any]:
    codes = [language.code for language in catalog.settings.languages]
    versions = [one for code in codes if (one := catalog.bulletins.get((code, name))) and one.is_public]
    if not versions:
        return {}
    record = versions[0].record
    return {
        "id": name.removesuffix(".md"),
        "date": versions[0].date or None,
        "date_is_sure": bool(date_of(versions[0])),
        "type": record.text("type") or None,
        "number": record.text("identifier") or None,
        "issuer": record.text("issuer") or None,
        "topics": [{"id": one.topic.slug, "inferred": one.inferred} for one in catalog.given[name]],
        "cites": numbers_cited(record),
        "source_sha256": record.text("source_sha256") or None,
        "versions": [
            {
                "language": one.code,
                "title": one.page.text("title"),
                "url": f"{site_url}{catalog.url(one.code, one.key)}",
                "original": one.state is None,
                "approved_on": one.page.text("approved_on") or None if one.state else None,
            }
            for one in versions
        ],
    }


def write(
    catalog: Catalog,
    names: Mapping[str, str],
    site_url: str,
    bodies: Mapping[tuple[str, str], str],
    site: Path,
    public: bool,
) -> None:
    """Write feeds, bulletins.json and robots.txt; no feeds without `site_url`: Atom needs whole addresses."""
    text = json.dumps(index(catalog, names, site_url), ensure_ascii=False, indent=1)
    (site / "bulletins.json").write_text(f"{text}\n", encoding="utf-8")
    (site / "robots.txt").write_text(robots(site_url, public), encoding="utf-8")
    for feed in feeds(catalog, names) if site_url else ():
        path = site / catalog.url(feed.code, feed.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(atom(feed, catalog, site_url, bodies))


def robots(site_url: str, public: bool) -> str:
    """robots.txt: a preview is for nobody's index."""
    if not public:
        return "User-agent: *\nDisallow: /\n"
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {site_url}sitemap.xml\n" if site_url else "")
