"""Pages: what a reader is told, in which language, and where each link leads."""

import re
import subprocess
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree
from lxml.html import HtmlElement

from bantin.site import repository
from publication import SITE_URL, Built, new_project

NOTICE_PAGE = "ban-tin/doi-gio"
STATES = {"doi-gio": "approved", "muoi-phut": "draft", "xa-lu": "edited", "hoc-sinh": "stale"}


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(page: HtmlElement, path: str) -> HtmlElement:
    found = page.xpath(path)
    assert len(found) == 1, (path, found)
    return found[0]


def switch(page: HtmlElement) -> list[tuple[str, str]]:
    return [(text(link), link.get("href")) for link in page.xpath("//nav[@class='languages']//a")]


def alternates(page: HtmlElement) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@hreflang]")}


def all_pages(built: Built) -> list[str]:
    return sorted(path.relative_to(built.site).as_posix() for path in built.site.rglob("*.html"))


def test_a_strict_build_finds_nothing_to_warn_of(preview: Built, public: Built) -> None:
    assert preview.findings == []
    assert public.findings == []


def test_every_page_has_its_language_one_title_and_landmarks(preview: Built) -> None:
    for address in all_pages(preview):
        page = preview.html(address)
        assert page.get("lang") == ("en" if address.startswith("en/") else "vi"), address
        for path in ("//h1", "//main", "//body/header", "//body/footer", "//head/title"):
            one(page, path)
        assert one(page, "//a[@class='skip']").get("href") == f"#{one(page, '//main').get('id')}"
        names = page.xpath("//@id")
        assert len(names) == len(set(names)), address


def test_the_title_comes_from_the_front_matter_and_stands_once(preview: Built) -> None:
    page = preview.html("en/ban-tin/doi-gio")
    assert text(one(page, "//h1")) == "On new office hours in Đông Anh"
    assert text(one(page, "//title")) == "On new office hours in Đông Anh – Thạch Trúc Bulletin"
    assert text(one(preview.html(NOTICE_PAGE), "//title")) == (
        "Về việc đổi giờ làm việc tại Đông Anh – Bản tin Thạch Trúc"
    )


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("muoi-phut", ["not reviewed by anyone", "testengine 1.0, beam 4", "translate-vi_en 9.9"]),
        ("xa-lu", ["being reviewed", "not approved yet"]),
        ("doi-gio", ["approved by Trần Thị Lan on 9 June 2025"]),
        ("hoc-sinh", ["has changed since", "approved by Trần Thị Lan on 9 June 2025"]),
    ],
)
def test_a_translation_says_in_its_language_where_it_stands(
    preview: Built, slug: str, told: list[str]
) -> None:
    page = preview.html(f"en/ban-tin/{slug}")
    notice = one(page, "//aside[contains(@class, 'notice')]")
    for words in [*told, "The Vietnamese original is the authoritative text."]:
        assert words in text(notice)
    link = one(notice, "./p/a")
    assert link.get("href") == f"../../../ban-tin/{slug}/"
    assert link.get("hreflang") == "vi"
    assert notice.xpath("ancestor-or-self::*[@lang]")[-1].get("lang") == "en"


def test_an_orphan_says_that_nothing_stands_behind_it(preview: Built) -> None:
    notice = one(preview.html("en/ban-tin/mo-coi"), "//aside[contains(@class, 'notice')]")
    assert "no Vietnamese original" in text(notice)
    assert not notice.xpath(".//a")


@pytest.mark.parametrize(
    ("slug", "english", "leads_to"),
    [
        ("doi-gio", "English", "../../en/ban-tin/doi-gio/"),
        ("muoi-phut", "English (bản dịch máy)", "../../en/ban-tin/muoi-phut/"),
        ("xa-lu", "English (đang hiệu đính)", "../../en/ban-tin/xa-lu/"),
        ("hoc-sinh", "English (bản dịch đã cũ)", "../../en/ban-tin/hoc-sinh/"),
        ("giu-rung", "English (chưa có)", "../../en/"),
    ],
)
def test_the_vietnamese_page_has_no_notice_and_a_switcher_that_tells(
    preview: Built, slug: str, english: str, leads_to: str
) -> None:
    page = preview.html(f"ban-tin/{slug}")
    assert not page.xpath("//aside[contains(@class, 'notice')]")
    assert switch(page) == [("Tiếng Việt", "./"), (english, leads_to)]


def test_the_switcher_of_an_english_page_stays_on_the_page(preview: Built) -> None:
    assert switch(preview.html("en/ban-tin/muoi-phut")) == [
        ("Tiếng Việt", "../../../ban-tin/muoi-phut/"),
        ("English", "./"),
    ]
    assert switch(preview.html("luu-tru/2025")) == [
        ("Tiếng Việt", "./"),
        ("English", "../../en/luu-tru/2025/"),
    ]


def test_only_pages_that_somebody_approved_are_open_to_search_engines(preview: Built) -> None:
    def hidden(address: str) -> bool:
        return preview.html(address).xpath("string(//meta[@name='robots']/@content)") == "noindex"

    assert {slug for slug in STATES if not hidden(f"en/ban-tin/{slug}")} == {"doi-gio"}
    assert hidden("en/ban-tin/mo-coi")
    assert hidden("404.html")
    assert not any(map(hidden, ["", "en", "luu-tru", *(f"ban-tin/{slug}" for slug in STATES)]))


def test_alternates_are_absolute_mutual_and_only_between_public_pages(preview: Built) -> None:
    both = {
        "vi": f"{SITE_URL}ban-tin/doi-gio/",
        "en": f"{SITE_URL}en/ban-tin/doi-gio/",
        "x-default": f"{SITE_URL}ban-tin/doi-gio/",
    }
    for address in (NOTICE_PAGE, f"en/{NOTICE_PAGE}"):
        page = preview.html(address)
        assert alternates(page) == both
        assert one(page, "//link[@rel='canonical']").get("href") == f"{SITE_URL}{address}/"
    for slug in ("muoi-phut", "xa-lu", "hoc-sinh", "giu-rung"):
        assert alternates(preview.html(f"ban-tin/{slug}")) == {}
    assert alternates(preview.html(""))["en"] == f"{SITE_URL}en/"


def test_the_sitemap_says_what_the_heads_say(preview: Built) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = etree.parse(preview.site / "sitemap.xml")
    entries = {
        url.findtext("s:loc", namespaces=space): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)
        }
        for url in tree.getroot()
    }
    for address in all_pages(preview):
        page, url = preview.html(address), f"{SITE_URL}{address.removesuffix('index.html')}"
        hidden = page.xpath("//meta[@name='robots']")
        assert (url in entries) is (not hidden), address
        if not hidden:
            assert entries[url] == alternates(page), address


def test_every_link_within_the_site_leads_to_a_page_wherever_the_site_stands(preview: Built) -> None:
    for address in all_pages(preview):
        base = f"{SITE_URL}{address.removesuffix('index.html')}"
        for link in preview.html(address).xpath("//body//@href | //@src | //link[not(@hreflang)]/@href"):
            if urlsplit(link).scheme:
                assert link.startswith(("https://github.com/agency/news/edit/", SITE_URL)), (address, link)
                continue
            assert address == "404.html" or not link.startswith("/"), (address, link)
            path = urlsplit(urljoin(base, link)).path
            assert path.startswith("/repo/"), (address, link)
            target = preview.site / path.removeprefix("/repo/")
            assert (target / "index.html" if path.endswith("/") else target).is_file(), (address, link)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "docs/index.md"),
        ("en", "docs_en/index.md"),
        (NOTICE_PAGE, "docs/ban-tin/doi-gio.md"),
        (f"en/{NOTICE_PAGE}", "docs_en/ban-tin/doi-gio.md"),
    ],
)
def test_the_edit_link_opens_the_file_that_the_page_was_written_in(
    preview: Built, address: str, file: str
) -> None:
    link = one(preview.html(address), "//a[@class='edit']").get("href")
    assert link == f"https://github.com/agency/news/edit/main/{file}"
    assert (preview.settings.root / file).is_file()
    assert not preview.html("luu-tru").xpath("//a[@class='edit']")


def test_the_repository_is_found_out_and_no_secret_of_its_address_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = new_project(tmp_path)
    known = "    repository: https://github.com/agency/news\n"
    mkdocs = tmp_path / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text().replace(known, ""))
    project = type(project)(tmp_path, project.source, project.targets)
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)
    assert repository.find(project).edit_url("docs/a.md") == ""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert repository.find(project).edit_url("docs/a.md") == ""
    remote = "https://bot:ghp_secret@github.com/Agency/news.git"
    subprocess.run(["git", "remote", "add", "origin", remote], cwd=tmp_path, check=True)
    found = repository.find(project)
    assert found.edit_url("docs/a.md") == "https://github.com/Agency/news/edit/main/docs/a.md"
    assert found.pages == "https://agency.github.io/news/"
    monkeypatch.setenv("GITHUB_REPOSITORY", "other/name")
    assert repository.find(project).edit_url("docs/a.md") == (
        "https://github.com/other/name/edit/main/docs/a.md"
    )


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("ssh://git@gitlab.com:2222/a/b/c.git", "https://gitlab.com/a/b/c"),
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("/srv/git/b.git", ""),
        ("../b.git", ""),
        ("", ""),
    ],
)
def test_a_remote_has_a_web_address_or_none(remote: str, address: str) -> None:
    assert repository.web_address(remote) == address


def test_an_official_document_keeps_its_form_in_its_own_language(preview: Built) -> None:
    page = preview.html(f"en/{NOTICE_PAGE}")
    head = one(page, "//div[@class='letterhead']")
    left, right = head.xpath("./div")
    assert [(line.get("class"), text(line)) for line in left] == [
        ("body", "ỦY BAN NHÂN DÂN"),
        ("issuer", "HUYỆN THẠCH TRÚC"),
        ("number", "Số: 42/TB-UBND"),
    ]
    assert [line.get("class") for line in right] == ["state", "motto", "dated"]
    foot = one(page, "//div[@class='signed']")
    assert text(one(foot, "./div[@class='recipients']/p")) == "Nơi nhận:"
    assert [text(item) for item in foot.xpath(".//li")] == ["- Như trên;", "- Lưu: VT."]
    assert text(one(foot, ".//p[@class='signer']")) == "Lương Đình Khải"
    assert (head.get("lang"), foot.get("lang")) == ("vi", "vi")
    assert one(page, "//dd[@lang]").get("lang") == "vi"
    assert not preview.html(NOTICE_PAGE).xpath("//article//*[@lang]")


def test_ids_are_kept_from_translation_and_passages_say_their_language(preview: Built) -> None:
    page = preview.html(f"en/{NOTICE_PAGE}")
    assert text(one(page, "//p[@class='number']")) == "Số: 42/TB-UBND"
    assert one(page, "//p[@class='number']").get("translate") == "no"
    quote = one(page, "//p[@id='bt-quote']")
    assert one(quote, "./span[@lang]").get("lang") == "vi"
    assert text(one(quote, "./span[@lang]")) == "Ủy ban nhân dân huyện Thạch Trúc"
    kept = [text(part) for part in quote.xpath("./span[@translate='no']")]
    assert kept == ["42/TB-UBND", f"{SITE_URL}en/{NOTICE_PAGE}/"]
    body = preview.html("ban-tin/muoi-phut").find_class("text")[0]
    assert [text(number) for number in body.xpath(".//*[@translate='no']")] == ["16/CT-TTg"]
    assert "Chỉ thị 16/CT-TTg. Sở Y tế" in text(body)


def test_the_end_mark_stands_where_the_original_has_it(preview: Built) -> None:
    body = one(preview.html(NOTICE_PAGE), "//article/div[@class='text']")
    assert text(body).endswith("có hiệu lực từ ngày ký./.")
    assert not text(one(preview.html("ban-tin/giu-rung"), "//article/div[@class='text']")).endswith("./.")


def test_captions_are_set_apart_and_deep_links_work_in_both_languages(preview: Built) -> None:
    for address in (NOTICE_PAGE, f"en/{NOTICE_PAGE}"):
        page = preview.html(address)
        assert text(one(page, "//p[@class='caption']")).startswith(("Ảnh:", "Photo:"))
        assert one(page, "//article//h2[@id]").get("id") == "dieu-1-gio-lam-viec"


def test_cited_documents_lead_to_the_bulletin_in_the_reader_s_language(preview: Built) -> None:
    for address, leads_to in ((NOTICE_PAGE, "../hoc-sinh/"), (f"en/{NOTICE_PAGE}", "../hoc-sinh/")):
        box = one(preview.html(address), "//section[@class='citations']")
        assert one(box, ".//a").get("href") == leads_to
    assert "21 February 2025" in text(one(preview.html(f"en/{NOTICE_PAGE}"), "//section[@class='citations']"))


def test_dates_are_written_the_page_s_way_and_doubt_is_said(preview: Built) -> None:
    def dateline(address: str) -> str:
        return text(one(preview.html(address), "//p[@class='dateline']"))

    assert dateline("en/ban-tin/doi-gio") == "Thạch Trúc, 5 June 2025"
    assert dateline("ban-tin/muoi-phut") == "tháng 9 năm 2024 suy ra từ nội dung"
    assert dateline("en/ban-tin/muoi-phut") == "September 2024 inferred from the text"
    assert dateline("ban-tin/xa-lu") == "ngày 18 tháng 10 năm 2025 bản gốc ghi các ngày khác nhau"
    assert dateline("ban-tin/khong-ngay") == "tiêu đề tạm, bản gốc không có tiêu đề"


def test_the_404_page_speaks_every_language_and_works_at_any_depth(preview: Built) -> None:
    page = preview.html("404.html")
    assert [section.get("lang") for section in page.xpath("//main//section")] == ["vi", "en"]
    links = page.xpath("//main//a/@href")
    assert [urljoin("https://agency.github.io/repo/a/b/c", link) for link in links] == [
        SITE_URL,
        f"{SITE_URL}en/",
    ]
    for link in page.xpath("//head/link/@href | //@src"):
        assert link.startswith("/repo/")


def test_no_page_names_another_host(preview: Built) -> None:
    own = re.compile(r"https://(github\.com/agency/news/|agency\.github\.io/)")
    named = re.compile(r"""(?:src|href|url|action)\s*[=(]\s*["']?((?:https?:)?//[^\s"')>]+)""")
    for path in preview.site.rglob("*"):
        if path.suffix in (".html", ".css"):
            assert [url for url in named.findall(path.read_text()) if not own.match(url)] == [], path
