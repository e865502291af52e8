"""Whether a Vietnamese number word counts something that a translation must count as well.

Most number words do. Some are often something else: năm is five and year, chín is nine and ripe, ba is three
and father; some stand in fixed words (ba lô, ngã tư); and a count that its sentence spells out (hai ngày 18
và 19/10) is often left out in good English. Such words are not firm.
"""

import re

from bantin.facts.names import UPPER

_SOFT_BEFORE = re.compile(r"\b(?:cả|điểm|đêm|rằm|ngã|hoa|cấp|gấp|dăm|vài|đôi)\s+$", re.I)
_IDIOM = re.compile(
    r"ba\s+(?:lô|mẹ|má|gác|khía|rọi|hoa|ba|ơi|tôi|con|em|nó|đã)(?!\w)|"
    r"(?:hai|ba|bốn)\s+(?:bên|chiều|chữ|chỗ|bánh|mặt|bờ|bàn\s+tay\s+trắng)(?!\w)|"
    r"ba\s+ca\s+bốn\s+kíp|bốn\s+kíp|bảy\s+màu|bẩy(?!\w)",
    re.I,
)
FAMILY = re.compile(r"\s+(?:(?:ông|bà|cha|bố|mẹ|má)\s+(?:con|cháu|bà)|(?:vợ|anh|chị)\s+(?:chồng|em))(?!\w)")
# Dates are blank here: they have been found before.
_SPELT_OUT = re.compile(r"\s+\w+\s+(?:\w+\s+){0,3}[\d\0][\d\0/, ]*\s+và\s+(?:\w+\s+)?[\d\0]")
_BOTH_AFTER = re.compile(  # hai ca sĩ A và B
    rf"(?:\s+[^\s,;.:]+){{1,6}}?:?\s+[{UPPER}][^,;.]{{0,40}}?\s+và\s+(?:\w+\s+)?[{UPPER}]"
)
_BOTH_BEFORE = re.compile(  # A và B là hai đảo
    rf"(?<!\w)[{UPPER}]\w*\s+và\s+[{UPPER}][^,;.]{{0,20}}\s+là\s+$"
)
_COUNTED = re.compile(
    r"\s+(?:người|ca|ngày|tuần|giờ|phút|giây|mẫu|hộ|con|cái|chiếc|điểm|phường|xã|huyện|quận|tỉnh|lần|bước|lớp|"
    r"trường\s+hợp|bệnh\s+nhân|em|cháu|chị|anh|bác|cụ|đồng|suất|tấn|kg|ký|lít|mét|nội\s+dung|nhiệm\s+vụ|"
    r"giải\s+pháp|mục\s+tiêu|câu|bệnh\s+viện|chốt|khu|nhà|căn|bộ|tổ|đội|nhóm|loại|phòng|xe|chuyến|cuộc|đợt|"
    r"năm|bản|cơ\s+sở|đơn\s+vị|dự\s+án|công\s+trình|thành\s+viên|thôn|môn|điều|cây|tầng|nước|học\s+sinh)(?!\w)"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:trong|cuối|đầu|giữa|hằng|hàng|mỗi|cả|nửa|qua|từng|một|vài|mấy|nhiều)\s+$", re.I
)
_DAYS_AFTER = re.compile(r"\s+(?:ngày|tuần|giờ|phút|tháng)(?!\w)")
_RIPE_BEFORE = re.compile(
    r"\b(?:lúa|chưa|đã|ăn|nấu|trái|quả|chín|sắp|vừa|nướng|luộc|mùa|thịt|sống)\s+$", re.I
)
_RIPE_AFTER = re.compile(
    r"\s+(?:vàng|rộ|mọng|tới|cây|muồi|kỹ|đỏ|muộn|sớm|rồi|rục|nẫu|không)(?!\w)|\s*(?:[^\w\s]|$)"
)
_FIVE_AFTER = re.compile(r"\s+(?:mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|chục|phần\s+(?!quà)|phẩy)(?!\w)", re.I)
_YEAR_AFTER = re.compile(r"\s+(?:\d|nay|ngoái|tới|sau|trước|qua|học)")
_LEAD = " \"“‘'(–-•*"


def is_firm(text: str, start: int, end: int) -> bool:
    """Whether the number words at these offsets count something for certain."""
    word, before = text[start:end].lower(), text[max(0, start - 24) : start]
    if word == "một" or (text[start].isupper() and not _opens_sentence(text, start, end)):
        return False
    if _SOFT_BEFORE.search(before) or _IDIOM.match(text, start) or _SPELT_OUT.match(text, end):
        return False
    if FAMILY.match(text, end):
        return False
    match word:
        case "năm":
            timed = _DAYS_AFTER.match(text, end)
            return bool(_COUNTED.match(text, end) and (timed or not _YEAR_BEFORE.search(before)))
        case "chín":
            return not _RIPE_BEFORE.search(before) and not _RIPE_AFTER.match(text, end)
        case "hai":
            return not _BOTH_AFTER.match(text, end) and not _BOTH_BEFORE.search(
                text[max(0, start - 60) : start]
            )
    return True


def _opens_sentence(text: str, start: int, end: int) -> bool:
    """Whether a capital is due to the sentence and not to a name (Hai Bà Trưng, Ba Lan)."""
    lead = text[max(0, start - 16) : start].rstrip(_LEAD)
    return (not lead or lead[-1] in ".!?:;…\n") and not text[end : end + 8].lstrip()[:1].isupper()


def is_five(text: str, end: int, before: str) -> bool:
    """Whether the năm that ends here may be five; `before` is the class of the number word right before it.

    After a number and before a numeral it is year; before a larger number word, or after linh, it is five.
    """
    if before in ("l", "f", "p") or _FIVE_AFTER.match(text, end):
        return True
    return not before and not _YEAR_AFTER.match(text, end)
