"""Files in the container of old Office programs: .doc goes through LibreOffice, others are told apart."""

from bantin.errors import SourceError
from bantin.normalize.readers import tools

FORMAT = "doc"

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file binary format, [MS-CFB] 2.2


def _holds(data: bytes, stream: str) -> bool:
    """Whether the container's directory names a stream; names are UTF-16 ([MS-CFB] 2.6.1)."""
    return stream.encode("utf-16-le") in data


def sniff(data: bytes) -> bool:
    """Whether the bytes are such a container."""
    return data.startswith(_SIGNATURE)


def as_docx(data: bytes) -> bytes:
    """The document as .docx. Raises SourceError when it is encrypted, or without LibreOffice."""
    if _holds(data, "EncryptedPackage"):
        raise SourceError(
            "an encrypted Office file: it opens with a password only",
            expected="a document without a password",
            next_step="open it with its password, take the password away, and save it again",
        )
    if not _holds(data, "WordDocument"):
        what = "an old Excel workbook (.xls)" if _holds(data, "Workbook") else "an old Office file"
        raise SourceError(what, expected="a Word document (.doc)", next_step="save its text as .docx or .txt")
    if _is_locked(data):
        raise SourceError(
            "an encrypted old Word file (.doc): it opens with a password only",
            expected="a document without a password",
            next_step="open it with its password, take the password away, and save it again",
        )
    return tools.as_docx(data)


def _is_locked(data: bytes) -> bool:
    """Whether the flag fEncrypted is set in the file information block ([MS-DOC] 2.5.2, bit 8 of byte 10)."""
    start = data.find(b"\xec\xa5")  # the block's signature, at the start of a sector
    while start >= 0 and start % 512:
        start = data.find(b"\xec\xa5", start + 1)
    return start > 0 and bool(data[start + 11] & 0x01)
