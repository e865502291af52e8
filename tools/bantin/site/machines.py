"""What machines read in a page's head: schema.org as JSON-LD, and OpenGraph for whoever shares a link.

Only what is certain is said: no date that was inferred or is in conflict, no translation that nobody
approved. Vocabulary: schema.org NewsArticle, Legislation, GovernmentOrganization; ogp.me.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bantin.review.states import State
from bantin.site.catalog import Bulletin, Catalog
from bantin.site.related import numbers_cited
from bantin.site.words import words

_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}  # nothing ends the script element
_SURE = ("exact", "month")


@dataclass(frozen=True)
class Share:
    """One page for those who share it: OpenGraph properties in their order, and JSON-LD ('' for none)."""

    properties: tuple[tuple[str, str], ...]
    linked: str


def date_of(one: Bulletin) -> str:
    """The date of a bulletin, where it is sure."""
    return one.date if one.record.text("date_precision") in ("", *_SURE) else ""


def share(
    catalog: Catalog,
    code: str,
    names: Mapping[str, str],
    site_url: str,
    url: str,
    said: tuple[str, str],
    one: Bulletin | None = None,
    image: str = "",
) -> Share:
    """What is shared of a page. `said` are its title and description; `url` is absolute."""
    title, description = said
    properties = [
        ("og:type", "article" if one else "website"),
        ("og:site_name", names[code]),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:locale", words(code).locale),
    ]
    if one and (date := date_of(one)):
        properties.append(("article:published_time", date))
    if one:
        properties += [("article:tag", name) for name in _decided(one, catalog)]
    if image:
        properties += [("og:image", image), ("og:image:width", "1200"), ("og:image:height", "630")]
    linked = ""
    if url and one and one.is_public:
        linked = _dump(_bulletin(one, catalog, names[code], site_url, description, image))
    elif url and not one:
        linked = _dump(_publication(names[code], code, url))
    return Share(tuple((name, value) for name, value in properties if value), linked)


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _publication(name: str, code: str, url: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "url": url,
        "inLanguage": code,
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{url}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def _bulletin(
    one: Bulletin, catalog: Catalog, publication: str, site_url: str, description: str, image: str
) -> dict[str, Any]:
    record = one.record
    official = bool(record.text("identifier") or record.texts("letterhead"))
    url = f"{site_url}{catalog.url(one.code, one.key)}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if official else "NewsArticle",
        "@id": url,
        "url": url,
        "inLanguage": one.code,
        "headline" if not official else "name": one.page.text("title"),
        "abstract": description,
        "image": image,
        "about": [{"@type": "Thing", "name": name} for name in _decided(one, catalog)],
        "publisher": _body(record.text("publisher") or publication),
        **(_law(one) if official else _news(one)),
        **_versions(one, catalog, site_url),
    }
    if numbers := numbers_cited(record):
        data["citation"] = [{"@type": "Legislation", "legislationIdentifier": number} for number in numbers]
    return {name: value for name, value in data.items() if value}


def _decided(one: Bulletin, catalog: Catalog) -> list[str]:
    """The names of the topics that a person decided; one that was inferred is not certain."""
    return [given.topic.named(one.code)[0] for given in catalog.given[one.name] if not given.inferred]


def _law(one: Bulletin) -> dict[str, Any]:
    record = one.record
    kind, issuer = record.text("type"), record.text("issuer")
    return {
        "legislationIdentifier": record.text("identifier"),
        "legislationType": words(one.code).type_name(kind) if kind else "",
        "legislationDate": date_of(one),
        "legislationPassedBy": _body(issuer) if issuer else None,
    }


def _news(one: Bulletin) -> dict[str, Any]:
    record = one.record
    issuer, author = record.text("issuer"), record.text("author")
    return {
        "datePublished": record.text("published") or date_of(one),
        "author": {"@type": "Person", "name": author} if author else _body(issuer) if issuer else None,
    }


def _body(name: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": name}


def _versions(one: Bulletin, catalog: Catalog, site_url: str) -> dict[str, Any]:
    """The other half of an approved pair, by its address."""
    source = catalog.settings.source.code
    if one.state is State.APPROVED:
        return {
            "translationOfWork": {"@id": f"{site_url}{catalog.url(source, one.key)}", "inLanguage": source}
        }
    others = [
        {"@id": f"{site_url}{catalog.url(language.code, one.key)}", "inLanguage": language.code}
        for language in catalog.settings.targets
        if (other := catalog.bulletins.get((language.code, one.name))) and other.state is State.APPROVED
    ]
    return {"workTranslation": others} if others else {}
