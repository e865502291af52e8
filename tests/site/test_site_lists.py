"""Lists: the front page and the archive hold every bulletin, in both languages, and none too much."""

from pathlib import Path

import pytest
from lxml.html import HtmlElement

from bantin import page
from bantin.page import Page
from bantin.site import build, lists
from bantin.site.catalog import read
from bantin.site.words import words
from publication import Built, new_project, write


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def groups(document: HtmlElement) -> dict[str, list[str]]:
    return {
        text(month.find_class("when")[0]): [text(title) for title in month.find_class("title")]
        for month in document.xpath("//section[@class='month']")
    }


def facts_of(document: HtmlElement, title: str) -> str:
    (item,) = document.xpath(f"//li[h3/a[normalize-space()='{title}']]")
    return text(item.find("p"))


def test_the_front_page_goes_by_month_and_undated_ones_come_last(preview: Built) -> None:
    front = preview.html("")
    assert text(front.xpath("//section[@class='lead']/h2")[0]) == "Xả lũ hồ Suối Đá"
    assert groups(front) == {
        "Tháng 6 năm 2025": ["Về việc đổi giờ làm việc tại Đông Anh"],
        "Tháng 3 năm 2025": ["Giữ rừng mùa khô"],
        "Tháng 2 năm 2025": ["An toàn cho học sinh"],
        "Tháng 9 năm 2024": ["Mỗi nhà mười phút, muỗi hết chỗ sinh sôi"],
        "Không ghi ngày": [
            "<img src=x onerror=alert(1)> </title><script>alert(2)</script>",
            "Sáng nay, tại hội trường",
        ],
    }


def test_the_english_list_names_what_is_not_in_english_and_leads_to_the_original(preview: Built) -> None:
    front = preview.html("en")
    (link,) = front.xpath("//a[normalize-space()='Giữ rừng mùa khô']")
    assert (link.get("href"), link.get("lang"), link.get("hreflang")) == ("../ban-tin/giu-rung/", "vi", "vi")
    assert "English not yet available" in facts_of(front, "Giữ rừng mùa khô")


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Ten minutes for each house", "machine draft"),
        ("On new office hours in Đông Anh", "approved"),
        ("Safety for pupils", "out of date"),
        ("An orphan", "no original"),
    ],
)
def test_a_list_says_in_a_word_where_a_translation_stands(preview: Built, title: str, label: str) -> None:
    assert label in facts_of(preview.html("en"), title)


def test_the_public_list_knows_approved_english_only(public: Built) -> None:
    front = public.html("en")
    assert "approved" in facts_of(front, "On new office hours in Đông Anh")
    assert "out of date" in facts_of(front, "Safety for pupils")
    for title in ("Mỗi nhà mười phút, muỗi hết chỗ sinh sôi", "Giữ rừng mùa khô"):
        assert "English not yet available" in facts_of(front, title)
    assert text(front.xpath("//section[@class='lead']/h2")[0]) == "Xả lũ hồ Suối Đá"
    assert "An orphan" not in text(front)


def test_the_lead_says_what_the_bulletin_is_about_and_not_whom_it_addresses(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    said = "Từ ngày 16 tháng 6, bộ phận một cửa của huyện làm việc theo giờ mới, cả sáng thứ bảy hằng tuần."
    assert len(said) < 100
    body = f"Kính gửi: các xã.\n\n{said} {'Chữ ' * 100}\n"
    write(project, "vi", "a", page.render(Page({"title": "A", "date": "2025-01-02"}, body)))
    build.build(project, tmp_path / "site")
    (summary,) = Built(project, tmp_path / "site", []).html("").xpath("//p[@class='summary']")
    assert text(summary).startswith(said)
    assert text(summary).endswith("Chữ…")
    assert len(text(summary)) <= 281


def test_many_bulletins_are_all_in_the_archive_and_the_front_page_stays_short(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    for number in range(130):
        text_of = page.render(
            Page({"title": f"Bản tin {number}", "date": f"{2020 + number % 3}-01-02"}, "Chữ.\n")
        )
        write(project, "vi", f"so-{number}", text_of)
    built = Built(project, tmp_path / "site", build.build(project, tmp_path / "site"))
    front = built.html("")
    assert (
        len(front.xpath("//section[@class='lead']")) + sum(map(len, groups(front).values())) == lists.RECENT
    )
    assert front.xpath("//p[@class='more']/a/@href") == ["luu-tru/"]
    for address in ("luu-tru", "en/luu-tru"):
        years = built.html(address).xpath("//section[h2[.='Theo năm' or .='By year']]/ul/li/a")
        assert [text(year) for year in years] == ["2022", "2021", "2020"]
        titles = [
            title
            for year in years
            for month in groups(built.html(f"{address}/{year.get('href')}")).values()
            for title in month
        ]
        assert sorted(titles) == sorted(f"Bản tin {number}" for number in range(130))
    for path in (tmp_path / "site" / "ban-tin").rglob("index.html"):
        assert len(built.html(path.relative_to(tmp_path / "site").as_posix()).xpath("//a")) < 15


@pytest.mark.parametrize("date", ["../../../x", "2025-13-01", "2025", "soon", "٢٠٢٥-01-01"])
def test_what_is_no_date_makes_no_address(tmp_path: Path, date: str) -> None:
    project = new_project(tmp_path)
    write(project, "vi", "a", page.render(Page({"title": "A", "date": date}, "Chữ.\n")))
    assert read(project, public=False).archive_keys["vi"] == {"luu-tru/", "luu-tru/khong-ghi-ngay/"}


@pytest.mark.parametrize(
    ("code", "date", "written"),
    [
        ("vi", "2025-06-05", "ngày 5 tháng 6 năm 2025"),
        ("vi", "2025-11", "tháng 11 năm 2025"),
        ("en", "2025-06-05", "5 June 2025"),
        ("en", "2025-11", "November 2025"),
        ("en", "2025-13-01", ""),
        ("en", "", ""),
        ("en", "soon", ""),
    ],
)
def test_each_language_writes_dates_its_own_way(code: str, date: str, written: str) -> None:
    assert words(code).date_of(date) == written
