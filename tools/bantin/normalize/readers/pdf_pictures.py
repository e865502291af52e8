"""The pictures of a PDF: JPEG as it stands in the file, everything else decoded by PDFium and kept as PNG.

PDFium knows every colour space, compression and mask of the format; it comes with pdfplumber.
"""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

JPEG = b"\xff\xd8\xff"
PIXELS = 40_000_000  # of one picture: a page at 600 dots an inch has 35 million
_SMALLEST = 2500.0  # square points: below that a picture is an ornament
_PAGE = 0.7  # share of the page's area: from there on it is the page itself, or its background


@dataclass(frozen=True)
class Picture:
    """A picture; edges in points. `key`: what its name is made of; its pixels, because
    one and the same PNG is compressed otherwise on another machine."""

    top: float
    left: float
    right: float
    data: bytes = field(repr=False)
    key: bytes = field(repr=False)


class Pictures:
    """The pictures of one file; PDFium opens it when the first is met that is no JPEG."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document: Any = None

    def of(self, number: int, page: Any, notes: list[str]) -> list[Picture]:
        """The pictures of a page; `notes` gets a line for each that has to stay behind."""
        made: list[Picture] = []
        objects: list[Any] | None = None
        for image in page.images:
            if not _SMALLEST < _area(image) < _PAGE * float(page.width) * float(page.height):
                continue
            try:
                if data := _jpeg(image["stream"]):
                    made.append(Picture(image["top"], image["x0"], image["x1"], data, data))
                    continue
                if objects is None:
                    objects = self._objects(number - 1)
                made.append(_decoded(image, _matching(image, objects)))
            except MemoryError:
                raise
            except Exception as error:  # both libraries raise what they like; the text is worth more
                notes.append(f"page {number}: a picture left behind that cannot be decoded ({error})")
        return made

    def _objects(self, index: int) -> list[Any]:
        """PDFium's image objects of a page; none where it cannot open the file or the page."""
        import pypdfium2

        with contextlib.suppress(pypdfium2.PdfiumError):
            if self.document is None:
                self.document = pypdfium2.PdfDocument(self.data)
            found = self.document[index].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            return list(found)
        return []

    def close(self) -> None:
        """Let go of the file."""
        if self.document is not None:
            self.document.close()


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[Pictures]:
    """The pictures of a file for as long as it is read."""
    pictures = Pictures(data)
    try:
        yield pictures
    finally:
        pictures.close()


def covers(page: Any) -> bool:
    """Whether a picture lies under the whole page, as in a scan."""
    return any(_area(image) >= _PAGE * float(page.width) * float(page.height) for image in page.images)


def _area(image: Any) -> float:
    return float((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]))


def _jpeg(stream: Any) -> bytes:
    """The JPEG file that a stream holds, whatever is wrapped around it; b'' for another kind."""
    filters = [str(getattr(one, "name", one)) for one, _ in stream.get_filters()]
    if filters[-1:] not in (["DCTDecode"], ["DCT"]):
        return b""
    data: bytes = stream.get_data()
    return data if data.startswith(JPEG) else b""


def _matching(image: Any, objects: list[Any]) -> Any:
    """The next of PDFium's objects that has the size of a picture; it is taken off the list."""
    size = tuple(map(int, image["srcsize"]))
    for index, one in enumerate(objects):
        if one.get_px_size() == size:
            return objects.pop(index)
    raise ValueError("not found")


def _decoded(image: Any, found: Any) -> Picture:
    """A picture as PNG. Raises ValueError for one too big, RuntimeError for one that is broken."""
    width, height = found.get_px_size()
    if width * height > PIXELS:
        raise ValueError(f"{width} x {height} pixels")
    pixels = found.get_bitmap(render=_is_changed(image, found)).to_pil()
    pixels = pixels.convert("RGBA" if pixels.mode == "RGBA" else "L" if pixels.mode in "1L" else "RGB")
    if pixels.getcolors(1) is not None:  # what PDFium makes of some broken pictures
        raise ValueError("it shows one colour only")
    file = io.BytesIO()
    pixels.save(file, "PNG", optimize=False)
    size = f"{pixels.mode} {pixels.width} {pixels.height} ".encode()
    return Picture(image["top"], image["x0"], image["x1"], file.getvalue(), size + pixels.tobytes())


def _is_changed(image: Any, found: Any) -> bool:
    """Whether the page shows other than the bare pixels: through a mask, turned, or mirrored."""
    a, b, c, d = found.get_matrix().get()[:4]
    masked = any(image["stream"].get_any((key,)) for key in ("SMask", "Mask", "ImageMask", "IM"))
    return bool(masked or b or c or a < 0 or d < 0)
