"""Where a reader goes on from a bulletin: cited by, how to cite, table of contents, archives."""

from pathlib import Path

from lxml.html import HtmlElement

from bantin import page
from bantin.settings import Settings
from bantin.site import build, content
from publication import SITE_URL, Built

NOTICE_PAGE = "ban-tin/doi-gio"


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(page: HtmlElement, path: str) -> HtmlElement:
    (found,) = page.xpath(path)
    return found


def pointers(page: HtmlElement) -> dict[str, list[tuple[str, str]]]:
    return {
        text(box.find("h2")): [(text(link), link.get("href")) for link in box.xpath(".//a")]
        for box in page.xpath("//section[@class='pointers']")
    }


def test_a_cited_bulletin_says_who_cites_it(preview: Built) -> None:
    cited = pointers(preview.html("ban-tin/hoc-sinh"))
    assert cited["Được dẫn trong"] == [("Về việc đổi giờ làm việc tại Đông Anh", "../doi-gio/")]
    english = pointers(preview.html("en/ban-tin/hoc-sinh"))
    assert english["Cited by"] == [("On new office hours in Đông Anh", "../doi-gio/")]
    assert "Được dẫn trong" not in pointers(preview.html(NOTICE_PAGE))


def test_a_bulletin_can_be_cited_in_the_words_of_its_page(preview: Built) -> None:
    assert text(one(preview.html(f"en/{NOTICE_PAGE}"), "//p[@id='bt-quote']")) == (
        "Ủy ban nhân dân huyện Thạch Trúc, “On new office hours in Đông Anh”, 42/TB-UBND, 5 June 2025, "
        f"Thạch Trúc Bulletin, {SITE_URL}en/ban-tin/doi-gio/"
    )


def test_quotation_marks_within_a_cited_title_are_single(project: Settings, tmp_path: Path) -> None:
    path = project.bulletins("vi") / "hoi.md"
    page.write(path, page.Page({"title": "Hội “Việc gần nhà”", "lang": "vi"}, "Một.\n"))
    build.build(project, tmp_path / "site")
    assert "“Hội ‘Việc gần nhà’”" in (tmp_path / "site/ban-tin/hoi/index.html").read_text()


def test_a_table_of_contents_stands_only_where_there_are_many_headings() -> None:
    few = content.with_ids("<h2>Một</h2><h2>Hai</h2><h3>a</h3>", ["mot", "hai", "a"])
    many = content.with_ids(
        "<h2>Một</h2><h3>a</h3><h2>Hai &amp; <em>ba</em></h2><h3>b</h3>", ["mot", "a", "hai", "b"]
    )
    assert content.contents(few) == []
    assert content.contents(many) == [("mot", "Một"), ("hai", "Hai &amp; ba")]


def test_archives_by_type_and_issuer_hold_what_they_say(preview: Built) -> None:
    for root, kind in (("luu-tru", "Thông báo"), ("en/luu-tru", "Notice")):
        page = preview.html(f"{root}/loai/thong-bao")
        assert text(one(page, "//h1")) == kind
        assert len(page.xpath("//ul[@class='list']/li")) == 2
        assert len(preview.html(root).xpath("//section[starts-with(@class, 'shelf')]/h2")) == 5
    issuer = one(preview.html("en/luu-tru/co-quan/uy-ban-nhan-dan-huyen-thach-truc"), "//h1")
    assert (text(issuer), issuer.get("lang")) == ("Ủy ban nhân dân huyện Thạch Trúc", "vi")
