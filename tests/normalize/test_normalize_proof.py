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
