"""`bantin set`: what a person decides about a page's fields, kept through every later run.

The page lists the decided fields in `set_by_hand`. Where a field had been taken from the text word for word,
the source's own words stay beside it (`title_in_source`), so that the proof still holds.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bantin import page, topics
from bantin.errors import PageError
from bantin.normalize import compose, proof
from bantin.normalize.pages import Standing, identity
from bantin.page import Page, Value
from bantin.settings import Settings

FIELDS = (
    *("title", "kicker", "type", "identifier", "date", "issuer", "publisher", "author", "place"),
    topics.FIELD,
)
_LISTS = (topics.FIELD,)  # fields of several values, typed with commas between

_VERBATIM = ("title", "kicker")
_DATE = re.compile(r"^\d{4}-\d{2}(?:-\d{2})?$")
_DATE_NOTES = ("no date", "date ")
_CONTROL = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def set_fields(settings: Settings, name: str, values: Mapping[str, str]) -> Path:
    """Record decisions on a page, named by path or slug; its address stays. Raises PageError."""
    path = _path(settings, name)
    shown = settings.relative(path)
    said = {key: _checked(key, value, shown) for key, value in values.items()}
    if topics.FIELD in said:
        _known(settings, said[topics.FIELD], shown)
    old = page.read(path, shown)
    edited = Standing(path.stem, path, old).is_edited
    new = decided(old, said)
    if old.texts("normalized") and not edited:
        new = compose.signed(new, new.text("normalizer"))
    page.write(path, new)
    return path


def kept(old: Page, made: Page) -> Page:
    """A page made anew with the decisions that the old one carries."""
    values = {key: _typed(key, old) for key in old.texts("set_by_hand") if key in FIELDS}
    return compose.signed(decided(made, values), made.text("normalizer")) if values else made


def decided(old: Page, values: Mapping[str, str]) -> Page:
    """The page with these fields set by a person; nothing else that it says changes."""
    if not values:
        return old
    before = old.texts("set_by_hand")
    changes: dict[str, Value | None] = {key: _stored(key, value) for key, value in values.items()}
    for key in _VERBATIM:
        own = old.text(key) if key != "title" or not old.meta.get("title_provisional") else ""
        if key in values and own and key not in before:
            changes[proof.BY_HAND.format(key)] = own
    notes = old.texts("review_notes")
    if "title" in values:
        changes["title_provisional"] = None
        notes = [note for note in notes if note != compose.NO_TITLE]
    if "date" in values:
        changes |= _dated(values["date"])
        notes = [note for note in notes if not note.startswith(_DATE_NOTES)]
    changes["review_notes"] = notes or None
    changes["set_by_hand"] = sorted({*before, *values})
    changes["identity_as_made"] = identity(old)
    return old.with_meta(changes)


def _typed(key: str, old: Page) -> str:
    return ", ".join(old.texts(key)) if key in _LISTS else old.text(key)


def _stored(key: str, value: str) -> Value | None:
    return (_parts(value) if key in _LISTS else value) or None


def _parts(value: str) -> list[str]:
    return [part for piece in value.split(",") if (part := piece.strip())]


def _known(settings: Settings, value: str, file: str) -> None:
    """Raises PageError for a topic that the project's list does not hold."""
    known = topics.read(settings.root / topics.FOLDER).by_slug
    if wrong := [part for part in _parts(value) if part not in known]:
        raise PageError(
            f"no such topic: {', '.join(wrong)}", file=file, expected=", ".join(known) or "a list of topics",
            next_step=f"choose from glossary/{topics.FILE}, or add a row there",
        )  # fmt: skip


def _dated(value: str) -> dict[str, Value | None]:
    precision = {10: "exact", 7: "month"}.get(len(value), "none")
    return {"date_precision": precision, "date_evidence": "set by hand"}


def _path(settings: Settings, name: str) -> Path:
    """The page meant by a path from the root, a file name, or a slug."""
    folder = settings.bulletins(settings.source.code)
    path = folder / f"{Path(name).name.removesuffix('.md')}.md"
    if path.is_file():
        return path
    raise PageError(
        "no such page",
        file=name,
        expected=f"a page in {settings.relative(folder)}/",
        next_step="name it by its path or by its file name without .md",
    )


def _checked(key: str, value: str, file: str) -> str:
    """A value fit for its field, in NFC, white space collapsed. Raises PageError."""
    if key not in FIELDS:
        raise PageError(
            f"'{key}' cannot be set", file=file, expected=f"one of {', '.join(FIELDS)}",
            next_step="what the source says is changed in the source",
        )  # fmt: skip
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if _CONTROL.search(text):
        raise PageError(f"an invisible character in '{key}'", file=file, next_step="type the value anew")
    if key == "title" and not any(char.isalnum() for char in text):
        raise PageError("an empty title", file=file, next_step="say what the bulletin is called")
    if key == "date" and text and not _is_date(text):
        raise PageError(f"the date '{text}'", file=file, expected="2025-06-05, or 2025-06 for a month")
    return text


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return False
    return bool(_DATE.match(text))
