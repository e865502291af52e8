"""The picture that stands for a link where it is shared: name, title in both scripts, type and date.

Drawing one takes about a tenth of a second, so a card is kept in .cache/cards under the hash of all that it
shows, and only the newest bulletins have one of their own; the others show the publication's.
"""

import hashlib
import io
from dataclasses import astuple, dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bantin import files

FOLDER = "assets/cards"
PUBLICATION = "publication"  # the card of every page that has none of its own
_SIZE = (1200, 630)
_EDGE, _WIDTH = 80, 1040
_LOOK = "2"  # changes when the drawing does: it stands in every hash
_PAPER, _INK, _RED = (0xFD, 0xFC, 0xF9), (0x1C, 0x1B, 0x19), (0x9B, 0x1C, 0x1C)
_SHADES = 15  # of ink on paper; the palette's last entry is red: sixteen colours, four bits a pixel


@dataclass(frozen=True)
class Card:
    """What one card says: `titles` are the source's, then each approved translation's."""

    name: str
    titles: tuple[str, ...]
    note: str

    @property
    def hash(self) -> str:
        """The name that the card is kept under."""
        return hashlib.sha256(repr((_LOOK, astuple(self))).encode()).hexdigest()[:32]


def write(cards: dict[str, Card], site: Path, cache: Path, fonts: Path) -> None:
    """Write each card as site/assets/cards/<name>.png, from the cache where it is there."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, card in cards.items():
        kept = cache / f"{card.hash}.png"
        if not kept.is_file():
            _draw(card, fonts, kept)
        (folder / f"{name}.png").write_bytes(kept.read_bytes())


def _draw(card: Card, fonts: Path, path: Path) -> None:
    grey = Image.new("L", _SIZE, 255)
    pen = ImageDraw.Draw(grey)
    serif, sans = fonts / "source-serif-600.woff2", fonts / "be-vietnam-400.woff2"
    pen.text((_EDGE, 64), card.name, font=ImageFont.truetype(serif, 34), fill=0)
    pen.line((_EDGE, 124, _EDGE + _WIDTH, 124), fill=0, width=2)
    top = 164
    for number, title in enumerate(card.titles[:2]):
        size, lines = (52, 4) if number == 0 else (34, 2)
        top = _set(pen, title, ImageFont.truetype(serif, size), top, lines, 0 if number == 0 else 90) + 18
    pen.text((_EDGE, 552), card.note, font=ImageFont.truetype(sans, 28), fill=90)
    picture = Image.frombytes(
        "P", _SIZE, grey.point([value * (_SHADES - 1) // 255 for value in range(256)]).tobytes()
    )
    picture.putpalette(_palette())
    ImageDraw.Draw(picture).rectangle((0, 0, _SIZE[0], 14), fill=_SHADES)
    data = io.BytesIO()
    picture.save(data, "PNG", bits=4, compress_level=6)
    files.write_bytes(path, data.getvalue())


def _set(
    pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, top: int, most: int, ink: int
) -> int:
    """Set text in at most so many lines; returns where the next line would stand."""
    lines, words = [""], text.split()
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and font.getlength(longer) > _WIDTH:
            if len(lines) == most:
                lines[-1] += "…"
                break
            lines.append("")
            continue
        lines[-1] = longer
        words.pop(0)
    for line in lines:
        pen.text((_EDGE, top), line, font=font, fill=ink)
        top += round(font.size * 1.24)
    return top


def _palette() -> list[int]:
    part = [step / (_SHADES - 1) for step in range(_SHADES)]
    ramp = [
        round(dark + (light - dark) * share)
        for share in part
        for dark, light in zip(_INK, _PAPER, strict=True)
    ]
    return [*ramp, *_RED]
