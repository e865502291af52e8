"""Typographic repairs, each listed: no letter and no digit is ever touched.

A dash is mended only inside known names; a title's real dash stays. Straight quotes become curly only in a
text that otherwise uses curly ones, and only in pairs.
"""

import re

from bantin.normalize.wraps import Para

_DASHED = re.compile(
    r"\b(?P<name>COVID|Covid|covid|nCoV|SARS-CoV|SARS - CoV|MERS-CoV)"
    r"(?P<dash>\s*[–—‑-]\s*|\s+)(?P<number>19|2)\b"
)
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
    return _DASHED.sub(dashed, text), done


def without_end_mark(text: str) -> tuple[str, str]:
    """The text with a plain full stop for the end mark './.', and the mark as written ('' when none)."""
    match = _END_MARK.search(text)
    if not match:
        return text, ""
    return text[: match.start()].rstrip() + ".", match.group().strip()


def without_final_stop(title: str) -> str:
    """A title without the full stop that ends it; an ellipsis and an abbreviation's dot stay."""
    if title.endswith(".") and not title.endswith("..") and not re.search(r"\b[A-ZĐ]{1,3}\.$", title):
        return title[:-1].rstrip()
    return title
