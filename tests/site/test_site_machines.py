"""What machines read, judged by parsers that are not ours: JSON-LD, OpenGraph, Atom, index, sitemap."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import feedparser
import jsonschema
import pytest
from lxml import etree
from PIL import Image

from bantin.site import build, cards
from bantin.site.tables import with_figures_right
from publication import FOREST, NOTICE, NOTICE_EN, SITE_URL, Built, new_project, write, write_approved
from support import ROOT

HOSTILE_TITLE = "<img src=x onerror=alert(1)> </title><script>alert(2)</script>"


def linked(built: Built, address: str) -> dict[str, Any]:
    found = built.html(address).xpath("//script[@type='application/ld+json']/text()")
    return json.loads(found[0]) if found else {}


def shared(built: Built, address: str) -> dict[str, str]:
    tags = built.html(address).xpath("//head/meta[@property]")
    return {tag.get("property"): tag.get("content") for tag in tags}


def test_an_official_document_says_what_it_is_and_whose(public: Built) -> None:
    said = linked(public, "ban-tin/doi-gio")
    assert said["@type"] == "Legislation"
    assert said["legislationIdentifier"] == "42/TB-UBND"
    assert said["legislationDate"] == "2025-06-05"
    assert said["legislationPassedBy"] == {
        "@type": "GovernmentOrganization",
        "name": "Ủy ban nhân dân huyện Thạch Trúc",
    }
    assert [cited["legislationIdentifier"] for cited in said["citation"]] == ["08/CT-UBND"]
    assert linked(public, "ban-tin/giu-rung")["@type"] == "NewsArticle"
    assert linked(public, "ban-tin/giu-rung")["datePublished"] == "2025-03-12"
    assert linked(public, "")["@type"] == "WebSite"


def test_only_approved_pairs_name_each_other(preview: Built) -> None:
    source, target = linked(preview, "ban-tin/doi-gio"), linked(preview, "en/ban-tin/doi-gio")
    assert source["workTranslation"] == [{"@id": f"{SITE_URL}en/ban-tin/doi-gio/", "inLanguage": "en"}]
    assert target["translationOfWork"] == {"@id": f"{SITE_URL}ban-tin/doi-gio/", "inLanguage": "vi"}
    assert source["@id"] == target["translationOfWork"]["@id"]
    for slug in ("muoi-phut", "hoc-sinh", "xa-lu"):
        assert "workTranslation" not in linked(preview, f"ban-tin/{slug}")
        assert linked(preview, f"en/ban-tin/{slug}") == {}


def test_a_date_that_is_not_sure_is_not_told(public: Built) -> None:
    assert "datePublished" not in linked(public, "ban-tin/muoi-phut")
    assert "article:published_time" not in shared(public, "ban-tin/xa-lu")
    assert shared(public, "ban-tin/doi-gio")["article:published_time"] == "2025-06-05"


def test_what_is_shared_is_what_the_page_says_and_its_picture_is_there(public: Built) -> None:
    for address in ("", "en", "ban-tin/doi-gio", "en/ban-tin/doi-gio", "luu-tru"):
        said, page = shared(public, address), public.html(address)
        assert said["og:url"] == page.xpath("//link[@rel='canonical']/@href")[0]
        assert said["og:locale"] == ("en_GB" if address.startswith("en") else "vi_VN")
        picture = public.site / said["og:image"].removeprefix(SITE_URL)
        with Image.open(picture) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
        assert picture.stat().st_size < 60_000


def test_no_title_can_end_the_data_that_it_stands_in(preview: Built) -> None:
    text = (preview.site / "ban-tin/doc-hai/index.html").read_text()
    assert linked(preview, "ban-tin/doc-hai")["headline"] == HOSTILE_TITLE
    assert "<script>alert" not in text


def test_feeds_are_atom_and_hold_the_full_text_of_what_is_public(public: Built) -> None:
    found = feedparser.parse((public.site / "feed.xml").read_bytes())
    assert (found.bozo, found.version, found.feed.title) == (False, "atom10", "Bản tin Thạch Trúc")
    titles = [entry.title for entry in found.entries]
    assert titles[:2] == ["Xả lũ hồ Suối Đá", "Về việc đổi giờ làm việc tại Đông Anh"]
    entry = found.entries[1]
    assert "Các xã làm theo giờ mới." in entry.content[0].value
    assert entry.link == f"{SITE_URL}ban-tin/doi-gio/"
    assert entry.published == "2025-06-05T00:00:00+07:00"
    english = feedparser.parse((public.site / "en/feed.xml").read_bytes())
    assert [(entry.title, entry.updated) for entry in english.entries] == [
        ("On new office hours in Đông Anh", "2025-06-09T00:00:00+07:00")
    ]


@pytest.mark.parametrize(
    "address", ["luu-tru/loai/thong-bao", "luu-tru/co-quan/uy-ban-nhan-dan-huyen-thach-truc"]
)
def test_each_type_and_issuer_has_a_feed(public: Built, address: str) -> None:
    found = feedparser.parse((public.site / address / "feed.xml").read_bytes())
    assert not found.bozo
    assert "Về việc đổi giờ làm việc tại Đông Anh" in [entry.title for entry in found.entries]
    assert public.html(address).xpath("//head/link[@type='application/atom+xml']")


def test_a_feed_keeps_the_rules_of_atom(preview: Built) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what each feed and entry must have, once, and no id twice."""
    atom = "{http://www.w3.org/2005/Atom}"
    for path in preview.site.rglob("feed.xml"):
        root = etree.parse(path).getroot()
        for element in (root, *root.iter(f"{atom}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{atom}{name}")) == 1, (path, name)
        ids = [element.text for element in root.iter(f"{atom}id")]
        assert len(ids) == len(set(ids))
        assert all(entry.find(f"{atom}author/{atom}name") is not None for entry in root.iter(f"{atom}entry"))
        own = root.xpath("string(*[local-name()='link'][@rel='self']/@href)")
        assert own == f"{SITE_URL}{path.relative_to(preview.site).as_posix()}"


def test_the_index_fits_its_published_schema_and_holds_public_versions_only(
    preview: Built, public: Built
) -> None:
    schema = json.loads((public.site / "assets/bulletins.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for built in (preview, public):
        index = json.loads((built.site / "bulletins.json").read_text())
        jsonschema.validate(index, schema, jsonschema.Draft202012Validator)
        versions = {one["id"]: [v["language"] for v in one["versions"]] for one in index["bulletins"]}
        assert versions["doi-gio"] == ["vi", "en"]
        assert versions["muoi-phut"] == versions["hoc-sinh"] == ["vi"]
        assert "mo-coi" not in versions
    assert {one["id"]: one["date_is_sure"] for one in index["bulletins"]}["muoi-phut"] is False


def test_robots_may_read_the_public_site_and_no_preview(preview: Built, public: Built) -> None:
    for built, may in ((preview, False), (public, True)):
        rules = RobotFileParser()
        rules.parse((built.site / "robots.txt").read_text().splitlines())
        assert rules.can_fetch("anyone", f"{SITE_URL}ban-tin/doi-gio/") is may
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (public.site / "robots.txt").read_text()


def git(root: Path, *arguments: str, day: str = "2025-01-01") -> None:
    dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+07:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+07:00"}
    name = ["-c", "user.name=Lan", "-c", "user.email=lan@example.org"]
    command = [shutil.which("git") or "git", *name, *arguments]
    subprocess.run(command, cwd=root, env={"PATH": "/usr/bin:/bin", **dated}, check=True, capture_output=True)


def days(site: Path) -> dict[str, str]:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = etree.parse(site / "sitemap.xml").getroot()
    return {
        (url.findtext("s:loc", namespaces=space) or "").removeprefix(SITE_URL): url.findtext(
            "s:lastmod", "", space
        )
        for url in urls
    }


def test_the_sitemap_tells_the_day_of_the_last_change_or_none(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    write_approved(project, "doi-gio", NOTICE, NOTICE_EN)
    write(project, "vi", "giu-rung", FOREST)
    build.build(project, tmp_path / "none", site_url=SITE_URL)
    assert set(days(tmp_path / "none").values()) == {""}
    git(project.root, "init", "-q")
    git(project.root, "add", "docs", "docs_en")
    git(project.root, "commit", "-qm", "first", day="2025-06-09")
    write(project, "vi", "giu-rung", FOREST.replace("giữ rừng.", "giữ rừng ngày đêm."))
    git(project.root, "commit", "-qam", "second", day="2025-07-01")
    build.build(project, tmp_path / "one", site_url=SITE_URL)
    told = days(tmp_path / "one")
    assert (told["ban-tin/doi-gio/"], told["en/ban-tin/doi-gio/"]) == ("2025-06-09", "2025-06-09")
    assert told["ban-tin/giu-rung/"] == told[""] == told["luu-tru/2025/"] == "2025-07-01"
    write(project, "vi", "giu-rung", FOREST.replace("giữ rừng.", "giữ rừng hôm nay."))
    build.build(project, tmp_path / "two", site_url=SITE_URL)
    assert days(tmp_path / "two")["ban-tin/giu-rung/"] == ""


def test_a_card_is_drawn_once_and_again_only_when_what_it_says_changes(tmp_path: Path) -> None:
    fonts = ROOT / "overrides" / "assets" / "fonts"
    one = cards.Card("Bản tin", ("Về việc đổi giờ " * 20, "On new hours " * 30), "Thông báo · 42/TB-UBND")
    cards.write({"a": one}, tmp_path / "site", tmp_path / "cache", fonts)
    (kept,) = (tmp_path / "cache").iterdir()
    drawn = kept.read_bytes()
    kept.write_bytes(b"kept")
    cards.write({"a": one}, tmp_path / "site", tmp_path / "cache", fonts)
    assert (tmp_path / "site/assets/cards/a.png").read_bytes() == b"kept"
    other = cards.Card("Bản tin", ("Khác",), "")
    cards.write({"a": other}, tmp_path / "site", tmp_path / "cache", fonts)
    assert (tmp_path / "site/assets/cards/a.png").read_bytes() not in (b"kept", drawn)


def test_columns_of_figures_stand_to_the_right() -> None:
    rows = "<tr><th>Xã</th><th>Hộ</th></tr><tr><td>Hạ</td><td>2.184</td></tr><tr><td>Đông</td><td>–</td></tr>"
    assert with_figures_right(f"<table>{rows}</table>") == (
        '<table><tr><th>Xã</th><th align="right">Hộ</th></tr><tr><td>Hạ</td><td align="right">2.184</td></tr>'
        '<tr><td>Đông</td><td align="right">–</td></tr></table>'
    )
