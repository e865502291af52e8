"""Rich text files (.rtf): paragraphs, tables, lists, notes and pictures, letters by font and code page.

Source: Rich Text Format Specification 1.9.1. Letters come as bytes in the code page of their font, or as
Unicode with a substitute for old readers; list numbers stand in the file as they are shown.
"""

from dataclasses import replace

from bantin.errors import SourceError
from bantin.normalize.readers.base import Reading
from bantin.normalize.readers.fonts import Piece
from bantin.normalize.readers.rtf_blocks import Blocks, State, Style
from bantin.normalize.readers.rtf_tokens import Token, tokens
from bantin.normalize.readers.rtf_words import (
    ASIDE,
    CHARACTERS,
    CHARSETS,
    FURNITURE,
    PLACES,
    STARRED,
    codepage,
)

FORMAT = "rtf"
DEPTH = 500  # groups within groups


def sniff(data: bytes) -> bool:
    """Whether the bytes begin as an RTF file does."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def read(data: bytes) -> Reading:
    """The document's lines in order. Raises SourceError for a file that ends too early."""
    parser = _Parser()
    for token in tokens(data[data.index(b"{") :]):
        parser.take(token)
        if not parser.stack:
            break
    if parser.stack:
        raise SourceError(
            "a rich text file that ends in the middle",
            expected="a whole .rtf file",
            next_step="ask the sender for it again",
        )
    parser.blocks.finish()
    return parser.blocks.flow.reading(FORMAT)


class _Parser:
    """One pass over the tokens."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.stack: list[State] = []
        self.state = State()
        self.codepage = "cp1252"
        self.fonts: dict[int, str] = {}
        self.charsets: dict[int, str] = {}
        self.default_font: int | None = None
        self.entry = 0
        self.entry_text = ""
        self.pending = bytearray()
        self.substitute = 0
        self.surrogate = 0
        self.picture = bytearray()
        self.properties = ""

    def take(self, token: Token) -> None:
        """One token."""
        if token.kind not in ("byte", "text") and self.pending:
            self._flush_bytes()
        if token.kind == "{":
            self._open()
        elif token.kind == "}":
            self._close()
        elif token.kind == "word":
            self._word(token.word, token.value)
        elif token.kind == "byte":
            self._byte(token.value or 0)
        elif token.kind == "text":
            self._bytes(token.data)
        elif self.state.to == "picture":
            self.picture += token.data

    def _open(self) -> None:
        if len(self.stack) > DEPTH:
            raise SourceError(
                f"groups nested more than {DEPTH} deep", expected="a rich text file",
                next_step="open it in the program that made it and save it as .docx",
            )  # fmt: skip
        self.stack.append(self.state)
        self.state = replace(self.state, starred=False, first=True, opened="")
        self.substitute = 0
        if self.state.to == "property":
            self.properties += "\x1f"

    def _close(self) -> None:
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        self.substitute = 0
        if ended.opened == "picture":
            self.blocks.end_picture(bytes(self.picture), self.properties)
        elif ended.opened in ("note", "furniture"):
            self.blocks.end_aside(ended.opened)

    def _word(self, word: str, value: int | None) -> None:
        state = self.state
        if word == "*":
            state.starred = True
            return
        first, state.first = state.first, False
        if word.startswith("literal:"):
            self._say(word[8:])
        elif first and self._destination(word):
            return
        elif state.to == "fonts":
            self._font_entry(word, value)
        elif state.to == "styles":
            self._style_entry(word, value)
        elif word == "u" and value is not None:
            self._unicode(value)
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        else:
            self._format(word, value)

    def _destination(self, word: str) -> bool:
        """Whether the group goes somewhere else than into the text; sets where."""
        state = self.state
        if state.to == "picture" and word == "picprop":
            state.to = "property"
        elif state.to in ("skip", "picture", "property"):
            return False
        elif word in ASIDE or (state.starred and word not in STARRED):
            state.to = "skip"
        elif word in PLACES:
            state.to = PLACES[word]
        elif word == "pict":
            state.to = state.opened = "picture"
            self.picture, self.properties = bytearray(), ""
        elif word in FURNITURE or word in ("footnote", "shptxt"):
            state.to = state.opened = "furniture" if word in FURNITURE else "note"
            self.blocks.begin_aside()
        elif word == "ud":
            state.to = next(outer.to for outer in reversed(self.stack) if outer.to != "alternative")
        else:
            return False
        return True

    def _font_entry(self, word: str, value: int | None) -> None:
        if word == "f" and value is not None:
            self.entry, self.entry_text = value, ""
        elif word == "fcharset" and value is not None:
            self.charsets[self.entry] = CHARSETS.get(value, "")
        elif word == "cpg" and value is not None:
            self.charsets[self.entry] = codepage(value)

    def _style_entry(self, word: str, value: int | None) -> None:
        if word in ("s", "cs", "ds", "ts") and value is not None:
            self.entry, self.entry_text = value if word == "s" else -1, ""
            self.blocks.styles[self.entry] = Style()
        style = self.blocks.styles.setdefault(self.entry, Style())
        if word == "b":
            style.bold = value != 0
        elif word == "qc":
            style.centred = True
        elif word == "f":
            style.font = value

    def _format(self, word: str, value: int | None) -> None:
        state = self.state
        if word == "ansicpg" and value:
            self.codepage = codepage(value) or self.codepage
        elif word in ("mac", "pc"):
            self.codepage = "mac_roman" if word == "mac" else "cp437"
        elif word == "deff":
            self.default_font = value
        elif word == "uc" and value is not None:
            state.substitutes = max(0, value)
        elif word in ("f", "b", "v", "deleted", "plain"):
            self._format_letters(word, value)
        elif word in ("par", "sect", "nestcell", "cell", "row"):
            self._end(word)
        elif word == "pard":
            self.blocks.plain_paragraph()
        else:
            self._format_paragraph(word, value)

    def _format_letters(self, word: str, value: int | None) -> None:
        state = self.state
        if word == "f":
            state.font = value
        elif word == "b":
            state.bold = value != 0
        elif word in ("v", "deleted"):
            state.hidden = value != 0
        else:
            state.font, state.bold, state.hidden = None, False, False

    def _end(self, word: str) -> None:
        if word == "nestcell":
            self.blocks.end_nested_cell()
        elif word == "cell" and self.state.to == "body":
            self.blocks.end_cell()
        elif word == "row":
            self.blocks.end_row()
        else:
            self.blocks.end_paragraph(self.state.to)

    def _format_paragraph(self, word: str, value: int | None) -> None:
        paragraph = self.blocks.paragraph
        if word in ("qc", "ql", "qr", "qj"):
            paragraph.centred = word == "qc"
        elif word == "intbl":
            paragraph.in_table = True
        elif word == "s" and value is not None:
            paragraph.style = value
        elif word == "outlinelevel":
            paragraph.outline = value
        elif word == "ilvl" and value is not None:
            paragraph.level = value

    # Letters

    def _byte(self, code: int) -> None:
        if self.substitute:
            self.substitute -= 1
        else:
            self.pending.append(code)

    def _bytes(self, data: bytes) -> None:
        self.state.first = False
        if self.state.to == "picture":
            self.picture += data
            return
        skipped = min(self.substitute, len(data))
        self.substitute -= skipped
        self.pending += data[skipped:]

    def _flush_bytes(self) -> None:
        data, self.pending = bytes(self.pending), bytearray()
        encoding = self._encoding()
        try:
            self._say(data.decode(encoding))
        except UnicodeDecodeError as error:
            raise SourceError(
                f"a byte that {encoding} does not have: 0x{data[error.start]:02X}",
                block=f"paragraph {self.blocks.flow.number + 1}",
                expected="letters in the code page of their font",
                next_step="open it in the program that made it and save it as .docx",
            ) from error

    def _encoding(self) -> str:
        return self.charsets.get(self._font(), "") or self.codepage

    def _font(self) -> int:
        font = self.state.font
        if font is None:
            style = self.blocks.styles.get(self.blocks.paragraph.style)
            font = style.font if style and style.font is not None else self.default_font
        return -1 if font is None else font

    def _unicode(self, value: int) -> None:
        code = value & 0xFFFF
        self.substitute = self.state.substitutes
        if 0xD800 <= code < 0xDC00:
            self.surrogate = code
        elif 0xDC00 <= code < 0xE000:
            if self.surrogate:
                self._say(chr(0x10000 + ((self.surrogate - 0xD800) << 10) + code - 0xDC00))
            self.surrogate = 0
        else:
            self._say(chr(code))

    def _say(self, text: str) -> None:
        state = self.state
        if state.to in ("fonts", "styles"):
            self.entry_text += text
            if ";" in self.entry_text:
                name = self.entry_text.partition(";")[0].strip()
                if state.to == "fonts":
                    self.fonts.setdefault(self.entry, name)
                else:
                    self.blocks.styles.setdefault(self.entry, Style()).name = name
                self.entry_text = ""
        elif state.to == "label":
            self.blocks.paragraph.label.append(text)
        elif state.to == "property":
            self.properties += text
        elif state.hidden and state.to == "body":
            self.blocks.hidden.append(Piece(text))
        elif state.to in ("body", "note", "furniture") and text:
            self.blocks.say(text, self.fonts.get(self._font(), ""), state.bold)
