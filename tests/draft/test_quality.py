"""Signs of a bad draft that the two texts show."""

import pytest

from bantin.draft import quality
from support import SHARED

SOURCE = "Người dân cần kiểm tra nhà cửa, chằng chống mái tôn và dự trữ nước sạch trước khi bão đổ bộ."
GOOD = "People need to check their houses, brace their roofs and store clean water before the storm lands."


def kinds(source: str, target: str) -> list[str]:
    return [sign.kind for sign in quality.signs(source, target)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (GOOD, []),
        (GOOD.replace("clean water", "clean clean water"), ["loop"]),
        (GOOD.replace("store clean water", "store clean water and store clean water"), ["loop"]),
        (GOOD.replace("clean water", "clean water store clean water"), ["loop"]),
        ("People need to check. " * 5, ["loop"]),
        (GOOD.replace("brace", "chằng chống"), ["copied"]),
        ("People need to check.", ["short"]),
        (
            GOOD + " They also went to the market, bought rice and sold it to all their many neighbours.",
            ["long"],
        ),
        ("", ["none"]),
        (" ", ["none"]),
    ],
)
def test_signs(target: str, expected: list[str]) -> None:
    assert kinds(SOURCE, target) == expected


def test_what_the_source_itself_says_twice_is_no_loop() -> None:
    assert kinds("Nhanh, nhanh, nhanh lên nào các bạn ơi!", "Quick, quick, quick, dear friends!") == []


def test_numbers_side_by_side_are_no_loop() -> None:
    assert kinds("Số 12, 12 đường Lê Lợi, phường 5", "No. 12 12 Lê Lợi Street, Ward 5") == []


def test_names_with_capitals_are_no_copies() -> None:
    assert kinds("Ông Nguyễn Văn Được ở Đông Anh.", "Mr Nguyễn Văn Được in Đông Anh.") == []


@pytest.mark.skipif(not (SHARED / "eval").exists(), reason="the evaluation sentences are not here")
def test_hardly_any_good_translation_shows_a_sign() -> None:
    folder = SHARED / "eval" / "flores200_dev"
    sides = [(folder / f"{code}.txt").read_text("utf-8").splitlines() for code in ("vi", "en")]
    alarms = [pair for pair in zip(*sides, strict=True) if kinds(*pair)]
    assert len(alarms) <= 20  # of 997
