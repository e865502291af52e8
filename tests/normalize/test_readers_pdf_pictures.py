"""The pictures of PDF files, in every compression and colour that the format has."""

import io
import zlib

import pytest
from PIL import Image, ImageDraw

from bantin import blocks
from bantin.normalize import compose, proof, readers
from bantin.normalize.readers.base import Reading

TEXT = "Sang nay, xa Tan An ra quan trong cay xanh doc tuyen duong lien thon, 500 doan vien."
CAPTION = "Doan vien trong cay. (Anh: UBND xa)"
WIDTH, HEIGHT = 120, 80


def drawn(mode: str) -> Image.Image:
    """A picture with an edge, so that one that is mirrored, inverted or shifted is another."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 30, 50), fill=(0, 0, 0))
    draw.rectangle((60, 40, 100, 79), fill=(200, 30, 30))
    return image.convert(mode)


def pdf(
    image: str,
    data: bytes,
    extra: list[bytes] | None = None,
    times: int = 1,
    place: str = "240 0 0 160 80 520",
) -> bytes:
    """A PDF of text, a picture and its caption on each page; `image` is the picture's dictionary."""
    page = (
        f"BT /F1 12 Tf 80 760 Td (Ra quan trong cay) Tj 0 -30 Td ({TEXT}) Tj ET\n"
        f"q {place} cm /I1 Do Q\n"
        f"BT /F1 12 Tf 80 490 Td ({CAPTION}) Tj 0 -40 Td ({TEXT}) Tj ET"
    ).encode()
    kids = " ".join(f"{10 + number} 0 R" for number in range(times))
    head = f"<< /Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /Length {len(data)} {image} >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {times} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: head.encode() + b"\nstream\n" + data + b"\nendstream",
        5: f"<< /Length {len(page)} >>\nstream\n".encode() + page + b"\nendstream",
        **dict(enumerate(extra or [], 6)),
        **{
            10 + number: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources "
            b"<< /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> >>"
            for number in range(times)
        },
    }
    file = io.BytesIO(b"%PDF-1.7\n")
    file.seek(0, 2)
    places = {}
    for number, body in objects.items():
        places[number] = file.tell()
        file.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = file.tell()
    last = max(objects) + 1
    file.write(f"xref\n0 {last}\n".encode())
    for number in range(last):
        entry = f"{places[number]:010} 00000 n" if number in places else "0000000000 65535 f"
        file.write(f"{entry} \n".encode())
    file.write(f"trailer << /Size {last} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode())
    return file.getvalue()


def encoded(mode: str, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    drawn(mode).save(file, form, **options)
    return file.getvalue()


def fax() -> bytes:
    """The picture in Group 4 compression: the strip of a TIFF file."""
    file = io.BytesIO()
    drawn("1").save(file, "TIFF", compression="group4", strip_size=1 << 20)
    with Image.open(file) as image:
        (place,), (length,) = image.tag_v2[273], image.tag_v2[279]
    return file.getvalue()[place : place + length]


def indexed() -> tuple[str, bytes]:
    image = drawn("RGB").quantize(4)
    colours = bytes(image.getpalette()[:12]).hex()
    return (
        f"/ColorSpace [/Indexed /DeviceRGB 3 <{colours}>] /BitsPerComponent 8 /Filter /FlateDecode",
        zlib.compress(image.tobytes()),
    )


FLATE = "/BitsPerComponent 8 /Filter /FlateDecode"
GREY_1 = "/ColorSpace /DeviceGray /BitsPerComponent 1"
KINDS = {
    "flate, RGB": ("RGB", f"/ColorSpace /DeviceRGB {FLATE}", zlib.compress(drawn("RGB").tobytes())),
    "flate, grey": ("L", f"/ColorSpace /DeviceGray {FLATE}", zlib.compress(drawn("L").tobytes())),
    "flate, predicted": (
        "RGB",
        f"/ColorSpace /DeviceRGB {FLATE} /DecodeParms << /Predictor 2 /Colors 3 /Columns {WIDTH} >>",
        zlib.compress(
            b"".join(
                bytes((row[i] - (row[i - 3] if i >= 3 else 0)) % 256 for i in range(3 * WIDTH))
                for row in (
                    drawn("RGB").tobytes()[y * 3 * WIDTH : (y + 1) * 3 * WIDTH] for y in range(HEIGHT)
                )
            )
        ),
    ),
    "no compression": ("RGB", "/ColorSpace /DeviceRGB /BitsPerComponent 8", drawn("RGB").tobytes()),
    "indexed": ("RGB", *indexed()),
    "one bit": (
        "1",
        f"{GREY_1} /Filter /FlateDecode",
        zlib.compress(drawn("1").tobytes()),
    ),
    "fax": (
        "1",
        f"{GREY_1} /Filter /CCITTFaxDecode /DecodeParms << /K -1 /BlackIs1 true /Columns {WIDTH} >>",
        fax(),
    ),
    "JPEG 2000": (
        "RGB",
        "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode",
        encoded("RGB", "JPEG2000"),
    ),
}


@pytest.mark.parametrize(("mode", "image", "data"), KINDS.values(), ids=KINDS)
def test_a_picture_that_is_no_jpeg_travels_as_png_pixel_by_pixel(mode: str, image: str, data: bytes) -> None:
    reading = readers.read(pdf(image, data))
    assert reading.notes == ()
    (figure,) = reading.figures
    assert figure.name.endswith(".png")
    with Image.open(io.BytesIO(figure.data)) as made:
        assert made.convert("RGB").tobytes() == drawn(mode).convert("RGB").tobytes()
    page = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, page) == []
    assert [block.kind for block in blocks.split(page.body)] == ["paragraph", "other", "caption", "paragraph"]


def read_twice(data: bytes) -> Reading:
    """What is read, when it is the same at every time."""
    first, second = readers.read(data), readers.read(data)
    assert first == second
    assert [one.data for one in first.figures] == [one.data for one in second.figures]
    return first


@pytest.mark.parametrize("wrapped", [False, True], ids=["plain", "in ASCII85"])
def test_a_jpeg_travels_byte_by_byte(wrapped: bool) -> None:
    import base64

    data = encoded("RGB", "JPEG")
    inside = base64.a85encode(data) + b"~>" if wrapped else data
    filters = "[/ASCII85Decode /DCTDecode]" if wrapped else "/DCTDecode"
    reading = read_twice(pdf(f"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter {filters}", inside))
    assert [figure.data for figure in reading.figures] == [data]


def test_a_picture_behind_a_mask_is_clear_where_the_mask_is() -> None:
    mask = zlib.compress(bytes([255] * (WIDTH // 2) + [0] * (WIDTH // 2)) * HEIGHT)
    softly = (
        f"<< /Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /ColorSpace /DeviceGray "
        f"/Length {len(mask)} {FLATE} >>\nstream\n"
    ).encode()
    data = zlib.compress(drawn("RGB").tobytes())
    reading = read_twice(
        pdf(f"/SMask 6 0 R /ColorSpace /DeviceRGB {FLATE}", data, [softly + mask + b"\nendstream"])
    )
    with Image.open(io.BytesIO(reading.figures[0].data)) as made:
        assert made.mode == "RGBA"
        width, height = made.size
        assert made.getpixel((width // 8, height // 4)) == (0, 0, 0, 255)
        assert made.getpixel((7 * width // 8, height // 4))[3] == 0


def test_a_mirrored_picture_is_shown_as_on_the_page() -> None:
    data = zlib.compress(drawn("RGB").tobytes())
    page = pdf(f"/ColorSpace /DeviceRGB {FLATE}", data, place="-240 0 0 160 320 520")
    with Image.open(io.BytesIO(readers.read(page).figures[0].data)) as made:
        rgb = made.convert("RGB")
        assert sum(rgb.getpixel((rgb.width - 5, 5))) < 30
        assert sum(rgb.getpixel((5, 5))) > 700


def test_a_picture_that_cannot_be_decoded_is_a_note() -> None:
    for image, data in (
        ("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode", b"no JPEG 2000"),
        ("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", b"\0\0"),
        ("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/ASCIIHexDecode /DCTDecode]", b"no hex"),
        ("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /NoSuchFilter", b"x"),
    ):
        reading = readers.read(pdf(image, data))
        assert reading.figures == ()
        assert "page 1: a picture left behind that cannot be decoded" in reading.notes[0]
        assert TEXT in [line.text for line in reading.lines]


def test_a_picture_of_too_many_pixels_is_a_note() -> None:
    image = f"/ColorSpace /DeviceGray {FLATE}"
    data = (
        pdf(image, zlib.compress(b""))
        .replace(b"/Width 120", b"/Width 90000")
        .replace(b"/Height 80", b"/Height 90000")
    )
    reading = readers.read(data)
    assert reading.figures == ()
    assert "90000 x 90000 pixels" in reading.notes[0]


def test_a_picture_at_one_place_on_every_page_is_taken_once() -> None:
    data = zlib.compress(drawn("RGB").tobytes())
    assert len(readers.read(pdf(f"/ColorSpace /DeviceRGB {FLATE}", data, times=3)).figures) == 1


def test_text_over_a_picture_of_the_whole_page_is_to_be_compared_with_it() -> None:
    data = zlib.compress(drawn("RGB").tobytes())
    reading = readers.read(pdf(f"/ColorSpace /DeviceRGB {FLATE}", data, place="595 0 0 842 0 0"))
    assert reading.figures == ()
    assert "page 1: text over a picture of the whole page" in reading.notes[0]
