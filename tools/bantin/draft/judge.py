"""A draft judged: its facts against the source's, its terms, its looks, and how sure the model was."""

import math
from dataclasses import dataclass
from functools import cached_property

from bantin.draft import quality
from bantin.draft.quality import Sign
from bantin.facts import foreign
from bantin.facts.compare import FINDERS, Difference, compare
from bantin.terms import Fault, Glossary

# What a fault weighs against one unit of mean log probability a piece.
_FACT, _TERM, _SIGN, _LENGTH = 4.0, 0.6, 1.5, 1.5

_UNLIKELY = -3.0  # however unlikely the model finds a draft, a right fact weighs more

# Confidence: fitted on 428 drafts of an earlier compact package with references (bulletins and FLORES-200);
# with today's it ranks the chrF of 314 drafts with a Spearman correlation of 0.68. chrF hardly sees a wrong
# figure, so what one costs was set by hand.
_OWN, _RATIO, _LOG_LENGTH, _WRONG = 2.0, -0.8, 0.33, -0.5


@dataclass(frozen=True)
class Judge:
    """The rules that drafts of one pair of languages are judged by."""

    glossary: Glossary
    languages: tuple[str, str]

    def judge(self, source: str, text: str, score: float, own: float | None = None) -> "Candidate":
        """One draft of a source sentence; `score` is the model's mean log probability of a piece, `own` that
        of the model's own first draft (this one, unless it is told)."""
        differences = tuple(self._differences(source, text))
        faults = tuple(self.glossary.faults(source, text))
        signs = tuple(
            sign
            for sign in quality.signs(source, text)
            if self.languages == ("vi", "en") or sign.kind not in ("short", "long")
        )
        return Candidate(source, text, score, score if own is None else own, differences, faults, signs)

    def _differences(self, source: str, text: str) -> list[Difference]:
        """By value where both languages are known, else by what all languages share."""
        ours, theirs = (FINDERS.get(code) for code in self.languages)
        if ours and not theirs:
            return foreign.compare(ours(source), text)
        return compare(source, text, self.languages)


@dataclass(frozen=True)
class Candidate:
    """A draft of a sentence and what is wrong with it."""

    source: str
    text: str
    score: float
    own: float  # the first draft's score: how hard the sentence was, whatever was forced in later
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    signs: tuple[Sign, ...]

    @cached_property
    def penalty(self) -> float:
        """How bad the draft is; the least is taken."""
        return (
            _FACT * len(self.differences)
            + _TERM * len(self.faults)
            + _SIGN * len(self.signs)
            + _LENGTH * quality.ratio(self.source, self.text)
            - (max(self.score, _UNLIKELY) if self.text else self.score)
        )

    @property
    def troubled(self) -> bool:
        """Whether another draft should be tried."""
        return bool(self.differences or self.signs or self.faults)

    @property
    def confidence(self) -> float:
        """From 0 to 1: about the chrF (over 100) that such a draft reaches; every wrong fact lowers it."""
        total = (
            _OWN * max(self.own, -5.0)
            + _RATIO * quality.ratio(self.source, self.text)
            + _LOG_LENGTH * math.log(max(len(self.source), 1))
            + _WRONG * (len(self.differences) + len(self.signs))
        )
        return 1 / (1 + math.exp(-total))

    @property
    def flags(self) -> tuple[str, ...]:
        """What a person must look at, each in a few words."""
        return (
            *(_said(difference) for difference in self.differences),
            *(str(fault) for fault in self.faults),
            *(sign.said for sign in self.signs),
        )


def _said(difference: Difference) -> str:
    """A difference in words: 'number 96,56% missing', 'date 31/3 became 3 March'."""
    source, target = difference.source, difference.target
    if source and target:
        return f"{difference.kind} {source.text} became {target.text}"
    if source:
        unit = "%" if source.unit == "%" and "%" not in source.text else ""
        return f"{difference.kind} {source.text}{unit} missing"
    return f"{difference.kind} {target.text if target else ''} is not in the source"
