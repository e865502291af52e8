"""Pictures in documents: which may travel to the site, told by their first bytes, and under what name."""

from bantin import files
from bantin.normalize.readers.base import Figure

LIMIT = 10_000_000  # bytes of one picture
SMALLEST = 40  # pixels of a side: rules, bullets and tracking dots are no pictures of the bulletin


def kind(data: bytes) -> str:
    """'png', 'jpg', 'gif' or 'webp' by content; '' for what browsers shall not be given (EMF, SVG, ...)."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else ""


def is_ornament(data: bytes) -> bool:
    """Whether a PNG or GIF is too small to show anything; other kinds are taken as they are."""
    if data.startswith(b"\x89PNG"):
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    elif data.startswith(b"GIF8"):
        width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    else:
        return False
    return min(width, height) < SMALLEST


def name_of(data: bytes, key: bytes = b"") -> str:
    """The name by which a picture travels: the hash of its content, or of its key."""
    return f"{files.sha256(key or data)[:16]}.{kind(data)}"


def take(
    data: bytes, alt: str, before: int, figures: list[Figure], notes: list[str], key: bytes = b""
) -> None:
    """Add a picture to `figures`, or to `notes` why it stays behind; ornaments go without a word.

    `key`: what its name is made of where that is not the file's content.
    """
    called = f"“{alt}”" if alt else f"before paragraph {before}"
    ending = kind(data)
    if not ending:
        notes.append(f"picture left behind ({called}): not PNG, JPEG, GIF or WebP")
    elif len(data) > LIMIT:
        notes.append(f"picture left behind ({called}): {len(data):,} bytes, at most {LIMIT:,} travel")
    elif not is_ornament(data):
        figures.append(Figure(before, name_of(data, key), data, " ".join(alt.split())))
