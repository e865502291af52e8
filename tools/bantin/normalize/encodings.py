"""Bytes to text, or a clear refusal: no guess, no replacement character.

Order: byte order mark, UTF-16 by the pattern of its zero bytes, strict UTF-8. Vietnamese text in NFD
(vowels and marks apart) becomes NFC. Single-byte encodings (Windows-1258, TCVN3, VNI) belong in `LEGACY`,
each with a test that the decoding is the only possible one.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable

from bantin.errors import SourceError

_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# (name, decoder that gives None unless the bytes can be nothing else)
LEGACY: tuple[tuple[str, Callable[[bytes], str | None]], ...] = ()

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text in NFC with plain line ends, and the encoding's name. Raises SourceError."""
    encoding, start = _encoding(data)
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        for name, decoder in LEGACY:
            legacy = decoder(data)
            if legacy is not None:
                return _plain(legacy), name
        raise _unknown(data, encoding, start + error.start, error.reason) from error
    control = _CONTROL.search(text)
    if control:
        offset = start + len(text[: control.start()].encode(encoding))
        raise SourceError(
            f"binary data: a control character (0x{ord(control.group()):02X}) at byte {offset}",
            expected="a text, Word (.docx) or web page file",
            next_step="open the file in the program that made it and save it as text or .docx",
        )
    return _plain(text), encoding


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
    return SourceError(
        f"bytes that are not {encoding.upper()}: 0x{data[offset]:02X} at byte {offset} ({reason})",
        block=f"line {line}",
        expected="text in UTF-8 or UTF-16",
        next_step="open the file in the program that made it and save it as UTF-8",
    )


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
