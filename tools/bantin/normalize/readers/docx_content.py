"""What one paragraph of a Word document holds: text by font, notes, text boxes, pictures."""

from typing import Any

from bantin.normalize.readers.docx_styles import Styles, W
from bantin.normalize.readers.fonts import Piece

_A_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr")} | {
    _FALLBACK
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_FIGURES = {f"{W}drawing", f"{W}pict", f"{W}object"}


class Content:
    """What a paragraph holds: text by font, ids of notes, text boxes anchored in it, pictures."""

    def __init__(self, p: Any, styles: Styles) -> None:
        self.styles = styles
        self.style = styles.of_paragraph(p)
        self.pieces: list[Piece] = []
        self.notes: list[str] = []
        self.boxes: list[Any] = []
        self.pictures: list[tuple[str, str, bool]] = []  # relation, alt, before all text
        self.inline = False
        self.font = ""
        self._visit(p)

    @property
    def leads(self) -> bool:
        """Whether a picture stands before the paragraph's text."""
        return any(leading for _, _, leading in self.pictures) and self._has_text()

    def _has_text(self) -> bool:
        return any(piece.text.strip() for piece in self.pieces)

    def _visit(self, element: Any) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag in SKIPPED:
                continue
            if tag == f"{W}t":
                self.pieces.append(Piece(child.text or "", self.font))
            elif tag in _BREAKS:
                self.pieces.append(Piece(_BREAKS[tag], self.font))
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.notes.append(f"{tag[len(W) : len(W) + 1]}{child.get(f'{W}id')}")
            elif tag == f"{W}r":
                self.font = self.styles.font(child, self.style)
                self._visit(child)
            else:
                if tag in _FIGURES:
                    self._see(child)
                self._visit(child)

    def _see(self, drawing: Any) -> None:
        """The pictures of a drawing, without those in its text boxes, which have paragraphs of their own."""
        alt = next((at.get("descr") or at.get("title") or "" for at in drawing.iter(_DOC_PR)), "")
        alt = alt or next((at.get("alt", "") for at in drawing.iter() if at.get("alt")), "")
        for image in drawing.iter(_A_BLIP, _V_IMAGE):
            relation = image.get(f"{_R}embed") or image.get(f"{_R}id") or image.get(f"{_R}link")
            above = {parent.tag for parent in image.iterancestors()}
            if relation and not above & {_FALLBACK, f"{W}del"} and not _in_box(image, drawing):
                self.pictures.append((relation, alt, not self._has_text()))
                self.inline = self.inline or drawing.find(_INLINE) is not None


def _in_box(image: Any, drawing: Any) -> bool:
    for parent in image.iterancestors():
        if parent is drawing:
            return False
        if parent.tag == f"{W}txbxContent":
            return True
    return False
