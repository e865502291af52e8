"""The control words of rich text files that matter here (Rich Text Format Specification 1.9.1)."""

import codecs

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437",
}  # fmt: skip
ASIDE = {
    "info", "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "nonshppict",
    "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "fldinst", "objdata",
    "datafield", "bkmkstart", "bkmkend", "pgdsctbl", "filetbl", "background", "annotation", "atnid",
    "atnauthor", "atrfstart", "atrfend", "atndate", "atnref", "tc", "xe", "template", "passwordhash",
    "wgrffmtfilter", "mmathPr", "sp", "bliptag", "nonesttables", "pn",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep",
    "aftnsepc", "aftncn", "pnseclvl", "listpicture", "userprops", "docvar", "author", "operator", "title",
}  # fmt: skip
FURNITURE = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
PLACES = {
    "fonttbl": "fonts", "stylesheet": "styles", "pntext": "label", "listtext": "label", "upr": "alternative",
}  # fmt: skip
STARRED = {"shppict", "shpinst", "ud", "listtext", "fldrslt", "shptxt", "picprop"}  # known behind \*
CHARACTERS = {
    "line": "\n", "softline": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "page": "\n",
}  # fmt: skip


def codepage(number: int) -> str:
    """Python's name of a code page, or ''."""
    name = f"cp{number}" if number != 65001 else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
