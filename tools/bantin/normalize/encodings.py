"""Bytes to text, or a clear refusal: no guess, no replacement character.

Order: byte order mark, UTF-16 by the pattern of its zero bytes, strict UTF-8, then Windows-1258 where the
bytes can be nothing else. Vietnamese text in NFD (vowels and marks apart) becomes NFC. TCVN3, VNI, VISCII
and VIQR look like any Western European text: they are read only when a person names them.
"""

import codecs
import re
import unicodedata

from bantin.errors import SourceError
from bantin.normalize import legacy, syllables

_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
WINDOWS_1258 = "windows-1258"
NAMES = (WINDOWS_1258, *legacy.DECODERS)  # what a person may name

_IN_UTF_8 = re.compile(rb"\xe1[\xba\xbb][\x80-\xbf]")  # U+1E80 to U+1EFF, Vietnamese letters with two marks
_C1 = re.compile(rb"[\x80-\x9f]")
_LONE_C1 = re.compile(rb"(?<![A-Za-z\xa1-\xff])[\x80-\x9f](?![A-Za-z\xa1-\xff])")
_LOW = ("viscii", "tcvn3")  # some of their letters have codes of control characters
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text in NFC with plain line ends, and its encoding's name. Raises SourceError.

    `encoding`: one of NAMES, by a person's word; bytes that are Vietnamese in Unicode stay what they are.
    """
    name, start = _encoding(data)
    try:
        text = data[start:].decode(name)
    except UnicodeDecodeError as error:
        return _legacy(data, encoding, _unknown(data, name, start + error.start, error.reason)), (
            encoding or WINDOWS_1258
        )
    control = _CONTROL.search(text)
    if control and encoding not in _LOW:
        raise _binary(control.group(), start + len(text[: control.start()].encode(name)))
    if encoding and syllables.BEYOND_LATIN1.isdisjoint(unicodedata.normalize("NFC", text)):
        return _named(text, encoding), encoding
    return _plain(text), name


def _legacy(data: bytes, encoding: str, unknown: SourceError) -> str:
    """Text that is in no Unicode encoding: what a person named, else Windows-1258, else a refusal."""
    control = _CONTROL.search(data.decode("latin-1"))
    if control and encoding not in _LOW:
        raise _binary(control.group(), control.start())
    if _IN_UTF_8.search(data):
        raise unknown
    if encoding:
        try:
            text = _windows_1258(data) if encoding == WINDOWS_1258 else _old(data, encoding)
        except UnicodeDecodeError as error:
            raise unknown from error
        return _checked(_plain(text), encoding)
    certain = _certain(data)
    if certain is None:
        raise unknown
    return _plain(certain)


def _named(text: str, encoding: str) -> str:
    """Text whose characters are the codes of an old encoding (or plain ASCII), read as a person named it."""
    if encoding == WINDOWS_1258:
        return _plain(text)
    if encoding == "vni":
        return _checked(_plain(legacy.from_vni(text)), encoding)
    if encoding == "viqr":
        return _checked(_plain(legacy.from_viqr(text)), encoding)
    try:
        codes = text.encode("latin-1" if encoding == "viscii" else "cp1252")
    except UnicodeEncodeError as error:
        raise _not(encoding, text) from error
    return _checked(_plain(_old(codes, encoding)), encoding)


def _checked(text: str, encoding: str) -> str:
    """The text, if it reads as Vietnamese. Raises SourceError where the wrong encoding was named."""
    _, marked, good = syllables.census(text)
    if marked >= 5 and good < 0.7 * marked:
        raise _not(encoding, text)
    return text


def _not(encoding: str, text: str) -> SourceError:
    return SourceError(
        f"text that is no Vietnamese when it is read as {encoding}: “{' '.join(text.split())[:60]}…”",
        expected=f"one of {', '.join(NAMES)}, or a Unicode file without --encoding",
        next_step="name another encoding, or save the file as UTF-8",
    )


def _old(data: bytes, encoding: str) -> str:
    """Bytes in one of the tables. Where TCVN3 came from Windows, 0x80 to 0x9F are its quotes and dashes and
    not the capitals that the standard's first table has there: whichever reads better is taken."""
    text = legacy.decode(data, encoding, "")
    if encoding != "tcvn3" or not _C1.search(data):
        return text
    marks = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    pieces = re.split(rb"([\x80-\x9f])", data)
    other = "".join(
        marks[piece[0]] if index % 2 else legacy.decode(piece, encoding, "")
        for index, piece in enumerate(pieces)
    )
    alone = len(_LONE_C1.findall(data))
    return other if _faults(other) < _faults(text) + alone else text


def _faults(text: str) -> int:
    _, marked, good = syllables.census(text)
    return marked - good


def _windows_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258"))


def _certain(data: bytes) -> str | None:
    """Windows-1258 text that can be nothing else: all its letters Vietnamese, nearly all words syllables."""
    try:
        apart = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    text = unicodedata.normalize("NFC", apart)
    letters = {
        char for char in text if not char.isascii() and (char.isalpha() or unicodedata.combining(char))
    }
    tones = {char for char in apart if unicodedata.combining(char)}
    every, marked, good = syllables.census(text)
    certain = (
        letters <= syllables.ALPHABET and len(tones) >= 3 and marked >= 8
        and marked >= 0.4 * every and good >= 0.97 * marked
    )  # fmt: skip
    return text if certain else None


def _binary(control: str, offset: int) -> SourceError:
    return SourceError(
        f"binary data: a control character (0x{ord(control):02X}) at byte {offset}",
        expected="a text, Word, OpenDocument, RTF, PDF or web page file",
        next_step="open the file in the program that made it and save it as text or .docx",
    )


def _encoding(data: bytes) -> tuple[str, int]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    even, odd = data[:2000:2], data[1:2000:2]
    # Vietnamese in UTF-16 has zero high bytes for its Latin letters and 0x1E for most accented ones.
    if len(data) % 2 == 0 and odd.count(0) > len(odd) * 0.3 and not even.count(0):
        return "utf-16-le", 0
    if len(data) % 2 == 0 and even.count(0) > len(even) * 0.3 and not odd.count(0):
        return "utf-16-be", 0
    return "utf-8", 0


def _unknown(data: bytes, encoding: str, offset: int, reason: str) -> SourceError:
    line = data[:offset].count(b"\n") + 1
    mixed = encoding == "utf-8" and (not data[:offset].isascii() or bool(_IN_UTF_8.search(data)))
    what = "mixed encodings, UTF-8 and another:" if mixed else f"bytes that are not {encoding.upper()}:"
    return SourceError(
        f"{what} 0x{data[offset]:02X} at byte {offset} ({reason})",
        block=f"line {line}",
        expected="text in UTF-8 or UTF-16",
        next_step=_advice(data) if not mixed else "correct that place, or save the whole file as UTF-8",
    )


def _advice(data: bytes) -> str:
    """What to do about bytes in no Unicode encoding; the old encoding they would read well in is named."""
    for name, decoder in legacy.DECODERS.items():
        try:
            text = unicodedata.normalize("NFC", decoder(data))
        except (UnicodeDecodeError, ValueError):
            continue
        every, marked, good = syllables.census(text)
        if marked >= 5 and marked >= 0.4 * every and good >= 0.9 * marked:
            start = " ".join(text.split())[:50]
            return f"if “{start}…” is how it begins, read it with --encoding {name}; else save it as UTF-8"
    return "open the file in the program that made it and save it as UTF-8"


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
