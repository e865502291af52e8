"""Web pages: their pictures, their old fonts, and what they say of their encoding."""

import base64
import re
from html import escape
from pathlib import Path

import lxml.html
import markdown
import pytest

from bantin import blocks, settings
from bantin.errors import SourceError
from bantin.normalize import compose, proof, readers, run, verify
from bantin.normalize.readers import pictures
from bantin.page import Page
from bantin.settings import Settings
from normalize.test_readers_rich import NAME, PICTURE, TEXT, png

CAPTION = "Đoàn viên trồng cây. (Ảnh: UBND xã)"


def project(folder: Path) -> Settings:
    (folder / "mkdocs.yml").write_text(
        "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n", encoding="utf-8"
    )
    (folder / "sources").mkdir()
    return settings.read(folder)


def web_page(image: str, after: str = f"<figcaption>{CAPTION}</figcaption>") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><article><h1>Ra quân trồng cây</h1>"
        f"<p>{TEXT}</p><figure>{image}{after}</figure><p>{TEXT.replace('500', '600')}</p></article>"
        "</body></html>"
    ).encode()


def page_of(data: bytes, encoding: str = "") -> Page:
    reading = readers.read(data, encoding)
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    return made


def shown(made: Page) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks.split(made.body)]


def inline(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


# Pictures


def test_a_picture_written_into_the_page_travels_with_its_description_and_caption() -> None:
    data = web_page(f'<img src="{inline(PICTURE)}" alt="Đoàn viên [xã] trồng cây">')
    made = page_of(data)
    assert shown(made) == [
        ("paragraph", TEXT),
        ("other", "Đoàn viên [xã] trồng cây"),
        ("caption", CAPTION),
        ("paragraph", TEXT.replace("500", "600")),
    ]
    assert f"![Đoàn viên \\[xã\\] trồng cây](assets/{NAME})" in made.body
    assert readers.read(data).notes == ()


@pytest.mark.parametrize("folder", ["Ra quân_files", "Trang khác.files", "ảnh"])
def test_a_picture_saved_beside_the_page_travels_and_a_second_run_does_nothing(
    tmp_path: Path, folder: str
) -> None:
    here = project(tmp_path)
    (here.sources / folder).mkdir()
    (here.sources / folder / "a b.png").write_bytes(PICTURE)
    if folder != "ảnh":
        (here.sources / folder / "ads.html").write_text("<html><body>Quảng cáo</body></html>")
    image = f'<img src="./{folder}/a%20b.png" alt="Trồng cây">'
    (here.sources / "Ra quân.html").write_bytes(web_page(image))
    report = run.normalize(here)
    assert report.written == ("docs/ban-tin/ra-quan-trong-cay.md",)
    assert report.findings == ()
    assert (tmp_path / "docs/ban-tin/assets" / NAME).read_bytes() == PICTURE
    assert verify.verify(here) == []
    again = run.normalize(here)
    assert (again.written, again.findings) == ((), ())


def test_a_picture_that_no_page_takes_along_is_still_refused(tmp_path: Path) -> None:
    here = project(tmp_path)
    (here.sources / "a.png").write_bytes(PICTURE)
    (finding,) = run.normalize(here).findings
    assert (finding.file, finding.found) == ("sources/a.png", "a picture (PNG)")


def test_what_lies_outside_the_sources_never_travels(tmp_path: Path) -> None:
    here = project(tmp_path)
    (tmp_path / "secret.png").write_bytes(PICTURE)
    (here.sources / "link.png").symlink_to(tmp_path / "secret.png")
    (here.sources / "folder").symlink_to(tmp_path)
    outside = tmp_path / "secret.png"
    addresses = {
        "../secret.png": "leads out of sources/",
        "..%2fsecret.png": "leads out of sources/",
        "..\\secret.png": "leads out of sources/",
        "link.png": "leads out of sources/",
        "folder/secret.png": "leads out of sources/",
        "x/../../secret.png": "no such file",
        str(outside): "does not lie beside the page",
        outside.as_uri(): "does not lie beside the page",
        f"file:{outside}": "does not lie beside the page",
        "C:\\secret.png": "does not lie beside the page",
        "a%00.png": "does not lie beside the page",
        "\\\\server\\secret.png": "lies on a server",
        "//cdn.example.org/a.png": "lies on a server",
        "https://example.org/a.png": "lies on a server: https://example.org/a.png",
        "http://[": "cannot be read",
        "a" * 5000: "cannot be read",
        "gone.png": "no such file beside the page: gone.png",
    }
    images = "".join(f'<img src="{escape(address)}" alt="Ảnh {n}">' for n, address in enumerate(addresses))
    (here.sources / "a.html").write_bytes(web_page(images))
    report = run.normalize(here)
    ((_, notes),) = report.notes
    assert not (tmp_path / "docs/ban-tin/assets").exists()
    for number, why in enumerate(addresses.values()):
        (note,) = [text for text in notes if f"“Ảnh {number}”" in text]
        assert why in note


@pytest.mark.parametrize(
    ("data", "kind", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "svg+xml", "not PNG"),
        (b"<html><script>alert(1)</script></html>", "png", "not PNG"),
        (b"\x7fELF" + b"x" * 99, "jpeg", "not PNG"),
        (PICTURE + b"x" * 10_000_001, "png", "10,0"),
        (PICTURE + b"x" * 16_000_000, "png", "over 10,000,000 bytes"),
    ],
    ids=["a drawing with a script", "a page", "a program", "huge", "far too huge"],
)
def test_what_is_no_picture_or_too_big_stays_behind_whatever_it_calls_itself(
    tmp_path: Path, data: bytes, kind: str, why: str
) -> None:
    reading = readers.read(web_page(f'<img src="{inline(data, kind)}" alt="Trồng cây">'))
    assert (len(reading.figures), len(reading.notes)) == (0, 1)
    assert why in reading.notes[0]
    here = project(tmp_path)
    (here.sources / "a_files").mkdir()
    (here.sources / "a_files" / "b.png").write_bytes(data)
    (here.sources / "a.html").write_bytes(web_page('<img src="a_files/b.png" alt="Trồng cây">'))
    ((_, notes),) = run.normalize(here).notes
    assert any("picture left behind (“Trồng cây”)" in note for note in notes)
    assert not (tmp_path / "docs/ban-tin/assets").exists()


@pytest.mark.parametrize("address", ["data:image/png;base64,@@@", "data:image/png;base64,iVBORw0", "data:,"])
def test_a_broken_inline_picture_is_a_note(address: str) -> None:
    reading = readers.read(web_page(f'<img src="{address}" alt="Trồng cây">'))
    assert reading.figures == ()
    assert "“Trồng cây”" in reading.notes[0]


def test_a_picture_that_was_to_be_loaded_late_is_taken_and_not_its_placeholder() -> None:
    dot = inline(png(1, 1))
    reading = readers.read(web_page(f'<img src="{dot}" data-src="{inline(PICTURE)}" alt="Trồng cây">'))
    assert ([figure.name for figure in reading.figures], reading.notes) == ([NAME], ())


@pytest.mark.parametrize(
    "alt",
    [
        "](javascript:alert(1))",
        "<script>alert(1)</script>",
        "{onclick=x} {{ config }}",
        "# a | b\\",
        "![a](b)",
    ],
)
def test_a_hostile_description_is_text(alt: str) -> None:
    made = page_of(web_page(f'<img src="{inline(PICTURE)}" alt="{escape(alt)}">'))
    assert shown(made)[1] == ("other", alt)
    html = markdown.markdown(made.body, extensions=["attr_list", "md_in_html"])
    images = lxml.html.fromstring(html).xpath("//img")
    assert [(image.get("src"), image.get("alt")) for image in images] == [(f"assets/{NAME}", alt)]
    assert not re.search("<script|href|onclick=x[^}]", html)


def test_a_description_that_a_page_leaves_out_is_noticed() -> None:
    reading = readers.read(web_page(f'<img src="{inline(PICTURE)}" alt="Trồng cây số 7">'))
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    (fault,) = proof.check(reading.text, Page(made.meta, made.body.replace(" số 7", ""), made.header))
    assert "lost" in fault.found


def test_counters_and_spacers_go_without_a_word() -> None:
    images = f'<img src="https://stat.example.org/c.gif" width=1 height=1><img src="{inline(png(9, 9))}">'
    reading = readers.read(web_page(images))
    assert (reading.figures, reading.notes) == ((), ())


def test_a_picture_amid_text_comes_after_it_and_one_in_a_table_after_the_table() -> None:
    image = f'<img src="{inline(PICTURE)}" alt="Cây">'
    made = page_of(web_page("", f"<p>Trước{image} sau.</p><p>Hết đoạn này.</p>"))
    assert [text for _, text in shown(made)][1:4] == ["Trước sau.", "Cây", "Hết đoạn này."]
    rows = f"<table><tr><td>Thôn</td><td>Cây xanh</td></tr><tr><td>Hạ{image}</td><td>200</td></tr></table>"
    made = page_of(web_page("", rows))
    assert [text for _, text in shown(made)][1:4] == ["Thôn | Cây xanh", "Hạ | 200", "Cây"]


def test_a_page_whose_inline_pictures_make_it_long_is_read_and_one_of_long_text_is_not() -> None:
    big = PICTURE + b"x" * 6_000_000
    assert len(readers.read(web_page(f'<img src="{inline(big)}">')).figures) == 1
    with pytest.raises(SourceError, match="bytes"):
        readers.read(web_page("", f"<p>{'chữ ' * 1_500_000}</p>"))


def test_the_pictures_of_one_page_have_a_limit_together() -> None:
    images = "".join(f'<img src="{number}.png" alt="Ảnh {number}">' for number in range(7))
    reading = readers.read(web_page(images), beside=lambda _: PICTURE + b"x" * 9_000_000)
    assert len(reading.figures) == 5
    assert [note[:39] for note in reading.notes] == [
        f"picture left behind (“Ảnh {number}”): the page" for number in (5, 6)
    ]


def test_a_picture_is_told_by_its_first_bytes_only() -> None:
    assert pictures.kind(b"GIF89a...") == "gif"
    assert pictures.kind(b"<svg>") == pictures.kind(b"") == ""


# What sites do with their markup

NEWS = f"""<html><head><meta charset=utf-8></head><body><div class=detail><h1>Được mùa dưa lưới</h1>
<div class=meta><span class="post-date">Thứ Sáu, 03/05/2024 07:15</span> |
<span class=author>Minh Hà</span></div>
<h2 class=sapo>Vụ dưa lưới năm nay, nông dân xã Tân An phấn khởi vì vừa được mùa, vừa được giá.</h2>
<p>{TEXT} Lễ ra quân diễn ra <span class=date>ngày 5/6</span>.</p>
<table><tr><td><img src="{inline(PICTURE)}"></td></tr>
<tr><td class="PhotoCMS_Caption">Ông Tám hái dưa trên đồng</td></tr></table>
<h2>Liên kết để đi xa</h2><p>{TEXT}</p></div></body></html>"""


def test_a_date_stamp_a_byline_a_lede_and_a_caption_are_known_by_what_sites_call_them() -> None:
    made = page_of(NEWS.encode())
    assert (made.text("author"), made.text("published")) == ("Minh Hà", "2024-05-03T07:15:00+07:00")
    assert [kind for kind, _ in shown(made)] == [
        "paragraph", "paragraph", "other", "caption", "heading", "paragraph",
    ]  # fmt: skip
    assert shown(made)[1][1].endswith("Lễ ra quân diễn ra ngày 5/6.")
