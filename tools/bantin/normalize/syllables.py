"""How Vietnamese a text is: words with marks, and how many of them are spelled as syllables can be.

Initial, rhyme, one tone mark at most, and only acute or dot below before a final stop (Hoàng Phê, Từ điển
tiếng Việt, Introduction). It tells encodings apart; it never judges an author's spelling.
"""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(
    r"^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
    r"(?:uyê|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uyu|uya|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|"
    r"oo|ôi|ơi|ua|uâ|uă|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|ya|ue|a|ă|â|e|ê|i|y|o|ô|ơ|u|ư)"
    r"(ch|ng|nh|c|k|m|n|p|t)?$"
)
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
ALPHABET = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for base in "aăâeêioôơuưy"
    for letter in (base, base.upper())
    for tone in ("", *_TONES)
) | frozenset("đĐ")
BEYOND_LATIN1 = frozenset(letter for letter in ALPHABET if ord(letter) > 0xFF)


def is_syllable(word: str) -> bool:
    """Whether a word in small letters is spelled as a Vietnamese syllable can be."""
    apart = unicodedata.normalize("NFD", word)
    tones = [char for char in apart if char in _TONES]
    base = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    match = _SYLLABLE.match(base) if len(tones) <= 1 else None
    if match is None:
        return False
    return match.group(1) not in ("c", "ch", "p", "t") or tones in (["\u0301"], ["\u0323"])


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def census(text: str) -> tuple[int, int, int]:
    """(all words, those with a letter beyond ASCII, those of them that are Vietnamese syllables)."""
    every = words(text)
    marked = [word for word in every if not word.isascii()]
    return len(every), len(marked), sum(map(is_syllable, marked))
