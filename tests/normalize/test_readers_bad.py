"""Bad input: each kind with a message of its own, and none that hangs, fills memory or ends the run."""

import io
import os
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from bantin import settings
from bantin.errors import SourceError
from bantin.normalize import readers, run
from bantin.normalize.readers import tools
from bantin.normalize.readers.worker import Worker
from normalize import formats

TEXT = "Bão số 3 đang đổ bộ vào các tỉnh ven biển phía Bắc nước ta."


def pdf(text: str, **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    canvas.drawString(100, 700, text)
    canvas.save()
    return file.getvalue()


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def container(*streams: str) -> bytes:
    """The beginning of a compound file, as old Office programs made them, with these streams in it."""
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names.ljust(2048, b"\0")


def scanned() -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawImage(ImageReader(Image.new("L", (400, 500), 200)), 0, 0, 595, 842)
    canvas.save()
    return file.getvalue()


LOCKED_ODT = formats.odt(
    f"<text:p>{TEXT}</text:p>",
    parts={"META-INF/manifest.xml": b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"},
)
WHOLE_PDF = pdf(TEXT)
BAD = {
    "empty": (b"", "an empty file"),
    "binary": (b"Tin\x01\x02\x03", "binary data: a control character (0x01) at byte 3"),
    "encrypted Office": (container("EncryptedPackage", "EncryptionInfo"), "an encrypted Office file"),
    "encrypted PDF": (pdf(TEXT, encrypt=StandardEncryption("secret")), "an encrypted PDF"),
    "encrypted ODT": (LOCKED_ODT, "an encrypted OpenDocument file"),
    "old workbook": (container("Workbook"), "an old Excel workbook"),
    "cut docx": (formats.to_docx([TEXT])[:3000] + b"word/document.xml", "cannot be opened"),
    "cut odt": (formats.to_odt([TEXT] * 50)[:-40], "cannot be opened"),
    "cut rtf": (formats.to_rtf([TEXT])[:-1], "ends in the middle"),
    "cut pdf": (WHOLE_PDF[:300], "broken or cut short"),
    "scanned PDF": (scanned(), "a scanned PDF: 1 pages of pictures"),
    "zip bomb in odt": (
        formats.odt("<text:p>" + " " * 70_000_000 + "</text:p>"), "unpack to more than"
    ),
    "DTD in odt": (
        formats.odt("x", parts={"styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "document type"
    ),
    "deep rtf": (b"{\\rtf1 " + b"{" * 5000 + b"x" + b"}" * 5001, "nested more than"),
    "long text": (b"x " * 3_000_000, "6,000,000 bytes"),
    "50 MB": (b"x" * 50_000_001, "50,000,001 bytes"),
    "workbook": (archive(xl__workbook_xml=b"<a/>"), "an Excel workbook"),
    "slides": (archive(ppt__presentation_xml=b"<a/>"), "a PowerPoint file"),
    "zip": (archive(a_xml=b"<a/>"), "a zip archive"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a picture (PNG)"),
    "program": (b"\x7fELF" + b"x" * 99, "a program"),
    "mixed encodings": ("Bão số 3\n".encode() + b"B\xe3o", "mixed encodings, UTF-8 and another: 0xE3"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "found"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_a_message_and_a_next_step(data: bytes, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        readers.read(data)
    finding = caught.value.finding
    assert found in finding.found
    assert finding.next_step
    assert finding.expected


def test_a_batch_with_every_bad_input_goes_on_to_the_good_one(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n", encoding="utf-8"
    )
    (tmp_path / "sources").mkdir()
    for number, name in enumerate(("cut docx", "cut pdf", "deep rtf", "encrypted ODT", "picture", "empty")):
        (tmp_path / "sources" / f"{number}.docx").write_bytes(BAD[name][0])
    (tmp_path / "sources" / "z.txt").write_bytes(formats.to_docx(["Tin về bão số 3", TEXT, TEXT]))
    with (tmp_path / "sources" / "6.docx").open("wb") as huge:
        huge.truncate(60_000_000_000)  # a sparse file: its size is told, its bytes are never read
    report = run.normalize(settings.read(tmp_path))
    assert [finding.file for finding in report.findings] == [f"sources/{number}.docx" for number in range(7)]
    assert report.findings[-1].found == "60,000,000,000 bytes"
    assert report.written == ("docs/ban-tin/tin-ve-bao-so-3.md",)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="a superuser may read every file")
def test_a_file_without_permission_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n", encoding="utf-8"
    )
    path = tmp_path / "sources" / "a.txt"
    path.parent.mkdir()
    path.touch(0)
    report = run.normalize(settings.read(tmp_path))
    assert "cannot be read" in report.findings[0].found


def test_a_document_with_macros_is_read_and_the_macros_are_not() -> None:
    whole = io.BytesIO(formats.to_docx(["Tin về bão số 3", TEXT]))
    made = io.BytesIO()
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(made, "w") as after:
        for info in before.infolist():
            data = before.read(info).replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            after.writestr(info, data)
        after.writestr("word/vbaProject.bin", b"Attribute VB_Name")
    reading = readers.read(made.getvalue())
    assert [line.text for line in reading.lines] == ["Tin về bão số 3", TEXT]
    assert reading.notes == ("the document holds macros: its text was read, they were not",)


def slow() -> bytes:
    """A PDF of honest text that takes longer to read than the test allows."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(120):
        for row in range(60):
            canvas.drawString(50, 40 + 12 * row, "so 12 " * 16)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_file_that_takes_too_long_costs_its_worker_and_the_next_one_is_read() -> None:
    worker = Worker(seconds=4)
    try:
        began = time.monotonic()
        with pytest.raises(SourceError, match="could not be read in 4 seconds"):
            readers.read(slow(), worker=worker)
        assert time.monotonic() - began < 15
        assert readers.read(formats.to_rtf([TEXT]), worker=worker).lines[0].text == TEXT
    finally:
        worker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no limit on a process's memory")
def test_a_file_that_needs_too_much_memory_costs_its_worker_and_the_next_one_is_read() -> None:
    worker = Worker(memory=250_000_000)
    big = formats.odt("".join(f"<text:p>{n}</text:p>" for n in range(1_500_000)))
    try:
        with pytest.raises(SourceError, match="more than 250 MB"):
            readers.read(big, worker=worker)
        assert readers.read(formats.to_rtf([TEXT]), worker=worker).lines[0].text == TEXT
    finally:
        worker.close()


def test_one_worker_serves_many_files() -> None:
    worker = Worker()
    try:
        readers.read(formats.to_rtf([TEXT]), worker=worker)
        first = worker.process
        readers.read(formats.to_odt([TEXT]), worker=worker)
        with pytest.raises(SourceError):
            readers.read(BAD["cut odt"][0], worker=worker)
        assert worker.process is first
        assert first is not None
    finally:
        worker.close()


def test_a_worker_that_was_killed_is_a_finding_and_is_replaced() -> None:
    worker = Worker()
    try:
        readers.read(formats.to_rtf([TEXT]), worker=worker)
        assert worker.process
        worker.process.kill()
        worker.process.wait()
        with pytest.raises(SourceError, match=r"broke down|more than"):
            readers.read(formats.to_rtf([TEXT]), worker=worker)
        assert readers.read(formats.to_rtf([TEXT]), worker=worker).lines
    finally:
        worker.close()


def test_an_old_word_file_without_libreoffice_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("BANTIN_SOFFICE", raising=False)
    with pytest.raises(SourceError, match=r"an old Word file") as caught:
        readers.read(container("WordDocument"))
    assert "apt-get install libreoffice" in caught.value.finding.next_step


def test_a_scan_without_ocr_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SourceError, match="no program here") as caught:
        readers.read(scanned(), ocr=True)
    assert "tesseract-ocr-vie" in caught.value.finding.next_step


needs_office = pytest.mark.skipif(
    tools.office_path() is None, reason="no LibreOffice here: apt-get install libreoffice-writer-nogui"
)


@needs_office
def test_an_old_word_file_is_read_through_libreoffice(tmp_path: Path) -> None:
    import subprocess

    document = docx.Document()
    document.add_paragraph("Tin về bão số 3")
    document.add_paragraph(TEXT)
    (tmp_path / "a.docx").write_bytes(formats.saved(document))
    office = tools.office_path()
    assert office
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "a.docx"], check=True, capture_output=True)
    reading = readers.read((tmp_path / "a.doc").read_bytes())
    assert (reading.format, [line.text for line in reading.lines]) == ("doc", ["Tin về bão số 3", TEXT])


@needs_office
def test_libreoffice_that_takes_too_long_is_ended() -> None:
    with pytest.raises(SourceError, match=r"LibreOffice could not read in 0\.05 seconds"):
        tools.as_docx(container("WordDocument"), seconds=0.05)
