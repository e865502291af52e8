"""In a real browser, below /repo/ as on GitHub Pages: search, switcher, layout, nothing foreign or live."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from publication import Built

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A fresh tab; `tab.requests` are the addresses that it asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def asked(tab: Page) -> list[str]:
    """What the tab asks the network for, in order."""
    found: list[str] = []
    tab.on("request", lambda request: found.append(request.url))
    return found


def search(tab: Page, query: str) -> list[str]:
    """Type a query, wait for the answer, give the titles found."""
    # Chromium drops what is typed before a page's first paint, which on a busy machine can be late.
    tab.wait_for_function("performance.getEntriesByType('paint').length > 0")
    tab.keyboard.press("/")
    expect(tab.locator("#bt-query")).to_be_focused()
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Delete")
    expect(tab.locator("#bt-found")).to_be_hidden()
    tab.keyboard.type(query)
    tab.wait_for_function("q => new URL(location).searchParams.get('q') === q", arg=query.strip())
    expect(tab.locator("#bt-found [role=status]")).to_have_text(re.compile(r"\d|Không|No "))
    return tab.locator("#bt-found li b").all_text_contents()


NOTICE = "Về việc đổi giờ làm việc tại Đông Anh"
FEVER = "Mỗi nhà mười phút, muỗi hết chỗ sinh sôi"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Đông Anh", {NOTICE, FEVER}),
        ("đông anh", {NOTICE, FEVER}),
        ("dong anh", {NOTICE, FEVER}),
        ("tuyen dau", {FEVER}),
        (unicodedata.normalize("NFD", "giãn cách xã hội"), {FEVER}),
        (unicodedata.normalize("NFD", "Đông Anh"), {NOTICE, FEVER}),
        ("16/CT-TTg", {FEVER}),
        ("42/tb-ubnd", {NOTICE}),
        ("đường Trần", {NOTICE}),
        ('"tuyen dau"', {FEVER}),
        ("suối đ", {"Xả lũ hồ Suối Đá"}),  # still typing
        ("lũ", {"Xả lũ hồ Suối Đá"}),  # not "Lực", "luật"
        ("EDITEDTEXT", set()),
        ("xin chào thế giới", set()),
        ("hostileword", {"<img src=x onerror=alert(1)> </title><script>alert(2)</script>"}),
    ],
)
def test_vietnamese_is_found_however_it_is_typed(
    tab: Page, preview_url: str, query: str, found: set[str]
) -> None:
    tab.goto(preview_url)
    assert set(search(tab, query)) == found
    told = tab.locator("#bt-found [role=status]").text_content() or ""
    assert told.startswith(f"{len(found)} kết quả" if found else "Không có bản tin nào")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Dong Anh", {"On new office hours in Đông Anh", "Ten minutes for each house"}),
        ("office hour", {"On new office hours in Đông Anh"}),
        ("released", {"Flood release"}),
        ("tuyến đầu", set()),
        ("social distancing", {"Ten minutes for each house"}),  # some of the words
    ],
)
def test_english_pages_search_english_only(tab: Page, preview_url: str, query: str, found: set[str]) -> None:
    tab.goto(f"{preview_url}en/ban-tin/doi-gio/")
    assert set(search(tab, query)) == found
    told = tab.locator("#bt-found [role=status]").text_content() or ""
    one = "1 result" if len(found) == 1 else f"{len(found)} results"
    assert told.partition(".")[0] == one if found else told.startswith("No bulletin contains")


def test_a_found_bulletin_is_marked_told_and_opened_with_the_keyboard(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}ban-tin/giu-rung/")
    assert search(tab, "dong anh")
    assert {"Đông", "Anh"} <= set(tab.locator("#bt-found mark").all_text_contents())
    assert "\u0335" not in tab.locator("#bt-found").inner_text()
    assert "\u02d1" not in tab.locator("#bt-found").inner_text()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    focused = tab.locator("#bt-found a:focus")
    address = focused.get_attribute("href")
    assert address is not None
    assert address.startswith("/repo/ban-tin/")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{address}")
    expect(tab.locator("h1")).to_have_count(1)


def test_escape_closes_the_results_and_goes_back_to_the_field(tab: Page, preview_url: str) -> None:
    tab.goto(preview_url)
    search(tab, "dong anh")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")
    expect(tab.locator("#bt-found")).to_be_hidden()
    expect(tab.locator("#bt-query")).to_be_focused()


def test_the_search_says_what_it_is_to_those_who_cannot_see_it(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}en/")
    expect(tab.get_by_role("searchbox", name="Search")).to_be_visible()
    search(tab, "office")
    expect(tab.get_by_role("region", name="Search results")).to_be_visible()
    expect(tab.get_by_role("status")).to_have_text("1 result")


def test_nothing_of_the_index_is_loaded_before_the_reader_searches(
    tab: Page, asked: list[str], preview_url: str
) -> None:
    tab.goto(f"{preview_url}ban-tin/doi-gio/")
    tab.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url]
    search(tab, "office")
    assert [url for url in asked if "/search/" in url]


def test_no_request_leaves_the_site(tab: Page, asked: list[str], preview_url: str) -> None:
    for address in ("", "en/ban-tin/muoi-phut/", "ban-tin/doc-hai/", "luu-tru/"):
        tab.goto(f"{preview_url}{address}", wait_until="networkidle")
    search(tab, "dong anh")
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith(preview_url)] == []


def test_a_hostile_page_runs_nothing(tab: Page, preview_url: str) -> None:
    said: list[str] = []
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.on("pageerror", lambda error: said.append(str(error)))
    for address in ("", "en/luu-tru/khong-ghi-ngay/", "ban-tin/doc-hai/"):
        tab.goto(f"{preview_url}{address}")
        tab.hover("text=alert")
    for name in ("press", "x"):
        tab.locator("article .text").get_by_text(name, exact=True).first.click()
    assert tab.url == f"{preview_url}ban-tin/doc-hai/"
    assert len(search(tab, "hostileword")) == 1
    assert said == []


def test_the_switcher_goes_to_the_same_bulletin_and_back(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}ban-tin/muoi-phut/")
    tab.get_by_role("link", name="English (bản dịch máy)").click()
    tab.wait_for_url(f"{preview_url}en/ban-tin/muoi-phut/")
    expect(tab.locator("h1")).to_have_text("Ten minutes for each house")
    tab.get_by_role("link", name="Tiếng Việt").click()
    tab.wait_for_url(f"{preview_url}ban-tin/muoi-phut/")


def test_a_wrong_address_shows_the_404_page_with_its_style_and_search(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}khong/co/trang/nay")
    expect(tab.locator("h1")).to_have_text("Không tìm thấy trang")
    assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Serif 4"')
    assert search(tab, "suoi da") == ["Xả lũ hồ Suối Đá"]
    tab.locator("#bt-found li a").click()
    tab.wait_for_url(f"{preview_url}ban-tin/xa-lu/")


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_screen(tab: Page, preview_url: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for address in ("", "ban-tin/doi-gio/", "en/ban-tin/muoi-phut/", "luu-tru/2025/"):
        tab.goto(f"{preview_url}{address}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
    search(tab, "dong anh")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}en/ban-tin/doi-gio/")
    tab.keyboard.press("Tab")
    link = tab.locator("a:focus")
    expect(link).to_have_text("Skip to the main content")
    expect(link).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()


CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    const own = colour(getComputedStyle(e).backgroundColor);
    return own.length < 4 || own[3] ? own : e.parentElement ? ground(e.parentElement) : [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")].filter((e) =>
      [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()).map((e) => {
    const [a, b] = [light(colour(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    return [e.tagName + " " + e.textContent.trim().slice(0, 30), (a + 0.05) / (b + 0.05)];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(
    tab: Page, preview_url: str, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    for address in ("en/", "ban-tin/doi-gio/", "luu-tru/", "en/ban-tin/muoi-phut/"):
        tab.goto(f"{preview_url}{address}")
        measured = tab.evaluate(CONTRAST)
        assert len(measured) > 10
        assert [(words, ratio) for words, ratio in measured if ratio < 4.5] == []
    search(tab, "dong anh")
    assert [(words, ratio) for words, ratio in tab.evaluate(CONTRAST) if ratio < 4.5] == []


def test_without_script_the_lists_still_lead_everywhere(chromium: Browser, preview_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(preview_url)
    expect(tab.locator("#bt-search")).to_be_hidden()
    tab.get_by_role("link", name="Kho bản tin", exact=True).click()
    tab.get_by_role("link", name="2024").click()
    tab.get_by_role("link", name=FEVER).click()
    expect(tab.locator("h1")).to_have_text(FEVER)
    context.close()


def test_the_public_search_does_not_know_what_nobody_approved(
    tab: Page, public: Built, public_url: str
) -> None:
    assert public.findings == []
    tab.goto(f"{public_url}en/")
    assert search(tab, "NOBODYREADTHIS") == []
    assert search(tab, "office") == ["On new office hours in Đông Anh"]


def test_a_search_stands_in_the_address_and_comes_back_with_it(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}ban-tin/giu-rung/")
    assert set(search(tab, "dong anh")) == {NOTICE, FEVER}
    tab.get_by_role("combobox", name="Năm").select_option("2024")
    expect(tab.locator("#bt-found li b")).to_have_text([FEVER])
    assert tab.url == f"{preview_url}ban-tin/giu-rung/?q=dong+anh&year=2024"
    tab.goto(f"{preview_url}?q=dong+anh&year=2024")
    expect(tab.locator("#bt-found li b")).to_have_text([FEVER])
    expect(tab.locator("#bt-query")).to_have_value("dong anh")
    tab.get_by_role("combobox", name="Năm").select_option("")
    expect(tab.locator("#bt-found li")).to_have_count(2)
    tab.locator("#bt-query").fill("")
    expect(tab.locator("#bt-found")).to_be_hidden()
    assert tab.url == preview_url


def test_results_stand_by_year_where_the_reader_wants_them_by_date(tab: Page, preview_url: str) -> None:
    tab.goto(preview_url)
    assert set(search(tab, "dong anh")) == {NOTICE, FEVER}
    options = tab.get_by_role("combobox", name="Năm").locator("option")
    expect(options).to_have_text(["Mọi năm", "2025 (1)", "2024 (1)"])
    tab.get_by_role("combobox", name="Thứ tự").select_option("date")
    expect(tab.locator(".found-year")).to_have_text(["2025 (1)", "2024 (1)"])
    expect(tab.locator("#bt-found li b")).to_have_text([NOTICE, FEVER])
    assert tab.url == f"{preview_url}?q=dong+anh&order=date"
    tab.goto(tab.url)
    expect(tab.locator(".found-year")).to_have_text(["2025 (1)", "2024 (1)"])
    tab.keyboard.press("/")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("#bt-found a:focus b")).to_have_text(NOTICE)


def test_a_query_in_the_address_is_text_and_nothing_else(tab: Page, preview_url: str) -> None:
    said: list[str] = []
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.goto(f"{preview_url}?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&year=%3Cscript%3E")
    expect(tab.locator("#bt-found [role=status]")).to_have_text(re.compile("Không có bản tin nào"))
    assert said == []


def test_where_nothing_is_found_the_reader_is_helped_on(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}en/")
    assert search(tab, "kangaroo") == []
    expect(tab.locator(".found-help")).to_contain_text("Try fewer or other words")
    tab.locator(".found-help a").click()
    tab.wait_for_url(f"{preview_url}en/luu-tru/")
    assert search(tab, "office") != []
    expect(tab.locator(".found-help")).to_be_hidden()


def test_on_a_phone_the_lens_opens_a_search_that_fills_the_screen(tab: Page, preview_url: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(f"{preview_url}ban-tin/giu-rung/")
    tab.locator("#bt-query").click()
    tab.locator("#bt-query").press_sequentially("dong anh")
    expect(tab.locator("#bt-found li")).to_have_count(2)
    box = tab.locator("#bt-found").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    assert all(
        (link.bounding_box() or {"height": 0})["height"] >= 44 for link in tab.locator("#bt-found li a").all()
    )
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
