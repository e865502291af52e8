"""An English rendering as a pattern: number, verb forms, articles, hyphens and capitals may vary."""

import re
from dataclasses import dataclass

_VOWELS = "aeiou"
_SMALL = frozenset(["a", "an", "the", "of", "for", "and", "to", "in", "on", "at", "by", "with", "as", "or"])
_BETWEEN = "[ -]+(?:the[ ])?"
_GAP = r"(?:\s+[^\s.;:]+){0,6}?\s+"
_IRREGULAR = {
    "fight": "fought",
    "become": "became",
    "stay": "stayed",
    "man": "men",
    "chairman": "chairmen|chairwoman|chairperson",
    "keep": "kept",
    "take": "took|taken",
}


@dataclass(frozen=True)
class Pattern:
    """A rendering in every form that counts as the same."""

    compiled: re.Pattern[str]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the rendering stands in a text."""
        return [match.span() for match in self.compiled.finditer(text)]


def pattern(rendering: str) -> Pattern:
    """The pattern of a rendering; codes and words with marks (16/CT-TTg, Hồ Chí Minh) must be as written."""
    gaps = [part.split() for part in rendering.replace("-", " ").split("…")]
    parts = [_BETWEEN.join(_forms(word) for word in words) for words in gaps]
    return Pattern(re.compile(rf"(?<![\w/])(?:{_GAP.join(parts)})(?![\w/])", re.I))


def _forms(word: str) -> str:
    bare = re.escape(word).replace("'", "['’]")
    if not word.isascii() or not word.isalpha() or word.isupper() or word.lower() in _SMALL:
        return bare
    low = word.lower()
    forms = [bare + "(?:['’]s|s['’]|s|es|ed|ing|d)?"]
    if low.endswith("e"):
        forms.append(re.escape(word[:-1]) + "ing")
    if low.endswith("y") and low[-2:-1] not in _VOWELS:
        forms.append(re.escape(word[:-1]) + "(?:ies|ied)")
    if low.endswith("is"):
        forms.append(re.escape(word[:-2]) + "es")
    if len(low) < 7 and low[-1] not in _VOWELS + "wxy" and low[-2:-1] in _VOWELS:
        forms.append(bare + re.escape(low[-1]) + "(?:ed|ing)")
    forms += _IRREGULAR.get(low, "").split("|") if low in _IRREGULAR else []
    return f"(?:{'|'.join(forms)})"


def like(said: str, required: str) -> str:
    """The required rendering with the case and the number of what is said in its place.

    >>> like("Epidemic Nests", "outbreak cluster")
    'Outbreak clusters'
    """
    text = required
    plural = said.endswith("s") and not said.endswith(("ss", "'s", "’s", "us", "is"))
    if plural and text[-1:].isalpha() and not text.endswith(("s", "ed", "ing")) and text.isascii():
        text = text[:-1] + "ies" if text.endswith("y") and text[-2] not in _VOWELS else text + "s"
    if said.isupper() and len(said) > 3:
        return text.upper()
    return text[:1].upper() + text[1:] if said[:1].isupper() else text
