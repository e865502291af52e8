"""Archives of XML (.docx, .odt) checked before any XML in them is parsed.

Real sizes against a decompression bomb, and no document type declaration in any part: ECMA-376 part 2
forbids them, and they are how entity bombs come in.
"""

import io
import re
import zipfile
import zlib

from bantin.errors import SourceError

_STRICT = re.compile(  # ISO/IEC 29500-1, annex A: the namespaces of "Strict Open XML"
    rb"""(?P<name>(?:xmlns(?::[\w.-]+)?|Type)\s*=\s*["'])http://purl\.oclc\.org/ooxml/(?P<area>\w+)/"""
)
_TAG = re.compile(rb"<[^<>]*purl\.oclc\.org/ooxml/[^<>]*>")
_RENAMED = ((b"extendedProperties", b"extended-properties"), (b"customProperties", b"custom-properties"))

XML_LIMIT = 60_000_000  # bytes of all XML parts together once unpacked
PART_LIMIT = 200_000_000  # bytes of everything, pictures too


def broken(error: Exception, ending: str = ".docx") -> SourceError:
    """What to say of an archive or document that its library cannot open."""
    what = "a Word document" if ending == ".docx" else f"a document ({ending})"
    return SourceError(
        f"{what} that cannot be opened ({error or type(error).__name__})",
        expected=f"a whole {ending} file",
        next_step="open it in the program that made it and save it again, or ask the sender for it again",
    )


def check(data: bytes, ending: str = ".docx") -> None:
    """Unpack every part with a limit; what the archive says about its sizes is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = total = 0
            for info in archive.infolist():
                is_xml = info.filename.endswith((".xml", ".rels"))
                size = _unpacked(archive, info, is_xml)
                total += size
                xml += size if is_xml else 0
                if xml > XML_LIMIT or total > PART_LIMIT:
                    raise _bomb(len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise broken(error, ending) from error


def _bomb(size: int) -> SourceError:
    return SourceError(
        f"{size:,} bytes that unpack to more than {XML_LIMIT:,}",
        expected="a document of ordinary size",
        next_step="do not open it; ask the sender what it is",
    )


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, is_xml: bool) -> int:
    size = 0
    limit = XML_LIMIT if is_xml else PART_LIMIT
    tail = b""
    with archive.open(info) as part:
        while chunk := part.read(1 << 20):
            size += len(chunk)
            if size > limit:
                raise _bomb(info.compress_size)
            seen = (tail + chunk).replace(b"\0", b"")  # UTF-16 parts look alike without their zero bytes
            if is_xml and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                raise SourceError(
                    f"a document type declaration in {info.filename}",
                    expected="an office document, which never has one",
                    next_step="do not open it; ask the sender what it is",
                )
            tail = chunk[-32:]
    return size


def transitional(data: bytes) -> bytes:
    """A Word document with the usual namespaces in place of the strict ones; any other as it is.

    Only tags are looked at: no text is touched.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if b"purl.oclc.org/ooxml/" not in archive.read("_rels/.rels"):
            return data
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as made:
            for info in archive.infolist():
                part = archive.read(info)
                is_xml = info.filename.endswith((".xml", ".rels"))
                made.writestr(info.filename, _TAG.sub(_usual, part) if is_xml else part)
    return file.getvalue()


def _usual(match: "re.Match[bytes]") -> bytes:
    tag = _STRICT.sub(rb"\g<name>http://schemas.openxmlformats.org/\g<area>/2006/", match.group())
    for strict, usual in _RENAMED:
        tag = tag.replace(b"/2006/" + strict, b"/2006/" + usual)
        tag = tag.replace(b"/2006/relationships/" + strict, b"/2006/relationships/" + usual)
    return tag
