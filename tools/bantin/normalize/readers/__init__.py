"""Which reader takes which bytes: by content (magic bytes), never by the file's name.

To read a further format: write `readers/<format>.py` with FORMAT, sniff and read. One that is no text belongs
in BINARY, so that it is parsed in the child process; one that is text is asked in `_read`, before `text`.
"""

from dataclasses import replace

from bantin.errors import SourceError
from bantin.normalize.readers import docx, html, markdown, odt, office, pdf, rtf, text, tools
from bantin.normalize.readers.base import Figure, Hint, Line, Reading
from bantin.normalize.readers.html_pictures import INLINE, Beside, nothing_beside
from bantin.normalize.readers.worker import Worker, shared

__all__ = ["LIMIT", "TEXT_LIMIT", "Beside", "Figure", "Hint", "Line", "Reading", "check_size", "read"]

LIMIT = 50_000_000  # bytes of a document with its pictures
TEXT_LIMIT = 5_000_000  # bytes of a text: 2,500 pages

BINARY = (docx, odt, rtf, pdf)
EXPECTED = "a text, Word (.docx, .doc), OpenDocument, RTF, PDF, Markdown or web page file"

# Formats known by their first bytes and not read: what they are, and what a person can do.
_PICTURE = "put the bulletin's text in a text or .docx file"
REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive that is no Word document", "unpack it and put the document in its place"),
    (b"Rar!", "an archive (RAR)", "unpack it and put the document in its place"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "unpack it and put the document in its place"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and put the document in its place"),
    (b"\x89PNG", "a picture (PNG)", _PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (b"GIF8", "a picture (GIF)", _PICTURE),
    (b"II*\x00", "a picture (TIFF)", _PICTURE),
    (b"MM\x00*", "a picture (TIFF)", _PICTURE),
    (b"<svg", "a picture (SVG)", _PICTURE),
    (b"RIFF", "a picture, sound or film", _PICTURE),
    (b"\x00\x00\x00\x18ftyp", "a film", _PICTURE),
    (b"ID3", "a sound file", _PICTURE),
    (b"\x7fELF", "a program", "take it out of sources/"),
    (b"MZ\x90", "a program", "take it out of sources/"),
)
_IN_ZIP = ((b"xl/workbook", "an Excel workbook (.xlsx)"), (b"ppt/presentation", "a PowerPoint file (.pptx)"))


def read(
    data: bytes, encoding: str = "", ocr: bool = False, worker: Worker = shared,
    beside: Beside = nothing_beside,
) -> Reading:  # fmt: skip
    """What a file says. Raises SourceError when it is empty or in no format that is read here.

    `encoding`: an old encoding that a person names for a text, one of encodings.NAMES. `ocr`: read scans by
    machine, and mark it. `beside`: gives the files that lie beside a web page and belong to it.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise SourceError("an empty file", expected=EXPECTED, next_step="put the text in it, or remove it")
    check_size(len(data))
    reading = _read(data, encoding, ocr, worker, beside)
    if not any(char.isalnum() for line in reading.lines for char in line.text):
        raise SourceError("no text in it", expected=EXPECTED, next_step="put the text in it, or remove it")
    return reading


def _read(data: bytes, encoding: str, ocr: bool, worker: Worker, beside: Beside) -> Reading:
    if office.sniff(data):
        made = _read(office.as_docx(data), "", False, worker, nothing_beside)
        return replace(made, format=office.FORMAT)
    for reader in BINARY:
        if reader.sniff(data):
            if reader is pdf and ocr:
                return _scanned(data, worker)
            return worker.read(reader.__name__.rsplit(".", 1)[-1], data)
    for signature, what, next_step in REFUSED:
        if data.startswith(signature):
            raise SourceError(_named(data, what), expected=EXPECTED, next_step=next_step)
    if html.sniff(data):
        inline = sum(map(len, INLINE.findall(data))) if len(data) > TEXT_LIMIT else 0
        check_size(len(data) - inline, TEXT_LIMIT)
        return html.read(data, encoding, beside)
    check_size(len(data), TEXT_LIMIT)
    if markdown.sniff(data):
        return markdown.read(data, encoding, beside)
    return text.read(data, encoding)


def _scanned(data: bytes, worker: Worker) -> Reading:
    """A PDF read by OCR where it has no text of its own; one with text is read as ever."""
    try:
        return worker.read("pdf", data)
    except SourceError as error:
        if not error.finding.found.startswith(pdf.SCANNED):
            raise
    reading = worker.read("pdf", tools.recognised(data))
    note = "read off a picture by a machine: compare every word with the scan"
    others = (other for other in reading.notes if pdf.COVERED not in other)
    return replace(reading, ocr=True, notes=(note, *others))


def check_size(size: int, limit: int = LIMIT) -> None:
    """Raise SourceError for a file of more bytes than any bulletin has."""
    if size > limit:
        raise SourceError(
            f"{size:,} bytes",
            expected=f"at most {limit:,} bytes",
            next_step="send the text without pictures, or cut it into one file a bulletin",
        )


def _named(data: bytes, what: str) -> str:
    """An archive of an office program called by its name."""
    if what.startswith("a zip"):
        return next((name for part, name in _IN_ZIP if part in data), what)
    return what
