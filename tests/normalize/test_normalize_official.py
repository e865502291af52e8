"""Official documents and notices: letterhead, subject, recipients, signature, closing date."""

import pytest

from normalize.normalized import SENTENCE, page_of, shown

NOTICE = """{header}

THÔNG BÁO
Về việc nghỉ lễ và trực
cơ quan dịp 30/4

Kính gửi: Các phòng, ban.

{sentence}

Nơi nhận:{gap}TM. ỦY BAN NHÂN DÂN
- Như trên;{gap}CHỦ TỊCH
- Lưu: VT.
{gap}(Đã ký)
{gap}Trần Thị Bình
"""


@pytest.mark.parametrize("gap", ["\t", "          ", "\t\t\t"])
def test_a_letterhead_and_signature_flattened_into_columns(gap: str) -> None:
    header = (
        f"ỦY BAN NHÂN DÂN{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"XÃ TÂN AN{gap}Độc lập - Tự do - Hạnh phúc\nSố: 42/TB-UBND{gap}Tân An, ngày 5 tháng 6 năm 2025"
    )
    page = page_of(NOTICE.format(header=header, gap=gap, sentence=SENTENCE))
    assert page.text("title") == "Về việc nghỉ lễ và trực cơ quan dịp 30/4"
    assert (page.text("type"), page.text("identifier")) == ("thong-bao", "42/TB-UBND")
    assert (page.text("date"), page.text("date_precision"), page.text("place")) == (
        "2025-06-05",
        "exact",
        "Tân An",
    )
    assert page.text("issuer") == "ỦY BAN NHÂN DÂN XÃ TÂN AN"
    assert page.texts("letterhead")[-2:] == ["Tân An, ngày 5 tháng 6 năm 2025", "THÔNG BÁO"]
    assert shown(page) == ["p Kính gửi: Các phòng, ban.", f"p {SENTENCE}"]
    assert page.texts("recipients") == ["- Như trên;", "- Lưu: VT."]
    assert page.texts("signature") == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Trần Thị Bình"]


def test_an_official_letter_has_its_subject_for_a_title() -> None:
    page = page_of(
        "TỈNH ỦY LONG AN\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN THƯỜNG VỤ\n*\tLong An, ngày 19 tháng 7 năm 2021\n"
        "Số 517-CV/TU\nV/v động viên các lực lượng\ntuyến đầu\n\nKính gửi: Các cấp ủy.\n\n"
        f"{SENTENCE}/.\n\nNơi nhận:\n- Như trên.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nNguyễn Văn An\n"
    )
    assert page.text("title") == "V/v động viên các lực lượng tuyến đầu"
    assert (page.text("type"), page.text("identifier"), page.text("date")) == (
        "cong-van",
        "517-CV/TU",
        "2021-07-19",
    )
    assert page.texts("signature") == ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn An"]
    assert shown(page)[0] == "p Kính gửi: Các cấp ủy."


def test_a_day_left_blank_leaves_the_month() -> None:
    page = page_of(
        "ỦY BAN NHÂN DÂN\nXÃ TÂN AN\nSố:    /TB-UBND\nTân An, ngày    tháng 6 năm 2025\n\n"
        "THÔNG BÁO\nVề việc nghỉ lễ\n\n"
        f"{SENTENCE}\n\n{SENTENCE} Hai.\n"
    )
    assert (page.text("date"), page.text("date_precision")) == ("2025-06", "month")
    assert "identifier" not in page.meta


def test_an_annex_after_the_signature_stays() -> None:
    page = page_of(
        f"THÔNG BÁO\nVề việc nghỉ lễ\n\n{SENTENCE}\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\nTrần Thị Bình\n\n"
        f"PHỤ LỤC LỊCH TRỰC\n\n{SENTENCE} Hai.\n"
    )
    assert page.texts("signature") == ["CHỦ TỊCH", "Trần Thị Bình"]
    assert shown(page) == [f"p {SENTENCE}", "h2 PHỤ LỤC LỊCH TRỰC", f"p {SENTENCE} Hai."]


def test_a_letterhead_line_below_line_in_a_wrapped_file() -> None:
    page = page_of(
        "ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN AN\nSố: 215/TB-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nQuận 12, ngày 08 tháng 7 năm 2021\n\nTHÔNG BÁO\n"
        "Về việc áp dụng các biện pháp giãn cách xã hội theo Chỉ thị\nsố 16/CT-TTg trên địa bàn phường\n\n"
        "Thực hiện Công văn số 2279/UBND-VX ngày 08 tháng 7 năm 2021 của\n"
        "Ủy ban nhân dân Thành phố về thực hiện giãn cách xã hội trên địa\n"
        "bàn Thành phố, Ủy ban nhân dân phường thông báo như sau:\n"
        "1. Thời gian: từ 0 giờ ngày 09 tháng 7 năm 2021, kéo dài 15 ngày.\n"
        "2. Yêu cầu người dân:\n"
        "- Chỉ ra ngoài khi thật sự cần thiết như mua lương thực, thực phẩm,\n"
        "thuốc men, cấp cứu, tiêm chủng;\n"
        "- Thực hiện nghiêm 5K.\n3. Đề nghị các khu phố phổ biến thông báo này đến từng hộ gia đình.\n"
        "Thông báo này có hiệu lực kể từ ngày ký./.\n\nNơi nhận:\n- Các khu phố;\n- Lưu: VT.\n"
        "                                TM. ỦY BAN NHÂN DÂN\n                                PHÓ CHỦ TỊCH\n"
        "                                Nguyễn Thị Thu Hà\n"
    )
    assert page.text("title").endswith("theo Chỉ thị số 16/CT-TTg trên địa bàn phường")
    assert (page.text("date"), page.text("place"), page.text("identifier")) == (
        "2021-07-08", "Quận 12", "215/TB-UBND",
    )  # fmt: skip
    assert page.texts("signature") == ["TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Nguyễn Thị Thu Hà"]
    assert [one.split(" ")[0] for one in shown(page)] == ["p", "i", "i", "i1", "i1", "i", "p"]
    assert shown(page)[3].endswith("thực phẩm, thuốc men, cấp cứu, tiêm chủng;")


def test_a_decision_keeps_its_articles_as_text() -> None:
    page = page_of(
        "QUYẾT ĐỊNH\nVề việc thành lập Tổ tuyên truyền\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n"
        "Theo đề nghị của Văn phòng,\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập 25 tổ.\n"
        "Điều 2. Tổ có nhiệm vụ:\n1. Tuyên truyền;\n2. Giám sát.\nĐiều 3. Có hiệu lực từ ngày ký./.\n"
        "CHỦ TỊCH\nNguyễn Văn Ba\n"
    )
    assert (page.text("title"), page.text("type")) == ("Về việc thành lập Tổ tuyên truyền", "quyet-dinh")
    assert page.text("date_precision") == "none"
    assert shown(page) == [
        "h2 CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG",
        "p Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "p Theo đề nghị của Văn phòng,",
        "h2 QUYẾT ĐỊNH:",
        "p Điều 1. Thành lập 25 tổ.",
        "p Điều 2. Tổ có nhiệm vụ:",
        "i 1. Tuyên truyền;",
        "i 2. Giám sát.",
        "p Điều 3. Có hiệu lực từ ngày ký.",
    ]


@pytest.mark.parametrize(
    ("line", "date", "precision"),
    [
        ("Quận 12, tháng 7 năm 2021", "2021-07", "month"),
        ("Ngày 08 tháng 8 năm 2021", "2021-08-08", "exact"),
        ("Tân An, ngày ... tháng ... năm 2021", "", "none"),
    ],
)
def test_a_closing_date_line_dates_a_notice(line: str, date: str, precision: str) -> None:
    page = page_of(f"THÔNG BÁO\nVề việc họp dân\n\n{SENTENCE}\n\n{line}\nBAN ĐIỀU HÀNH KHU PHỐ\nLê Văn Tám\n")
    assert (page.text("date"), page.text("date_precision"), page.text("date_line")) == (date, precision, line)
    assert page.texts("signature") == ["BAN ĐIỀU HÀNH KHU PHỐ", "Lê Văn Tám"]
