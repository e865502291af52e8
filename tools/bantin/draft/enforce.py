"""What can be put right in a finished draft without the model: a wrong fact, a forbidden
rendering, capitals and full stops."""

import re
from collections.abc import Iterable

from bantin.draft import render
from bantin.draft.judge import Candidate
from bantin.terms import Fault
from bantin.terms_match import like

_SUFFIXES = ("st", "nd", "rd", "th")
_ARTICLE = re.compile(r"(^|\s)(an?|An?)(?=\s$)")
_DOTTED = re.compile(r"\b(?:[a-zA-Z]|etc|Mr|Mrs|Dr|No)\.$|\.\.$")  # a.m., U.S., etc., an ellipsis


def facts(candidate: Candidate, language: str = "en") -> str | None:
    """The draft with every fact that came out wrong written right in its place, or None where none can be."""
    places: list[tuple[int, int, str]] = []
    for one in candidate.differences:
        if one.source and one.target:
            ordered = one.target.text.endswith(_SUFFIXES) and one.source.kind == "number"
            text = render.said(one.source, language, ordered=ordered)
            if text:
                places.append((one.target.start, one.target.end, text))
    return _replaced(candidate.text, places) if places else None


def forbidden(text: str, faults: Iterable[Fault]) -> str:
    """The draft with every forbidden rendering replaced by the required one, case and number kept."""
    places: list[tuple[int, int, str]] = []
    for fault in faults:
        if fault.kind == "forbidden":
            said = like(fault.said, fault.hit.term.target)
            places.append((fault.start, fault.end, said))
            article = _ARTICLE.search(text, 0, fault.start)
            if article:
                right = "an" if said[0].lower() in "aeiou" else "a"
                places.append((*article.span(2), right if article[2].islower() else right.capitalize()))
    return _replaced(text, places) or text


def tidy(source: str, text: str) -> str:
    """The draft with a capital and a full stop where its source has them, and none of its own at the end."""
    if source[:1].isupper() and text[:1].islower():
        text = text[0].upper() + text[1:]
    if source.endswith(".") and text[-1:].isalnum():
        return text + "."
    if source[-1:].isalnum() and text.endswith(".") and not _DOTTED.search(text):
        return text[:-1]
    return text


def _replaced(text: str, places: list[tuple[int, int, str]]) -> str | None:
    """The text with other words at these places; None where two of them overlap."""
    last = len(text) + 1
    for start, end, words in sorted(places, reverse=True):
        if end > last:
            return None
        text, last = text[:start] + words + text[end:], start
    return text
