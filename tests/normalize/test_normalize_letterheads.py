"""Tops of documents as agencies type them: the subject ends where the body that decides is named."""

import pytest

from normalize.normalized import SENTENCE, page_of, shown

LETTERHEAD = "HỘI ĐỒNG NHÂN DÂN\nHUYỆN ĐÔNG LÂM\nSố: 17/NQ-HĐND\nĐông Lâm, ngày 12 tháng 7 năm 2024\n\n"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Về việc phân bổ kinh phí hỗ trợ sản xuất vụ Đông", "HỘI ĐỒNG NHÂN DÂN HUYỆN ĐÔNG LÂM"),
        ("Về việc phân bổ kinh phí hỗ trợ sản xuất vụ Đông", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN ĐÔNG LÂM"),
        ("VỀ VIỆC PHÂN BỔ KINH PHÍ HỖ TRỢ SẢN XUẤT", "HỘI ĐỒNG NHÂN DÂN HUYỆN ĐÔNG LÂM"),
        ("Về việc giao chỉ tiêu trồng cây năm 2024", "GIÁM ĐỐC SỞ NÔNG NGHIỆP"),
    ],
)
def test_the_body_that_decides_is_no_part_of_the_subject(subject: str, body: str) -> None:
    page = page_of(f"{LETTERHEAD}NGHỊ QUYẾT\n{subject}\n{body}\n\n{SENTENCE}\n")
    assert (page.text("title"), page.text("type")) == (subject, "nghi-quyet")
    assert shown(page)[0] == f"h2 {body}"


def test_a_subject_in_capitals_goes_on_over_the_name_of_a_body_that_it_speaks_of() -> None:
    page = page_of(f"{LETTERHEAD}NGHỊ QUYẾT\nVỀ VIỆC GIAO NHIỆM VỤ CHO\nỦY BAN NHÂN DÂN XÃ\n\n{SENTENCE}\n")
    assert page.text("title") == "VỀ VIỆC GIAO NHIỆM VỤ CHO ỦY BAN NHÂN DÂN XÃ"


def test_two_bodies_above_a_title_are_a_letterhead_and_not_the_title() -> None:
    top = "CÔNG AN HUYỆN ĐÔNG LÂM\nĐỘI CẢNH SÁT GIAO THÔNG\n\nCẢNH BÁO LỪA ĐẢO QUA MẠNG\n\n"
    page = page_of(f"{top}{SENTENCE}\n\n{SENTENCE}\n")
    assert page.text("title") == "CẢNH BÁO LỪA ĐẢO QUA MẠNG"
    assert page.text("kicker") == "CÔNG AN HUYỆN ĐÔNG LÂM ĐỘI CẢNH SÁT GIAO THÔNG"


def test_a_body_whose_name_is_cut_before_its_level_is_whole() -> None:
    top = (
        "BỘ CHỈ HUY QUÂN SỰ TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "BAN CHỈ HUY QUÂN SỰ\tĐộc lập - Tự do - Hạnh phúc\n"
        "HUYỆN\nSố: 77/KH-BCH\tLâm Sơn, ngày 09 tháng 01 năm 2024\n\n"
    )
    page = page_of(f"{top}KẾ HOẠCH\nTổ chức lễ giao nhận quân năm 2024\n\n{SENTENCE}\n")
    assert page.text("issuer") == "BAN CHỈ HUY QUÂN SỰ HUYỆN"
    assert (page.text("identifier"), page.text("date")) == ("77/KH-BCH", "2024-01-09")
    assert page.text("title") == "Tổ chức lễ giao nhận quân năm 2024"
