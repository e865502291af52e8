"""Vietnamese encodings from before Unicode: bytes, or the text of a font's code points, to letters.

A file in one of these looks like any Western European file, so none is ever guessed: the caller has a
flag from a person, or the name of the font that the text was typed in.

Sources: TCVN3 (ABC) is TCVN 5712:1993, whose third table, that of the fonts, has the small letters only;
VISCII and VIQR are RFC 1456; VNI has no public standard, its pairs are those of VNI Windows fonts.
"""

import re
import unicodedata
from collections.abc import Callable

from bantin.errors import SourceError

_TCVN3_UPPER = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệ"
    "ìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_UPPER = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫ"
    "èéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
# Capitals that the standard puts among the control codes; programs on Windows never wrote these.
_TCVN3_LOW = {
    **dict(zip((0x01, 0x02, 0x04, 0x05, 0x06), "ÚỤỪỬỮ", strict=True)),
    **dict(zip(range(0x11, 0x18), "ỨỰỲỶỸÝỴ", strict=True)),
}
TCVN3 = "".join(_TCVN3_LOW.get(code, chr(code)) for code in range(0x80)) + _TCVN3_UPPER
VISCII = "".join(_VISCII_LOW.get(code, chr(code)) for code in range(0x80)) + _VISCII_UPPER

# Combining marks: acute, grave, hook above, tilde, dot below, then circumflex and breve with each of them.
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VNI_MARKS = {
    **dict(zip("ùøûõï", _TONES, strict=True)),
    "â": "\u0302",
    **dict(zip("áàåãä", ("\u0302" + tone for tone in _TONES), strict=True)),
    "ê": "\u0306",
    **dict(zip("éèúüë", ("\u0306" + tone for tone in _TONES), strict=True)),
}
_ALL_MARKS = "ùøûõïâáàåãä"
_VNI_TAKES = {
    "a": "".join(_VNI_MARKS),
    "e": _ALL_MARKS,
    "o": _ALL_MARKS,
    "u": "ùøûõï",
    "y": "ùøûõ",
    "ô": "ùøûõï",
    "ö": "ùøûõï",
}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    """Every VNI letter and its Unicode one; after a capital the modifier may be small or capital."""
    table = dict(_VNI_SINGLE)
    for base, marks in _VNI_TAKES.items():
        for mark in marks:
            letter = _VNI_SINGLE.get(base, base) + _VNI_MARKS[mark]
            table[base + mark] = unicodedata.normalize("NFC", letter)
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in table.items()}
    return table | mixed | capitals


VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))

_VIQR_MARKS = dict(zip("'`?~.^(+", _TONES + "\u0302\u0306\u031b", strict=True))
_VIQR_LETTER = re.compile(
    r"\\(.)|(d)d|([aeo])(\^)(['`?~.]?)|(a)(\()(['`?~.]?)|([ou])(\+)(['`?~.]?)|([aeiouy])(['`?~.])", re.I
)


def from_vni(text: str) -> str:
    """Text whose characters are code points of a VNI font (as Windows-1252 shows them), as Vietnamese."""
    return _VNI_LETTER.sub(lambda match: VNI[match.group()], text)


def from_tcvn3(text: str, capitals: bool = False) -> str:
    """Text whose characters are code points of a TCVN3 font; `capitals` for fonts that draw only capitals
    (their names end in H)."""
    letters = unicodedata.normalize("NFC", text.translate(_TCVN3_TABLE))
    return letters.upper() if capitals else letters


_TCVN3_TABLE = {code: letter for code, letter in enumerate(TCVN3) if code >= 0x80}


def from_viqr(text: str) -> str:
    """VIQR, RFC 1456: marks typed after their letter, a backslash before a mark that is none."""
    return _VIQR_LETTER.sub(_viqr_letter, text)


def _viqr_letter(match: re.Match[str]) -> str:
    if match.group(1):
        return match.group(1)
    if match.group(2):
        return "Đ" if match.group(2) == "D" else "đ"
    base, *marks = [group for group in match.groups()[2:] if group]
    return unicodedata.normalize("NFC", base + "".join(_VIQR_MARKS[mark] for mark in marks))


def _single_byte(table: str) -> Callable[[bytes], str]:
    return lambda data: unicodedata.normalize("NFC", "".join(table[byte] for byte in data))


def _vni_bytes(data: bytes) -> str:
    return from_vni(data.decode("cp1252"))


def _viqr_bytes(data: bytes) -> str:
    return from_viqr(data.decode("ascii"))


DECODERS: dict[str, Callable[[bytes], str]] = {
    "tcvn3": _single_byte(TCVN3),
    "viscii": _single_byte(VISCII),
    "vni": _vni_bytes,
    "viqr": _viqr_bytes,
}


def decode(data: bytes, encoding: str, file: str) -> str:
    """The text of bytes in an encoding that a person named. Raises SourceError with the first bad byte."""
    try:
        return DECODERS[encoding](data)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"a byte that {encoding} does not have: 0x{data[error.start]:02X}",
            file=file,
            block=f"byte {error.start}",
            next_step="name another encoding, or save the file as UTF-8",
        ) from error


def font_encoding(font: str) -> str:
    """The encoding that a font's name tells: 'tcvn3' (.VnTime, .VnTimeH), 'vni' (VNI-Times), else ''."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else ""


def from_font(text: str, font: str) -> str:
    """Text typed in a font, as Vietnamese; unchanged when the font is a Unicode one."""
    match font_encoding(font):
        case "tcvn3":
            return from_tcvn3(text, capitals=font.strip().lower().endswith("h"))
        case "vni":
            return from_vni(text)
        case _:
            return text
