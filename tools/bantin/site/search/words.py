"""What counts as a word, and under which key the index keeps it.

assets/js/words.js reads queries by the same rules; tests/site/test_site_search.py compares the two.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

# Letters and digits are words apart, so that "COVID19", "Covid-19" and "covid 19" are the same two.
# A number keeps the marks between its groups of three to itself: "7.200" is one word, 7200.
_WORD = re.compile(r"\d+(?:[.,]\d{3}(?!\d))*|[^\W\d_]+")
_NEW_STYLE = re.compile("(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$")  # "hoà", written "hòa" before
_TONES = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "òóỏõọòóỏõọùúủũụ", strict=True))
_VOWELS = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))

# A light English stemmer after Harman (1991), "How effective is suffixing?", and the first step of Porter
# (1980). The rules are sent with the index; they are read alike by Python and JavaScript.
ENDINGS = {
    "en": (
        ("(ss|sh|ch|x|z)es$", "$1"),
        ("^(..+)ies$", "$1y"),
        ("^(..+[^sui])s$", "$1"),
        ("^(?=.{3,}(?:ing|ed)$)(.*[aeiouy].*)(?:ing|ed)$", "$1"),
        ("^(..+)([bdfgmnprt])\\2$", "$1$2"),
        ("^(...+)e$", "$1"),
        ("^(..+)y$", "$1i"),
    )
}


def words(text: str) -> Iterator[str]:
    """The words in order, in small letters, tone marks where the older spelling has them."""
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        yield _settled(match.group().lower())


@cache
def _settled(word: str) -> str:
    if word[0].isdecimal():
        return word.replace(".", "").replace(",", "")
    match = _NEW_STYLE.search(word)
    return f"{word[:-2]}{_TONES[word[-1]]}{_VOWELS[word[-1]]}" if match else word


def keys(code: str) -> Callable[[str], str]:
    """How a language's words become keys: accents off, and endings where the language has rules for them."""
    rules = [(re.compile(find), put.replace("$", "\\")) for find, put in ENDINGS.get(code, ())]

    @cache
    def key(word: str) -> str:
        found = folded(word)
        for find, put in rules:
            found = find.sub(put, found)
        return found

    return key


def folded(word: str) -> str:
    """The word without marks; đ too, which Unicode does not take apart (U+0111)."""
    bare = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(char for char in bare if not unicodedata.combining(char))
