"""Facts compared by value: good work raises nothing, faults are found, and the figures are measured.

The measurements on real sentences read acceptance material beside the repository, where it is there.
"""

import calendar
import csv
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.facts import en, vi
from bantin.facts.compare import Difference, compare
from bantin.facts.model import words
from facts.faults import plant
from support import SHARED

PAIRS = [
    (line[0], *line[2:].split(" | "))
    for line in (Path(__file__).parent / "facts_pairs.txt").read_text(encoding="utf-8").splitlines()
    if line[:1] in ("=", "!")
]
FALSE_ALARMS = 0.01  # of good sentences
CAUGHT = 0.98  # of planted faults


@pytest.mark.parametrize(("source", "target"), [(s, t) for mark, s, t in PAIRS if mark == "="])
def test_good_work_raises_nothing(source: str, target: str) -> None:
    assert compare(source, target) == []


@pytest.mark.parametrize(("source", "target"), [(s, t) for mark, s, t in PAIRS if mark == "!"])
def test_a_fault_is_found(source: str, target: str) -> None:
    assert compare(source, target)


def test_a_difference_says_what_it_is_about() -> None:
    (changed,) = compare("Có 12 ca mới.", "There are 13 new cases.")
    assert (changed.kind, changed.change) == ("number", "changed")
    assert str(changed) == "number changed: 12 → 13"
    (missing,) = compare("Theo Chỉ thị 16/CT-TTg.", "Under the Directive.")
    assert (str(missing), missing.target) == ("document missing: 16/CT-TTg", None)
    (extra,) = compare("Tỉnh họp.", "The province met on 5 May.")
    assert (extra.change, extra.source) == ("extra", None)


def test_a_language_without_a_finder_is_not_judged() -> None:
    assert compare("Có 12 ca mới.", "Il y a 13 nouveaux cas.", ("vi", "fr")) == []


def test_facts_stand_where_they_say() -> None:
    for _, source, target in PAIRS:
        for text, facts in ((source, vi.find(source)), (target, en.find(target))):
            assert all(text[fact.start : fact.end] == fact.text for fact in facts)


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


VIETNAMESE = st.sampled_from([".", "\u00a0", "\u202f", ""])
ENGLISH = st.sampled_from([",", "\u00a0", "\u202f", ""])
NUMBERS = st.integers(2, 10**12)


@given(NUMBERS, VIETNAMESE, ENGLISH)
def test_a_whole_number_is_equal_however_it_is_written(number: int, ours: str, theirs: str) -> None:
    assert compare(f"Có {_grouped(number, ours)} ca.", f"There are {_grouped(number, theirs)} cases.") == []


@given(NUMBERS, NUMBERS)
def test_another_whole_number_differs(number: int, other: int) -> None:
    found = compare(f"Có {_grouped(number, '.')} ca.", f"There are {other:,} cases.")
    assert bool(found) == (number != other)


@given(st.integers(0, 10**6), st.integers(1, 999))
def test_a_decimal_is_equal_with_comma_and_with_point(whole: int, part: int) -> None:
    source = f"Tăng {_grouped(whole, '.')},{part:03}%."
    assert compare(source, f"It rose {whole:,}.{part:03}%.") == []
    assert compare(source, f"It rose {whole:,}.{part:03} per cent.") == []
    assert compare(source, f"It rose {whole:,}.{part % 999 + 1:03}%.")


SCALES = st.sampled_from([("nghìn", 10**3), ("triệu", 10**6), ("tỷ", 10**9)])
NAMES = {10**3: "thousand", 10**6: "million", 10**9: "billion"}


@given(st.integers(2, 999), st.integers(0, 9), SCALES)
def test_a_scale_in_words_equals_its_zeros(number: int, tenth: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    amount = int((number + Fraction(tenth, 10)) * factor)
    source = f"Thu {number},{tenth} {word} đồng."
    assert compare(source, f"VND {number}.{tenth} {NAMES[factor]} was collected.") == []
    assert compare(source, f"{amount:,} dong was collected.") == []
    wrong = next(name for size, name in NAMES.items() if size != factor)
    assert compare(source, f"VND {number}.{tenth} {wrong} was collected.")


ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
ENGLISH_ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _spelt_in_vietnamese(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{ONES[hundreds]} trăm"] if hundreds else []
    if tens > 1:
        parts.append(f"{ONES[tens]} mươi")
        parts += [{1: "mốt", 5: "lăm"}.get(ones, ONES[ones])] if ones else []
    elif tens:
        parts += ["mười", *([{5: "lăm"}.get(ones, ONES[ones])] if ones else [])]
    elif ones:
        parts += ["linh", ONES[ones]] if hundreds else [ONES[ones]]
    return " ".join(parts)


def _spelt_in_english(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{ENGLISH_ONES[hundreds]} hundred"] if hundreds else []
    if rest:
        small = (
            ENGLISH_ONES[rest]
            if rest < 20
            else TENS[rest // 10] + (f"-{ENGLISH_ONES[rest % 10]}" if rest % 10 else "")
        )
        parts.append(small)
    return " and ".join(parts)


@given(st.integers(10, 999), st.integers(10, 999))
def test_numbers_in_words_have_their_values(number: int, other: int) -> None:
    source = f"Đã có {_spelt_in_vietnamese(number)} người khỏi bệnh."
    assert compare(source, f"So far {_spelt_in_english(number)} people have recovered.") == []
    assert compare(source, f"So far {number} people have recovered.") == []
    assert bool(compare(source, f"So far {_spelt_in_english(other)} people have recovered.")) == (
        number != other
    )


MONTHS = calendar.month_name[1:]
DAYS = st.integers(1, 28)
MONTH_NUMBERS = st.integers(1, 12)
YEARS = st.integers(1990, 2039)


@given(DAYS, MONTH_NUMBERS, YEARS)
def test_a_date_is_equal_in_every_order_and_another_one_differs(day: int, month: int, year: int) -> None:
    name, next_name = MONTHS[month - 1], MONTHS[month % 12]
    for source in (
        f"Ngày {day}/{month}/{year}.",
        f"Ngày {day} tháng {month} năm {year}.",
        f"Ngày {day:02}-{month:02}-{year}.",
    ):
        for target in (
            f"On {day} {name} {year}.",
            f"On {name} {day}, {year}.",
            f"On {year}-{month:02}-{day:02}.",
        ):
            assert compare(source, target) == []
        assert compare(source, f"On {day} {next_name} {year}.")
        assert compare(source, f"On {day} {name} {year + 1}.")
    if day <= 12 and day != month:
        assert compare(f"Ngày {day}/{month}.", f"On {month} {MONTHS[day - 1]}.")


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_equal_by_the_clock_of_24_hours_and_of_12(hour: int, minute: int) -> None:
    half = f"{hour % 12 or 12}.{minute:02} {'a' if hour < 12 else 'p'}.m."
    for source in (f"Lúc {hour}h{minute:02}.", f"Lúc {hour} giờ {minute:02} phút."):
        assert compare(source, f"At {hour:02}:{minute:02}.") == []
        assert compare(source, f"At {half}") == []
        assert compare(source, f"At {hour:02}:{(minute + 1) % 60:02}.")


@given(st.text(max_size=80))
def test_any_text_agrees_with_itself(text: str) -> None:
    assert en.find(text) == en.find(text)
    assert all(difference.change for difference in compare(text, text))


def test_a_row_of_digits_that_no_one_reads_is_passed_over() -> None:
    assert compare("Mã " + "1" * 5000, "Code " + "1" * 5000) == []
    assert compare("Mã " + "1." * 5000, "Code " + "1." * 5000) == []


# Measurements on real sentences


def _flores(name: str = "en.txt") -> list[tuple[str, str]]:
    folder = SHARED / "eval" / "flores200_dev"
    if not (folder / "vi.txt").is_file():
        pytest.skip("no evaluation sentences beside the repository")
    sides = [(folder / file).read_text(encoding="utf-8").splitlines() for file in ("vi.txt", name)]
    return list(zip(*sides, strict=True))  # type: ignore[arg-type]


def _seeds() -> list[tuple[str, str]]:
    path = SHARED / "seeds" / "sentences.tsv"
    if not path.is_file():
        pytest.skip("no seed bulletins beside the repository")
    with path.open(encoding="utf-8") as file:
        return [
            (row["vi"], row["en"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def _lines() -> list[str]:
    files = sorted((SHARED / "corpus").glob("*.tsv"))
    if not files:
        pytest.skip("no corpus beside the repository")
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line]


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    return [(pair[0], pair[1]) for pair in (line.split("\t") for line in lines)]


def _corpus() -> list[tuple[str, str]]:
    """What the rules were made with."""
    lines = _lines()
    return _pairs(random.Random(1).sample(lines, min(2000, len(lines))))  # noqa: S311


def _held_out() -> list[tuple[str, str]]:
    """Pairs that nobody looked at while the rules were made."""
    lines = _lines()
    seen = set(random.Random(1).sample(lines, min(2000, len(lines))))  # noqa: S311
    rest = [line for line in lines if line not in seen]
    return _pairs(random.Random(2).sample(rest, min(2000, len(rest))))  # noqa: S311


SETS = {"flores": _flores, "seeds": _seeds, "corpus": _corpus, "held out": _held_out}


@pytest.mark.parametrize("name", SETS)
def test_good_references_raise_at_most_one_false_alarm_in_100_sentences(name: str) -> None:
    pairs = SETS[name]()
    alarms = [(source, target) for source, target in pairs if compare(source, target)]
    print(f"{name}: {len(alarms)} of {len(pairs)} sentences raise a false alarm")
    assert len(alarms) <= FALSE_ALARMS * len(pairs)


def _caught(pairs: list[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """How many faults were planted, and how many raise a difference that the good sentence does not."""
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    rng = random.Random(7)  # noqa: S311
    for source, target in pairs:
        known = Counter(map(str, compare(source, target)))
        for fault in plant(target, rng):
            planted[fault.kind] += 1
            caught[fault.kind] += bool(Counter(map(str, compare(source, fault.text))) - known)
    return planted, caught


@pytest.mark.parametrize("name", SETS)
def test_planted_faults_are_caught(name: str) -> None:
    planted, caught = _caught(SETS[name]())
    for kind in planted:
        print(f"{name}, {kind}: {caught[kind]} of {planted[kind]}")
    asked = [kind for kind in planted if kind != "word dropped"]  # what may be left out in good English
    assert sum(caught[kind] for kind in asked) >= CAUGHT * sum(planted[kind] for kind in asked)
    for kind in asked:
        assert caught[kind] >= CAUGHT * planted[kind] or planted[kind] < 100, kind


def test_planted_faults_are_caught_in_made_sentences() -> None:
    planted, caught = _caught([(source, target) for mark, source, target in PAIRS if mark == "="])
    assert sum(planted.values()) > 100
    assert sum(caught.values()) >= 0.95 * sum(planted.values())


@pytest.mark.parametrize("engine", ["opusmt", "nllb"])
def test_real_machine_output_holds_more_differences_than_human_work(engine: str) -> None:
    human = sum(bool(compare(source, target)) for source, target in _flores())
    pairs = _flores(f"flores-dev.{engine}.en")
    found: list[Difference] = [one for source, target in pairs for one in compare(source, target)]
    sentences = sum(bool(compare(source, target)) for source, target in pairs)
    print(f"{engine}: {sentences} of {len(pairs)} sentences, {Counter((d.kind, d.change) for d in found)}")
    assert sentences > 2 * human
