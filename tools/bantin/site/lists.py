"""Lists of bulletins: the front page, and the tables of the archive, in one language each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bantin import blocks
from bantin.settings import Language
from bantin.site.article import date_note
from bantin.site.catalog import (
    A_PAGE,
    ARCHIVE,
    ISSUERS,
    LANGUAGES,
    TOPICS,
    TYPES,
    UNDATED,
    Bulletin,
    Catalog,
    year_key,
)
from bantin.site.words import Words, words

RECENT = 50  # how many bulletins the front page lists
SIDE = 8  # how many topics, years, types, issuers the front page names


@dataclass(frozen=True)
class Item:
    """One bulletin in a list. `lang` is set where its title is not in the list's language."""

    title: str
    url: str
    lang: str
    kicker: str
    kind: str
    number: str
    place: str
    date: str
    datetime: str
    notes: tuple[str, ...]  # a word each: state of the translation, provisional title, kind of date


@dataclass(frozen=True)
class Group:
    """Bulletins of one month; `anchor` is its address within the page."""

    heading: str
    anchor: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Row:
    """A shelf in a table; `lang` where its name is not in the page's language, `parts` are its months."""

    name: str
    url: str
    count: str
    said: str  # the count in words
    lang: str = ""
    parts: tuple["Row", ...] = ()


@dataclass(frozen=True)
class Table:
    """Shelves of one kind, each with its count; `more` counts those that are not shown."""

    heading: str
    rows: tuple[Row, ...]
    more: str = ""


@dataclass(frozen=True)
class Home:
    """The front page: the latest bulletin with its first sentences, the recent ones by month, ways on."""

    lead: Item | None
    summary: str
    groups: tuple[Group, ...]
    tables: tuple[Table, ...]
    archive_url: str


def item(one: Bulletin, catalog: Catalog, language: Language) -> Item:
    """How a list of this language shows a bulletin."""
    say, record = words(language.code), one.record
    foreign = one.code != language.code
    return Item(
        title=one.page.text("title") or one.name.removesuffix(".md"),
        url=catalog.url(one.code, one.key),
        lang=one.code if foreign else "",
        kicker=one.page.text("kicker"),
        kind=say.type_name(kind) if (kind := record.text("type")) else "",
        number=record.text("identifier"),
        place=record.text("place"),
        date=say.date_of(one.date),
        datetime=one.date,
        notes=tuple(note for note in _notes(one, foreign, say, language) if note),
    )


def _notes(one: Bulletin, foreign: bool, say: Words, language: Language) -> Iterable[str]:
    if foreign:
        yield say.lacking.format(language=say.language_name(language.code, language.name))
    elif one.state is not None:
        yield say.labels[one.state]
    if one.record.meta.get("title_provisional") is True:
        yield say.provisional
    yield date_note(one.record, say)


def home(catalog: Catalog, language: Language) -> Home:
    """The front page of one language."""
    say, listed = words(language.code), list(catalog.listed(language.code))
    recent = [item(one, catalog, language) for one in listed[:RECENT]]
    return Home(
        lead=recent[0] if recent else None,
        summary=_summary(listed[0]) if listed else "",
        groups=groups(recent[1:], say),
        tables=tuple(_short(table, say) for table in tables(catalog, language, months=False)),
        archive_url=catalog.url(language.code, f"{ARCHIVE}/"),
    )


def _short(table: Table, say: Words) -> Table:
    left = len(table.rows) - SIDE
    return Table(table.heading, table.rows[:SIDE], say.more.format(count=left) if left > 0 else "")


def _summary(one: Bulletin) -> str:
    """The first paragraph that says something (not "Kính gửi: ..."), cut at a word when it is long."""
    texts = [block.text for block in blocks.split(one.page.body) if block.kind == "paragraph"]
    text = next((text for text in texts if len(text) > 100), "".join(texts[:1]))
    return text if len(text) <= 280 else text[:280].rpartition(" ")[0].rstrip(",;:–- ") + "…"


def groups(items: Iterable[Item], say: Words, year: bool = True) -> tuple[Group, ...]:
    """The items by month, in their order. Without `year` no heading says the year, and none that there is no
    date: where they stand has said it."""
    months = groupby(items, key=lambda one: one.datetime[:7])
    return tuple(
        Group(say.month_of(month) if year else say.month_name(month), anchor(month), tuple(group))
        for month, group in months
    )


def anchor(date: str) -> str:
    """The address of a year or a month within a page of the archive."""
    return f"d-{date}" if date else f"d-{UNDATED}"


def tables(catalog: Catalog, language: Language, months: bool = True) -> tuple[Table, ...]:
    """What the archive is ordered by: topics, types, issuers, translations, years."""
    say = words(language.code)
    found = (
        Table(say.topics_heading, _named(catalog, language, TOPICS)),
        Table(say.years, _years(catalog, language, months)),
        Table(say.types_heading, _named(catalog, language, TYPES)),
        Table(say.issuers_heading, _named(catalog, language, ISSUERS)),
        Table(say.languages, _named(catalog, language, LANGUAGES)),
    )
    return tuple(table for table in found if table.rows)


def _years(catalog: Catalog, language: Language, months: bool) -> tuple[Row, ...]:
    say, code = words(language.code), language.code
    found = []
    for year, group in groupby(catalog.listed(code), key=lambda one: one.date[:4]):
        ones, shelf = list(group), year_key(year)
        parts = index(ones, shelf, 7, catalog, language) if months and year else ()
        found.append(
            Row(
                year or say.undated,
                catalog.url(code, shelf),
                str(len(ones)),
                say.counted(len(ones)),
                "",
                parts,
            )
        )
    return tuple(found)


def index(
    ones: Iterable[Bulletin], shelf: str, length: int, catalog: Catalog, language: Language
) -> tuple[Row, ...]:
    """Where each year (a date's first 4 characters) or month (7) begins in a shelf, and what it holds."""
    say, found, start = words(language.code), [], 0
    for date, group in groupby(ones, key=lambda one: one.date[:length]):
        count, page = sum(1 for _ in group), start // A_PAGE
        key = shelf if page == 0 else f"{shelf}{page + 1}/"
        name = say.month_name(date) if length == 7 else date or say.undated
        found.append(
            Row(name, f"{catalog.url(language.code, key)}#{anchor(date)}", str(count), say.counted(count))
        )
        start += count
    return tuple(found)


def _named(catalog: Catalog, language: Language, folder: str) -> tuple[Row, ...]:
    """The shelves of one kind, the fullest first."""
    code, start = language.code, f"{ARCHIVE}/{folder}/"
    shelves = [(key, ones) for key, ones in catalog.shelves[code].items() if key.startswith(start)]
    shelves.sort(key=lambda shelf: -len(shelf[1]))
    found = []
    for key, ones in shelves:
        name, lang = shelf_name(key, ones, catalog, code)
        found.append(Row(name, catalog.url(code, key), str(len(ones)), words(code).counted(len(ones)), lang))
    return tuple(found)


def shelf_name(key: str, ones: list[Bulletin], catalog: Catalog, code: str) -> tuple[str, str]:
    """What a shelf is called: a year, a topic or type in the page's language, an issuer as the documents name
    it; and the language of that name where it is not the page's."""
    say, source = words(code), catalog.settings.source.code
    _, folder, name = f"{key}/".split("/")[:3]
    if folder == TOPICS:
        return catalog.topics.by_slug[name].named(code)
    if folder == TYPES:
        return say.type_name(ones[0].record.text("type")), ""
    if folder == ISSUERS:
        names = [one.record.text("issuer") for one in ones]
        best = next((name for name in names if not name.isupper()), names[0])
        return best, "" if code == source else source
    if folder == LANGUAGES:
        own = next(language.name for language in catalog.settings.languages if language.code == name)
        return say.available.format(language=say.language_name(name, own)), ""
    return (say.by_year.format(year=ones[0].date[:4]) if ones[0].date else say.undated), ""
