"""Digests of pages kept in .cache/, so that a file that nobody has touched is not read again.

Safe by construction: an entry counts only for the same path, size, inode, time of change and time of status
change (which no program can set back), and only when the file had been at rest for two seconds when it was
read, so that two writes within one tick of the clock are never taken for one. The cache names the code that
made it; other code, a damaged file, or a place that cannot be written to means reading the pages again.
Only `bantin status` reads it: what is published or approved is always computed from the pages themselves.
"""

import hashlib
import json
from dataclasses import fields
from pathlib import Path

from bantin import blocks, files, markup, page, pairs, typography
from bantin.review import digest
from bantin.review.digest import Digest

REST = files.REST
_MODULES = (blocks, digest, markup, page, pairs, typography)
_FIELDS = tuple(field.name for field in fields(Digest))
_Key = list[int]
_Entry = tuple[_Key, list[str | int | bool]]


class Cache:
    """Digests by file; `save` writes down what was learnt."""

    def __init__(self, path: Path, root: Path, rest: int = REST) -> None:
        self._path, self._root, self._rest = path, root, rest
        self._made_by = _made_by()
        self._old = _load(path, self._made_by)
        self._new: dict[str, _Entry] = {}
        self.read = 0  # pages read from their files

    def digest(self, file: Path) -> Digest:
        """The digest of a page. Raises PageError, and OSError where there is no such file."""
        name, key = file.relative_to(self._root).as_posix(), files.state(file)
        known = self._old.get(name)
        if known and known[0] == key:
            self._new[name] = known
            return Digest(*known[1])  # type: ignore[arg-type]  # _load has checked their number
        self.read += 1
        found = digest.digest(page.read(file, name))
        if key == files.state(file) and files.is_at_rest(key, self._rest):
            self._new[name] = (key, [getattr(found, name) for name in _FIELDS])
        return found

    def save(self) -> None:
        """Write the cache, unless it is as it was."""
        if self._new == self._old:
            return
        try:
            files.write_text(self._path, json.dumps([self._made_by, self._new], ensure_ascii=False))
        except OSError:
            return  # a read-only project is slower, and right


def _made_by() -> str:
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in _MODULES)
    return hashlib.sha256(code).hexdigest()


def _load(path: Path, made_by: str) -> dict[str, _Entry]:
    try:
        by, entries = json.loads(path.read_bytes())
        good = by == made_by and all(
            len(entry) == 2 and len(entry[1]) == len(_FIELDS) for entry in entries.values()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return entries if good else {}
