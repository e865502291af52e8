"""Scans: named as such, read by machine only when a person asks for it, marked, never taken for proved."""

import difflib
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bantin import page, settings
from bantin.errors import SourceError
from bantin.normalize import readers, run, verify
from bantin.normalize.readers import tools
from bantin.page import Page
from bantin.review import states
from normalize import formats

TITLE = "Xã Tân An ra quân trồng cây"
LINES = [
    "Sáng 5/6/2025, Ủy ban nhân dân xã Tân An tổ chức",
    "trồng 1.250 cây xanh dọc các tuyến đường liên thôn;",
    "đoàn viên, thanh niên chăm sóc cây sau khi trồng.",
]


def scan() -> bytes:
    """A page as a scanner makes it: a picture of print, and no letter in the file."""
    picture = Image.new("L", (1240, 1754), 255)  # A4 at 150 dots an inch
    draw = ImageDraw.Draw(picture)
    draw.text((180, 200), TITLE, fill=0, font=ImageFont.truetype(formats.FONT_PATHS["Bold"], 44))
    font = ImageFont.truetype(formats.FONT_PATHS["Serif"], 32)
    for number, line in enumerate(LINES):
        draw.text((140, 320 + 56 * number), line, fill=0, font=font)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return file.getvalue()


def missing() -> str:
    """What is not here for reading scans; '' when all is."""
    if not formats.fonts_here():
        return "no DejaVu fonts here to print a page in: apt-get install fonts-dejavu-core"
    if shutil.which("ocrmypdf") is None or shutil.which("tesseract") is None:
        return "no OCR here: apt-get install ocrmypdf tesseract-ocr-vie"
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "" if "vie" in done.stdout.split() else "no Vietnamese OCR here: apt-get install tesseract-ocr-vie"


with_ocr = pytest.mark.skipif(bool(missing()), reason=missing() or "OCR is here")
needs_fonts = pytest.mark.skipif(not formats.fonts_here(), reason="no DejaVu fonts here")


@needs_fonts
def test_a_scan_is_named_as_such_with_the_way_to_read_it() -> None:
    with pytest.raises(SourceError, match="a scanned PDF: 1 pages") as caught:
        readers.read(scan())
    assert "--ocr" in caught.value.finding.next_step


@needs_fonts
def test_without_the_programs_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceError, match="no program here") as caught:
        readers.read(scan(), ocr=True)
    assert "apt-get install ocrmypdf tesseract-ocr-vie" in caught.value.finding.next_step


@with_ocr
def test_a_scan_is_read_by_machine_when_a_person_asks_and_its_page_is_marked(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n    - {locale: en}\n",
        encoding="utf-8",
    )
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.pdf").write_bytes(scan())
    here = settings.read(tmp_path)
    (refused,) = run.normalize(here).findings
    assert "a scanned PDF" in refused.found

    report = run.normalize(here, ocr=True)
    assert report.findings == ()
    (name,) = report.written
    made = page.read(tmp_path / name)
    said = f"{made.text('title')} {' '.join(made.body.split())}"
    alike = difflib.SequenceMatcher(None, said, f"{TITLE} {' '.join(LINES)}", autojunk=False).ratio()
    assert alike > 0.95, said
    assert made.meta["ocr"] is True
    notes = [note for note in made.texts("review_notes") if "machine" in note]
    assert notes == ["read off a picture by a machine: compare every word with the scan"]

    assert run.normalize(here).written == ()  # the page remembers how its source was read
    (note,) = verify.verify(here)
    assert (note.severity, note.file) == ("note", name)

    survey = states.survey(here, "en")
    assert [status.state for status in survey.statuses] == ["missing"]
    page.write(tmp_path / name, Page(made.meta, made.body.replace("trồng", "trồng mới"), made.header))
    assert [finding.severity for finding in verify.verify(here)] == ["note"]  # a person may put it right
    assert run.normalize(here).written == ()


@with_ocr
def test_a_file_that_the_machine_cannot_read_is_an_error_with_a_next_step() -> None:
    with pytest.raises(SourceError, match="OCRmyPDF cannot read") as caught:
        tools.recognised(b"%PDF-1.4 no PDF at all")
    assert caught.value.finding.next_step


@with_ocr
def test_a_pdf_with_text_is_read_as_ever_whatever_is_asked() -> None:
    reading = readers.read(formats.to_pdf([TITLE, *LINES]), ocr=True)
    assert (reading.ocr, reading.lines[0].text) == (False, TITLE)
