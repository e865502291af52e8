"""What a bulletin's page shows, made ready for a template that holds markup only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bantin.blocks import OFFICIAL
from bantin.page import Page
from bantin.settings import Language
from bantin.site.catalog import Bulletin, Catalog, topic_key
from bantin.site.content import slug
from bantin.site.letterhead import Letterhead, letterhead
from bantin.site.notice import Notice, notice
from bantin.site.parallel import Beside, beside
from bantin.site.words import Words, words
from bantin.topics import Given

_CUES = 5  # so many of the words that a topic was inferred from are shown


@dataclass(frozen=True)
class Fact:
    """A row of the quiet table: `lang` where the value is not in the page's language, `exact` for ids."""

    name: str
    value: str
    lang: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Citation:
    """A cited document; `url` when it is a bulletin of this site."""

    number: str
    text: str
    date: str
    url: str = ""


@dataclass(frozen=True)
class Label:
    """A topic of the bulletin; `note` says how and from which words it was inferred, () if decided."""

    name: str
    url: str
    lang: str
    note: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A part of a citation: `lang` where it is not in the page's language, `exact` for ids."""

    text: str
    lang: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Step:
    """A neighbouring bulletin."""

    word: str
    title: str
    url: str


@dataclass(frozen=True)
class Pointer:
    """Another bulletin; `lang` where its title is not in the page's language."""

    title: str
    url: str
    lang: str
    date: str


@dataclass(frozen=True)
class Article:
    """A bulletin's page; `source_lang` marks the passages that stay in the source's language, `official_lang`
    the head and foot of an official document where nobody has translated them."""

    title: str
    provisional: str
    kicker: str
    dateline: str
    datetime: str
    date_note: str
    place: str
    source_lang: str
    official_lang: str
    facts: tuple[Fact, ...]
    letterhead: Letterhead
    document_type: str  # as an official document is headed: "THÔNG BÁO"
    byline: str
    recipients_word: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    notice: Notice | None
    topics: tuple[Label, ...]
    citations: tuple[Citation, ...]
    source_file: str
    source_hash: str
    newer: Step | None
    older: Step | None
    beside: tuple[Beside, ...]
    cited_by: tuple[Pointer, ...]
    related: tuple[Pointer, ...]
    quote: tuple[Part, ...]  # how to cite this page


def article(one: Bulletin, catalog: Catalog, language: Language, name: str, site_url: str) -> Article:
    """The article of one bulletin in the language of its page; `name` is the publication's."""
    say, record = words(language.code), one.record
    source = catalog.settings.source.code
    newer, older = _neighbours(one, catalog)
    official = one.page if any(map(one.page.texts, OFFICIAL)) else record
    spoken = words(one.code if official is one.page else source)
    types = {*spoken.types, *map(slug, spoken.types.values())}
    head = letterhead(official.texts("letterhead"), types)
    url = f"{site_url}{catalog.url(one.code, one.key)}" if site_url else ""
    dated_above = head.has("dated") and official is one.page
    return Article(
        title=one.page.text("title") or one.name.removesuffix(".md"),
        provisional=say.provisional if record.meta.get("title_provisional") is True else "",
        kicker=one.page.text("kicker"),
        dateline="" if dated_above else say.date_of(one.date),
        datetime=one.date,
        date_note=date_note(record, say),
        place="" if dated_above else record.text("place"),
        source_lang="" if one.code == source else source,
        official_lang="" if official is one.page or one.code == source else source,
        facts=() if head.has("number") and official is one.page else tuple(_facts(one, say, source)),
        letterhead=head,
        document_type=head.type if official is one.page or not head.type else say.type_name(slug(head.type)),
        byline=record.text("byline"),
        recipients_word=spoken.recipients,
        recipients=tuple(official.texts("recipients")),
        signature=tuple(official.texts("signature")),
        notice=notice(one, catalog, say),
        topics=tuple(_label(given, one.code, catalog, say) for given in catalog.given[one.name]),
        citations=tuple(_citation(line, catalog, one.code, say) for line in record.texts("references")),
        source_file=record.text("source"),
        source_hash=record.text("source_sha256"),
        newer=_step(newer, say.newer, catalog),
        older=_step(older, say.older, catalog),
        beside=beside(one, catalog),
        cited_by=_pointers(catalog.citing.get(one.name, ()), one, catalog, say),
        related=_pointers(catalog.related.get(one.name, ()), one, catalog, say),
        quote=_quote(one, say, name, url, source),
    )


def date_note(record: Page, say: Words) -> str:
    """How sure the date is, in a word; '' when it is as the source states it."""
    return {"inferred": say.inferred, "conflict": say.conflict}.get(record.text("date_precision"), "")


def _facts(one: Bulletin, say: Words, source: str) -> Iterator[Fact]:
    record = one.record
    lang = "" if one.code == source else source
    if kind := record.text("type"):
        yield Fact(say.kind, say.type_name(kind))
    if number := record.text("identifier"):
        yield Fact(say.number, number, exact=True)
    for name, key in ((say.issuer, "issuer"), (say.author, "author"), (say.publisher, "publisher")):
        value = record.text(key)
        if value and value not in record.text("byline"):
            yield Fact(name, value, lang)
    if published := record.text("published"):
        date, _, time = published.partition("T")
        yield Fact(say.published, ", ".join(part for part in (say.date_of(date), time[:5]) if part))


def _label(given: Given, code: str, catalog: Catalog, say: Words) -> Label:
    name, lang = given.topic.named(code)
    note = (say.topic_cues, ", ".join(given.evidence[:_CUES])) if given.inferred else ()
    return Label(name, catalog.url(code, topic_key(given.topic.slug)), lang, note)


def _citation(line: str, catalog: Catalog, code: str, say: Words) -> Citation:
    """One of `references`: 'number; type; issuer; date', parts that are not known left empty."""
    number, kind, issuer, date = ([part.strip() for part in line.split(";")] + [""] * 4)[:4]
    name = catalog.by_number.get(number)
    shown = catalog.shown(code, name) if name else None
    written = say.date_of(date.partition(" ")[0])
    if written and "(inferred)" in date:
        written = f"{written} ({say.inferred})"
    return Citation(
        number,
        ", ".join(part for part in (kind, issuer) if part),
        written or date,
        catalog.url(shown.code, shown.key) if shown else "",
    )


def _pointers(names: Iterable[str], one: Bulletin, catalog: Catalog, say: Words) -> tuple[Pointer, ...]:
    shown = (catalog.shown(one.code, name) for name in names)
    return tuple(
        Pointer(
            other.page.text("title"),
            catalog.url(other.code, other.key),
            "" if other.code == one.code else other.code,
            say.date_of(other.date),
        )
        for other in shown
    )


_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks


def _quote(one: Bulletin, say: Words, name: str, url: str, source: str) -> tuple[Part, ...]:
    """'Issuer, “Title”, number, date, publication, address': what is known of it."""
    record = one.record
    parts = (
        Part(record.text("issuer"), "" if one.code == source else source),
        Part(f"“{one.page.text('title').translate(_INNER)}”"),
        Part(record.text("identifier"), exact=True),
        Part(say.date_of(one.date)),
        Part(name),
        Part(url, exact=True),
    )
    return tuple(part for part in parts if part.text)


def _neighbours(one: Bulletin, catalog: Catalog) -> tuple[Bulletin | None, Bulletin | None]:
    before, after = catalog.neighbours.get((one.code, one.name), ("", ""))
    return catalog.bulletins.get((one.code, before)), catalog.bulletins.get((one.code, after))


def _step(one: Bulletin | None, word: str, catalog: Catalog) -> Step | None:
    if one is None:
        return None
    return Step(word, one.page.text("title"), catalog.url(one.code, one.key))
