"""Document numbers: number, type, issuing body and date as far as the text says them."""

import pytest

from bantin.facts import documents


def said(text: str) -> list[str]:
    text = " ".join(text.split())
    return [
        f"{one.number}; {one.type}; {one.issuer}; {one.date.iso or one.date.text if one.date else ''}"
        for one in documents.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "theo Chỉ thị 16/CT-TTg của Thủ tướng Chính phủ và các văn bản",
            ["16/CT-TTg; Chỉ thị; Thủ tướng Chính phủ; "],
        ),
        (
            "theo Công văn số 971/TTg-KGVX, ngày 18/7/2021 của Thủ tướng Chính phủ. Đồng thời",
            ["971/TTg-KGVX; Công văn; Thủ tướng Chính phủ; 2021-07-18"],
        ),
        (
            "Ngày 19/7, Ban Thường vụ Tỉnh ủy Long An có công văn số 517-CV/TU về việc",
            ["517-CV/TU; Công văn; Ban Thường vụ Tỉnh ủy Long An; 19/7"],
        ),
        (
            """Nghị định số 168/2024/NĐ-CP ngày 26/12/2024 của Chính phủ và Kế hoạch số 25/KH-UBND ngày
            24/01/2025 của Ủy ban nhân dân tỉnh Đông Lâm, Chủ tịch""",
            [
                "168/2024/NĐ-CP; Nghị định; Chính phủ; 2024-12-26",
                "25/KH-UBND; Kế hoạch; Ủy ban nhân dân tỉnh Đông Lâm; 2025-01-24",
            ],
        ),
        ("Luật Phòng, chống ma túy số 73/2021/QH14", ["73/2021/QH14; Luật; Quốc hội; "]),
        ("Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019", ["45/2019/QH14; Bộ luật; Quốc hội; 2019-11-20"]),
        ("Nghị quyết 128/NQ-CP ngày 11/10/2021", ["128/NQ-CP; Nghị quyết; Chính phủ; 2021-10-11"]),
        (
            "Kết luận số 07-KL/TW ngày 11/6/2021 của Bộ Chính trị về",
            ["07-KL/TW; Kết luận; Bộ Chính trị; 2021-06-11"],
        ),
        ("vào ngày 31/3, 24/7, F0, 5K, COVID-19, 24/24 giờ, 1/2 hộ", []),
    ],
)
def test_documents_are_found_with_what_the_text_says_of_them(text: str, found: list[str]) -> None:
    assert said(text) == found
    assert all(one.number in text[one.start : one.end] for one in documents.find(text))


def test_annex_iii_has_its_27_types() -> None:
    assert len(documents.ANNEX_III) == 27


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("42/TB-UBND", "Thông báo"),
        ("971/TTg-KGVX", "Công văn"),
        ("1204/UBND-KT", "Công văn"),
        ("517-CV/TU", "Công văn"),
        ("07-KL/TW", "Kết luận"),
        ("15/2020/NĐ-CP", "Nghị định"),
        ("73/2021/QH14", ""),
    ],
)
def test_a_number_tells_the_type(number: str, kind: str) -> None:
    assert documents.type_of(number) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("THÔNG BÁO", "Thông báo"),
        ("THÔNG BÁO KHẨN", "Thông báo"),
        ("Chỉ thị", "Chỉ thị"),
        ("THÔNG BÁO SỐ 5", ""),
    ],
)
def test_a_type_line_is_the_types_name_and_nothing_else(line: str, kind: str) -> None:
    assert documents.type_line(line) == kind
