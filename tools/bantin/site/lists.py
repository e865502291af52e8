"""Lists of bulletins: the front page, the archive and its years, in one language each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bantin import blocks
from bantin.settings import Language
from bantin.site.article import date_note
from bantin.site.catalog import A_PAGE, ARCHIVE, ISSUERS, TYPES, Bulletin, Catalog, page_keys, year_key
from bantin.site.words import Words, words

RECENT = 50  # how many bulletins the front page lists


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
    """Bulletins of one month."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Row:
    """A row of the archive's tables; `lang` where its name is not in the page's language."""

    name: str
    url: str
    count: str
    lang: str = ""


@dataclass(frozen=True)
class Table:
    """A part of the archive's front: years, types or issuers, each with its count."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Home:
    """The front page: the latest bulletin with its first sentences, then the recent ones by month."""

    lead: Item | None
    summary: str
    groups: tuple[Group, ...]
    years: tuple[Row, ...]
    types: tuple[Row, ...]
    archive_url: str


@dataclass(frozen=True)
class Archive:
    """The archive's front (tables only) or a page of one shelf (groups only)."""

    title: str
    total: str
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()
    back: str = ""
    lang: str = ""  # where the title is not in the page's language
    pages: tuple[tuple[str, str], ...] = ()  # number and address of each page, where there are several
    page: str = ""


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
    listed = list(catalog.listed(language.code))
    recent = [item(one, catalog, language) for one in listed[:RECENT]]
    return Home(
        lead=recent[0] if recent else None,
        summary=_summary(listed[0]) if listed else "",
        groups=_groups(recent[1:], words(language.code)),
        years=_years(catalog, language),
        types=_named(catalog, language, TYPES),
        archive_url=catalog.url(language.code, f"{ARCHIVE}/"),
    )


def _summary(one: Bulletin) -> str:
    """The first paragraph that says something (not "Kính gửi: ..."), cut at a word when it is long."""
    texts = [block.text for block in blocks.split(one.page.body) if block.kind == "paragraph"]
    text = next((text for text in texts if len(text) > 100), "".join(texts[:1]))
    return text if len(text) <= 280 else text[:280].rpartition(" ")[0].rstrip(",;:–- ") + "…"


def _groups(items: list[Item], say: Words) -> tuple[Group, ...]:
    months = groupby(items, key=lambda one: one.datetime[:7])
    return tuple(Group(say.month_of(month), tuple(group)) for month, group in months)


def _years(catalog: Catalog, language: Language) -> tuple[Row, ...]:
    say = words(language.code)
    listed = catalog.listed(language.code)
    return tuple(
        Row(
            year or say.undated,
            catalog.url(language.code, year_key(year)),
            say.counted(sum(1 for _ in group)),
        )
        for year, group in groupby(listed, key=lambda one: one.date[:4])
    )


def _named(catalog: Catalog, language: Language, folder: str) -> tuple[Row, ...]:
    """The shelves of one kind, the fullest first."""
    say, start = words(language.code), f"{ARCHIVE}/{folder}/"
    shelves = [(key, ones) for key, ones in catalog.shelves[language.code].items() if key.startswith(start)]
    shelves.sort(key=lambda shelf: -len(shelf[1]))
    lang = "" if folder == TYPES else _foreign(catalog, language)
    return tuple(
        Row(shelf_name(key, ones, say), catalog.url(language.code, key), say.counted(len(ones)), lang)
        for key, ones in shelves
    )


def _foreign(catalog: Catalog, language: Language) -> str:
    """The source's language, which issuers are named in, on the pages of any other."""
    source = catalog.settings.source.code
    return "" if language.code == source else source


def shelf_name(key: str, ones: list[Bulletin], say: Words) -> str:
    """What a shelf is called: a year, a type in the page's language, an issuer as the documents name it."""
    if key.startswith(f"{ARCHIVE}/{TYPES}/"):
        return say.type_name(ones[0].record.text("type"))
    if key.startswith(f"{ARCHIVE}/{ISSUERS}/"):
        names = [one.record.text("issuer") for one in ones]
        return next((name for name in names if not name.isupper()), names[0])
    return say.by_year.format(year=ones[0].date[:4]) if ones[0].date else say.undated


def archive(catalog: Catalog, language: Language) -> dict[str, Archive]:
    """The archive of one language: its pages by their address below the language's root."""
    say = words(language.code)
    tables = (
        Table(say.years, _years(catalog, language)),
        Table(say.types_heading, _named(catalog, language, TYPES)),
        Table(say.issuers_heading, _named(catalog, language, ISSUERS)),
    )
    total = say.counted(sum(1 for _ in catalog.listed(language.code)))
    front = Archive(say.archive, total, tuple(table for table in tables if table.rows))
    return {f"{ARCHIVE}/": front, **_shelves(catalog, language)}


def _shelves(catalog: Catalog, language: Language) -> dict[str, Archive]:
    say, back = words(language.code), catalog.url(language.code, f"{ARCHIVE}/")
    found = {}
    for shelf, ones in catalog.shelves[language.code].items():
        keys = page_keys(shelf, len(ones))
        pages = tuple((str(number), catalog.url(language.code, key)) for number, key in enumerate(keys, 1))
        by_issuer = shelf.startswith(f"{ARCHIVE}/{ISSUERS}/")
        for number, key in enumerate(keys, 1):
            shown = ones[(number - 1) * A_PAGE : number * A_PAGE]
            found[key] = Archive(
                title=shelf_name(shelf, ones, say),
                total=say.counted(len(ones)),
                groups=_groups([item(one, catalog, language) for one in shown], say),
                back=back,
                lang=_foreign(catalog, language) if by_issuer else "",
                pages=pages if len(pages) > 1 else (),
                page=str(number),
            )
    return found
