"""Facts in English text."""

import re

from bantin.facts import codes, contacts, dates_en, dates_vi, documents, names, numbers_en, times
from bantin.facts.model import Fact, blank

_DIGIT = re.compile(r"\d")


def find(text: str) -> list[Fact]:
    """Every fact in an English text, in order."""
    found = list(contacts.find(text))
    rest = blank(text, found) if found else text
    people = list(names.english(rest))
    finders = (_documents, contacts.phones, dates_en.find, dates_vi.ratios, times.english, codes.find)
    for finder in finders if _DIGIT.search(rest) else (dates_en.find, times.english):
        more = list(finder(rest))
        found += more
        rest = blank(rest, more) if more else rest
    found += [*dates_en.weekdays(rest), *dates_en.lunar(rest), *numbers_en.find(rest), *people]
    return sorted(found, key=lambda fact: (fact.start, fact.end))


def _documents(text: str) -> list[Fact]:
    return [
        Fact("document", match.group(1), match.group(1), match.start(1), match.end(1))
        for match in documents.NUMBER.finditer(text)
    ]
