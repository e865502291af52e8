"""Good translations to try checks on: the approved samples, and the acceptance material where it is there."""

import random
from functools import cache
from pathlib import Path

from bantin import blocks, page, settings, terms
from bantin.blocks import Kind, of_text
from bantin.check.model import Subject
from bantin.page import Page
from support import ROOT, SHARED

Pages = tuple[Page, Page]
GLOSSARY = terms.read(ROOT / "glossary", ("vi", "en"))
KINDS: dict[str, Kind] = {"heading": "heading", "list-item": "item", "caption": "caption"}


def subject(source: Page, target: Page, name: str = "a") -> Subject:
    return Subject(f"docs_en/{name}.md", f"docs/{name}.md", source, target, ("vi", "en"), GLOSSARY)


def of_rows(rows: list[tuple[str, str, str]]) -> Pages:
    """Two pages from rows of kind, Vietnamese, English."""
    sides: list[Page] = []
    for column, code in ((1, "vi"), (2, "en")):
        head = {row[0]: row[column] for row in rows if row[0] in ("kicker", "title")}
        body = [
            of_text(KINDS.get(row[0], "paragraph"), row[column], 2 if row[0] == "heading" else 0)
            for row in rows
            if row[0] not in head
        ]
        sides.append(Page({"title": "A", **head, "lang": code}, blocks.join(body)))
    return sides[0], sides[1]


@cache
def approved() -> tuple[Pages, ...]:
    """The sample bulletins that a person has translated."""
    project = settings.read(ROOT)
    found = []
    for path in sorted(project.bulletins("en").glob("*.md")):
        target = page.read(path)
        if target.text("approved_by"):
            found.append((page.read(project.bulletins("vi") / path.name), target))
    return tuple(found)


def table() -> Pages:
    """A page with a table and a link."""
    source = "Lịch cấp nước:\n\n| Ngày | Giờ |\n| --- | --- |\n| 5/6/2025 | 7 giờ |\n\nXem [lịch](https://a.vn/l).\n"
    target = "Water supply:\n\n| Date | Time |\n| --- | --- |\n| 5 June 2025 | 7:00 |\n\nSee [here](https://a.vn/l).\n"
    return Page({"title": "Lịch", "lang": "vi"}, source), Page({"title": "Plan", "lang": "en"}, target)


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _chunks(rows: list[tuple[str, str, str]], size: int = 20) -> tuple[Pages, ...]:
    return tuple(of_rows(rows[at : at + size]) for at in range(0, len(rows), size))


@cache
def seeds() -> tuple[Pages, ...]:
    """The real bulletins with their reference translations, block by block."""
    paths = sorted((SHARED / "seeds").glob("*.reference.tsv"))
    return tuple(of_rows([(kind, vi, en) for kind, vi, en in _lines(path)[1:]]) for path in paths)


@cache
def flores(target: str = "en.txt") -> tuple[Pages, ...]:
    """FLORES-200 dev (CC BY-SA 4.0): 997 paragraphs in pages of 20."""
    folder = SHARED / "eval" / "flores200_dev"
    texts = [(folder / name).read_text(encoding="utf-8").splitlines() for name in ("vi.txt", target)]
    return _chunks([("paragraph", vi, en) for vi, en in zip(*texts, strict=True)])


@cache
def corpus(each: int = 8) -> tuple[Pages, ...]:
    """Some pairs of every file of the corpus that are long enough to be blocks."""
    rows: list[tuple[str, str, str]] = []
    for path in sorted((SHARED / "corpus").glob("*.tsv")):
        pairs = [pair for pair in _lines(path) if len(pair) == 2 and len(pair[0]) > 25]
        random.Random(path.name).shuffle(pairs)  # noqa: S311
        rows += [("paragraph", vi, en) for vi, en in pairs[:each]]
    return _chunks(rows)
