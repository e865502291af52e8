"""Approval: a person's name, the day, and the fingerprints of both texts, sealed into the page."""

import datetime
from itertools import zip_longest
from pathlib import Path

from bantin import page
from bantin.blocks import Block, fingerprint, units
from bantin.errors import ApprovalError
from bantin.page import Page
from bantin.settings import BULLETINS, Settings

FIELDS = ("approved_by", "approved_on", "approved_source", "approved_text")


def approve(settings: Settings, code: str, name: str, by: str, on: datetime.date) -> Path:
    """Seal the page that a path, file name or slug means. Raises ApprovalError, PageError."""
    if not by.strip():
        raise ApprovalError(
            "no name", expected="the name of the person who read both texts", next_step="add --by NAME"
        )
    file = name.replace("\\", "/").rstrip("/").rpartition("/")[2].removesuffix(".md") + ".md"
    source = _read(settings, settings.bulletins(settings.source.code) / file, "bantin normalize")
    path = settings.bulletins(code) / file
    target = _read(settings, path, "bantin draft")
    _refuse_unlike(settings.relative(path), source, target)
    seal = (by.strip(), on.isoformat(), fingerprint(source), fingerprint(target))
    page.write(path, target.with_meta(dict(zip(FIELDS, seal, strict=True))))
    return path


def _read(settings: Settings, path: Path, verb: str) -> Page:
    if path.is_file():
        return page.read(path, settings.relative(path))
    raise ApprovalError(
        "no such page",
        file=settings.relative(path),
        expected=f"the path or the slug of a page in {BULLETINS}/",
        next_step=f"look for its name with 'bantin status'; '{verb}' writes such pages",
    )


def _refuse_unlike(file: str, source: Page, target: Page) -> None:
    """A translation that lacks a block, or has one too many, has not been finished."""
    for number, (wanted, found) in enumerate(zip_longest(units(source), units(target)), 1):
        if wanted is None or found is None or wanted.kind != found.kind:
            raise ApprovalError(
                f"it does not match its source: {_said(found)}",
                file=file,
                block=f"block {number}",
                expected=f"the counterpart of {_said(wanted)}",
                next_step="give every block of the source its counterpart, in order, then approve again",
            )


def _said(block: Block | None) -> str:
    return f"{block.kind} “{block.text[:60]}”" if block else "nothing here"
