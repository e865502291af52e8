"""Sentences through the package of a pair of languages, or through two of them by way of English.

Sentences are drafted in portions that depend on nothing but the sentences, and always in the same order: what
this machine drafts and what others draft (cluster.py) is the same to the byte.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bantin import terms
from bantin.draft import engine
from bantin.draft.engine import Engine
from bantin.draft.improve import improve
from bantin.draft.package import Package
from bantin.draft.progress import Progress, share
from bantin.draft.result import Drafted
from bantin.settings import Settings
from bantin.terms import Glossary

# Sentences drafted at a time: few enough to share a run out, enough for full batches.
_PORTION = 512


@dataclass(frozen=True)
class Leg:
    """A package with the languages that it leads from and to, as the project calls them, and their terms."""

    package: Package
    languages: tuple[str, str]
    glossary: Glossary


@dataclass(frozen=True)
class Recipe:
    """All that a draft depends on besides its sentence; `glossary` has the terms from end to end."""

    legs: tuple[Leg, ...]
    glossary: Glossary
    beam: int

    @property
    def engine(self) -> str:
        """What pages record about the engine."""
        return engine.describe(self.beam)


def recipe(settings: Settings, code: str, package: Package) -> Recipe:
    """The recipe of a language. Raises SettingsError for a glossary that cannot be read."""
    stops = [settings.source.code, *(leg.to_code for leg in package.legs[:-1]), code]
    folder = settings.root / "glossary"
    legs = [
        Leg(one, pair, terms.read(folder, pair))
        for one, pair in zip(package.legs, pairwise(stops), strict=True)
    ]
    return Recipe(tuple(legs), terms.read(folder, (stops[0], stops[-1])), settings.beam)


class Translator:
    """Drafts sentences on this machine; packages are loaded when the first sentence comes."""

    def __init__(self, recipe: Recipe, workers: int = 0) -> None:
        self._recipe, self._workers = recipe, workers
        self._engines: tuple[Engine, ...] = ()

    def translate(self, sentences: Iterable[str], progress: Progress | None = None) -> dict[str, Drafted]:
        """The drafts of the sentences. Raises ModelError."""
        known: dict[str, Drafted] = {}
        cut = portions(sentences)
        total = sum(map(len, cut))
        for portion in cut:
            drafts = self.portion(portion, share(progress, len(known), len(portion), total))
            known.update(zip(portion, drafts, strict=True))
        return known

    def load(self) -> None:
        """Load the packages, if they are not. Raises ModelError."""
        self._engines = self._engines or tuple(
            Engine(leg.package, self._recipe.beam, self._workers) for leg in self._recipe.legs
        )

    def portion(self, sentences: Sequence[str], progress: Progress | None = None) -> list[Drafted]:
        """One portion, in order. Raises ModelError."""
        self.load()
        first, *rest = zip(self._engines, self._recipe.legs, strict=True)
        drafted = improve(first[0], sentences, first[1].glossary, first[1].languages, progress)
        for loaded, leg in rest:
            onwards = improve(loaded, [one.text for one in drafted], leg.glossary, leg.languages)
            drafted = [_through(one, then) for one, then in zip(drafted, onwards, strict=True)]
        if rest:
            return [self._end_to_end(of, one) for of, one in zip(sentences, drafted, strict=True)]
        return drafted

    def _end_to_end(self, source: str, one: Drafted) -> Drafted:
        """A draft that came by way of another language, its terms checked against the source itself."""
        faults = map(str, self._recipe.glossary.faults(source, one.text)) if one.text else ()
        return Drafted(one.text, one.confidence, tuple(dict.fromkeys((*one.flags, *faults))))


def _through(first: Drafted, then: Drafted) -> Drafted:
    """A draft of a draft: as sure as both together, and to be looked at for what is wrong in either."""
    flags = tuple(dict.fromkeys((*first.flags, *then.flags)))
    return Drafted(then.text if first.text else "", first.confidence * then.confidence, flags)


def portions(sentences: Iterable[str]) -> list[list[str]]:
    """The sentences, each once, of much the same length together, longest first."""
    ordered = sorted(set(sentences), key=lambda text: (-len(text), text))
    return [ordered[start : start + _PORTION] for start in range(0, len(ordered), _PORTION)]
