"""What a translation package is, and the packages that the project knows by their bytes."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

Kind = Literal["official", "compact", "other"]
Place = Literal["installed", "embedded", "given"]


@dataclass(frozen=True)
class Pinned:
    """A package that the project knows by its bytes: size in bytes, SHA-256, and addresses to try in turn."""

    file: str
    from_code: str
    to_code: str
    size: int
    sha256: str
    urls: tuple[str, ...]


# translate-vi_en 1.9: an OPUS-MT model (CC-BY 4.0) converted by Argos Open Technologies. The file is pinned,
# not the public index, which has no checksums and once dropped this pair.
_OFFICIAL_FILE = "translate-vi_en-1_9.argosmodel"
OFFICIAL = Pinned(
    _OFFICIAL_FILE,
    "vi",
    "en",
    65_895_840,
    "ebd51b7189b13eccb9238a5777de1d343008c4c05284a8b89610242364433953",
    (
        f"https://argos-net.com/v1/{_OFFICIAL_FILE}",
        f"https://data.argosopentech.com/argospm/v1/{_OFFICIAL_FILE}",
    ),
)
PINNED: tuple[Pinned, ...] = (OFFICIAL,)


@dataclass(frozen=True)
class Decoding:
    """How a package asks to be decoded, in the object `decoding` of its metadata.json; argostranslate's own
    ways where it asks for nothing. The names are CTranslate2's."""

    no_repeat_ngram_size: int = 0  # no row of so many pieces is said twice, for models that loop; 0: no limit
    repetition_penalty: float = 1.0  # above 1: pieces said already become less likely
    length_penalty: float = 0.2  # above 0: longer translations become likelier


# What a model's card asks for and its metadata.json does not carry, by SHA-256 of the archive.
DECODING = {
    "a937e93e69c32d94e24469784eea9323f80e73a0b42e8ea48f0b00b342b84f2f": Decoding(no_repeat_ngram_size=4)
}

_THEN = " + "  # between the packages of a way through English
_GRADES: dict[Kind, int] = {"official": 2, "other": 1, "compact": 0}


@dataclass(frozen=True)
class Package:
    """A translation package. `size` is the archive's, in bytes (0 where it is not known); `folder` is where
    it lies unpacked."""

    name: str
    version: str
    from_code: str
    to_code: str
    size: int
    sha256: str
    kind: Kind
    place: Place
    folder: Path | None
    archive: Path | None = None
    decoding: Decoding = Decoding()
    used: bool = False  # whether `choose` takes this one for its pair of languages
    then: "Package | None" = None  # where no package leads all the way: the one from English to the target

    @property
    def legs(self) -> "tuple[Package, ...]":
        """The packages that a sentence goes through, in turn."""
        return (replace(self, then=None), self.then) if self.then else (self,)

    @property
    def label(self) -> str:
        """What lists call it."""
        if self.then:
            return " and ".join(leg.label for leg in self.legs)
        if self.kind == "compact":
            return "compact model (embedded)" if self.place == "embedded" else "compact model"
        names = {"installed": "installed", "embedded": "embedded", "given": "given file"}
        return "official" if self.kind == "official" else names[self.place]

    @property
    def identity(self) -> str:
        """What pages record: the same for the same bytes, wherever they lie."""
        if self.then:
            return _THEN.join(leg.identity for leg in self.legs)
        words = {"official": "official, ", "compact": "compact model, ", "other": ""}[self.kind]
        return f"{self.name} {self.version}, {words}sha256 {self.sha256[:12]}"

    @property
    def grade(self) -> int:
        """How good a draft to expect: 2 official, 1 another, 0 compact; of two, the worse."""
        return min(_GRADES[leg.kind] for leg in self.legs)


def grade_of(identity: str) -> int:
    """The grade of the package, or the two, that a page recorded."""
    return min(_grade_of(leg.split(", ")) for leg in identity.split(_THEN))


def _grade_of(parts: list[str]) -> int:
    return _GRADES["official" if "official" in parts else "compact" if "compact model" in parts else "other"]
