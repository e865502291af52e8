"""The archive: its front, and the pages of its shelves (a year, a topic, a type, an issuer, a language)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from bantin.settings import Language
from bantin.site.catalog import A_PAGE, ARCHIVE, Bulletin, Catalog, page_keys, topic_key
from bantin.site.lists import Group, Item, Row, Table, anchor, groups, index, item, shelf_name, tables
from bantin.site.words import Words, words


@dataclass(frozen=True)
class Year:
    """Bulletins of one year; `heading` is '' where the page is that year's own."""

    heading: str
    anchor: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Archive:
    """The archive's front (tables only) or a page of one shelf (years only)."""

    title: str
    total: str
    tables: tuple[Table, ...] = ()
    index: tuple[Row, ...] = ()  # where each year or month of the shelf begins
    years: tuple[Year, ...] = ()
    back: str = ""
    lang: str = ""  # where the title is not in the page's language
    pages: tuple[tuple[str, str], ...] = ()  # number and address of each page, where there are several
    page: str = ""
    feed_url: str = ""  # where its feed lies, if it has one


def archive(catalog: Catalog, language: Language) -> dict[str, Archive]:
    """The archive of one language: its pages by their address below the language's root."""
    say = words(language.code)
    total = say.counted(sum(1 for _ in catalog.listed(language.code)))
    found = {f"{ARCHIVE}/": Archive(say.archive, total, tables(catalog, language))}
    for shelf, ones in catalog.shelves[language.code].items():
        found |= _shelf(shelf, ones, catalog, language)
    return found


def _shelf(shelf: str, ones: list[Bulletin], catalog: Catalog, language: Language) -> dict[str, Archive]:
    say, code = words(language.code), language.code
    keys = page_keys(shelf, len(ones))
    pages = tuple((str(number), catalog.url(code, key)) for number, key in enumerate(keys, 1))
    by_year = shelf.count("/") == 2  # luu-tru/2025/; the others lie one level lower
    title, lang = shelf_name(shelf, ones, catalog, code)
    parts = index(ones, shelf, 7 if by_year else 4, catalog, language)
    front = Archive(
        title=title,
        total=say.counted(len(ones)),
        index=parts if len(parts) > 1 else (),
        back=catalog.url(code, f"{ARCHIVE}/"),
        lang=lang,
        pages=pages if len(pages) > 1 else (),
        feed_url=catalog.url(code, f"{shelf}feed.xml"),
    )
    found = {}
    for number, key in enumerate(keys, 1):
        shown = ones[(number - 1) * A_PAGE : number * A_PAGE]
        items = [_item(shelf, one, catalog, language) for one in shown]
        found[key] = replace(front, years=tuple(_years(items, say, by_year)), page=str(number))
    return found


def _item(shelf: str, one: Bulletin, catalog: Catalog, language: Language) -> Item:
    """How a shelf shows a bulletin: one that stands under a topic by inference says so."""
    made = item(one, catalog, language)
    inferred = any(
        given.inferred and shelf == topic_key(given.topic.slug) for given in catalog.given[one.name]
    )
    note = words(language.code).topic_note
    return replace(made, notes=(*made.notes, note)) if inferred else made


def _years(items: Iterable[Item], say: Words, by_year: bool) -> Iterable[Year]:
    for year, group in groupby(items, key=lambda one: one.datetime[:4]):
        yield Year("" if by_year else year or say.undated, anchor(year), groups(group, say, year=False))
