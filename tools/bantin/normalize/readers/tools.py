"""Programs that read what Python should not try: LibreOffice for .doc, OCRmyPDF for scans. Both optional.

Each runs as a child process in a folder of its own, with a time limit, and is ended with all its children.
"""

import atexit
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from bantin.errors import SourceError

OFFICE_SECONDS = 120.0
OCR_SECONDS = 900.0  # about 10 s a page
_OFFICES = ("soffice", "libreoffice")


def office_path() -> str | None:
    """LibreOffice, or None; BANTIN_SOFFICE names one that is not on the path."""
    found = [os.environ.get("BANTIN_SOFFICE"), *map(shutil.which, _OFFICES)]
    return next((path for path in found if path), None)


def as_docx(data: bytes, seconds: float = OFFICE_SECONDS) -> bytes:
    """An old Word document as .docx. Raises SourceError without LibreOffice, or when it fails."""
    office = office_path()
    if office is None:
        raise SourceError(
            "an old Word file (.doc)",
            expected="LibreOffice, which reads such files, or the document as .docx",
            next_step="install LibreOffice (apt-get install libreoffice-writer-nogui), run this again, "
            "or save the file as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation={_profile()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        _run(command, seconds, "LibreOffice")
        return _result(Path(folder, "source.docx"), "LibreOffice")


@functools.cache
def _profile() -> str:
    """The address of a profile of our own, made once a run: no macros, no trace in the user's own."""
    folder = tempfile.mkdtemp(prefix="bantin-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def recognised(data: bytes, seconds: float = OCR_SECONDS) -> bytes:
    """A scanned PDF with its text under the pictures. Raises SourceError without OCRmyPDF or Vietnamese."""
    ocr = shutil.which("ocrmypdf")
    if ocr is None or not _has_vietnamese():
        raise SourceError(
            "a scanned PDF, and no program here that reads Vietnamese off pictures",
            expected="OCRmyPDF with Tesseract's Vietnamese",
            next_step="install them (apt-get install ocrmypdf tesseract-ocr-vie), or type the text into "
            "a .txt file",
        )
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        source, target = Path(folder, "source.pdf"), Path(folder, "target.pdf")
        source.write_bytes(data)
        command = [ocr, "--language", "vie", "--force-ocr", "--output-type", "pdf", "--quiet"]
        command += ["--optimize", "0"]  # only its text is wanted
        _run([*command, str(source), str(target)], seconds, "OCRmyPDF")
        return _result(target, "OCRmyPDF")


def _has_vietnamese() -> bool:
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return False
    done = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in done.stdout.split()


def _run(command: list[str], seconds: float, name: str) -> None:
    """Run a program, silent; ended with its whole family when its time is up."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # Tesseract's threads only wait
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            f"a file that {name} could not read in {seconds:g} seconds",
            expected="a document of ordinary size",
            next_step="open it in the program that made it and save it as .docx or text",
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _result(path: Path, name: str) -> bytes:
    if not path.is_file():
        raise SourceError(
            f"a file that {name} cannot read",
            expected="a whole document",
            next_step="open it in the program that made it and save it as .docx or text",
        )
    return path.read_bytes()
