"""The pictures of a saved web page or Markdown file: those written into it, and those that lie beside it.

Nothing is ever fetched: a picture on a server is named in a note. What an address may reach beside the page
is decided by who gives `beside`; here it has to be a plain relative address.
"""

import base64
import binascii
import re
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

from bantin.errors import SourceError
from bantin.normalize.readers import pictures
from bantin.normalize.readers.base import Figure

Beside = Callable[[str], bytes]  # the file at a relative address; raises SourceError where it may not be read

TOTAL = 50_000_000  # bytes of all pictures of one page
INLINE = re.compile(rb"data:[\w.+-]+/[\w.+-]+(?:;[\w=.-]+)*;base64,[A-Za-z0-9+/=%\s]*")
_PLACES = ("src", "data-src", "data-original", "data-lazy-src")  # what shows, then what was to be loaded late
_SHOWN = 100  # characters of an address in a note


def nothing_beside(address: str) -> bytes:
    """No file, for a page that came without its folder. Raises SourceError."""
    raise SourceError(f"no such file beside the page: {address}")


class Pictures:
    """The pictures of one page as they are met."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.figures: list[Figure] = []
        self.notes: list[str] = []
        self.known: dict[str, bytes] = {}  # one copy in memory, however often a page shows it
        self.total = 0

    def take(self, image: Any, before: int) -> None:
        """Take the picture of an <img> element in, before a line; or say in a note why it stays behind."""
        alt = " ".join((image.get("alt") or image.get("title") or "").split())
        self.choose(list(dict.fromkeys(_addresses(image))), alt, before, silent=_is_dot(image))

    def choose(self, places: list[str], alt: str, before: int, silent: bool = False) -> None:
        """Take in the first of several addresses that holds a picture; else a note tells of the first."""
        faults: list[str] = []
        for address in places:
            try:
                data = self._bytes(address)
            except SourceError as error:
                faults.append(error.finding.found)
                continue
            if len(places) == 1 or (pictures.kind(data) and not pictures.is_ornament(data)):
                self._add(data, alt, before)
                return
        if faults and not silent:
            self.notes.append(f"picture left behind{f' (“{alt}”)' if alt else ''}: {faults[0]}")

    def _add(self, data: bytes, alt: str, before: int) -> None:
        if self.total + len(data) > TOTAL:
            self.notes.append(f"picture left behind (“{alt}”): the page has over {TOTAL:,} bytes of pictures")
            return
        count = len(self.figures)
        pictures.take(data, alt, before, self.figures, self.notes)
        self.total += len(data) * (len(self.figures) - count)

    def _bytes(self, address: str) -> bytes:
        """What an address holds. Raises SourceError where it is not in the page and not beside it."""
        if address not in self.known:
            inline = address[:5].lower() == "data:"
            self.known[address] = _inline(address) if inline else self.beside(_relative(address))
        return self.known[address]


def _addresses(image: Any) -> Iterator[str]:
    for name in _PLACES:
        if address := (image.get(name) or "").strip():
            yield address
    for choice in (image.get("srcset") or "").split(","):
        address = choice.strip().split(" ")[0]
        if address and not address.startswith("data:"):
            yield address


def _is_dot(image: Any) -> bool:
    """Whether a picture is said to be too small to show anything: a counter of readers, a spacer."""
    sides = [image.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
    return any(side.isdigit() and int(side) < pictures.SMALLEST for side in sides)


def _inline(address: str) -> bytes:
    """The bytes of a data: address (RFC 2397). Raises SourceError."""
    head, _, body = address.partition(",")
    if len(body) > 1.4 * pictures.LIMIT:
        raise SourceError(f"written into the page, over {pictures.LIMIT:,} bytes")
    data = urllib.parse.unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as error:
        raise SourceError(f"written into the page and not readable ({error})") from error


def _relative(address: str) -> str:
    """The path of an address beside the page. Raises SourceError for one that lies elsewhere."""
    shown = address if len(address) <= _SHOWN else f"{address[:_SHOWN]}…"
    try:
        parts = urllib.parse.urlsplit(address.replace("\\", "/"))
    except ValueError as error:
        raise SourceError(f"an address that cannot be read: {shown}") from error
    path = urllib.parse.unquote(parts.path)
    if parts.scheme.lower() in ("http", "https") or parts.netloc:
        raise SourceError(f"it lies on a server: {shown}")
    if parts.scheme or path.startswith("/") or "\0" in path or not path:
        raise SourceError(f"it does not lie beside the page: {shown}")
    return path
