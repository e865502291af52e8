"""Safety: nothing in a page can run or hide, and nothing unapproved reaches the public."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bantin.site import content
from publication import Built, files, new_project, write_all

UNAPPROVED = ["NOBODYREADTHIS", "EDITEDTEXT", "ORPHANTEXT", "Ten minutes", "Flood release"]
TITLE = "<img src=x onerror=alert(1)> </title><script>alert(2)</script>"
LIVE = ("script", "style", "iframe", "object", "embed", "form", "svg", "math", "link", "base", "meta")
SLUGS = ["muoi-phut", "xa-lu", "mo-coi"]


def leaks(site: Path) -> list[str]:
    return [
        f"{word} in {name}"
        for name, data in files(site).items()
        for word in UNAPPROVED
        if word.encode() in data
    ]


def test_what_nobody_approved_is_nowhere_in_the_public_site(public: Built, preview: Built) -> None:
    assert leaks(public.site) == []
    seen = " ".join(leaks(preview.site))
    assert all(f"{word} in en/" in seen and f"{word} in search/" in seen for word in UNAPPROVED)


def test_unapproved_pages_have_no_address_in_the_public_site(public: Built) -> None:
    assert {path.name for path in (public.site / "en" / "ban-tin").iterdir()} == {"doi-gio", "hoc-sinh"}
    names = "".join(files(public.site))
    everything = b"".join(files(public.site).values()).decode(errors="replace")
    for slug in SLUGS:
        assert f"en/ban-tin/{slug}" not in names
        assert f"en/ban-tin/{slug}" not in everything


def test_the_approved_page_is_public_with_its_approval(public: Built) -> None:
    page = public.html("en/ban-tin/doi-gio")
    assert "approved by Trần Thị Lan on 9 June 2025" in page.text_content()
    assert public.html("ban-tin/xa-lu").xpath("string(//nav[@class='languages']//li[2])").split() == (
        ["English", "(chưa", "có)"]
    )


def test_plain_mkdocs_builds_the_public_site_when_the_environment_says_so(tmp_path: Path) -> None:
    write_all(new_project(tmp_path))
    environment = os.environ | {"BANTIN_PUBLIC": "1", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "out"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert leaks(tmp_path / "out") == []
    assert (tmp_path / "out" / "en" / "ban-tin" / "doi-gio" / "index.html").is_file()


def test_nothing_in_a_hostile_page_is_live(preview: Built) -> None:
    page = preview.html("ban-tin/doc-hai")
    scripts = [script.get("src") for script in page.xpath("//script[not(@type='application/ld+json')]")]
    assert scripts == [None, *(f"../../assets/js/{name}.js" for name in ("page", "search", "article"))]
    assert not page.xpath(
        "//article//*[self::style or self::iframe or self::svg or self::form or self::img[@src]]"
    )
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not page.xpath("//article//@style | //article//@class[contains(., 'skip')]")
    for link in page.xpath("//article//@href"):
        assert not link.replace("\x00", "").strip().lower().startswith(("javascript", "data", "vbscript")), (
            link
        )
    (title,) = page.xpath("//h1")
    assert title.text_content() == TITLE
    assert len(page.xpath("//*[@id='bt-main']")) == 1


def test_a_hostile_title_is_only_text_in_every_list(preview: Built) -> None:
    for address in ("", "en", "luu-tru/khong-ghi-ngay", "en/luu-tru/khong-ghi-ngay"):
        page = preview.html(address)
        assert len(page.xpath("//script[not(@type='application/ld+json')]")) == 3
        assert page.xpath(
            '//a[normalize-space()="<img src=x onerror=alert(1)> </title><script>alert(2)</script>"]'
        )
        assert not page.xpath("//@onerror")


@given(st.text(st.sampled_from("<>\"'=/ \n&;:abcdefjavscript1onerrorhrefimgsvg!-"), max_size=120))
def test_no_html_survives_cleaning_as_something_that_runs(body: str) -> None:
    clean = html.fragment_fromstring(content.clean(body), create_parent="div")
    for element in clean.iter():
        assert element.tag not in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "svg",
            "link",
            "base",
        )
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not value.strip().lower().startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<p><em>Ảnh: A</em></p>", '<p class="caption"><em>Ảnh: A</em></p>'),
        ("<p><em>a</em> b <em>c</em></p>", "<p><em>a</em> b <em>c</em></p>"),
        ('<p id="x" class="notice">a</p>', "<p>a</p>"),
        ('<img src="//other.example/a.png" alt="a">', "a"),
        ('<img src="HTTPS://other.example/a.png" alt="a">', "a"),
        ('<img src="../a.png" alt="a">', '<img src="../a.png" alt="a">'),
        ("<h1>a</h1>", "<h2>a</h2>"),
        ("<ul><li>a) một</li><li>hai</li></ul>", '<ul><li class="lettered">a) một</li><li>hai</li></ul>'),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
    ],
)
def test_cleaning_keeps_what_a_bulletin_needs(body: str, clean: str) -> None:
    assert content.clean(body) == clean


def test_heading_addresses_are_plain_and_never_twice_the_same() -> None:
    ids = content.heading_ids(["Điều 1. Phạm vi", "Điều 1. Phạm vi", "…", "Điều 1. Phạm vi 2", "日本"])
    assert ids == ["dieu-1-pham-vi", "dieu-1-pham-vi-2", "muc", "dieu-1-pham-vi-2-2", "muc-2"]
