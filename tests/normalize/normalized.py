"""What the tests of normalize share: a text made into a proved page, and its blocks in short."""

from bantin import blocks
from bantin.normalize import compose, proof, readers
from bantin.page import Page

SENTENCE = (
    "Đoàn viên, thanh niên đã tham gia dọn vệ sinh, khơi thông cống rãnh và trồng thêm cây xanh ở khu dân cư."
)
_MARKS = {"paragraph": "p", "heading": "h", "item": "i", "caption": "c", "quote": "q", "row": "r"}


def page_of(text: str) -> Page:
    """The proved page of a text file."""
    reading = readers.read(text.encode())
    page = compose.page_of(reading, "sources/a.txt", "0" * 64)
    assert proof.check(reading.text, page) == []
    return page


def shown(page: Page) -> list[str]:
    """The blocks in short: kind and level, marker, text."""
    return [
        f"{_MARKS[one.kind]}{one.level or ''} {one.marker + ' ' if one.kind == 'item' else ''}{one.text}"
        for one in blocks.split(page.body)
    ]
