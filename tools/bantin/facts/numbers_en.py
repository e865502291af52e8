"""Numbers in English text, in digits and in words: 1,234,567; 2.5 billion; twenty-five; two-thirds; 19th.

Small words that are numbers only at times (one, first, second, both, half) are not firm: they vouch for a
number of the source and ask for nothing themselves.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from bantin.facts import digits, numbers, romans, units
from bantin.facts.model import Atom, Fact, whole, words
from bantin.facts.numbers import Number, Run, Token

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = words(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
# u ones, T ten to nineteen, e tens, h times a hundred, s scale, v vague plural, d first and second,
# o ordinal, q plural ordinal, k half and quarter, a article, & and, f of; N a numeral, D a decade
_LETTERS: dict[str, tuple[str, int]] = {
    **{word: ("u", at + 1) for at, word in enumerate(_ONES)},
    **{word: ("T", at + 10) for at, word in enumerate(_TEENS)},
    **{word: ("e", 10 * at + 20) for at, word in enumerate(_TENS)},
    **{word: ("o", at + 3) for at, word in enumerate(_ORDINALS)},
    **{word[:-1] + "ieth": ("o", 10 * at + 20) for at, word in enumerate(_TENS)},
    **{word + "s": ("q", at + 3) for at, word in enumerate(_ORDINALS)},
    **{word: ("s", scale) for word, scale in _SCALES.items()},
    **{word + "th": ("s", scale) for word, scale in _SCALES.items()},
    **{word + "s": ("v", scale) for word, scale in _SCALES.items()},
    "hundred": ("h", 100), "hundreds": ("v", 100), "dozen": ("h", 12), "dozens": ("v", 10), "tens": ("v", 10),
    "hundredth": ("o", 100), "first": ("d", 1), "second": ("d", 2), "half": ("k", 2),
    "quarter": ("k", 4), "quarters": ("q", 4), "a": ("a", 1), "an": ("a", 1), "and": ("&", 0), "of": ("f", 0),
}  # fmt: skip
_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_]+)|(?P<decade>(?<![\w.,])(?:1\d|20)?\d0s(?!\w))|"
    rf"(?P<num>{digits.ENGLISH})(?:st|nd|rd|th)?"
)
_GAP = re.compile(r"[\s-]+")
_BELOW = "(?:(?:e[uod]?|[uTo])(?!h))"
_SMALL = f"(?:[uNa]h(?:&?{_BELOW})?|e[uod]?|[uTNod])"
_SCALED = f"(?:(?:{_SMALL}|a)s+(?:{_SMALL}s+)*(?:&?(?:uh(?:&?{_BELOW})?|{_BELOW})(?!s))?)"
_PATTERN = re.compile(
    rf"(?P<mixed>(?:{_SCALED}|{_SMALL})&aks*)|(?P<part>(?:e?u|[TNe])q|[ua]o|[ua]k)|(?P<scaled>{_SCALED})|"
    rf"(?P<vague>(?:v(?:&v)?|hs*)(?:fv|s)*|s+)|(?P<decade>D)|(?P<small>k)|(?P<plain>{_SMALL})"
)
_TO = re.compile(r"\s*(?:[-–—,]|to|or|and|till|until)\s*")
_SOFT: dict[str, Number] = {
    "once": 1, "single": 1, "sole": 1, "twice": 2, "both": 2, "pair": 2, "pairs": 2, "couple": 2,
    "couples": 2, "double": 2,
    "doubled": 2, "doubling": 2, "twin": 2, "twins": 2, "dual": 2, "thrice": 3, "triple": 3, "tripled": 3,
    "trio": 3,
    "triplets": 3, "quadruple": 4, "quadrupled": 4, "decade": 10, "decades": 10, "century": 100,
    "centuries": 100,
    "millennium": 1000, "triad": 3, "tricycle": 3, "tricycles": 3, "triangle": 3, "trilateral": 3,
    "bilateral": 2,
    "secondary": 2, "all": 100, "every": 100, "full": 100, "fully": 100, "entire": 100, "entirely": 100,
    "unanimously": 100, "whole": 100, "completely": 100, "complete": 100, "completed": 100,
    "halving": Fraction(1, 2), "free": 0, "without": 0,
    "zero": 0, "no": 0, "none": 0, "not": 0, "nil": 0, "either": 2, "neither": 2, "semi": Fraction(1, 2),
    "halved": Fraction(1, 2), "halfway": Fraction(1, 2), "halves": Fraction(1, 2), "quartet": 4,
    "score": 20, "triples": 3,
}  # fmt: skip
_SOFT |= {word[:-1] + "ies": 10 * at + 20 for at, word in enumerate(_TENS)}
_SOFT |= {word + "fold": value for word, (letter, value) in _LETTERS.items() if letter in "uTe"}
_ARTICLES = frozenset(words("a an each per every another same daily weekly monthly yearly annual annually"))
_CLOCK = re.compile(r"(?:1?\d|2[0-4])\.[0-5]\d")
_YEARS_BEFORE = re.compile(r"(?<!\d)(?:1\d|20)\d\d[-–/]")
_AND_A_HALF = re.compile(rf"(?<!\w)(?P<n>\d{{1,3}}|an?|{'|'.join(_ONES)})\s+\w+\s+and\s+a\s+half(?!\w)", re.I)
_TWO_WAY = re.compile(r"[\s-]?(?:way|wheel\w*)(?!\w)", re.I)
_MONEY_BEFORE = re.compile(r"(?:VND|USD|EUR|\$|€)\s?$")
_LABEL = re.compile(r"\.\s?\d")  # No. 5
_MONTH_AFTER = re.compile(r"\s+(?:lunar\s+)?month\b", re.I)
_HOUR_AFTER = re.compile(r"[\s-]+(?:o['’]clock|in the|at night|hours)", re.I)
_QUARTER = re.compile(r"\bQ([1-4])\b")


def find(text: str) -> list[Fact]:
    """Every number in an English text, in order."""
    soft: list[Fact] = []
    found: list[Fact] = []
    scales: dict[int, Number] = {}
    for run in numbers.runs(text, _tokens(text, soft), _GAP, _PATTERN):
        if run.name == "vague" and _MONEY_BEFORE.search(text, max(0, run.start - 5), run.start):
            continue  # 'VND million': its number is lost
        found.append(_fact(text, run))
        scale = numbers.scale(run)
        if scale > 1:
            scales[run.start] = scale
    found = numbers.spread(text, found, scales, _TO)
    return [*found, *soft, *_rare(text), *romans.find(text)]


def _tokens(text: str, soft: list[Fact]) -> Iterator[Token]:
    """The tokens of numbers; words that are numbers only at times go to `soft`, in one pass over the text."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            word = match.group().lower()
            if word in _LETTERS:
                letter, amount = _LETTERS[word]
                yield Token(letter, (amount,), match.start(), match.end())
            if word in _ARTICLES:
                soft.append(Fact("article", 1, match.group(), match.start(), match.end(), firm=False))
            if word in _SOFT and not _LABEL.match(text, match.end()):
                soft.append(
                    Fact("number", _SOFT[word], match.group(), match.start(), match.end(), firm=False)
                )
        elif match.lastgroup == "decade":
            yield Token("D", (int(match.group()[:-1]),), match.start(), match.end())
        elif match.end() - match.start() <= digits.LONGEST:
            yield Token("N", (digits.english(match["num"]),), match.start(), match.end())


def _fact(text: str, run: Run) -> Fact:
    number = _value(run)
    unit = units.around(text, run.start, run.end)
    also = tuple(_readings(text, run, number))
    firm = _is_firm(run, number) and not _TWO_WAY.match(text, run.end)
    return Fact("number", number, text[run.start : run.end], run.start, run.end, unit, firm, also)


def _value(run: Run) -> Number:
    tokens = [token for token in run.tokens if token.letter not in "&f"]
    amounts = [token.values[0] for token in tokens]
    if run.name == "vague":
        if run.tokens[1:2] and run.tokens[1].letter == "&":  # thousands and thousands
            return amounts[0]
        product: Number = 1
        for amount in amounts:
            product *= amount
        return product
    if run.name == "small":
        return whole(Fraction(1, int(amounts[0])))
    if run.name == "part":
        return whole(Fraction(numbers.value(_cardinal(tokens[:-1]))) / Fraction(amounts[-1]))
    if run.name == "mixed":
        return _mixed(tokens)
    return numbers.value(_cardinal(tokens))


def _mixed(tokens: list[Token]) -> Number:
    """The value of 'two and a half million' and of 'two million and a half'."""
    at = next(index for index, token in enumerate(tokens) if token.letter == "k")
    base = numbers.value(_cardinal(tokens[: at - 1]))
    inner = next((t.values[0] for t in reversed(tokens[: at - 1]) if t.letter in "sh"), 1)
    outer: Number = 1
    for token in tokens[at + 1 :]:
        outer *= token.values[0]
    return whole((Fraction(base) + Fraction(inner) / Fraction(tokens[at].values[0])) * outer)


def _cardinal(tokens: list[Token]) -> list[Token]:
    """The tokens with ordinals, articles and decades as the ones and tens that they count as."""
    plain = {"o": "T", "d": "T", "a": "u", "D": "N"}
    return [Token(plain.get(t.letter, t.letter), t.values, t.start, t.end) for t in tokens]


def _readings(text: str, run: Run, number: Number) -> Iterator[Atom]:
    last = run.tokens[-1]
    if run.name == "part" and last.letter in "ok":
        yield ("n", last.values[0])
    elif run.name == "part" and last.values[0] == 4:  # three quarters of a year
        yield ("n", run.tokens[0].values[0])
    elif last.letter == "o" and number:
        yield ("n", whole(1 / Fraction(number)))
    elif last.letter == "D":
        yield ("n", int(number) % 100)
    elif run.name == "vague" and number == 10:  # dozens: hàng chục and hàng tá
        yield ("n", 12)
    elif last.letter == "h" and last.values[0] == 12:  # chục stands for a dozen as well
        yield ("n", whole(Fraction(number) * 10 / 12))
    elif run.name == "small":
        yield ("n", last.values[0])
    if _CLOCK.fullmatch(text, run.start, run.end):
        hour, minute = divmod(int(text[run.start : run.end].replace(".", "")), 100)
        yield from (("t", (hour * 60 + minute + later) % 1440) for later in (0, 720))
    yield from _of_calendar(text, run, number)


def _of_calendar(text: str, run: Run, number: Number) -> Iterator[Atom]:
    """Readings of a number as a year (1995-96), a month (the seventh lunar month) or an hour."""
    if number in range(100) and _YEARS_BEFORE.fullmatch(text, max(0, run.start - 5), run.start):
        yield ("n", int(text[run.start - 5 : run.start - 3]) * 100 + int(number))
    if number in range(1, 13) and _MONTH_AFTER.match(text, run.end):
        yield ("m", number)
    if number in range(25) and _HOUR_AFTER.match(text, run.end):
        yield from (("t", int(number) % 24 * 60), ("t", (int(number) + 12) % 24 * 60))


def _is_firm(run: Run, number: Number) -> bool:
    if any(token.letter in "ND" for token in run.tokens):
        return True
    if run.name == "vague":
        return run.tokens[0].letter == "v"
    if run.name == "small" or (len(run.tokens) == 1 and run.tokens[0].letter == "d"):
        return False
    return number not in (1, Fraction(1, 2), Fraction(1, 4))


def _rare(text: str) -> Iterator[Fact]:
    """'A day and a half'; 'Q3'."""
    for match in _AND_A_HALF.finditer(text) if "half" in text else ():
        word = match["n"].lower()
        base = int(word) if word.isdigit() else _LETTERS[word][1]
        yield Fact("number", base + Fraction(1, 2), match.group(), match.start(), match.end(), firm=False)
    for match in _QUARTER.finditer(text) if "Q" in text else ():
        yield Fact("number", int(match.group(1)), match.group(), match.start(), match.end())
