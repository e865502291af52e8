"""What every language must say: a missing word is an error before anything is built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bantin.review.states import State


@dataclass(frozen=True)
class Words:
    """The words of one language. Names in braces stand for what is filled in."""

    # Around every page
    locale: str  # as OpenGraph names it
    feed: str
    skip: str
    theme: str
    themes: Mapping[str, str]  # "" as the system has it, light, dark
    home: str
    archive: str
    sections: str  # the navigation's name
    languages: str  # the language switcher's name
    edit: str
    latest: str  # {date}
    # Search
    search: str
    search_hint: str
    search_results: str
    search_busy: str
    search_none: str  # {query}
    search_some: str  # no bulletin holds every word
    search_help: str  # what to try when nothing is found
    search_filters: Mapping[str, tuple[str, str]]  # each filter's name, and its "any"
    search_one: str
    search_many: str  # {count}
    search_more: str
    search_failed: str
    search_order: str  # what the choice of an order is called
    search_by_relevance: str
    search_by_date: str
    # Lists
    recent: str
    whole_archive: str
    years: str
    topics_heading: str
    types_heading: str
    issuers_heading: str
    pages: str  # the name of the list of pages
    undated: str
    by_year: str  # {year}
    count: str  # {count}
    count_one: str
    lacking: str  # {language}: a bulletin that has no page in this language
    # A bulletin
    more: str  # {count}: so many more, in the archive
    available: str  # {language}
    topics: str
    topic_note: str
    topic_inferred: str
    topic_cues: str  # the words follow
    facts: str
    number: str
    issuer: str
    kind: str
    published: str
    author: str
    publisher: str
    provisional: str
    recipients: str
    citations: str
    cited_by: str
    related: str
    quote: str  # how to cite
    copy: str
    copied: str
    contents: str
    source_file: str
    fingerprint: str
    newer: str
    older: str
    inferred: str
    conflict: str
    # Parallel reading
    beside: str  # {language}
    beside_failed: str
    # Translations
    original: str  # {language}
    notices: Mapping[State, tuple[str, str]]  # heading, sentence: {engine} {package} {by} {on} {language}
    passages: str  # the heading above the list of changed passages
    passages_left: str  # {count}
    passages_unknown: str
    passage_source: str  # {language}: the link to a passage of the original
    outdated: str  # the mark of a passage
    headline: str  # the title, as a place in the text
    opening: str  # what stands before the first heading
    block: str  # {number}
    blocks: str  # {first} {last}
    after: str  # {number}: below that block
    changes: Mapping[str, str]  # changed, added, removed
    drafted: str  # {engine} {package}
    drafted_by: str  # {engine}
    source_moved: str  # {language}
    labels: Mapping[State, str]  # in lists, and after a language's name in the switcher
    # 404
    lost: str
    lost_text: str
    lost_home: str
    # Dates and names
    months: tuple[str, ...]
    day: str  # {day} {month} {year}
    month: str  # {month} {year}
    language_names: Mapping[str, str]
    types: Mapping[str, str]  # slug of a document's type -> its name

    def date_of(self, iso: str) -> str:
        """A date 'YYYY-MM-DD' or 'YYYY-MM' as this language writes it; '' for no date."""
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
            return ""
        name = self.months[int(month) - 1]
        if not day[:2].isdigit():
            return self.month.format(month=name, year=year)
        return self.day.format(day=int(day[:2]), month=name, year=year)

    def month_of(self, iso: str) -> str:
        """The month of a date, as a heading; the word for 'undated' when there is none."""
        written = self.date_of(iso[:7])
        return written[:1].upper() + written[1:] if written else self.undated

    def month_name(self, iso: str) -> str:
        """The month of a date, without its year; '' when there is none."""
        if not iso:
            return ""
        name = self.months[int(iso[5:7]) - 1]
        return name[:1].upper() + name[1:]

    def blocks_of(self, numbers: Sequence[int]) -> str:
        """Blocks of a section that stand together; '' for its heading alone."""
        if len(numbers) < 2:
            return "".join(self.block.format(number=number) for number in numbers)
        return self.blocks.format(first=numbers[0], last=numbers[-1])

    def counted(self, number: int) -> str:
        """So many bulletins."""
        return self.count_one if number == 1 else self.count.format(count=number)

    def type_name(self, slug: str) -> str:
        """The name of a document's type; a type without a translation keeps its slug, spaced."""
        return self.types.get(slug) or slug.replace("-", " ").capitalize()

    def language_name(self, code: str, own: str) -> str:
        """How this language calls the other; its own name for itself when that is not known."""
        return self.language_names.get(code, own)
