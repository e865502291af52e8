"""Plain text: any file whose bytes are text and nothing more particular."""

from bantin.normalize import encodings
from bantin.normalize.readers.base import Line, Reading

FORMAT = "txt"


def sniff(data: bytes) -> bool:
    """Always: this reader is asked last, and refuses what is not text when it reads."""
    return isinstance(data, bytes)


def read(data: bytes, named: str = "") -> Reading:
    """The lines of a text. Raises SourceError for binary data and unknown encodings."""
    text, encoding = encodings.decode(data, named)
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(text.replace("\f", "\n").replace("\v", "\n").split("\n"), 1):
        if raw.strip():
            lines.append(Line(number, raw, gap=gap))
        gap = not raw.strip()
    return Reading(FORMAT, tuple(lines), text, encoding, cut=True)
