"""A translation whose source has moved on: the notice names the passages and leads to them on both pages."""

import datetime
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from bantin import page
from bantin.blocks import fingerprint
from bantin.review import approval
from bantin.settings import Settings
from bantin.site import build
from bantin.site.changes import changes
from publication import SITE_URL, WATER, WATER_EN, Built, files, new_project, write

ADDRESS = "en/ban-tin/cap-nuoc"


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def moved(project: Settings, *changes: tuple[str, str]) -> None:
    """The pair, approved, and then these changes in the source."""
    write(project, "vi", "cap-nuoc", WATER)
    write(project, "en", "cap-nuoc", WATER_EN)
    approval.approve(project, "en", "cap-nuoc", "Trần Thị Lan", datetime.date(2025, 3, 5))
    source = WATER
    for old, new in changes:
        assert source.count(old) == 1
        source = source.replace(old, new)
    write(project, "vi", "cap-nuoc", source)


def public(project: Settings, root: Path) -> Built:
    site = root / "site"
    return Built(project, site, build.build(project, site, public=True, site_url=SITE_URL))


def passages(built: Built, address: str = ADDRESS) -> list[str]:
    return [text(one) for one in built.html(address).xpath("//ul[@class='passages']/li")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("5 giờ đến", "6 giờ đến"), "1. Hours of supply, paragraph 1: changed · Vietnamese passage"),
        (("Mở đầu hai", "Mở đầu khác"), "Opening, paragraph 2: changed · Vietnamese passage"),
        (("1. Giờ cấp nước", "1. Lịch cấp nước"), "1. Hours of supply: changed · Vietnamese passage"),
        (("Khu phố 1;\n- Khu phố 2.", "Khu A;\n- Khu B."), "1. Hours of supply, paragraphs 2–3: changed"),
        (("111.\n", "111.\n\nHoặc 222.\n"), "2. Contact, after paragraph 1: added · Vietnamese passage"),
        (("Từ 5 giờ đến 9 giờ.\n\n", ""), "1. Hours of supply, paragraph 1: removed"),
        (("| Hạ | 5 |", "| Hạ | 6 |"), "2. Contact, paragraph 3: changed · Vietnamese passage"),
        (("cấp nước mùa khô", "cấp nước mùa mưa"), "Title: changed · Vietnamese passage"),
        (("---\n\nMở đầu một", "---\n\nMới.\n\nMở đầu một"), "Opening: added · Vietnamese passage"),
    ],
)
def test_the_notice_names_what_changed(
    project: Settings, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    moved(project, change)
    (found,) = passages(public(project, tmp_path))
    assert found.startswith(told)


def test_several_changes_are_named_in_their_order(project: Settings, tmp_path: Path) -> None:
    moved(project, ("5 giờ đến", "6 giờ đến"), ("3000 111", "3000 112"), ("Mở đầu một.\n\n", ""))
    assert [one.partition(":")[0] for one in passages(public(project, tmp_path))] == [
        "Opening, paragraph 1",
        "1. Hours of supply, paragraph 1",
        "2. Contact, paragraph 1",
    ]


def test_the_links_lead_to_the_passage_on_either_page_and_the_old_one_bears_a_mark(
    project: Settings, tmp_path: Path
) -> None:
    moved(project, ("5 giờ đến", "6 giờ đến"), ("2. Liên hệ", "2. Nơi liên hệ"))
    built = public(project, tmp_path)
    english, vietnamese = built.html(ADDRESS), built.html("ban-tin/cap-nuoc")
    own, theirs, heading, their_heading = english.xpath("//ul[@class='passages']//a/@href")
    (passage,) = english.xpath(f"//*[@id='{own.removeprefix('#')}']")
    assert text(passage) == "From 5:00 to 9:00."
    assert passage.get("data-outdated") == "the original has changed here"
    assert theirs.startswith("../../../ban-tin/cap-nuoc/#")
    (original,) = vietnamese.xpath(f"//*[@id='{theirs.partition('#')[2]}']")
    assert text(original) == "Từ 6 giờ đến 9 giờ."
    (changed,) = english.xpath(f"//*[@id='{heading.removeprefix('#')}']/ancestor::h2")
    assert (text(changed), bool(changed.get("data-outdated"))) == ("2. Contact", True)
    assert vietnamese.xpath(f"//h2[*[@id='{their_heading.partition('#')[2]}']]")
    assert not vietnamese.xpath("//*[@data-outdated]")
    assert len(english.xpath("//*[@data-outdated]")) == 2


def test_the_public_reads_what_was_approved_and_search_engines_do_not(
    project: Settings, tmp_path: Path
) -> None:
    moved(project, ("5 giờ đến", "6 giờ đến"))
    built = public(project, tmp_path)
    document = built.html(ADDRESS)
    assert "approved by Trần Thị Lan on 5 March 2025" in text(document.xpath("//aside")[0])
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not document.xpath("//head/link[@hreflang] | //script[@type='application/ld+json']")
    assert "out of date" in text(built.html("en").xpath("//section[@class='lead']")[0])
    assert "English (bản dịch đã cũ)" in text(
        built.html("ban-tin/cap-nuoc").xpath("//nav[@class='languages']")[0]
    )
    for name in ("sitemap.xml", "bulletins.json", "en/feed.xml"):
        assert b"en/ban-tin/cap-nuoc" not in files(built.site)[name], name


def test_a_change_that_cannot_be_named_takes_the_translation_from_the_public(
    project: Settings, tmp_path: Path
) -> None:
    moved(project, ("5 giờ đến", "6 giờ đến"))
    path = project.bulletins("en") / "cap-nuoc.md"
    page.write(path, page.read(path).with_meta({"approved_units": None}))  # as older approvals are
    assert not (public(project, tmp_path).site / ADDRESS).exists()
    build.build(project, tmp_path / "preview", site_url=SITE_URL)
    notice = Built(project, tmp_path / "preview", []).html(ADDRESS).xpath("//aside")[0]
    assert "It is not recorded which passages have changed." in text(notice)


def test_a_translation_that_somebody_changed_as_well_is_never_public(
    project: Settings, tmp_path: Path
) -> None:
    moved(project, ("5 giờ đến", "6 giờ đến"))
    path = project.bulletins("en") / "cap-nuoc.md"
    path.write_text(path.read_text().replace("From 5:00", "From 6:00"))
    assert not (public(project, tmp_path).site / ADDRESS).exists()


def test_nothing_is_named_where_nothing_changed() -> None:
    source, target = page.parse(WATER), page.parse(WATER_EN)
    sealed = target.with_meta(approval.seal(source, target, "Lan", datetime.date(2025, 3, 5)))
    assert sealed.text("approved_source") == fingerprint(source)
    assert changes(source, sealed) == ()
    assert changes(source, target) == ()


def test_many_changes_are_counted_and_not_all_named(tmp_path: Path) -> None:
    project = new_project(tmp_path / "many")
    numbers = range(60)
    source = "---\ntitle: A\nlang: vi\n---\n\n" + "\n\n".join(f"Đoạn {number}." for number in numbers) + "\n"
    target = "---\ntitle: A\nlang: en\n---\n\n" + "\n\n".join(f"Text {number}." for number in numbers) + "\n"
    write(project, "vi", "a", source)
    write(project, "en", "a", target)
    approval.approve(project, "en", "a", "Lan", datetime.date(2025, 3, 5))
    for number in range(0, 60, 3):
        source = source.replace(f"Đoạn {number}.", f"Khác, đoạn {number}.")
    write(project, "vi", "a", source)
    told = passages(public(project, tmp_path), "en/ban-tin/a")
    assert len(told) == 13
    assert told[-1] == "and 8 more passages"
