"""Probable slips of the pen, for a person to look at: nothing here ever changes a word.

A syllable is tested against the spelling rules of Vietnamese (initial, rhyme, at most one tone mark; Hoàng
Phê, Từ điển tiếng Việt, Introduction); only words in small letters that carry Vietnamese marks are tested, so
that names and foreign words are left alone.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from bantin.normalize import doubts, shapes
from bantin.normalize.wraps import Para

_PAIRS = {
    "giản cách": "giãn cách", "truyên truyền": "tuyên truyền", "không chế dịch": "khống chế dịch",
    "các làm": "cách làm", "tổng họp": "tổng hợp", "kiện toàn củng cố": "kiện toàn, củng cố",
    "sát nhập": "sáp nhập", "bổ xung": "bổ sung", "xuất xắc": "xuất sắc", "xử dụng": "sử dụng",
    "chỉnh chu": "chỉn chu", "phố biến": "phổ biến", "cản thiện": "cải thiện", "đề suất": "đề xuất",
    "sơ xuất": "sơ suất", "tham quang": "tham quan", "thăm quan": "tham quan", "chia xẻ": "chia sẻ",
    "giành cho": "dành cho", "dành lấy": "giành lấy", "dành chiến thắng": "giành chiến thắng",
    "khắc khe": "khắt khe", "năng nỗ": "năng nổ", "vô hình chung": "vô hình trung", "xảy trộm": "xảy ra",
    "bắt buột": "bắt buộc", "đảm báo": "đảm bảo", "triễn khai": "triển khai", "kiễm tra": "kiểm tra",
    "hổ trợ": "hỗ trợ", "nổ lực": "nỗ lực", "sữa chữa": "sửa chữa", "xữ lý": "xử lý", "củng như": "cũng như",
    "nghành": "ngành", "quản lí": "quản lý", "tuyên tuyền": "tuyên truyền", "lây lang": "lây lan",
    "cách li": "cách ly", "phòng chóng": "phòng chống", "tiêm chũng": "tiêm chủng", "vã lại": "vả lại",
}  # fmt: skip
_REGIONAL = {"quản lí", "cách li", "kiện toàn củng cố", "xảy trộm", "phố biến", "cản thiện"}
_KNOWN = {slip: right for slip, right in _PAIRS.items() if slip not in _REGIONAL}
_SLIP = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_KNOWN, key=len, reverse=True))) + r")\b", re.I)
_MIXED = re.compile(r"[A-ZĐ](?<![\w/-].)[A-ZĐ]{3,}[a-zđ]{1,2}(?![\w/])")
_WORD = re.compile(r"[\w-]+")
_SMALL = re.compile(rf"[{shapes.LOWER}]+")

_APART = "\n.\n"  # between paragraphs, so that no pattern reads across them
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INITIAL = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_NUCLEUS = (
    "uyê|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uyu|uya|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|"
    "ôi|ơi|ua|uâ|uă|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|ya|ue|ui|ôô|a|ă|â|e|ê|i|y|o|ô|ơ|u|ư"
)
_SYLLABLE = re.compile(rf"^{_INITIAL}(?:{_NUCLEUS})(?:ch|ng|nh|c|m|n|p|t)?$")
_BORROWED = frozenset(("ôxy", "ôzôn", "xúc xích", "ôtô", "gơ"))
_sound: set[str] = set()  # words already found to be well spelled, or no words: each is tested once a run


def is_syllable(word: str) -> bool:
    """Whether a word in small letters is spelled as a Vietnamese syllable can be."""
    apart = unicodedata.normalize("NFD", word)
    tones = sum(apart.count(tone) for tone in _TONES)
    base = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    return tones <= 1 and bool(_SYLLABLE.match(base))


def of(paras: tuple[Para, ...]) -> list[str]:
    """The remarks on a text, in order of place: 'line 3: giản cách? giãn cách'."""
    starts = list(accumulate((len(para.text) + len(_APART) for para in paras), initial=0))
    found = doubts.of(paras)
    for place, said in _in(_APART.join(para.text for para in paras)):
        index = bisect_right(starts, place) - 1
        found.append((index, place - starts[index], said))
    return list(
        dict.fromkeys(f"line {paras[index].line_at(start)}: {said}" for index, start, said in sorted(found))
    )


def _in(text: str) -> list[tuple[int, str]]:
    lower = text.lower()
    found: list[tuple[int, str]] = []
    if any(slip in lower for slip in _KNOWN):  # most texts hold none, and looking for a string is cheap
        found += [
            (m.start(), f"{m.group()}? {_as_written(m.group(), _KNOWN[m.group().lower()])}")
            for m in _SLIP.finditer(text)
        ]
    found += [(m.start(), f"{m.group()}? capitals followed by a small letter") for m in _MIXED.finditer(text)]
    for word in set(_WORD.findall(text)) - _sound:
        known = word.isascii() or word in _KNOWN or word in _BORROWED
        if known or not _SMALL.fullmatch(word) or is_syllable(word):
            _sound.add(word)
        else:
            places = re.finditer(rf"(?<![\w-]){word}(?![\w-])", text)
            found += [(m.start(), f"{word}? not a Vietnamese syllable") for m in places]
    return found


def _as_written(slip: str, right: str) -> str:
    return right.upper() if slip.isupper() else right
