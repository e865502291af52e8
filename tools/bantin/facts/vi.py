"""Facts in Vietnamese text."""

import re

from bantin.facts import codes, contacts, dates_vi, documents, names, numbers_vi, times
from bantin.facts.model import Fact, blank

_DIGIT = re.compile(r"\d")


def find(text: str) -> list[Fact]:
    """Every fact in a Vietnamese text, in order."""
    found = list(contacts.find(text))
    rest = blank(text, found) if found else text
    people = list(names.vietnamese(rest))
    if _DIGIT.search(rest):
        for finder in (
            _documents,
            contacts.phones,
            dates_vi.find,
            dates_vi.ratios,
            times.vietnamese,
            codes.find,
        ):
            more = list(finder(rest))
            found += more
            rest = blank(rest, more) if more else rest
    else:
        more = list(dates_vi.find(rest))
        found += more
        rest = blank(rest, more) if more else rest
    found += [*dates_vi.sundays(rest), *numbers_vi.find(rest), *people]
    return sorted(found, key=lambda fact: (fact.start, fact.end))


def _documents(text: str) -> list[Fact]:
    return [
        Fact("document", match.group(1), match.group(1), match.start(1), match.end(1))
        for match in documents.NUMBER.finditer(text)
    ]
