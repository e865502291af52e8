"""What the drafting of one sentence came to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Drafted:
    """The translation of a sentence, '' where there is none, and what is known about it.

    `confidence` is from 0 to 1; `flags` says, each in a few words, what a person must look at:
    'number 96,56 % missing'.
    """

    text: str
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
