"""Topics on the site: archive, feeds, bulletin, index; decided ones and inferred ones told apart."""

import json
from pathlib import Path

import feedparser
import pytest
from lxml.html import HtmlElement

from bantin import page
from bantin.errors import PageError
from bantin.normalize import edit, run
from bantin.page import Page
from bantin.site import build
from bantin.site.catalog import A_PAGE
from publication import SITE_URL, Built, new_project, write


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def titles(document: HtmlElement) -> list[str]:
    return [text(title) for title in document.find_class("title")]


@pytest.mark.parametrize(
    ("address", "heading", "title"),
    [
        ("luu-tru/chu-de/thu-tuc-hanh-chinh", "Thủ tục hành chính", "Về việc đổi giờ làm việc tại Đông Anh"),
        ("en/luu-tru/chu-de/thu-tuc-hanh-chinh", "Public services", "On new office hours in Đông Anh"),
        ("luu-tru/chu-de/y-te", "Y tế", "Mỗi nhà mười phút, muỗi hết chỗ sinh sôi"),
        ("en/luu-tru/chu-de/y-te", "Health", "Ten minutes for each house"),
    ],
)
def test_every_topic_has_its_archive_in_both_languages(
    preview: Built, address: str, heading: str, title: str
) -> None:
    document = preview.html(address)
    assert text(document.xpath("//h1")[0]) == heading
    assert titles(document) == [title]


def test_a_bulletin_that_stands_under_a_topic_by_inference_says_so(preview: Built) -> None:
    def facts(address: str) -> str:
        return text(preview.html(address).find_class("list")[0])

    assert "chủ đề suy ra từ nội dung" in facts("luu-tru/chu-de/y-te")
    assert "topic inferred from the text" in facts("en/luu-tru/chu-de/y-te")
    assert "suy ra" not in facts("luu-tru/chu-de/thu-tuc-hanh-chinh")


def test_a_bulletin_leads_to_its_topics_and_tells_which_words_one_was_inferred_from(preview: Built) -> None:
    (decided,) = preview.html("en/ban-tin/doi-gio").find_class("topics")
    assert text(decided) == "Topics Public services"
    assert decided.xpath(".//a/@href") == ["../../luu-tru/chu-de/thu-tuc-hanh-chinh/"]
    (inferred,) = preview.html("en/ban-tin/muoi-phut").find_class("topics")
    assert text(inferred) == "Topics Health inferred from the words: muỗi, y tế"
    assert inferred.xpath("string(.//p/span/@lang)") == "vi"


def test_a_topic_has_its_feed_and_its_page_names_it(public: Built) -> None:
    address = "luu-tru/chu-de/y-te"
    (link,) = public.html(address).xpath("//p[@class='total']/a")
    assert link.get("href") == "feed.xml"
    found = feedparser.parse((public.site / address / "feed.xml").read_bytes())
    assert not found.bozo
    assert found.feed.title == "Bản tin Thạch Trúc – Y tế"
    (entry,) = found.entries
    assert "Lực lượng tuyến đầu" in entry.content[0].value
    assert {tag.term: tag.label for tag in entry.tags}["y-te"] == "Y tế (suy ra từ nội dung)"
    assert not (
        public.site / "en" / address / "feed.xml"
    ).exists()  # nothing in English that anybody approved
    assert not public.html(f"en/{address}").xpath("//p[@class='total']/a")


def test_machines_are_told_what_was_decided_and_what_was_inferred(public: Built) -> None:
    index = json.loads((public.site / "bulletins.json").read_text())
    said = {one["id"]: one["topics"] for one in index["bulletins"]}
    assert said["doi-gio"] == [{"id": "thu-tuc-hanh-chinh", "inferred": False}]
    assert said["muoi-phut"] == [{"id": "y-te", "inferred": True}]
    assert index["topics"]["y-te"] == {"vi": "Y tế", "en": "Health"}

    def linked(address: str) -> dict[str, object]:
        (data,) = public.html(address).xpath("//script[@type='application/ld+json']/text()")
        found: dict[str, object] = json.loads(data)
        return found

    assert linked("en/ban-tin/doi-gio")["about"] == [{"@type": "Thing", "name": "Public services"}]
    assert "about" not in linked("ban-tin/muoi-phut")


def test_the_archive_names_the_topics_with_their_counts(preview: Built) -> None:
    rows = preview.html("en/luu-tru").xpath("//section[h2='By topic']/ul/li")
    counts = {text(row.find("a")): text(row.find_class("unseen")[0]) for row in rows}
    assert counts["Public services"] == "1 bulletin"
    assert "Nông nghiệp và nông thôn" not in counts


def test_an_archive_of_many_years_is_paginated_and_says_where_each_year_begins(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    for number in range(A_PAGE + 30):
        meta: dict[str, page.Value] = {
            "title": f"Tin {number}",
            "date": f"{2020 + number % 3}-0{1 + number % 9}-02",
        }
        write(project, "vi", f"so-{number}", page.render(Page({**meta, "topics": ["y-te"]}, "Chữ.\n")))
    built = Built(project, tmp_path / "site", build.build(project, tmp_path / "site"))
    for root in ("luu-tru", "en/luu-tru"):
        first, second = (built.html(f"{root}/chu-de/y-te{page}") for page in ("", "/2"))
        assert len(titles(first)) == A_PAGE
        assert sorted([*titles(first), *titles(second)]) == sorted(f"Tin {n}" for n in range(A_PAGE + 30))
        years = {text(link): link.get("href") for link in first.xpath("//nav[@class='index']//a")}
        assert list(years) == ["2022", "2021", "2020"]
        assert [text(year) for year in first.xpath("//section[@class='year']/h2")] == ["2022", "2021", "2020"]
        for where in years.values():
            address, _, anchor = where.partition("#")
            at = built.html(f"{root}/chu-de/y-te/{address}".rstrip("./"))
            assert at.xpath(f"//h2[@id='{anchor}']"), where


def test_a_topic_that_the_list_does_not_hold_is_a_finding(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    write(project, "vi", "a", page.render(Page({"title": "A", "topics": ["khong-co"]}, "Chữ.\n")))
    (finding,) = build.build(project, tmp_path / "site")
    assert (finding.file, finding.block) == ("docs/ban-tin/a.md", "topics")
    assert "khong-co" in finding.found


def test_topics_that_a_person_sets_are_kept_by_every_later_run(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    source = project.sources / "muoi.txt"
    source.parent.mkdir()
    source.write_text("Diệt muỗi ở xã Tân An\n\nSáng 12/9/2024, cả xã cùng diệt muỗi.\n")
    (written,) = run.normalize(project).written
    path = project.root / written
    edit.set_fields(project, path.name, {"topics": " moi-truong,y-te "})
    assert page.read(path).texts("topics") == ["moi-truong", "y-te"]
    source.write_text("Diệt muỗi ở xã Tân An\n\nSáng 12/9/2024, cả xã cùng diệt muỗi, thả cá.\n")
    run.normalize(project)
    assert "thả cá" in page.read(path).body
    assert page.read(path).texts("topics") == ["moi-truong", "y-te"]
    edit.set_fields(project, path.name, {"topics": ""})
    assert "topics" in page.read(path).texts("set_by_hand")
    assert page.read(path).texts("topics") == []
    with pytest.raises(PageError, match="no such topic: khong-co"):
        edit.set_fields(project, path.name, {"topics": "y-te, khong-co"})


def test_feeds_know_their_own_address(public: Built) -> None:
    found = feedparser.parse((public.site / "luu-tru/chu-de/y-te/feed.xml").read_bytes())
    assert found.feed.id == f"{SITE_URL}luu-tru/chu-de/y-te/feed.xml"
