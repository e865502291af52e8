"""The acceptance bulletins in every format: one and the same page, whatever the file was made with."""

import unicodedata

import pytest

from bantin import blocks
from bantin.normalize import compose, proof, readers
from bantin.page import Page
from normalize import formats, typed
from support import SHARED

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the acceptance seeds are not here (../shared/seeds)"
)
NUMBERS = ("001", "003", "004")
# Which lines of the hard-wrapped seed 003 are one paragraph, from the editors' expectation.
RANGES = (
    *(
        (1, 4),
        (5, 5),
        (6, 10),
        (11, 14),
        (15, 19),
        (20, 20),
        (21, 25),
        (26, 26),
        (27, 28),
        (29, 31),
        (32, 34),
    ),
    *((35, 35), (36, 36), (37, 37), (38, 41), (42, 48), (49, 56), (57, 62), (63, 65), (66, 71), (72, 72)),
)
FIELDS = (
    "title", "title_provisional", "kicker", "type", "identifier", "date", "date_precision", "published",
    "issuer", "publisher", "author", "byline", "place", "references", "letterhead", "recipients", "signature",
    "end_mark",
)  # fmt: skip


def source(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def paragraphs(number: str) -> list[str]:
    """The seed as it would be in a word processor: wraps joined, all else as it is."""
    lines = source(number).split("\n")
    if number != "003":
        return lines
    return [" ".join(lines[first - 1 : last]) for first, last in RANGES]


def page_of(data: bytes, encoding: str = "") -> Page:
    reading = readers.read(data, encoding)
    page = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, page) == []
    return page


def said(page: Page) -> tuple[dict[str, object], list[tuple[str, int, str, str]]]:
    body = [(one.kind, one.level, one.marker, one.text) for one in blocks.split(page.body)]
    return {field: page.meta.get(field) for field in FIELDS}, body


def title_line(number: str) -> str:
    """The line of the title, where the seed has one."""
    page = page_of(source(number).encode())
    title = page.text("title")
    if page.meta.get("title_provisional"):
        return ""
    return next((line for line in paragraphs(number) if line.startswith(title)), "")


def without_tab(lines: list[str]) -> list[str]:
    """The TAB that stands for a lost paragraph break, as the break: HTML and PDF have no TAB."""
    return [part for line in lines for part in (line.split("\t") if line[:1] != "\t" else [line])]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", ["docx", "odt", "rtf", "html", "md"])
def test_every_format_of_paragraphs_gives_the_page_of_the_text(number: str, form: str) -> None:
    lines = paragraphs(number)
    data = {
        "docx": formats.to_docx,
        "odt": formats.to_odt,
        "rtf": formats.to_rtf,
        "html": lambda lines: formats.to_html(without_tab(lines)),
        "md": lambda lines: formats.to_markdown(lines, title_line(number)),
    }[form](lines)
    page = page_of(data)
    assert page.text("source_format") == form
    assert said(page) == said(page_of(source(number).encode()))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("mixed", [False, True], ids=["one font", "mixed fonts"])
def test_a_pdf_gives_the_page_of_the_text(number: str, mixed: bool) -> None:
    if not formats.fonts_here():
        pytest.skip("no DejaVu fonts here to set a PDF in: apt-get install fonts-dejavu-core")
    page = page_of(formats.to_pdf(without_tab(paragraphs(number)), mixed))
    assert said(page) == said(page_of(source(number).encode()))
    assert "2" in page.texts("dropped")


def test_a_cut_text_pasted_line_by_line_into_word_is_joined() -> None:
    page = page_of(formats.to_docx(source("003").split("\n")))
    assert said(page) == said(page_of(source("003").encode()))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258", "NFD", "vni", "viqr"])
def test_every_encoding_gives_the_page_of_the_text(number: str, encoding: str) -> None:
    text = source(number)
    named = encoding if encoding in ("vni", "viqr") else ""
    if encoding == "viqr":
        text = text.translate({0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2026: "...", 0xA0: " "})
    data = {
        "utf-16": lambda: text.encode("utf-16"),
        "windows-1258": lambda: formats.to_windows_1258(text),
        "NFD": lambda: unicodedata.normalize("NFD", text).encode(),
        "vni": lambda: formats.vni(text).encode("cp1252"),
        "viqr": lambda: formats.viqr(text).encode("ascii"),
    }[encoding]()
    assert said(page_of(data, named)) == said(page_of(text.encode()))


@pytest.mark.parametrize("number", NUMBERS)
def test_tcvn3_gives_the_page_of_the_text_without_the_toned_capitals_that_it_cannot_write(
    number: str,
) -> None:
    """The codes that TCVN3 lacks belong to a font's twin (.VnTimeH): plain text has no fonts."""
    text = formats.without_toned_capitals(source(number))
    page = page_of(formats.tcvn3(source(number)).encode("cp1252"), "tcvn3")
    assert page.text("source_encoding") == "tcvn3"
    assert said(page) == said(page_of(text.encode()))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_whole_standard_behind_tcvn3_gives_the_page_of_the_text(number: str) -> None:
    text = source(number).translate({0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2026: "...", 0xA0: " "})
    page = page_of(formats.to_tcvn_5712(text), "tcvn3")
    assert said(page) == said(page_of(text.encode()))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", ["docx", "rtf", "odt", "html"])
@pytest.mark.parametrize("font", ["VNI-Times", ".VnTime"])
def test_a_font_of_the_time_before_unicode_tells_how_to_read_a_document(
    number: str, form: str, font: str
) -> None:
    make = {
        "docx": typed.to_docx_in,
        "rtf": typed.to_rtf_in,
        "odt": typed.to_odt_in,
        "html": lambda font, lines: typed.to_html_in(font, without_tab(lines)),
    }[form]
    page = page_of(make(font, paragraphs(number)))
    assert said(page) == said(page_of(source(number).encode()))
    name = "vni by font" if font == "VNI-Times" else "tcvn3 by font"
    assert page.text("source_encoding").removeprefix("utf-8, ") == name


@pytest.mark.parametrize("font", [".VnTimeH", ".VnArialH", ".VnAvantH", ".VNTIMEH"])
@pytest.mark.parametrize("form", ["docx", "rtf", "odt", "html"])
def test_a_font_that_draws_capitals_gives_capitals_whatever_was_typed(font: str, form: str) -> None:
    said = formats.tcvn3("Đảng uỷ xã Tân An")
    data = {
        "docx": typed.to_docx_typed,
        "rtf": typed.to_rtf_typed,
        "odt": typed.to_odt_typed,
        "html": typed.to_html_typed,
    }[form]([[(font, said), (".VnTime", formats.tcvn3(" ra nghị quyết"))]])
    assert [line.text for line in readers.read(data).lines] == ["ĐẢNG UỶ XÃ TÂN AN ra nghị quyết"]
