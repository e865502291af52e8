"""RTF cut into tokens: groups, control words, text, bytes (Rich Text Format Specification 1.9.1)."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """`kind`: '{', '}', 'word', 'byte' (value is its code), 'text', 'data' (raw bytes)."""

    kind: str
    word: str = ""
    value: int | None = None
    data: bytes = b""


_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})"
    rb"(?P<value>-?\d{1,10})? ?|\\(?P<symbol>[^a-zA-Z'])|(?P<text>[^\\{}\r\n]+)|(?P<rest>[\r\n\\])",
    re.S,
)
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a document; binary data behind \\binN come as one."""
    place = 0
    while match := _TOKEN.match(data, place):
        place = match.end()
        kind = match.lastgroup
        if kind == "open":
            yield Token("{")
        elif kind == "close":
            yield Token("}")
        elif kind == "hex":
            yield Token("byte", value=int(match.group("hex"), 16))
        elif kind in ("word", "value"):
            word, value = match.group("word").decode(), match.group("value")
            if word == "bin" and value:
                size = max(0, int(value))
                yield Token("data", data=data[place : place + size])
                place += size
            else:
                yield Token("word", word, int(value) if value else None)
        elif kind == "symbol":
            yield _symbol(match.group("symbol"))
        elif kind == "text":
            yield Token("text", data=match.group("text"))


def _symbol(symbol: bytes) -> Token:
    if symbol == b"*":
        return Token("word", "*")
    if symbol in b"\r\n":
        return Token("word", "par")
    return Token("word", "literal:" + _SYMBOLS.get(symbol, ""))
