"""The encoding of a web page: what its bytes prove, else what the page declares, if its text bears that out.

Names of encodings as the WHATWG Encoding Standard has them, and those of Vietnamese programs before Unicode.
"""

import re

from bantin.errors import SourceError
from bantin.normalize import encodings, syllables

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_UNICODE = ("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "unicode")
_WESTERN = ("windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii")
_OLD = {
    **dict.fromkeys(("windows-1258", "cp1258", "x-cp1258"), encodings.WINDOWS_1258),
    **dict.fromkeys(("viscii", "csviscii", "x-viscii", "x-viet-viscii"), "viscii"),
    **dict.fromkeys(("tcvn", "x-viet-tcvn", "x-viet-tcvn5712", "tcvn-5712", "tcvn5712-1"), "tcvn3"),
    **dict.fromkeys(("x-viet-vni", "vni"), "vni"),
    "viqr": "viqr",
}
WESTERN = "windows-1252"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, named: str) -> tuple[str, str, tuple[str, ...]]:
    """The page's text, its encoding's name, and a note where the page calls itself something else.

    Raises SourceError for bytes that no declaration explains.
    """
    declared = _declared(data)
    try:
        text, encoding = encodings.decode(data, named)
    except SourceError:
        found = None if named else _as_declared(data, declared)
        if found is None:
            raise
        return found
    same = declared in ("", encoding, *_UNICODE) or _OLD.get(declared) == encoding
    if same or (declared in _WESTERN and data.isascii()):
        return text, encoding, ()
    return text, encoding, (f"the page calls itself {declared}, its bytes are {encoding.upper()}",)


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:4000].replace(b"\0", b""))
    return match.group(1).decode("ascii", "replace").lower() if match else ""


def _as_declared(data: bytes, declared: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The page read as it says that it is written; None where it says nothing that helps."""
    if declared in _WESTERN and not _CONTROL.search(data):
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n"), WESTERN, ()
    if declared not in _OLD:
        return None
    text, encoding = encodings.decode(data, _OLD[declared])
    return text, encoding, (f"read as {encoding}, which the page calls itself: compare with the source",)


def check(encoding: str, text: str) -> None:
    """Raise SourceError for a page read as Western whose words are none: its font is old and not named."""
    if encoding != WESTERN:
        return
    _, marked, good = syllables.census(text)
    if marked >= 5 and good < 0.7 * marked:
        raise SourceError(
            f"a web page in {WESTERN} whose text is no Vietnamese: “{' '.join(text.split())[:60]}…”",
            expected="a page in Unicode, or one that names its fonts",
            next_step=f"try --encoding with one of {', '.join(encodings.NAMES)}, or save the page as UTF-8",
        )
