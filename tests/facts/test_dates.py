"""Dates: what Vietnamese texts write, with its value; never a year that is not there."""

import pytest

from bantin.facts import dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sau ngày 30 tháng 9 năm 2021, việc mở cửa", ["30 tháng 9 năm 2021=2021-09-30"]),
        ("để đến 31 tháng 12 năm 2021 đạt 100%", ["31 tháng 12 năm 2021=2021-12-31"]),
        ("Công văn số 971/TTg-KGVX, ngày 18/7/2021 của", ["18/7/2021=2021-07-18"]),
        ("20/07/2021 - 17:07", ["20/07/2021=2021-07-20"]),
        ("ngày 05-6-2025 và 7.8.2025", ["05-6-2025=2025-06-05", "7.8.2025=2025-08-07"]),
        ("Ngày 19/7, Ban Thường vụ", ["19/7="]),
        ("Sáng 31/3, Sở Chỉ huy", ["31/3="]),
        ("kịp thời từ 24/7 với 2 mũi", ["24/7="]),
        ("trong tháng 9/2025 và tháng 10 năm 2025", ["tháng 9/2025=2025-09", "tháng 10 năm 2025=2025-10"]),
        ("ngày 5 tháng 6 tới", ["5 tháng 6="]),
        ("cập nhật 2025-06-05", ["2025-06-05=2025-06-05"]),
        ("trực 24/24 giờ, 1/2 số hộ, 0 đồng, 5K, 16/CT-TTg, 45/2019/QH14", []),
        ("ngày 30/2/2021 và ngày 31/4, 12/13/2021", []),
        ("điện thoại 0205.3000 226, 1.2.3.2021.5", []),
        ("trong 3 tháng 10 ca", []),
    ],
)
def test_dates_are_found_with_their_value(text: str, found: list[str]) -> None:
    assert [f"{date.text}={date.iso}" for date in dates.find(text)] == found
    assert all(text[date.start : date.end] == date.text for date in dates.find(text))


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("20/07/2021 - 17:07", "2021-07-20T17:07:00+07:00"),
        ("Thứ Ba, 20/7/2021, 17:07 (GMT+7)", "2021-07-20T17:07:00+07:00"),
        ("17:07 | 20/07/2021", "2021-07-20T17:07:00+07:00"),
        ("Cập nhật lúc: 8h05 ngày 20/7/2021", "2021-07-20T08:05:00+07:00"),
        ("Đăng ngày 20/07/2021 05:07:33 PM", "2021-07-20T17:07:00+07:00"),
        ("Ngày đăng: 20/07/2021", "2021-07-20"),
        ("Chủ nhật, ngày 20 tháng 7 năm 2021", "2021-07-20"),
    ],
)
def test_a_date_stamp_is_a_line_that_says_only_when(line: str, iso: str) -> None:
    stamp = dates.stamp(line)
    assert stamp
    assert (stamp.iso or stamp.date.iso) == iso


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 19/7",
        "Sáng 20/07/2021, mưa lớn",
        "17:07",
        "Long An, ngày 20 tháng 7 năm 2021",
        "20/07/2021 21/07/2021",
    ],
)
def test_a_line_that_says_more_or_less_is_no_stamp(line: str) -> None:
    assert dates.stamp(line) is None


@pytest.mark.parametrize(
    ("line", "place", "iso"),
    [
        ("Long An, ngày 19 tháng 7 năm 2021", "Long An", "2021-07-19"),
        ("Thạch Trúc, ngày 05 tháng 6 năm 2025", "Thạch Trúc", "2025-06-05"),
        ("Hà Nội, ngày     tháng 7 năm 2021", "Hà Nội", "2021-07"),
        ("TP Hồ Chí Minh, ngày ... tháng ... năm 2021", "TP Hồ Chí Minh", ""),
        ("Quận 12, ngày 31 tháng 4 năm 2021", "Quận 12", ""),
        ("Sáng nay, ngày 5 tháng 6 năm 2021, mưa", "", None),
    ],
)
def test_the_place_and_date_line_of_an_official_document(line: str, place: str, iso: str | None) -> None:
    found = dates.place_date(line)
    assert (found.place, found.iso) == (place, iso) if found else iso is None


def test_years_are_those_that_the_text_names() -> None:
    assert dates.years("Tám tháng năm 2024, đến ngày 5/6/2025; số 2026") == {2024, 2025}
