"""Text typed in fonts of the time before Unicode: pieces with their fonts, made into Vietnamese.

A word processor cuts text into pieces anywhere, even between a VNI letter and its mark: neighbours of one
encoding are joined before they are read. A font's name alone does not prove much: where the text under it
is Unicode already (Word shows the letters that a font lacks in another one), nothing is converted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from bantin.normalize import legacy, syllables


@dataclass(frozen=True)
class Piece:
    """Text in one font; font '' where the document does not say."""

    text: str
    font: str = ""


@lru_cache(maxsize=256)
def _code_of(font: str) -> tuple[str, bool]:
    """The encoding that a font's name tells, and whether it draws small letters as capitals."""
    encoding = legacy.font_encoding(font)
    return encoding, encoding == "tcvn3" and font.strip().lower().endswith("h")


def _code(piece: Piece) -> tuple[str, bool]:
    return _code_of(piece.font)


@dataclass
class Fonts:
    """Which old encodings a document really uses."""

    used: dict[str, bool] = field(default_factory=dict)  # encoding: convert it
    names: dict[str, str] = field(default_factory=dict)  # encoding: a font's name, for the notes

    def settle(self, pieces: Iterable[Piece]) -> None:
        """Decide for every old encoding, from all text of the document in its fonts."""
        texts: dict[str, list[str]] = {}
        for piece in pieces:
            encoding = _code(piece)[0]
            if encoding:
                texts.setdefault(encoding, []).append(piece.text)
                self.names.setdefault(encoding, piece.font)
        for encoding, parts in texts.items():
            self.used[encoding] = _reads_better("".join(parts), encoding)

    def text(self, pieces: Iterable[Piece]) -> str:
        """What the pieces say."""
        joined: list[str] = []
        for (encoding, capitals), group in groupby(pieces, _code):
            text = "".join(piece.text for piece in group)
            joined.append(self._converted(text, encoding, capitals))
        return "".join(joined)

    def _converted(self, text: str, encoding: str, capitals: bool) -> str:
        if not encoding or not self.used.get(encoding) or _is_unicode(text):
            return text
        text = _code_points(text)
        return legacy.from_vni(text) if encoding == "vni" else legacy.from_tcvn3(text, capitals)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the fonts."""
        return tuple(
            f"{encoding.upper()} text converted by its font ({self.names[encoding]}): compare with the source"
            if used
            else f"fonts of {encoding.upper()} ({self.names[encoding]}) over Unicode text: nothing converted"
            for encoding, used in self.used.items()
        )

    @property
    def encoding(self) -> str:
        """What a page records: 'tcvn3 by font', or ''."""
        return ", ".join(f"{encoding} by font" for encoding, used in self.used.items() if used)


def _is_unicode(text: str) -> bool:
    return not syllables.BEYOND_LATIN1.isdisjoint(text)


def _code_points(text: str) -> str:
    """Text with the private code points (F020 to F0FF) of symbol fonts taken for what they stand for."""
    return "".join(chr(ord(char) - 0xF000) if "\uf020" <= char <= "\uf0ff" else char for char in text)


def _reads_better(text: str, encoding: str) -> bool:
    """Whether the text reads more like Vietnamese when it is converted."""
    if text.isascii():
        return True
    converted = legacy.from_vni(text) if encoding == "vni" else legacy.from_tcvn3(text)
    _, marked, good = syllables.census(text)
    _, now_marked, now_good = syllables.census(converted)
    return now_good * max(marked, 1) > good * max(now_marked, 1)
