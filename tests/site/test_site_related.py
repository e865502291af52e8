"""Which bulletins belong together, and that finding it out does not grow with the square of their number."""

from bantin.page import Page
from bantin.site import related


def record(title: str, number: str = "", *references: str) -> Page:
    return Page({"title": title, "identifier": number, "references": list(references)}, "")


RECORDS = {
    "a": record("Tiêm vắc-xin sởi cho trẻ", "01/TB-UBND", "16/CT-TTg; Chỉ thị; ; "),
    "b": record("Lịch tiêm vắc-xin sởi đợt hai", "", "16/CT-TTg; ; ; ", "01/TB-UBND; ; ; "),
    "c": record("Xả lũ hồ chứa", "02/TB-UBND"),
}


def test_bulletins_that_share_words_or_documents_are_related_both_ways() -> None:
    assert related.related(RECORDS) == {"a": ["b"], "b": ["a"]}


def test_who_cites_a_bulletin_is_known_and_nobody_cites_himself() -> None:
    numbers = {"01/TB-UBND": "a", "02/TB-UBND": "c"}
    assert related.citing(RECORDS, numbers) == {"a": ["b"]}
    assert related.citing({"a": record("A", "01/TB-UBND", "01/TB-UBND; ; ; ")}, numbers) == {}


def test_what_everybody_says_makes_nobody_related() -> None:
    many = {str(number): record("Thông báo về việc họp") for number in range(related.MOST + 1)}
    assert related.related(many) == {}


def test_few_are_shown_and_the_nearest_first() -> None:
    near = {f"n{number}": record("Diễn tập ứng phó mưa lũ") for number in range(5)}
    far = {"far": record("Diễn tập ứng phó bão")}
    found = related.related({"one": record("Diễn tập ứng phó mưa lũ năm nay"), **far, **near})
    assert found["one"] == ["n0", "n1", "n2"]
