"""What travels beside the text: pictures into the page's assets, and how a person had a source read."""

from collections.abc import Iterable

from bantin import files, markup
from bantin.blocks import Block
from bantin.normalize import encodings
from bantin.normalize.readers import pictures
from bantin.normalize.readers.base import Figure
from bantin.page import Page
from bantin.settings import Settings

FOLDER = "assets"  # beside the pages; a picture's name is the hash of its content


def block(figure: Figure) -> Block:
    """The picture as a block of its own, which stands before its caption."""
    return Block("other", f"![{markup.escape(figure.alt)}]({FOLDER}/{figure.name})")


def name_of(data: bytes) -> str:
    """The name by which a picture travels; '' for bytes that are none."""
    return pictures.name_of(data) if pictures.kind(data) else ""


def is_here(settings: Settings, name: str) -> bool:
    """Whether a page has taken a picture along."""
    return (settings.bulletins(settings.source.code) / FOLDER / name).is_file()


def write(settings: Settings, figures: Iterable[Figure]) -> None:
    """Write a page's pictures; the same picture in two bulletins is one file."""
    folder = settings.bulletins(settings.source.code) / FOLDER
    for figure in figures:
        files.write_bytes(folder / figure.name, figure.data)


def recorded(page: Page | None) -> tuple[str, bool]:
    """The old encoding and the OCR with which a page's source was read, for reading it again."""
    if page is None:
        return "", False
    encoding = page.text("source_encoding")
    return encoding if encoding in encodings.NAMES else "", page.meta.get("ocr") is True
