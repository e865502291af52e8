"""The desk behind its web page: everything that a translator can do, without HTTP.

All writing goes through one lock: two windows of one desk never write over each other, and what another
editor wrote meanwhile is noticed before anything is written.
"""

import datetime
import threading
from dataclasses import replace
from pathlib import Path

from bantin import blocks, files, memory, page
from bantin.blocks import Block
from bantin.check.run import glossary_of, subject_of
from bantin.desk import changes, edits, undo, workbench
from bantin.desk.edits import ConflictError, Edit
from bantin.desk.queue import Queue, QueuePage
from bantin.desk.workbench import Helps, Workbench
from bantin.errors import PageError
from bantin.memory import Memory
from bantin.page import Page
from bantin.pairs import Pair
from bantin.review import approval
from bantin.review.board import CACHE
from bantin.review.cache import Cache
from bantin.review.states import State, status_of
from bantin.settings import Settings

_NAME = 250  # bytes of a file's name that every file system takes


class NoSuchPageError(PageError):
    """A name that means no page of the two trees."""


class Desk:
    """The review of all languages of one project."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._queues = {language.code: Queue(settings, language.code) for language in settings.targets}
        self._helps: dict[str, tuple[object, Helps]] = {}
        self._memories = {code: Memory(()) for code in self._queues}
        self._recent = {code: Memory(()) for code in self._queues}  # what has been approved here since

    def warm(self) -> None:
        """Read all pages once, through the cache of `bantin status`, and the translation memories."""
        with self._lock:
            cache = Cache(self.settings.root / CACHE, self.settings.root)
            for queue in self._queues.values():
                queue.refresh(cache)
            cache.save()
        for code in self._queues:
            self.remember(code)

    def remember(self, code: str) -> None:
        """Build the translation memory of one language, ready to be asked."""
        found = memory.build(self.settings, code)
        found.near(blocks.of_text("paragraph", "four words are enough"))  # its index is made when first asked
        self._memories[code] = found

    def queue(self, code: str, state: State | None = None, query: str = "", number: int = 1) -> QueuePage:
        """One page of the queue."""
        with self._lock:
            return self._queues[code].shown(state, query, number)

    def next_due(self, code: str, slug: str) -> str | None:
        """The slug of the page that is due after this one."""
        with self._lock:
            return self._queues[code].after(slug)

    def open(self, code: str, slug: str) -> Workbench:
        """One page as it is now. Raises NoSuchPageError, PageError."""
        pair, text = self._pair(code, slug)
        return self._workbench(code, pair, text)

    def save(self, code: str, slug: str, edit: Edit) -> Workbench:
        """The page after an edit. Raises ConflictError, RefusedEditError, NoSuchPageError, PageError."""
        with self._lock:
            pair, text = self._pair(code, slug)
            path = self._written(pair, text)
            if edit.action == "add":
                edit = replace(edit, model=_unit(pair.source, edit.source))
            after = page.render(edits.apply(text, edit, self.settings.relative(path)))
            self._write(code, slug, path, (text, after), edit.session)
            return self.open(code, slug)

    def undo(self, code: str, slug: str) -> Workbench:
        """The page as it was before its last edit. Raises ConflictError where it has changed since."""
        with self._lock:
            pair, text = self._pair(code, slug)
            path = self._written(pair, text)
            step = undo.last(self._history(code, slug), edits.text_print(text))
            if step is None:
                raise ConflictError(None)
            self._unchanged(path, text)
            files.write_text(path, step.before)
            step.path.unlink()
            return self.open(code, slug)

    def approve(self, code: str, slug: str, by: str, seen: tuple[str, str]) -> Workbench:
        """The page, approved. `seen` are the fingerprints of source and text that the person had before them.

        Raises ConflictError where one is another now, ApprovalError, RefusedError, PageError.
        """
        with self._lock:
            pair, text = self._pair(code, slug)
            self._written(pair, text)
            shown = tuple(blocks.fingerprint(one) if one else "" for one in (pair.source, pair.target))
            if shown != seen:
                raise ConflictError(None)
            approval.approve(self.settings, code, slug, by, datetime.date.today())
            self._learn(code, slug)
            return self.open(code, slug)

    def _learn(self, code: str, slug: str) -> None:
        """Remember what has just been approved, at once."""
        pair, _ = self._pair(code, slug)
        if pair.source and pair.target:
            known = [entry for entry in self._recent[code].entries if entry.origin != slug]
            self._recent[code] = Memory([*known, *memory.of_page(pair.source, pair.target, slug)])

    def _workbench(self, code: str, pair: Pair, text: str) -> Workbench:
        slug = pair.name.removesuffix(".md")
        verdict = status_of(pair).verdict
        helps = self._helps_of(code)
        subject = subject_of(self.settings, code, pair, helps.glossary)
        if subject is None:
            return Workbench(slug, code, self.settings.source.code, verdict, pair.source, pair.target)
        changes.keep(self.settings.root, subject.source, subject.target)
        changed = changes.changes(
            self.settings.root, subject.source_file, subject.source, subject.target, verdict
        )
        found = workbench.of_pair(pair, subject, verdict, helps, changed)
        print_ = edits.text_print(text)
        return replace(found, file=print_, can_undo=undo.last(self._history(code, slug), print_) is not None)

    def _pair(self, code: str, slug: str) -> tuple[Pair, str]:
        """Both sides as they are, and the translation's text. Raises NoSuchPageError, PageError."""
        source_path = self._path(self.settings.source.code, slug)
        path = self._path(code, slug)
        if not source_path.is_file() and not path.is_file():
            raise _no_page(slug)
        text = _text(path, self.settings.relative(path)) if path.is_file() else ""
        return Pair(
            path.name,
            source_path,
            path,
            page.read(source_path, self.settings.relative(source_path)) if source_path.is_file() else None,
            page.parse(text, self.settings.relative(path)) if path.is_file() else None,
        ), text

    def _path(self, code: str, slug: str) -> Path:
        """The file of a page: inside the tree of its language, and nowhere else. Raises NoSuchPageError."""
        if code not in {language.code for language in self.settings.languages}:
            raise _no_page(slug)
        folder = self.settings.bulletins(code)
        path = folder / f"{slug}.md"
        if (
            not slug
            or "\0" in slug
            or len(slug.encode()) > _NAME
            or path.name != f"{slug}.md"
            or slug.startswith(".")
        ):
            raise _no_page(slug)
        if path.resolve().parent != folder.resolve():
            raise _no_page(slug)  # a link that leads out of the tree
        return path

    def _written(self, pair: Pair, text: str) -> Path:
        if pair.target is None or not text:
            raise _no_page(pair.name)
        return pair.target_path

    def _write(self, code: str, slug: str, path: Path, texts: tuple[str, str], session: str) -> None:
        before, after = texts
        if before == after:
            return
        self._unchanged(path, before)
        prints = edits.text_print(before), edits.text_print(after)
        undo.keep(self._history(code, slug), before, prints, session)
        files.write_text(path, after)

    def _unchanged(self, path: Path, text: str) -> None:
        """Raises ConflictError where another program has written the file since it was read."""
        if path.read_bytes() != text.encode():
            raise ConflictError(None)

    def _history(self, code: str, slug: str) -> Path:
        return self.settings.root / undo.FOLDER / code / slug

    def _helps_of(self, code: str) -> Helps:
        """The term base, read again when one of its files has changed, and the memory as it stands."""
        paths = sorted((self.settings.root / "glossary").glob("*.tsv"))
        memories = (self._recent[code], self._memories[code])
        files_ = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in paths]
        key = (files_, *map(id, memories))
        known = self._helps.get(code)
        if known is None or known[0] != key:
            known = self._helps[code] = (key, Helps(glossary_of(self.settings, code), memories))
        return known[1]


def _text(path: Path, name: str) -> str:
    """The text of a file. Raises PageError."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise PageError(
            f"bytes that are not UTF-8 (at byte {error.start})", file=name, next_step="save the file as UTF-8"
        ) from error


def _unit(source: Page | None, number: int) -> Block:
    """The block of a source that a new block translates. Raises ConflictError where there is none."""
    units = blocks.units(source) if source else ()
    if not 1 <= number <= len(units):
        raise ConflictError(None)
    return units[number - 1]


def _no_page(slug: str) -> NoSuchPageError:
    return NoSuchPageError(
        "no such page", file=slug[:200], expected="a page of the queue", next_step="open it from the queue"
    )
