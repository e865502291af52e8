"""Shapes of bulletins, each shown whole: what becomes of their lines."""

import pytest

from normalize.normalized import SENTENCE, page_of, shown


def test_a_long_line_file_is_never_joined() -> None:
    page = page_of(f"Tên bài viết\n{SENTENCE}\n{SENTENCE} Các tổ gồm\ntổ một và\ntổ hai; {SENTENCE}\n")
    assert shown(page)[1:4] == [f"p {SENTENCE} Các tổ gồm", "p tổ một và", f"p tổ hai; {SENTENCE}"]


def test_a_title_over_two_lines_is_one_title() -> None:
    page = page_of(
        f"Thành phố phát động chiến dịch\nlàm sạch bờ biển năm nay\n\n{SENTENCE}\n\n{SENTENCE} Hai.\n"
    )
    assert page.text("title") == "Thành phố phát động chiến dịch làm sạch bờ biển năm nay"
    assert "kicker" not in page.meta


def test_a_title_in_capitals_over_two_lines_is_one_title() -> None:
    page = page_of(
        f"PHÁT ĐỘNG CHIẾN DỊCH LÀM SẠCH\nBỜ BIỂN VÀ CÁC BÃI TẮM\n\n{SENTENCE}\n\n{SENTENCE} Hai.\n"
    )
    assert page.text("title") == "PHÁT ĐỘNG CHIẾN DỊCH LÀM SẠCH BỜ BIỂN VÀ CÁC BÃI TẮM"


def test_a_line_above_the_title_is_the_kicker_and_a_person_is_told() -> None:
    page = page_of(f"Chuyên mục Môi trường\nBờ biển sạch, lòng người vui\n{SENTENCE}\n{SENTENCE} Hai.\n")
    assert (page.text("kicker"), page.text("title")) == (
        "Chuyên mục Môi trường",
        "Bờ biển sạch, lòng người vui",
    )
    assert "line 1: taken as the kicker above the title" in page.texts("review_notes")


def test_a_title_with_colon_quotes_and_markup_stays_what_it_is() -> None:
    title = 'Cảnh báo: "Phí 0 đồng" # <script>alert(1)</script> {: onclick=x }'
    page = page_of(f"{title}\n\n{SENTENCE}\n\n<script>alert(2)</script> và {{: onclick=x }} ở đây.\n")
    assert page.text("title") == title
    assert "<script>" not in page.body
    assert shown(page)[1] == "p <script>alert(2)</script> và {: onclick=x } ở đây."


def test_lists_nest_by_their_marks_and_keep_what_is_cited() -> None:
    page = page_of(
        "Tên bài viết\n\n" + SENTENCE + "\n\nCác đơn vị thực hiện:\n"
        "1. Phòng Y tế phối hợp các xã.\na) Lập danh sách;\nb) Tổ chức tiêm:\n"
        "- Đợt một;\n  + Ca sáng;\n- Đợt hai.\n"
        "2. Phòng Nội vụ tổng hợp báo cáo.\n• Hằng tuần;\n• Hằng tháng.\n"
    )
    assert shown(page)[2:] == [
        "i 1. Phòng Y tế phối hợp các xã.",
        "i1 - a) Lập danh sách;",
        "i1 - b) Tổ chức tiêm:",
        "i2 - Đợt một;",
        "i3 - Ca sáng;",
        "i2 - Đợt hai.",
        "i 2. Phòng Nội vụ tổng hợp báo cáo.",
        "i1 - Hằng tuần;",
        "i1 - Hằng tháng.",
    ]


def test_numbers_that_markdown_would_change_stay_text() -> None:
    page = page_of(
        "Tên bài viết\n\n" + SENTENCE + "\n\nCác bước:\n1. Một việc.\n3. Ba việc.\n2021. Năm đáng nhớ.\n"
    )
    assert shown(page)[2:] == ["i 1. Một việc.", "p 3. Ba việc.", "p 2021. Năm đáng nhớ."]


def test_section_headings_of_official_documents() -> None:
    page = page_of(
        f"Tên bài viết\n\n{SENTENCE}\n\nI. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n{SENTENCE}\n"
        f"2. Yêu cầu\n{SENTENCE}\n"
        f"II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì, phối hợp các sở, ngành.\n2. Các xã báo cáo hằng tuần.\n"
    )
    assert [one for one in shown(page) if one[0] == "h"] == [
        "h2 I. MỤC ĐÍCH, YÊU CẦU",
        "h3 1. Mục đích",
        "h3 2. Yêu cầu",
        "h2 II. TỔ CHỨC THỰC HIỆN",
    ]
    assert shown(page)[-2:] == [
        "i 1. Sở Y tế chủ trì, phối hợp các sở, ngành.",
        "i 2. Các xã báo cáo hằng tuần.",
    ]


def test_a_lost_paragraph_break_comes_back_and_layout_tabs_go() -> None:
    page = page_of(
        f"Tên bài viết\n\t{SENTENCE}\tHai: {SENTENCE}\nThực hiện:\n-\tMột việc;\n-\tHai việc.\nHọ tên:\tAn.\n"
    )
    assert shown(page) == [
        f"p {SENTENCE}", f"p Hai: {SENTENCE}", "p Thực hiện:", "i - Một việc;",
        "i - Hai việc.", "p Họ tên: An.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "caption",
    [
        "Lãnh đạo thành phố thăm hỏi bà con (Ảnh: TTXVN)",
        "Lãnh đạo thành phố thăm hỏi bà con. Ảnh: Minh Khoa",
        "Ảnh: Lãnh đạo thành phố thăm hỏi bà con",
        "Lãnh đạo thành phố (thứ hai, bên phải) trao quà cho bà con vùng lũ ở xã Đông Hải",
    ],
)
def test_captions_are_set_apart(caption: str) -> None:
    page = page_of(f"Tên bài viết\n\n{SENTENCE}\n\n{caption}\n\n{SENTENCE} Hai.\n\n{SENTENCE} Ba.\n")
    assert shown(page)[1] == f"c {caption}"


def test_a_short_heading_in_small_letters_between_paragraphs() -> None:
    page = page_of(f"Tên bài viết\n\n{SENTENCE}\n\nNhiều kết quả tích cực\n\n{SENTENCE} Hai.\n")
    assert shown(page)[1] == "h2 Nhiều kết quả tích cực"


@pytest.mark.parametrize(
    ("line", "author", "publisher"),
    [
        ("Xuân Quảng (Vietnam+)", "Xuân Quảng", "Vietnam+"),
        ("BLA", "BLA", "BLA"),
        ("Bài và ảnh: Lan Anh", "Lan Anh", ""),
        ("(Theo Báo Đông Lâm)", "", "Báo Đông Lâm"),
        ("Minh Tú - Ngọc Hà", "Minh Tú - Ngọc Hà", ""),
        ("Hải Yến/TTXVN", "Hải Yến", "TTXVN"),
    ],
)
def test_the_byline_leaves_the_body(line: str, author: str, publisher: str) -> None:
    page = page_of(f"Tên bài viết\n\n{SENTENCE}\n\n{SENTENCE} Hai./.\n\n{line}\n")
    assert (page.text("byline"), page.text("author"), page.text("publisher")) == (line, author, publisher)
    assert shown(page)[-1] == f"p {SENTENCE} Hai."
    assert page.meta["end_mark"] is True


@pytest.mark.parametrize("line", ["Trân trọng cảm ơn bà con", "Mọi người hãy chung tay"])
def test_a_last_line_that_is_no_name_stays(line: str) -> None:
    page = page_of(f"Tên bài viết\n\n{SENTENCE}\n\n{SENTENCE} Hai.\n\n{line}\n")
    assert "byline" not in page.meta
    assert shown(page)[-1] == f"p {line}"


def test_noise_is_dropped_and_listed_and_nothing_else() -> None:
    page = page_of(
        f"Trang chủ > Tin tức > Xã hội\nTiếng Việt | English\n20/07/2021 - 17:07\n"
        f"Tên bài viết\n\n{SENTENCE}\n\n"
        f"[bookmark: _Toc1]{SENTENCE} Hai.\n\nTrang 1/2\n\n{SENTENCE} Ba.\n\nLượt xem: 1.286\n"
        "Facebook Zalo In bài viết\nChia sẻ bài viết\n-----\n"
    )
    assert page.texts("dropped") == [
        "Trang chủ > Tin tức > Xã hội", "Tiếng Việt | English", "[bookmark: _Toc1]", "Trang 1/2",
        "Lượt xem: 1.286", "Facebook Zalo In bài viết", "Chia sẻ bài viết", "-----",
    ]  # fmt: skip
    assert page.text("date_line") == "20/07/2021 - 17:07"
    assert shown(page) == [f"p {SENTENCE}", f"p {SENTENCE} Hai.", f"p {SENTENCE} Ba."]


def test_page_numbers_that_count_up_are_dropped_and_a_lone_number_is_not() -> None:
    counted = page_of(f"Tên bài viết\n\n{SENTENCE}\n\n1\n\n{SENTENCE} Hai.\n\n2\n\n{SENTENCE} Ba.\n")
    assert counted.texts("dropped") == ["1", "2"]
    alone = page_of(f"Tên bài viết\n\n{SENTENCE}\n\n115\n\n{SENTENCE} Hai.\n")
    assert "dropped" not in alone.meta
    assert "p 115" in shown(alone)


def test_only_known_names_have_their_dash_mended() -> None:
    page = page_of(
        "Không lơ là – cả nước chống dịch\n\nDịch Covid – 19 và SARS-CoV - 2 năm 2020 – 2021 ở TP - HN.\n\n"
        f"{SENTENCE}\n"
    )
    assert page.text("title") == "Không lơ là – cả nước chống dịch"
    assert shown(page)[0] == "p Dịch Covid-19 và SARS-CoV-2 năm 2020 – 2021 ở TP - HN."
    assert page.texts("repairs") == ["Covid – 19 → Covid-19 (line 3)", "SARS-CoV - 2 → SARS-CoV-2 (line 3)"]


def test_straight_quotes_stay_where_the_text_uses_no_curly_ones() -> None:
    page = page_of(f'Tên bài viết\n\nPhong trào "Ba không" lan rộng.\n\n{SENTENCE}\n')
    assert shown(page)[0] == 'p Phong trào "Ba không" lan rộng.'
    assert "repairs" not in page.meta


@pytest.mark.parametrize(
    ("lede", "date", "precision"),
    [
        ("Sáng 31/3, xã tổ chức họp. Dịch đã kéo dài từ 24/7 đến nay.", "", "conflict"),
        ("Sáng 12/9, xã tổ chức họp về năm 2024.", "2024-09-12", "inferred"),
        ("Sáng 12/9, xã tổ chức họp trước ngày 20/9.", "", "none"),
        ("Sáng 12/9, xã họp; năm 2023 và năm 2024 đều tốt.", "", "none"),
        ("Lúc 5 giờ ngày 18/10/2025, hồ xả lũ.", "2025-10-18", "inferred"),
        ("Thực hiện Kế hoạch số 19/KH-UBND ngày 20/01/2025 của UBND huyện, xã họp.", "", "none"),
        ("Sau ngày 30 tháng 9 năm 2021, chợ mở lại.", "", "none"),
        ("Xã tổ chức họp dân.", "", "none"),
    ],
)
def test_a_date_is_never_guessed(lede: str, date: str, precision: str) -> None:
    page = page_of(f"Tên bài viết\n\n{lede}\n\n{SENTENCE}\n\n{SENTENCE} Ba.\n")
    assert (page.text("date"), page.text("date_precision")) == (date, precision)
    assert page.text("date_evidence")


def test_without_a_title_the_first_clause_of_the_lede_stands_in() -> None:
    page = page_of(f"Sáng 12/9, {SENTENCE}\n\n{SENTENCE}\n")
    assert page.meta["title_provisional"] is True
    assert f"Sáng 12/9, {SENTENCE}".startswith(page.text("title"))
    assert "no title in the source" in page.texts("review_notes")


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("giản cách xã hội.", "giản cách? giãn cách"),
        ("dịch COVIDd-19.", "COVIDd? capitals followed by a small letter"),
        ("công tác nghiệpp vụ.", "nghiệpp? not a Vietnamese syllable"),
        ("nguời dân.", None),
        ("của của dân.", "của của? a word twice"),
        (
            "Vaccine của Pfizer, video, Krông Pắk, Đắk Lắk, Quýnh, khuỷu, ngoằn ngoèo, rượu, giếng, quuyết.",
            None,
        ),
    ],
)
def test_probable_slips_are_remarks_and_never_changed(text: str, remark: str | None) -> None:
    page = page_of(f"Tên bài viết\n\nCông văn về {text}\n\n{SENTENCE}\n")
    assert text in page.body
    notes = [note for note in page.texts("review_notes") if note.startswith("line 3:")]
    if remark:
        assert notes == [f"line 3: {remark}"]


def test_a_kicker_over_a_title_in_capitals_and_two_bylines() -> None:
    page = page_of(
        "Gương sáng nơi tuyến đầu\nNGƯỜI MẸ CỦA NHỮNG ĐỨA TRẺ\n* Bài, ảnh: Hoàng Tuyết\n"
        f"{SENTENCE}\n{SENTENCE} Hai.\nH.T\n"
    )
    assert (page.text("kicker"), page.text("title")) == (
        "Gương sáng nơi tuyến đầu",
        "NGƯỜI MẸ CỦA NHỮNG ĐỨA TRẺ",
    )
    assert (page.text("author"), page.text("byline")) == ("Hoàng Tuyết", "* Bài, ảnh: Hoàng Tuyết / H.T")
    assert shown(page) == [f"p {SENTENCE}", f"p {SENTENCE} Hai."]


def test_a_file_with_a_blank_line_after_every_line_is_joined_too() -> None:
    page = page_of(
        "Bản tin số 15\n\n"
        "Trong 24 giờ qua, toàn thành phố ghi nhận thêm\n\n3.500 ca mắc mới, trong đó có 2.100 ca "
        "phát hiện\n\ntrong khu phong tỏa và khu cách ly tập trung.\n\n"
        "Các địa phương tiếp tục truy vết, lấy mẫu xét\n\nnghiệm diện rộng để bóc tách F0.\n"
    )
    assert [one.split(" ")[1] for one in shown(page)] == ["Trong", "Các"]
