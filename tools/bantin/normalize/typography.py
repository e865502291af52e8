"""Typographic repairs, each listed: no letter and no digit is ever touched.

A dash is mended only inside known names; a title's real dash stays. Straight quotes become curly only in a
text that otherwise uses curly ones, and only in pairs.
"""

import re
from dataclasses import dataclass, field, replace

from bantin.normalize.wraps import Para

_DASHED = re.compile(
    r"\b(?P<name>COVID|Covid|covid|nCoV|SARS-CoV|SARS - CoV|MERS-CoV)"
    r"(?P<dash>\s*[–—‑-]\s*|\s+)(?P<number>19|2)\b"
)
_NAMES = ("OVID", "ovid", "CoV")  # one of these is in every name that may be mended
_STRAIGHT = re.compile(r'"([^"\n]+)"')
_END_MARK = re.compile(r"(?:\./\.|\.//\.|\s/\.|(?<=[\w”\")])/\.)\s*$")


def uses_curly(texts: list[str]) -> bool:
    """Whether a text uses curly double quotes anywhere."""
    return any("“" in text or "”" in text for text in texts)


def mend(para: Para, curly: bool) -> tuple[str, list[str]]:
    """The mended text and what was done, one entry a repair."""
    done: list[str] = []
    text = para.text

    def dashed(match: re.Match[str]) -> str:
        fixed = f"{match.group('name')}-{match.group('number')}"
        if fixed != match.group() and match.group("dash").strip():
            done.append(f"{match.group()} → {fixed} (line {para.line_at(match.start())})")
            return fixed
        return match.group()

    def quoted(match: re.Match[str]) -> str:
        done.append(f"{match.group()} → “{match.group(1)}” (line {para.line_at(match.start())})")
        return f"“{match.group(1)}”"

    if curly and text.count('"') % 2 == 0:
        text = _STRAIGHT.sub(quoted, text)  # before the dashes: the same length, so places stay true
    return (_DASHED.sub(dashed, text) if any(name in text for name in _NAMES) else text), done


def without_end_mark(text: str) -> tuple[str, str]:
    """The text with a plain full stop for the end mark './.', and the mark as written ('' when none)."""
    match = _END_MARK.search(text) if "/." in text[-8:] else None
    if not match:
        return text, ""
    return text[: match.start()].rstrip() + ".", match.group().strip()


def without_final_stop(title: str) -> str:
    """A title without the full stop that ends it; an ellipsis and an abbreviation's dot stay."""
    if title.endswith(".") and not title.endswith("..") and not re.search(r"\b[A-ZĐ]{1,3}\.$", title):
        return title[:-1].rstrip()
    return title


@dataclass
class Mender:
    """The repairs of one bulletin, listed as they are made; switched off, it leaves every mark alone."""

    on: bool
    texts: list[str]
    repairs: list[str] = field(default_factory=list)
    end_mark: bool = False

    def __post_init__(self) -> None:
        self.curly = uses_curly(self.texts)

    def text(self, para: Para) -> str:
        """A paragraph's text, mended."""
        if not self.on:
            return para.text
        text, done = mend(para, self.curly)
        self.repairs += done
        return text

    def title(self, para: Para) -> str:
        """A title's text, mended, without its final full stop."""
        text = self.text(para)
        bare = without_final_stop(text) if self.on else text
        if bare != text:
            self.repairs.append(f"final “.” of the title dropped (line {para.line_at(len(bare))})")
        return bare

    def body(self, paras: tuple[Para, ...]) -> tuple[Para, ...]:
        """The paragraphs, mended, with plain full stops for end marks."""
        texts = [self._unmarked(para, self.text(para)) for para in paras]
        return tuple(
            para if para.text == text else replace(para, text=text)
            for para, text in zip(paras, texts, strict=True)
        )

    def _unmarked(self, para: Para, text: str) -> str:
        bare, mark = without_end_mark(text)
        if not mark:
            return text
        self.end_mark = True
        if not self.on:
            return text
        self.repairs.append(f"end mark {mark} → . (line {para.starts[-1][1]})")
        return bare
