"""How the site is read: light and dark, from a disk, in large letters, in 2031, tables in two languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from bantin.site import build
from publication import SITE_URL, WATER, WATER_EN, Built, new_project, write_approved
from support import FLAGS, browser_path, serve

pytestmark = pytest.mark.browser
DARK, LIGHT, WHITE = "rgb(24, 22, 20)", "rgb(253, 252, 249)", "rgb(255, 255, 255)"


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A pair with a table, of the year 2031, as the public sees it."""
    root = tmp_path_factory.mktemp("water")
    project = new_project(root / "project")
    write_approved(project, "cap-nuoc", WATER.replace("2025-03-04", "2031-03-04"), WATER_EN)
    return Built(project, root / "site", build.build(project, root / "site", public=True, site_url=SITE_URL))


@pytest.fixture(scope="module")
def water_url(water: Built) -> Iterator[str]:
    with serve(water.site) as url:
        yield url


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def ground(tab: Page) -> str:
    return str(tab.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_reader_s_choice_stands_above_the_system_s_and_is_remembered(
    tab: Page, water_url: str, system: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=system)
    tab.goto(water_url)
    assert ground(tab) == (DARK if system == "dark" else LIGHT)
    other, colour = ("light", LIGHT) if system == "dark" else ("dark", DARK)
    tab.get_by_label("Giao diện").select_option(other)
    assert ground(tab) == colour
    tab.goto(f"{water_url}en/ban-tin/cap-nuoc/")
    assert ground(tab) == colour
    expect(tab.get_by_label("Theme")).to_have_value(other)
    assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == other
    tab.get_by_label("Theme").select_option("")
    tab.reload()
    assert ground(tab) == (DARK if system == "dark" else LIGHT)


def test_the_choice_is_made_with_the_keyboard_alone(tab: Page, water_url: str) -> None:
    tab.goto(water_url)
    choice = tab.get_by_label("Giao diện")
    choice.focus()
    for _ in range(2):
        tab.keyboard.press("ArrowDown")
    expect(choice).to_have_value("dark")
    assert ground(tab) == DARK


def test_nothing_is_drawn_before_the_choice_is_known(tab: Page, water_url: str, water: Built) -> None:
    tab.goto(water_url)
    tab.get_by_label("Giao diện").select_option("dark")
    tab.route("**/*.js", lambda route: route.abort())
    tab.goto(f"{water_url}luu-tru/")
    assert ground(tab) == DARK
    expect(tab.locator("#bt-theme")).to_be_hidden()
    head = (water.site / "luu-tru" / "index.html").read_text()
    assert head.index("bantin-theme") < head.index('rel="stylesheet"')


def test_paper_is_white_whatever_the_screen_is(tab: Page, water_url: str) -> None:
    tab.emulate_media(color_scheme="dark")
    tab.goto(f"{water_url}ban-tin/cap-nuoc/")
    for choice in ("dark", "", "light"):
        tab.get_by_label("Giao diện").select_option(choice)
        tab.emulate_media(media="print", color_scheme="dark")
        assert ground(tab) == WHITE
        expect(tab.locator("#bt-theme")).to_be_hidden()
        tab.emulate_media(media="screen", color_scheme="dark")


def test_a_table_s_other_language_stands_beside_it_or_below_where_there_is_no_room(
    tab: Page, water_url: str
) -> None:
    tab.goto(f"{water_url}ban-tin/cap-nuoc/")
    tab.get_by_role("button", name="Đọc song song").click()
    expect(tab.locator("td.other")).to_have_text(["Hạ", "5"])
    expect(tab.locator("th.other")).to_have_text(["Commune", "Hour"])
    assert {cell.get_attribute("lang") for cell in tab.locator("td.other, th.other").all()} == {"en"}
    own, other = (
        tab.locator(f"tbody td{which}").first.bounding_box() for which in (":not(.other)", ".other")
    )
    assert own
    assert other
    assert other["x"] > own["x"]
    assert other["y"] == own["y"]
    tab.set_viewport_size({"width": 360, "height": 740})
    expect(tab.locator("td.other, th.other")).to_have_count(0)
    expect(tab.locator("tr.other")).to_have_count(2)
    assert tab.locator("tr").evaluate_all("rows => rows.map((row) => row.lang)") == ["", "en", "", "en"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.set_viewport_size({"width": 1280, "height": 900})
    expect(tab.locator("td.other")).to_have_count(2)
    tab.get_by_role("button", name="Đọc song song").click()
    expect(tab.locator(".other")).to_have_count(0)


def test_a_copy_on_a_disk_is_read_from_page_to_page(tab: Page, water: Built) -> None:
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto((water.site / "index.html").as_uri())
    tab.get_by_role("link", name="Về việc cấp nước mùa khô").click()
    expect(tab.locator("h1")).to_have_text("Về việc cấp nước mùa khô")
    tab.get_by_role("link", name="English").click()
    expect(tab.locator("h1")).to_have_text("On the water supply in the dry season")
    assert tab.url.startswith("file://")
    assert tab.url.endswith("/en/ban-tin/cap-nuoc/index.html")
    tab.get_by_role("link", name="Archive", exact=True).click()
    tab.get_by_role("link", name="March").click()
    expect(tab.locator("h1")).to_have_text("2031")
    tab.evaluate("document.fonts.ready")
    assert tab.evaluate("[...document.fonts].some((font) => font.status === 'loaded')")
    for needs_a_server in ("#bt-search", "#bt-beside"):
        expect(tab.locator(needs_a_server)).to_be_hidden()
    assert said == []


def test_bulletins_of_2031_stand_where_their_dates_say(tab: Page, water_url: str) -> None:
    tab.goto(f"{water_url}en/")
    expect(tab.locator(".latest")).to_have_text("Latest bulletin: 4 March 2031")
    tab.goto(f"{water_url}luu-tru/2031/")
    expect(tab.locator(".when")).to_have_text("Tháng 3")
    tab.goto(f"{water_url}ban-tin/cap-nuoc/")
    expect(tab.locator("time").first).to_have_text("ngày 4 tháng 3 năm 2031")


@pytest.mark.parametrize("width", [1280, 640])
def test_the_reader_s_own_letter_size_counts_and_nothing_runs_off_the_page(
    chromium: Browser, tab: Page, water_url: str, width: int
) -> None:
    def size(page: Page) -> float:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{water_url}ban-tin/cap-nuoc/")
        return float(
            re.sub("px$", "", page.evaluate("getComputedStyle(document.querySelector('.text p')).fontSize"))
        )

    normal = size(tab)
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    browser = chromium.browser_type.launch(executable_path=browser_path(), args=flags)
    large = browser.new_page()
    assert size(large) >= 1.8 * normal
    for address in ("", "ban-tin/cap-nuoc/", "en/luu-tru/"):
        large.goto(f"{water_url}{address}")
        assert large.evaluate("document.documentElement.scrollWidth") <= width, address
    browser.close()


def test_everything_but_search_works_without_script(chromium: Browser, water_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{water_url}en/luu-tru/")
    page.get_by_role("link", name="Electricity and water").click()
    page.get_by_role("link", name="On the water supply").click()
    page.get_by_role("link", name="Read the Vietnamese original").click()
    expect(page.locator("h1")).to_have_text("Về việc cấp nước mùa khô")
    for needs_script in ("#bt-theme", "#bt-search", "#bt-beside", "#bt-copy"):
        expect(page.locator(needs_script)).to_be_hidden()
    context.close()


def test_a_printed_bulletin_is_a_page_of_text(tab: Page, water_url: str, tmp_path: Path) -> None:
    tab.goto(f"{water_url}en/ban-tin/cap-nuoc/")
    tab.emulate_media(media="print")
    for screen_only in (".bar", ".languages", "#bt-theme", ".steps", "#bt-copy", ".topics"):
        assert all(not one.is_visible() for one in tab.locator(screen_only).all()), screen_only
    for kept in (".name", "h1", ".notice", "table", "#bt-quote"):
        expect(tab.locator(kept).first).to_be_visible()
    printed = tab.pdf(format="A4", path=str(tmp_path / "a.pdf"))
    assert printed.count(b"/Type /Page\n") in (1, 2)
