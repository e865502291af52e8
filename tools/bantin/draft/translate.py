"""Sentences through the package of a pair of languages, or through two of them by way of English."""

from collections.abc import Callable, Sequence

from bantin import terms
from bantin.draft import engine
from bantin.draft.engine import Engine
from bantin.draft.improve import improve
from bantin.draft.package import Package
from bantin.draft.result import Drafted
from bantin.settings import Settings

Progress = Callable[[int, int], None]


class Translator:
    """Translates sentences of the source language; packages are loaded when the first sentence comes."""

    def __init__(self, settings: Settings, code: str, package: Package) -> None:
        self._settings, self._code, self._package = settings, code, package
        self._loaded: tuple[Engine, ...] = ()

    @property
    def name(self) -> str:
        """What pages record about the engine."""
        return engine.describe(self._settings.beam)

    def translate(self, sentences: Sequence[str], progress: Progress | None = None) -> list[Drafted]:
        """The sentences in the target language, in order. Raises ModelError."""
        legs = self._package.legs
        self._loaded = self._loaded or tuple(Engine(leg, self._settings.beam) for leg in legs)
        source = self._settings.source.code
        first = source, legs[0].to_code if len(legs) > 1 else self._code
        glossary = terms.read(self._settings.root / "glossary", first)
        drafted = improve(self._loaded[0], sentences, glossary, first, progress)
        return drafted if len(legs) == 1 else self._onwards(sentences, drafted)

    def _onwards(self, sentences: Sequence[str], drafted: list[Drafted]) -> list[Drafted]:
        """The second leg: English drafts into the target language, its own terms checked."""
        glossary = terms.read(self._settings.root / "glossary", (self._settings.source.code, self._code))
        texts = self._loaded[1].translate([one.text for one in drafted])
        found: list[Drafted] = []
        for source, one, text in zip(sentences, drafted, texts, strict=True):
            faults = tuple(map(str, glossary.faults(source, text))) if text else ()
            found.append(Drafted(text if one.text else "", one.confidence, (*one.flags, *faults)))
        return found
