"""What is trained on: fit pairs, and nothing of the evaluation sets."""

from pathlib import Path

import pytest
from training.clean import Held, clean, fits, normal, plain, read_held, read_pairs
from training.settings import Settings


def test_text_is_composed_and_put_on_one_line() -> None:
    assert normal(" Tie\u0302\u0301ng\u200b  Vie\u0323\u0302t\n") == "Tiếng Việt"


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("", "nothing to translate from"),
        ("Covid-19", "Covid-19"),
        ("Xin chào.", "A very long sentence that cannot be what these two words say, however one reads it."),
        ("This line was never translated", "This line was not translated, ever"),
        ("1.234", "12"),
    ],
)
def test_sides_that_cannot_translate_each_other_do_not_fit(vi: str, en: str) -> None:
    assert not fits((vi, en))


def test_an_ordinary_pair_fits() -> None:
    assert fits(
        ("Người dân ở nhà khi không cần thiết ra đường.", "People stay at home unless they must go out.")
    )


@pytest.mark.parametrize("mark", ["{count}", "%1$S", "<b>", "$1"])
def test_messages_with_places_for_values_are_not_plain_text(mark: str) -> None:
    assert not plain((f"Đã lưu tệp {mark}", f"The file {mark} was saved"))
    assert plain(("Đã lưu tệp", "The file was saved"))


def test_a_pair_is_kept_once_whatever_its_case_and_marks() -> None:
    pairs = [("Ở nhà.", "Stay at home."), ("ở nhà", "stay at home"), ("Ra đường.", "Go out.")]
    assert list(clean(pairs, Held([]))) == [pairs[0], pairs[2]]


def test_a_sentence_held_for_evaluation_is_left_out() -> None:
    held = Held(["Trường học đóng cửa trong hai tuần."])
    assert held.has(("TRƯỜNG HỌC ĐÓNG CỬA trong hai tuần", "Schools are closed for two weeks."))


def test_twelve_words_in_a_row_of_a_held_sentence_are_too_many() -> None:
    held = Held(["một hai ba bốn năm sáu bảy tám chín mười lẻ mười lẻ trăm"])
    assert held.has(("và một hai ba bốn năm sáu bảy tám chín mười lẻ mười", "and one to ten"))
    assert not held.has(("và một hai ba bốn năm sáu bảy tám chín mười lẻ", "and one to nine"))


def test_a_line_that_is_not_two_columns_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("một\tone\nhai\nba\tthree\t3\n", "utf-8")
    assert list(read_pairs([path])) == [("một", "one")]


def test_no_evaluation_sentence_is_in_the_corpus() -> None:
    settings = Settings()
    if not (settings.evaluation / "seeds").exists():
        pytest.skip("the evaluation sets are not beside the repository")
    held = read_held(settings.evaluation)
    assert [pair for pair in read_pairs(sorted(settings.corpus.glob("*.tsv"))) if held.has(pair)] == []
