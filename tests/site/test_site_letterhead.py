"""The head of an official document: what stands left, what right, what below both."""

import pytest

from bantin.site.letterhead import Letterhead, letterhead

TYPES = {"thong-bao", "thong-bao-khan", "cong-van"}


def columns(head: Letterhead) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    left, right = ([(line.kind, line.text) for line in side] for side in (head.left, head.right))
    return left, right


def test_a_state_document_has_its_two_columns_in_the_order_of_the_source() -> None:
    lines = [
        "UBND TỈNH ĐÔNG LÂM",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ Y TẾ",
        "Độc lập – Tự do – Hạnh phúc",
        "Số: 12/SYT-NVY",
        "Đông Lâm, ngày 05 tháng 6 năm 2025",
        "V/v tăng cường phòng bệnh",
        "THƯỢNG KHẨN",
    ]
    head = letterhead(lines, TYPES)
    assert columns(head) == (
        [
            ("body", "UBND TỈNH ĐÔNG LÂM"),
            ("issuer", "SỞ Y TẾ"),
            ("number", "Số: 12/SYT-NVY"),
            ("subject", "V/v tăng cường phòng bệnh"),
        ],
        [
            ("state", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("motto", "Độc lập – Tự do – Hạnh phúc"),
            ("dated", "Đông Lâm, ngày 05 tháng 6 năm 2025"),
            ("stamp", "THƯỢNG KHẨN"),
        ],
    )
    assert (head.type, head.has("dated"), head.has("type")) == ("", True, False)


def test_a_party_document_has_the_party_s_name_on_the_right() -> None:
    head = letterhead(["TỈNH ỦY ĐÔNG LÂM", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 517-CV/TU"], TYPES)
    assert columns(head) == (
        [("issuer", "TỈNH ỦY ĐÔNG LÂM"), ("number", "Số 517-CV/TU")],
        [("state", "ĐẢNG CỘNG SẢN VIỆT NAM")],
    )


@pytest.mark.parametrize("line", ["THÔNG BÁO", "THÔNG BÁO KHẨN"])
def test_the_document_s_type_stands_below_both_columns(line: str) -> None:
    assert letterhead([line], TYPES) == Letterhead(type=line)


def test_no_line_is_ever_lost() -> None:
    lines = ["Thông báo", "điều gì đó", "Số: 1", "ngày 1 tháng 2 năm 2025", "THÔNG BÁO", "KHẨN"]
    head = letterhead(lines, TYPES)
    kept = [line.text for line in (*head.left, *head.right)]
    assert sorted([*kept, head.type]) == sorted(lines)
