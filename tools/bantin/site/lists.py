"""Lists of bulletins: the front page, the archive and its years, in one language each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bantin import blocks
from bantin.settings import Language
from bantin.site.article import date_note
from bantin.site.catalog import ARCHIVE, Bulletin, Catalog, year_key
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
class Year:
    """A row of the archive's table."""

    name: str
    url: str
    count: str


@dataclass(frozen=True)
class Home:
    """The front page: the latest bulletin with its first sentences, then the recent ones by month."""

    lead: Item | None
    summary: str
    groups: tuple[Group, ...]
    years: tuple[Year, ...]
    archive_url: str


@dataclass(frozen=True)
class Archive:
    """The archive's front (years only) or one year of it (groups only)."""

    title: str
    total: str
    years: tuple[Year, ...] = ()
    groups: tuple[Group, ...] = ()
    back: str = ""


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
        years=_years(listed, catalog, language),
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


def _years(listed: list[Bulletin], catalog: Catalog, language: Language) -> tuple[Year, ...]:
    say = words(language.code)
    return tuple(
        Year(
            year or say.undated,
            catalog.url(language.code, year_key(year)),
            say.counted(sum(1 for _ in group)),
        )
        for year, group in groupby(listed, key=lambda one: one.date[:4])
    )


def archive(catalog: Catalog, language: Language) -> dict[str, Archive]:
    """The archive of one language: its pages by their address below the language's root."""
    say = words(language.code)
    listed = list(catalog.listed(language.code))
    years = _years(listed, catalog, language)
    pages = {f"{ARCHIVE}/": Archive(say.archive, say.counted(len(listed)), years)}
    for year, group in groupby(listed, key=lambda one: one.date[:4]):
        items = [item(one, catalog, language) for one in group]
        pages[year_key(year)] = Archive(
            title=say.by_year.format(year=year) if year else say.undated,
            total=say.counted(len(items)),
            groups=_groups(items, say),
            back=catalog.url(language.code, f"{ARCHIVE}/"),
        )
    return pages
