"""The proof finds planted faults: what a page loses, adds or moves never gets out."""

from collections.abc import Callable

import pytest

from bantin.normalize import compose, proof, readers
from bantin.page import Page

TEXT = (
    "Tên bài viết số 5\n\nNgày 19/7, xã có 96,56% hộ dân tham gia trên 12 thôn.\n\n"
    "Đoạn thứ hai nói về việc khác hẳn.\n\n- Mục một;\n- Mục hai.\n\n"
    "Đoạn cuối cùng kết thúc ở đây./.\n\nBLA\n"
)


def made() -> tuple[str, Page]:
    reading = readers.read(TEXT.encode())
    return reading.text, compose.page_of(reading, "sources/a.txt", "0" * 64)


def with_body(page: Page, change: Callable[[str], str]) -> Page:
    body = change(page.body)
    assert body != page.body
    return Page(page.meta, body)


def test_an_honest_page_passes() -> None:
    assert proof.check(*made()) == []


def swapped(body: str) -> str:
    parts = body.split("\n\n")
    parts[0], parts[1] = parts[1], parts[0]
    return "\n\n".join(parts)


FAULTS: dict[str, Callable[[str], str]] = {
    "a digit changed": lambda body: body.replace("96,56%", "96,57%"),
    "digits swapped": lambda body: body.replace("96,56%", "96,65%"),
    "a word dropped": lambda body: body.replace("thứ hai ", ""),
    "a word added": lambda body: body.replace("Mục hai", "Mục thứ hai"),
    "two paragraphs swapped": swapped,
    "two words swapped": lambda body: body.replace("việc khác", "khác việc"),
    "a tone changed": lambda body: body.replace("kết thúc", "kết thục"),
    "a capital changed": lambda body: body.replace("Mục một", "mục một"),
    "a per cent sign lost": lambda body: body.replace("%", ""),
    "a paragraph twice": lambda body: body + "\n" + body,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found(fault: Callable[[str], str]) -> None:
    text, page = made()
    findings = proof.check(text, with_body(page, fault))
    assert findings
    assert findings[0].severity == "error"
    assert findings[0].file == "sources/a.txt"


@pytest.mark.parametrize("key", ["title", "byline"])
def test_a_fault_in_a_field_is_found(key: str) -> None:
    text, page = made()
    assert proof.check(text, page.with_meta({key: page.text(key) + "x"}))


def test_text_hidden_in_a_field_that_is_not_verbatim_counts_for_nothing() -> None:
    text, page = made()
    lost = with_body(page, lambda body: body.replace("Mục hai", ""))
    assert proof.check(text, lost.with_meta({"review_notes": ["Mục hai"]}))


OFFICIAL = (
    "ỦY BAN NHÂN DÂN\nXÃ SÔNG CẠN\nSố: 12/TB-UBND\nSông Cạn, ngày 05 tháng 6 năm 2025\n\n"
    "THÔNG BÁO\nVề việc cắt nước để sửa ống\n\n"
    "Nước được cắt tại 4 thôn trong hai ngày.\n\nNgười dân trữ nước trước khi cắt.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Bình\n"
)


def official() -> tuple[str, Page]:
    reading = readers.read(OFFICIAL.encode())
    return reading.text, compose.page_of(reading, "sources/b.txt", "0" * 64)


def moved(page: Page, key: str, other: str, line: int = -1) -> Page:
    """A line of one field put at the end of another."""
    texts, others = page.texts(key), page.texts(other)
    taken = texts.pop(line)
    return page.with_meta({key: texts or None, other: [*others, taken]})


def paragraph_as(page: Page, key: str, last: bool = False) -> Page:
    """The first or last paragraph of the body taken into a field."""
    first, _, rest = page.body.strip().partition("\n\n")
    taken, left = (rest, first) if last else (first, rest)
    return Page({**page.meta, key: [*page.texts(key), taken]}, left)


def reordered(page: Page, key: str) -> Page:
    return page.with_meta({key: page.texts(key)[::-1]})


MOVES: dict[str, Callable[[Page], Page]] = {
    "two paragraphs swapped": lambda page: with_body(page, swapped),
    "a paragraph moved above the title": lambda page: paragraph_as(page, "kicker"),
    "a paragraph moved into the letterhead": lambda page: paragraph_as(page, "letterhead", last=True),
    "signature lines swapped": lambda page: reordered(page, "signature"),
    "recipients swapped": lambda page: reordered(page, "recipients"),
    "letterhead lines swapped": lambda page: reordered(page, "letterhead"),
    "a signature line in the letterhead": lambda page: moved(page, "signature", "letterhead"),
    "a letterhead line among the recipients": lambda page: moved(page, "letterhead", "recipients", 0),
    "a recipient in the title": lambda page: moved(page, "recipients", "title"),
}


def test_an_honest_official_page_passes() -> None:
    text, page = official()
    assert proof.check(text, page) == []
    assert (len(page.texts("letterhead")), len(page.texts("signature")), len(page.texts("recipients"))) == (
        5, 3, 2,
    )  # fmt: skip


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_a_text_moved_to_another_place_is_found(move: Callable[[Page], Page]) -> None:
    text, page = official()
    assert proof.check(text, move(page))


DATED = (
    "Ngày hội đọc sách của xã\n\n05/06/2025 08:30\n\nNgày hội mở cửa cho mọi người dân trong xã.\n\n"
    "Theo Báo Xã\n"
)


@pytest.mark.parametrize("other", ["title", "byline", "kicker", "recipients"])
def test_a_date_moved_to_another_field_is_found(other: str) -> None:
    reading = readers.read(DATED.encode())
    page = compose.page_of(reading, "sources/c.txt", "0" * 64)
    assert page.text("date_line")
    assert proof.check(reading.text, page) == []
    said = [*page.texts(other), page.text("date_line")]
    assert proof.check(reading.text, page.with_meta({other: said, "date_line": None}))
