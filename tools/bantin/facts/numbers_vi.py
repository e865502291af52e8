"""Numbers in Vietnamese text, in digits and in words: 1.234.567; 2,5 tỷ; hai mươi lăm; hai phần ba.

A number word that often is something else is not firm (see counting_vi): it vouches for a number in the
translation and asks for nothing itself.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from bantin.facts import counting_vi, digits, numbers, romans, times, units
from bantin.facts.model import Atom, Fact, whole
from bantin.facts.numbers import Number, Run, Token

# u ones, T mười, m mươi, c chục, h trăm, s scale, l linh, r rưỡi, f phần, p phẩy; N a numeral
_LETTERS: dict[str, tuple[str, int]] = {
    "một": ("u", 1), "mốt": ("u", 1), "hai": ("u", 2), "ba": ("u", 3), "bốn": ("u", 4), "tư": ("u", 4),
    "năm": ("u", 5), "lăm": ("u", 5), "nhăm": ("u", 5), "sáu": ("u", 6), "bảy": ("u", 7), "bẩy": ("u", 7),
    "tám": ("u", 8), "chín": ("u", 9), "mười": ("T", 10), "mươi": ("m", 10), "chục": ("c", 10),
    "trăm": ("h", 100),
    "nghìn": ("s", 10**3), "ngàn": ("s", 10**3), "vạn": ("s", 10**4), "triệu": ("s", 10**6),
    "tỷ": ("s", 10**9),
    "tỉ": ("s", 10**9), "linh": ("l", 0), "lẻ": ("l", 0), "rưỡi": ("r", 0), "rưởi": ("r", 0),
    "phần": ("f", 0),
    "phẩy": ("p", 0),
}  # fmt: skip
_TOKEN = re.compile(rf"(?P<word>[^\W\d_]+)|(?P<num>{digits.VIETNAMESE})")
_GAP = re.compile(r"\s+")
# 'hai trăm linh ba', 'hai mươi lăm', 'mười', 'hai chục', a numeral, a one
_SMALL = "(?:[uN]h(?:lu|umu?|Tu?|u)?|umu?|Tu?|[uN]c|[uN])"
_PATTERN = re.compile(
    rf"(?P<part>{_SMALL}f(?:h|{_SMALL}))|(?P<point>[uN]pu+)|"
    rf"(?P<scaled>{_SMALL}s+r?(?:(?:{_SMALL}|lu)s+)*(?:lu|uh(?:lu|umu?|Tu?)?|umu?(?!s)|Tu?(?!s))?)|"
    rf"(?P<plain>[uN]hr|{_SMALL})|(?P<vague>[chs]s*|m)"
)
_TO = re.compile(r"\s*(?:[-–—,]|đến|tới|hoặc|hay|và)?\s*")
_VAGUE_BEFORE = re.compile(r"\b(?:hàng|cả|mấy|vài|dăm|bạc|từng|đến|tới)\s+$", re.I)
_ORDER_BEFORE = re.compile(  # thứ hai; thứ hai, tư, sáu
    r"\bthứ\s+(?:(?:hai|ba|tư|năm|sáu|bảy|[2-7])\s*(?:,|và|đến|hoặc|[-–])\s*)*$", re.I
)
_LABEL_BEFORE = re.compile(  # where 1 is a name and not a count
    r"\b(?:số|mũi|liều|đợt|lần|quý|cấp|lớp|bước|điều|khoản|vùng|loại|nhóm|giai\s+đoạn|tháng|ngày|phường|quận|"
    r"tầng|khu\s+phố|tổ|thứ|hạng|mục|bài|tập|kỳ|hẻm|ngõ|ấp|thôn)\s+$",
    re.I,
)
_NOT_FOUR = re.compile(r"\s+(?:vấn|pháp|nhân|tưởng|liệu|duy|cách|thế|thục|lệnh)(?!\w)")
_HOUR_AFTER = re.compile(  # 7 giờ; 6 đến 9 giờ; 6, 14 và 22 giờ; what is found already (9 giờ sáng) is blank
    r"(?:\s*(?:[-–,]|đến|tới|và|hoặc)\s*\d{1,2}){0,4}"
    r"(?:\s*(?:[-–,]|đến|tới|và|hoặc)\s*(?P<taken>\0)|\s*(?:giờ|h|tiếng)(?!\w))",
    re.I,
)
_HALF_AFTER = re.compile(r"\s+(?:năm|giờ|tháng|tuần|ngày|tiếng|mét|cân|ký|lần|lít)\s+rưỡi(?!\w)")
_WEIGHTS = {"tạ": 100, "yến": 10, "lạng": 100}  # in kilograms; a lạng in grams
_WEIGHT_AFTER = re.compile(r"\s+(?P<unit>tạ|yến|lạng)(?P<half>\s+rưỡi)?(?!\w)")
_SOFT: dict[str, Number] = {
    "đôi": 2, "cặp": 2, "tá": 12, "nửa": Fraction(1, 2), "đầu": 1, "nhất": 1, "nhì": 2, "nhị": 2, "tam": 3,
    "tứ": 4,
    "ngũ": 5, "lục": 6, "thất": 7, "bát": 8, "cửu": 9, "thập": 10, "kỷ": 100, "kỉ": 100, "thiên": 1000,
    "không": 0,
    "song": 2, "kép": 2, "đơn": 1, "lưỡng": 2, "bán": Fraction(1, 2), "dăm": 5, "rưỡi": Fraction(1, 2),
}  # fmt: skip
_SOFT_ALSO: dict[str, tuple[Atom, ...]] = {"rưỡi": (("n", Fraction(3, 2)),)}  # gấp rưỡi


def find(text: str) -> list[Fact]:
    """Every number in a Vietnamese text: those of words and digits, then Roman ones."""
    soft: list[Fact] = []
    found: list[Fact] = []
    scales: dict[int, Number] = {}
    for run in numbers.runs(text, _tokens(text, soft), _GAP, _PATTERN):
        found.append(_fact(text, run))
        scale = numbers.scale(run)
        if scale > 1:
            scales[run.start] = scale
    return [*numbers.spread(text, found, scales, _TO), *soft, *romans.find(text)]


def _tokens(text: str, soft: list[Fact]) -> Iterator[Token]:
    """The tokens of numbers; words that are numbers only at times go to `soft`, in one pass over the text."""
    previous: Token | None = None
    for match in _TOKEN.finditer(text):
        token: Token | None = None
        if match.lastgroup == "num":
            if match.end() - match.start() > digits.LONGEST:
                continue
            token = Token("N", tuple(digits.vietnamese(match.group())), match.start(), match.end())
        else:
            word = match.group().lower()
            if word in _LETTERS:
                token = _word(text, match, word, previous)
            if word in _SOFT:
                soft.append(_soft(match, word))
        if token:
            yield token
            previous = token


def _soft(match: re.Match[str], word: str) -> Fact:
    also = _SOFT_ALSO.get(word, ())
    return Fact("number", _SOFT[word], match.group(), match.start(), match.end(), firm=False, also=also)


def _word(text: str, match: re.Match[str], word: str, previous: Token | None) -> Token | None:
    """The token of a number word, or None where the word is something else."""
    letter, amount = _LETTERS[word]
    before = previous.letter if previous and text[previous.end : match.start()].isspace() else ""
    ordered = word == "tư" and _ORDER_BEFORE.search(text, max(0, match.start() - 24), match.start())
    if word in ("lăm", "nhăm", "mốt") and before not in ("m", "T"):
        return None
    if word == "tư" and not ordered and (before not in tuple("mfl") or _NOT_FOUR.match(text, match.end())):
        return None
    if word == "năm" and not counting_vi.is_five(text, match.end(), before):
        return None
    return Token(letter, (amount,), match.start(), match.end())


def _fact(text: str, run: Run) -> Fact:
    number, also = numbers.first(lambda pick: _value(run, pick), run.tokens)
    percent = run.name == "part" and run.tokens[-1].letter == "h"
    unit = "%" if percent else units.around(text, run.start, run.end)
    also = (*also, *_readings(text, run, number, unit))
    words = text[run.start : run.end]
    return Fact("number", number, words, run.start, run.end, unit, _is_firm(text, run), also)


def _value(run: Run, pick: int) -> Number:
    if run.name not in ("part", "point"):
        return numbers.value([token for token in run.tokens if token.letter != "l"], pick)
    at = next(index for index, token in enumerate(run.tokens) if token.letter in "fp")
    head, tail = numbers.value(run.tokens[:at], pick), run.tokens[at + 1 :]
    if run.name == "point":
        return whole(Fraction(f"{head}." + "".join(str(token.values[0]) for token in tail)))
    if len(tail) == 1 and tail[0].letter == "h":  # phần trăm
        return head
    return whole(Fraction(head) / (numbers.value(tail) or 1))


def _readings(text: str, run: Run, number: Number, unit: str) -> Iterator[Atom]:
    """What else the words may say: a weekday, an hour, a (thing), kilograms for tạ, half more for rưỡi."""
    before = text[max(0, run.start - 24) : run.start]
    if number in range(2, 8) and _ORDER_BEFORE.search(before):
        yield ("w", int(number) - 1)
    if run.name == "part" and unit != "%" and run.tokens[0].values == (1,):  # one in five
        yield ("n", run.tokens[-1].values[0])
    if number == 1 and not _LABEL_BEFORE.search(before):
        yield ("a", 1)
    if number in range(2, 10) and counting_vi.FAMILY.match(text, run.end):  # a mother and her two children
        yield ("n", number - 1)
    yield from _of_measures(text, run, number)
    hour = _HOUR_AFTER.match(text, run.end) if unit == "" and number in range(25) else None
    if hour:
        yield ("t", int(number) % 24 * 60)
        if hour["taken"] or times.evening(text):
            yield ("t", (int(number) + 12) % 24 * 60)


def _of_measures(text: str, run: Run, number: Number) -> Iterator[Atom]:
    """Two quintals (tạ) as 200 kilograms; two months and a half as 2.5."""
    weight = _WEIGHT_AFTER.match(text, run.end)
    if weight:
        amount = (Fraction(number) + Fraction(bool(weight["half"]), 2)) * _WEIGHTS[weight["unit"]]
        yield from (("n", whole(amount)), ("n", whole(amount / 1000)))
    if _HALF_AFTER.match(text, run.end):
        yield ("n", whole(Fraction(number) + Fraction(1, 2)))


def _is_firm(text: str, run: Run) -> bool:
    if any(token.letter == "N" for token in run.tokens):
        return True
    if run.name == "vague":
        return bool(_VAGUE_BEFORE.search(text, max(0, run.start - 8), run.start))
    return counting_vi.is_firm(text, run.start, run.end)
