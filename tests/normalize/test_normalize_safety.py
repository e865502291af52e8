"""Hostile text: rendered with the site's own extensions, a page says its letters and does nothing."""

import re
from pathlib import Path
from typing import Any

import lxml.html
import markdown
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bantin import page as pages
from bantin.normalize import compose, proof, readers
from bantin.normalize.readers import text
from support import ROOT

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- ẩn -->", "<b>đậm</b>", "&lt;i&gt;",
    "&#60;u&#62;", "[bấm](javascript:alert(1))", "![ảnh](//x/y.png)", "[ref]: http://x.example",
    "[ref][ref]", "<http://x.example>", "{: onclick=alert(1) }", "{: .hidden #id }",
    '--8<-- "secret.txt"', "{{ config }}", "{% include x %}", "{# x #}", "2021. Năm đáng nhớ", "1) một",
    "1. một", "a) một", "- gạch", "* sao", "+ cộng", "# thăng", "###### sáu", "> trích", "===", "---",
    "----------", "***", "___", "```", "~~~", "``` python", "    thụt", "\tthụt", "| a | b |",
    "|---|---|", ": định nghĩa", "::: khối", "!!! note", "??? hỏi", "*[HTML]: x", "[^1]: chú", "[^1]",
    "[x] việc", "$x$", "$$", "^lên^", "~xuống~", "~~gạch~~", "==dấu==", "++phím++", ":smile:", "\\",
    "\\*", "`mã`", "``", "*nghiêng*", "__đậm__", "_gạch_", "%", "@nhắc", "\u202eđảo\u202c",
    "\u2066cô lập\u2069", "a\u00adb", "\u200bẩn", "\u00a0", "“", "”", '"', "'", ": ", "title: x",
    "key: [1, 2", "!!python/object", "&anchor", "*alias", "null", "true", "0x1F", "1e3", "...", "…",
    "./.", "→", "  ", "😀", "Điều 1. Tên", "Chương I", "QUYẾT ĐỊNH:", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN",
    "Ảnh: An", "(Ảnh: An)", "Số: 1/TB-UBND",
)  # fmt: skip
WORDS = ("Xã Tân An", "tổ chức họp dân", "ngày 5/6/2025", "96,5%", "và", "Đoàn viên.", "theo đó,", "gồm:")
LINES = st.lists(
    st.lists(st.sampled_from(HOSTILE + WORDS), min_size=1, max_size=4).map(" ".join)
    | st.sampled_from(HOSTILE)
    | st.just(""),
    min_size=1,
    max_size=14,
)
ALLOWED = {"div", "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "blockquote"} | {
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def extensions() -> tuple[list[str], dict[str, Any]]:
    """What mkdocs.yml turns on, and what MkDocs always turns on."""
    text = re.sub(r"!\S+", "", Path(ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    names, options = ["toc", "tables", "fenced_code"], {}
    for entry in yaml.safe_load(text)["markdown_extensions"]:
        name, choice = next(iter(entry.items())) if isinstance(entry, dict) else (entry, None)
        names += [] if name in names else [name]
        if choice:
            options[name] = choice
    return names, options


NAMES, OPTIONS = extensions()


def shown(element: Any) -> str:
    """The letters that a reader sees, with the numbers that the browser adds to list items."""
    said: list[str] = []
    for item in element.iter("li"):
        if item.getparent().tag == "ol":
            number = int(item.getparent().get("start", 1)) + item.getparent().index(item)
            item.text = f"{number} {item.text or ''}"
    said.append(element.text_content())
    return proof.letters("".join(said))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
@example(["Tên bài", "", "Xã họp, gồm:", "2021. Năm", "3. Ba", "", "- x", "    mã", "\tmã"])
@example(["Nơi nhận:"])
@example(["Ngày 5/6/2025", "Ngày 5/6/2025"])
@example(["<script>alert(1)</script>", "..."])
@example(["---", "title: x", "---", "", "Nội dung", "==="])
@example(["a" * 50 + " và", "=== b", "- - -", "1. 2. 3. x"])
def test_a_page_of_hostile_text_says_its_letters_and_does_nothing(lines: list[str]) -> None:
    reading = text.read("\n".join(lines).encode())
    made = compose.page_of(reading, "sources/a.txt", "0" * 64)
    assert proof.check(reading.text, made) == []
    again = pages.parse(pages.render(made))
    assert (again.meta, again.body) == (made.meta, made.body)
    html = lxml.html.fragment_fromstring(
        markdown.markdown(made.body, extensions=NAMES, extension_configs=OPTIONS), create_parent="div"
    )
    for element in html.iter():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"id", "start", "align", "style"}
    wanted = "".join(proof.letters(said) for name, said in proof.texts(made) if name == "body")
    assert shown(html) == wanted


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_a_hidden_direction_mark_is_taken_out_and_named(mark: str) -> None:
    reading = readers.read(f"Tên bài\n\nSố tiền là {mark}1.000 đồng.\n".encode())
    made = compose.page_of(reading, "sources/a.txt", "0" * 64)
    assert mark not in made.body
    assert f"line 3: a hidden direction mark (U+{ord(mark):04X}) taken out" in made.texts("review_notes")
