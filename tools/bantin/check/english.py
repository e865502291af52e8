"""What is about English alone: its small words, its way of writing figures; skipped for other targets."""

import re
from collections.abc import Iterator

from bantin.check.model import Subject, short
from bantin.errors import Finding
from bantin.facts.model import words

CODE = "en"

_WORD = re.compile(r"[^\W\d_]+(?:[’'][a-z]+)?")
# The most frequent words of English; about two words in five of any English prose are among them.
_SMALL = frozenset(
    words(
        "the of and to in a is that for it as was with be by on not he i this are or his from at which "
        "but have an had they you were their one all we can her has there been if more when will would "
        "who so no she other its may these what them than some him time into only could new then do any "
        "my now such like our over me even most made after also did many before must through where much "
        "your should well down between out up while under during each both shall about against per until "
    )
)
_ENOUGH = 14  # words of a block that a verdict needs
_LEAST_BLOCK, _LEAST_PAGE = 0.08, 0.2
_DECIMAL = re.compile(r"(?<![\w.,/:-])\d{1,3},(?:\d{1,2}|\d{4,})(?![\d,]|\.\d)")
_THOUSANDS = re.compile(r"(?<![\w.,/:+-])\d{1,3}(?:\.\d{3})+(?![\w.]|,\d{3})")


def share(text: str) -> float:
    """The part of a text's words that are small English words, from 0 to 1; names and figures aside."""
    said = [word.lower() for word in _WORD.findall(text) if word[0].islower() or word.lower() in _SMALL]
    return sum(word in _SMALL for word in said) / len(said) if said else 0.0


def enough(text: str) -> bool:
    """Whether a text has words enough, names aside, to tell its language."""
    return sum(match.group()[0].islower() for match in _WORD.finditer(text)) >= _ENOUGH


def page(text: str) -> bool:
    """Whether a page's text may be English."""
    return not enough(text) or share(text) >= _LEAST_PAGE


def prose(subject: Subject) -> Iterator[Finding]:
    """Blocks that are not in English."""
    if subject.languages[1] != CODE:
        return
    for twin in subject.twins:
        if twin.target and enough(twin.target.text) and share(twin.target.text) < _LEAST_BLOCK:
            yield subject.finding(
                twin.number,
                f"hardly an English word: {short(twin.target.text)}",
                "English",
                "translate this block",
            )


def figures(subject: Subject) -> Iterator[Finding]:
    """Figures as Vietnamese writes them: a decimal comma, points between thousands."""
    if subject.languages != ("vi", CODE):
        return
    for twin in subject.full_twins:
        if not (twin.source and twin.target):
            continue
        for match in [*_DECIMAL.finditer(twin.target.text), *_THOUSANDS.finditer(twin.target.text)]:
            if match.group() in twin.source.text:
                yield subject.finding(
                    twin.number,
                    f"the figure {short(match.group())} as Vietnamese writes it",
                    match.group().translate(str.maketrans(".,", ",.")),
                    "write it the English way",
                )
