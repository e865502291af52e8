"""Wrapping undone: whatever the width, the paragraphs come back; and twice is once."""

import itertools
import re
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from bantin import blocks, page
from bantin.normalize import compose, lines, proof, readers, wraps
from bantin.normalize.readers.base import Line

SENTENCES = st.sampled_from(
    """
Sáng 31/3, Sở Chỉ huy phòng, chống dịch Thành phố Hà Nội tổ chức giao ban trực tuyến với các xã, phường.
Bên cạnh đó, Hà Nội đã xét nghiệm thần tốc, kịp thời phát hiện, phân loại F0; chăm lo người yếu thế…
“Thực tế, số vùng xanh không ngừng tăng, số ca mắc mới có ngày giảm sâu”, Chủ tịch Thành phố nói.
Đến nay 96,56% người dân từ 18 tuổi trở lên đã được tiêm mũi một, trong đó 46,22% được tiêm mũi 2.
Theo đó, 8 nhiệm vụ bao gồm: các sở, ban, ngành nêu cao tinh thần chủ động; thi đua thực chất, hiệu quả.
Ủy ban nhân dân tỉnh Long An giao Sở Y tế phối hợp với Công an tỉnh thực hiện Công văn số 971/TTg-KGVX.
Ai cũng hỏi: vì sao phải làm ngay?
Các đồng chí ủy viên Ban Thường vụ tăng cường kiểm tra các chợ đầu mối ở Hóc Môn, Bình Điền, Thủ Đức.
""".strip().split("\n")
)


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    return " ".join(
        draw(st.lists(SENTENCES, min_size=1, max_size=4).filter(lambda one: sum(map(len, one)) > 130))
    )


def keeps_the_rule(cut: list[str]) -> bool:
    """No line but the last ends a sentence with the next beginning one; none looks like what stands alone."""
    return all(
        not (re.search(r"[.…?]$", a) and re.match(r"[A-ZĐỦÀ-Ỹ“]", b)) for a, b in itertools.pairwise(cut)
    )


def numbered(texts: list[str]) -> tuple[Line, ...]:
    return tuple(Line(number, text, gap=False) for number, text in enumerate(texts, 1))


@settings(deadline=None)
@given(st.lists(paragraph(), min_size=2, max_size=6), st.integers(55, 110))
def test_paragraphs_come_back_from_any_width(texts: list[str], width: int) -> None:
    cut = [textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) for text in texts]
    made = numbered([line for one in cut for line in one])
    if not all(keeps_the_rule(one) for one in cut) or not wraps.is_wrapped(made):
        return
    assert [para.text for para in wraps.paragraphs(made)] == texts


@settings(deadline=None)
@given(st.lists(paragraph(), min_size=4, max_size=7), st.integers(55, 110))
def test_blank_lines_between_paragraphs_let_sentences_end_where_lines_do(
    texts: list[str], width: int
) -> None:
    cut = [textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) for text in texts]
    made = readers.read("\n\n".join("\n".join(one) for one in cut).encode())
    if not wraps.is_wrapped(made.lines):
        return
    assert [para.text for para in wraps.paragraphs(lines.clean(made.lines)[0])] == texts


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(paragraph(), st.text(max_size=60)), min_size=1, max_size=8))
def test_any_text_makes_a_proved_page_and_the_same_bytes_twice(texts: list[str]) -> None:
    data = "\n".join(["Một dòng chữ", *texts]).encode("utf-8", "ignore")
    try:
        reading = readers.read(data)
    except Exception as error:
        assert type(error).__name__ == "SourceError"  # noqa: PT017
        return
    made = compose.page_of(reading, "sources/a.txt", "0" * 64)
    assert proof.check(reading.text, made) == []
    written = page.render(made)
    assert page.render(compose.page_of(readers.read(data), "sources/a.txt", "0" * 64)) == written
    again = page.parse(written)
    assert blocks.fingerprint(again) == again.text("normalized")
    assert compose.fields_print(again) == again.text("normalized_fields")


def test_a_name_cut_by_the_wrap_is_whole_again() -> None:
    made = numbered(
        [
            "Qua kinh nghiệm triển khai đồng bộ từ Thành phố tới cơ sở, đồng chí Nguyễn",
            "Văn Phong, Phó Bí thư Thành ủy, nhấn mạnh vai trò của các cấp cơ sở.",
            "Đáng chú ý, các phần việc phòng chống dịch do cán bộ cơ sở chủ trì nên",
            "trong hoàn cảnh nào cũng có việc làm sáng tạo phù hợp thực tiễn, được sự",
            "ủng hộ chung tay của người dân.",
        ]
    )
    assert [para.starts[0][1] for para in wraps.paragraphs(made)] == [1, 3]


def test_a_dash_at_a_cut_is_no_list() -> None:
    made = numbered(
        [
            "Thành phố vừa từng bước khôi phục lại các hoạt động phát triển kinh tế",
            "- xã hội; đồng thời thực hiện tốt các biện pháp phòng, chống dịch bệnh với",
            "quyết tâm cao không để dịch bùng phát lại, đảm bảo cuộc sống an bình, vui",
            "tươi cho Nhân dân.",
        ]
    )
    assert len(wraps.paragraphs(made)) == 1
