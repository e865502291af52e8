"""Which reader takes which bytes: by content (magic bytes), never by the file's name.

To read a further format (odt, rtf, pdf): write `readers/<format>.py` with FORMAT, sniff and read, put it
into READERS before `text`, and take its signature out of REFUSED.
"""

from typing import Protocol

from bantin.errors import SourceError
from bantin.normalize.readers import docx, html, text
from bantin.normalize.readers.base import Hint, Line, Reading

__all__ = ["LIMIT", "Hint", "Line", "Reading", "read"]

LIMIT = 30_000_000  # bytes of a source file; bulletins are a few hundred kilobytes at most


class Reader(Protocol):
    """What a module in this package offers."""

    FORMAT: str

    def sniff(self, data: bytes) -> bool:
        """Whether these bytes are in this reader's format."""

    def read(self, data: bytes) -> Reading:
        """What they say. Raises SourceError."""


READERS: tuple[Reader, ...] = (docx, html, text)

# Formats known by their first bytes and not read: what they are, and what a person can do.
REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "save it as .docx or text from the program that made it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)", "save it as .docx"),
    (b"{\\rtf", "a rich text file (.rtf)", "save it as .docx"),
    (b"PK\x03\x04", "a zip archive that is no Word document", "save the document as .docx"),
    (b"\x89PNG", "a picture (PNG)", "put the bulletin's text in a text or .docx file"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "put the bulletin's text in a text or .docx file"),
    (b"GIF8", "a picture (GIF)", "put the bulletin's text in a text or .docx file"),
    (b"\x7fELF", "a program", "take it out of sources/"),
    (b"MZ\x90", "a program", "take it out of sources/"),
)


def read(data: bytes) -> Reading:
    """What a file says. Raises SourceError when it is empty or in no format that is read here."""
    expected = "a text, Word (.docx) or web page file"
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise SourceError("an empty file", expected=expected, next_step="put the text in it, or remove it")
    if len(data) > LIMIT:
        raise SourceError(
            f"{len(data):,} bytes",
            expected=f"at most {LIMIT:,} bytes",
            next_step="send the text without pictures",
        )
    reader = next(reader for reader in READERS if reader.sniff(data))
    if reader is text:
        for signature, what, next_step in REFUSED:
            if data.startswith(signature):
                raise SourceError(what, expected=expected, next_step=next_step)
    reading = reader.read(data)
    if not any(char.isalnum() for line in reading.lines for char in line.text):
        raise SourceError("no text in it", expected=expected, next_step="put the text in it, or remove it")
    return reading
