"""The files of the index: sorted keys, cut into shards of a few kilobytes, packed.

A shard is gzip of: four bytes, the length of a JSON list; that list, [[key, spelling, bytes, spelling, bytes
...] ...]; and the postings of all spellings one after the other. Numbers are LEB128, lists are differences.
assets/js/shards.js reads them.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

PLACE = 24  # bits of a place in a bulletin
SHARD = 7_000  # bytes before packing; a key's spellings stay together


@cache
def number(value: int) -> bytes:
    """LEB128: seven bits a byte, the lowest first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def differences(values: Iterable[int], before: int = 0) -> bytes:
    """Rising numbers, each as what it adds to the one before."""
    found = bytearray()
    for value in values:
        step = value - before
        while step > 127:
            found.append(step & 127 | 128)
            step >>= 7
        found.append(step)
        before = value
    return bytes(found)


def weights(documents: Mapping[int, int]) -> bytes:
    """The postings of a word: how many documents, which, and a weight of one byte for each."""
    rising = sorted(documents)
    return number(len(rising)) + differences(rising) + bytes(documents[one] for one in rising)


def places(rising: Sequence[int]) -> bytes:
    """The postings of a pair: how many documents, which, how often in each, and where. `rising` are numbers
    of documents and places in one: `document << PLACE | place`."""
    if len(rising) == 1:  # as most pairs are
        return b"\x01" + number(rising[0] >> PLACE) + b"\x01" + number(rising[0] & (1 << PLACE) - 1)
    documents: dict[int, list[int]] = {}
    for one in rising:
        documents.setdefault(one >> PLACE, []).append(one & (1 << PLACE) - 1)
    counts = b"".join(number(len(ones)) for ones in documents.values())
    where = b"".join(differences(ones) for ones in documents.values())
    return number(len(documents)) + differences(documents) + counts + where


def shards(groups: Mapping[str, Mapping[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Each shard's first key and its bytes. `groups` are the postings by key and spelling."""
    part: dict[str, Mapping[str, bytes]] = {}
    size = 0
    for key in sorted(groups):
        part[key] = groups[key]
        size += len(key) + sum(len(spelling) + len(data) for spelling, data in groups[key].items())
        if size > SHARD:
            yield next(iter(part)), _shard(part)
            part, size = {}, 0
    if part:
        yield next(iter(part)), _shard(part)


def _shard(groups: Mapping[str, Mapping[str, bytes]]) -> bytes:
    sizes: list[list[str | int]] = []
    for key, group in groups.items():
        sizes.append([key, *(part for one in sorted(group) for part in (one, len(group[one])))])
    head = _json(sizes)
    body = b"".join(group[one] for group in groups.values() for one in sorted(group))
    return gzip.compress(len(head).to_bytes(4, "big") + head + body, mtime=0)


def packed(value: Any) -> bytes:
    """JSON, packed."""
    return gzip.compress(_json(value), mtime=0)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
