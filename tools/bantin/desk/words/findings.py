"""What the checks say, in Vietnamese: their sentences are known here by their English wording.

A sentence that is not known is shown in English, and marked as such; nothing is guessed.
"""

import re
from functools import lru_cache

_SAYINGS = """
the {} {} where the source says {} | {} {} trong khi bản gốc viết {}
the {} {} of the source is not there | thiếu {} {} của bản gốc
the {} {} that the source does not have | {} {} không có trong bản gốc
the figure {} as Vietnamese writes it | con số {} viết theo lối tiếng Việt
correct the translation; where both say the same in other words, write it as the source has it\
 | sửa bản dịch; nếu hai bên cùng ý mà khác cách viết thì viết như bản gốc
nothing that the source does not say | không thêm điều bản gốc không nói
write it the English way | viết theo lối tiếng Anh
nothing stands for the source's block {} | chưa có bản dịch của đoạn {} trong bản gốc
the translation of {} {} | bản dịch của {} {}
the translation of {} | bản dịch của {}
translate it where it belongs | dịch đoạn ấy vào đúng chỗ
a block that the source does not have: {} {} | đoạn không có trong bản gốc: {} {}
one block for each block of the source | mỗi đoạn của bản gốc có một đoạn
take it away, or join it to the block it belongs to | bỏ đi, hoặc nhập vào đoạn liên quan
a {}: {} {} | {}: {} {}
a {} of level {} | {} cấp {}
level {} | cấp {}
give it the kind of its source | để đúng loại như bản gốc
give it the level of its source | để đúng cấp như bản gốc
an item marked {} | mục đánh dấu {}
mark it as the source does | đánh dấu như bản gốc
{} cells | {} ô
give the row the cells of its source | để hàng có đủ số ô như bản gốc
no {} to {} | thiếu {} đến {}
put the {} back | đặt lại {}
a {} to {} that the source does not have | {} đến {} không có trong bản gốc
the links of the source | các liên kết của bản gốc
take the {} away, or correct its address | bỏ {}, hoặc sửa địa chỉ
a list that the source does not have | danh sách không có trong bản gốc
no such field | không có trường này
take the field away | bỏ trường này
{} lines | {} dòng
give every line its counterpart | mỗi dòng có một dòng tương ứng
a letterhead that the source does not have | phần đầu văn bản không có trong bản gốc
take it away | bỏ đi
no {}, though there is a {} | thiếu {}, trong khi đã có {}
all the official parts of the source, or none | đủ mọi thành phần của văn bản gốc, hoặc không có phần nào
translate the lines of {} | dịch các dòng của {}
an empty block | đoạn bỏ trống
translate it | dịch đoạn này
the same text as block {}: {} | giống hệt đoạn {}: {}
each thing said once | mỗi điều nói một lần
translate this block anew, or take it away | dịch lại đoạn này, hoặc bỏ đi
said twice: {} | nói hai lần: {}
each sentence once | mỗi câu một lần
take one away | bỏ bớt một
a short translation: {} sentences fewer than {} | bản dịch ngắn: ít hơn {} câu so với {}
a short translation: {} sentence fewer than {} | bản dịch ngắn: ít hơn {} câu so với {}
a short translation: {} of the length to expect for {} | bản dịch ngắn: bằng {} độ dài thường thấy cho {}
all that the source says | mọi điều bản gốc nói
compare the two, sentence by sentence | so hai bên từng câu một
a long translation: {} of the length to expect for {} | bản dịch dài: bằng {} độ dài thường thấy cho {}
no more than the source says | không nhiều hơn bản gốc
look for what was said twice or added | tìm chỗ nói lặp hoặc thêm vào
no field lang | thiếu trường lang
correct the field | sửa trường này
a {} that the source does not have | {} không có trong bản gốc
none | không có
translate the field {} | dịch trường {}
take away the field {} | bỏ trường {}
no title | thiếu tiêu đề
no kicker | thiếu dòng trên tiêu đề
no field {} | không có trường {}
take the field away: readers are shown the source's | bỏ trường này: người đọc được xem trường của bản gốc
{} for {}: a forbidden rendering | {} cho {}: cách dịch không được dùng
no {} for {} | không thấy {} cho {}
use the term base's rendering, or leave it where the sentence says it otherwise{}\
 | dùng cách dịch trong bảng thuật ngữ, hoặc để nguyên nếu câu đã diễn đạt cách khác{}
use the term base's rendering{} | dùng cách dịch trong bảng thuật ngữ{}
{} times in a row | {} lần liền nhau
{} times | {} lần
each thing once | mỗi điều một lần
take the repetition away and compare with the source | bỏ chỗ lặp và so với bản gốc
a stuttered word: {} | từ bị lặp chữ: {}
a word | một từ
Vietnamese left: {} | còn tiếng Việt: {}
the words of the language of the page | từ ngữ thuộc ngôn ngữ của trang
translate it; a name keeps its capitals, a slogan its quotation marks\
 | dịch ra; tên riêng giữ chữ hoa, khẩu hiệu giữ dấu ngoặc kép
hardly an English word: {} | gần như không có từ tiếng Anh: {}
English | tiếng Anh
translate this block | dịch đoạn này
the page is in Vietnamese | trang viết bằng tiếng Việt
the page is in another language | trang viết bằng ngôn ngữ khác
a page in the language {} | trang bằng ngôn ngữ {}
translate the page | dịch trang
two spaces at {} | hai dấu cách ở {}
leave one | để một dấu
the end mark “./.” of Vietnamese documents | dấu kết thúc “./.” của văn bản tiếng Việt
end with a full stop | kết thúc bằng dấu chấm
leave one mark | để một dấu
a space at {} | dấu cách thừa ở {}
take the space away | bỏ dấu cách
{} and {} without the other | {} và {} không thành cặp
a quotation mark that stands alone | dấu ngoặc kép đứng lẻ
close what was opened | đóng dấu đã mở
no mark at the end: {} | thiếu dấu ở cuối: {}
end with {} | kết thúc bằng {}
clean punctuation | dấu câu đúng
{} at the end | {} ở cuối
{} at {} | {} ở {}
"""
_KINDS = {
    "figure": "con số",
    "article": "điều",
    "date": "ngày tháng",
    "time": "giờ",
    "weekday": "thứ trong tuần",
    "document": "số văn bản",
    "phone": "số điện thoại",
    "email": "địa chỉ thư điện tử",
    "url": "địa chỉ",
    "code": "ký hiệu",
    "name": "tên",
    "kicker": "dòng trên tiêu đề",
    "title": "tiêu đề",
    "heading": "đề mục",
    "paragraph": "đoạn văn",
    "item": "mục liệt kê",
    "quote": "trích dẫn",
    "row": "hàng của bảng",
    "caption": "chú thích ảnh",
    "other": "đoạn khác",
    "picture": "ảnh",
    "link": "liên kết",
    "letterhead": "phần đầu văn bản",
    "recipients": "nơi nhận",
    "signature": "phần ký",
}


def _patterns() -> list[tuple[re.Pattern[str], str]]:
    pairs = [line.split(" | ") for line in _SAYINGS.strip().splitlines()]
    return [
        (re.compile(re.escape(english).replace(r"\{\}", "(.*?)"), re.DOTALL), vietnamese)
        for english, vietnamese in pairs
    ]


_PATTERNS = _patterns()


@lru_cache(1 << 12)
def vietnamese(sentence: str) -> str | None:
    """A sentence of the checks in Vietnamese; None where it is not known."""
    for pattern, said in _PATTERNS:
        if match := pattern.fullmatch(sentence):
            return said.format(*(_KINDS.get(gap, gap) for gap in match.groups()))
    return None
