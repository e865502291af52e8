"""The desk in a real Chromium: typing, keys, two windows, phones, other languages, and nothing that runs."""

import importlib.util
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bantin import page
from bantin.settings import Settings
from desk.sample import COUNTER, FAIR, WATER, Served

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const told = (one) => one.nodes.map((node) => node.html.slice(0, 200));
  return found.violations.map((one) => [one.id, one.impact, told(one)]);
}"""


@pytest.fixture
def window(chromium: Browser, served: Served) -> Iterator[Open]:
    """A function that opens a window of its own; what its scripts complain about fails the test.

    Windows close before the server stops: a page that asks it for news would complain.
    """
    assert served.url
    said: list[str] = []
    contexts = []

    def opened(**options: object) -> Page:
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options}  # type: ignore[arg-type]
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(30_000)
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        return tab

    yield opened
    for context in contexts:
        context.close()
    unexpected = [
        one for one in said if not re.search(r"status of (403|404|409|422)|ERR_INTERNET_DISCONNECTED", one)
    ]
    assert unexpected == []


def row(tab: Page, words: str) -> Locator:
    return tab.locator("[data-row]", has_text=words)


def text_of(found: Settings, slug: str) -> str:
    return (found.bulletins("en") / f"{slug}.md").read_text()


def saved(one: Locator) -> None:
    expect(one.locator(".saving")).to_have_text("Saved")


def test_a_translator_finds_a_page_corrects_it_with_the_keyboard_and_approves_it(
    window: Open, served: Served, found: Settings
) -> None:
    tab = window()
    tab.goto(served.url)
    expect(tab).to_have_title(re.compile("What is due"))
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    expect(tab.locator(".counts")).to_contain_text("2 errors")
    tab.wait_for_load_state()  # keys are heard once the page's script is there
    tab.keyboard.press("a")
    tab.keyboard.type("Lê Minh")
    tab.keyboard.press("Enter")
    expect(tab.locator("#approval [role=alert] li")).to_have_count(2)
    assert "approved_by" not in text_of(found, WATER)

    tab.locator("h1").click()
    for wrong, right in (("21:00", "22:00"), ("Civil Committee", "People's Committee")):
        tab.keyboard.press("f")
        expect(tab.locator(".row.current")).to_contain_text(wrong)
        tab.keyboard.press("e")
        field = tab.locator(".row.current textarea")
        expect(field).to_be_focused()
        field.fill(field.input_value().replace(wrong, right))
        tab.keyboard.press("Escape")
        expect(tab.locator(".row.current .editor")).not_to_have_attribute("open", "")
    expect(tab.locator(".counts")).to_have_text("No errors, no warnings")
    tab.keyboard.press("a")
    expect(tab.locator("#by")).to_have_value("Lê Minh")
    tab.keyboard.press("Enter")
    expect(tab.locator(".heading .state")).to_have_text("Approved")
    assert "approved_by: Lê Minh" in text_of(found, WATER)
    tab.wait_for_load_state()
    tab.locator("h1").click()
    tab.keyboard.press("n")
    expect(tab.locator("h1")).to_contain_text("Ngày hội việc làm")
    tab.wait_for_load_state()
    tab.keyboard.press("q")
    expect(tab.locator(".progress p")).to_contain_text("2 of 10 pages approved")


def test_typing_is_saved_by_itself_checked_at_once_and_undone(
    window: Open, served: Served, found: Settings
) -> None:
    before = text_of(found, WATER)
    tab = window()
    tab.goto(f"{served.url}en/{WATER}")
    one = row(tab, "21:00")
    one.locator(".text").last.dblclick()
    field = one.locator("textarea")
    expect(field).to_be_focused()
    field.press_sequentially(" More", delay=5)
    saved(one)
    field.press_sequentially(" words.", delay=5)
    saved(one)
    assert " More words." in text_of(found, WATER)
    expect(field).to_be_focused()
    field.fill(field.input_value().replace("21:00", "22:00").replace(" More words.", ""))
    saved(one)
    expect(tab.locator(".counts")).to_contain_text("1 error")
    tab.keyboard.press("Alt+ArrowDown")
    expect(tab.locator(".row.editing textarea")).to_be_focused()
    tab.keyboard.press("Escape")
    tab.keyboard.press("u")
    expect(tab.locator("[data-do=undo]")).to_be_disabled()
    expect(tab.locator(".counts")).to_contain_text("2 errors")
    assert text_of(found, WATER) == before


def test_two_windows_see_each_other_and_never_overwrite_each_other(
    window: Open, served: Served, found: Settings
) -> None:
    first, second = window(), window()
    for tab in (first, second):
        tab.goto(f"{served.url}en/{WATER}")
    mine, theirs = (tab.locator("#b4") for tab in (first, second))
    original = theirs.locator("textarea").input_value()
    mine.locator("summary", has_text="Edit").click()
    mine.locator("textarea").fill("The first window says this.")
    saved(mine)

    theirs.locator("summary", has_text="Edit").click()
    theirs.locator("textarea").fill(f"{original} The second window adds this.")
    conflict = theirs.locator(".conflict")
    expect(conflict).to_contain_text("Nothing was overwritten")
    expect(conflict.locator("blockquote")).to_have_text("The first window says this.")
    expect(theirs.locator("textarea")).to_have_value(f"{original} The second window adds this.")
    assert "The first window says this." in text_of(found, WATER)
    assert "second window" not in text_of(found, WATER)

    conflict.get_by_role("button", name="Save mine in its place").click()
    saved(theirs)
    assert "The second window adds this." in text_of(found, WATER)

    mine.locator("textarea").fill("The first window again.")
    expect(mine.locator(".conflict blockquote")).to_contain_text("second window adds")
    mine.get_by_role("button", name="Keep theirs").click()
    expect(mine.locator("textarea")).to_have_value(f"{original} The second window adds this.")
    assert "The first window again." not in text_of(found, WATER)


def test_two_windows_edit_two_blocks_and_both_stay(window: Open, served: Served, found: Settings) -> None:
    first, second = window(), window()
    for tab, number in ((first, 4), (second, 5)):
        tab.goto(f"{served.url}en/{WATER}")
        tab.locator(f"#b{number} summary", has_text="Edit").click()
    for tab, number in ((first, 4), (second, 5), (first, 4)):
        tab.locator(f"#b{number} textarea").press_sequentially(f" Typed {number}.")
        saved(tab.locator(f"#b{number}"))
    assert "Typed 4. Typed 4." in text_of(found, WATER)
    assert "Typed 5." in text_of(found, WATER)
    expect(first.locator("#b5 .text").last).to_contain_text("Typed 5.")


def test_another_editor_s_change_is_shown_and_its_text_kept(
    window: Open, served: Served, found: Settings
) -> None:
    tab = window()
    tab.goto(f"{served.url}en/{WATER}")
    path = found.bulletins("en") / f"{WATER}.md"
    tab.locator("#b4 summary", has_text="Edit").click()
    path.write_text(path.read_text().replace("21:00", "20:30"))
    tab.locator("#b4 textarea").press_sequentially(" Typed.")
    saved(tab.locator("#b4"))
    expect(tab.locator("#b3 .text").last).to_contain_text("20:30")
    assert "20:30" in path.read_text()
    assert " Typed." in path.read_text()


def test_text_that_cannot_be_saved_stays_in_its_field(window: Open, served: Served, found: Settings) -> None:
    before = text_of(found, FAIR)
    tab = window()
    tab.goto(f"{served.url}en/{FAIR}")
    one = tab.locator(".kind-caption").first
    one.locator("summary", has_text="Edit").click()
    one.locator("textarea").fill("A * alone")
    expect(one.locator(".saving")).to_contain_text("would no longer be one block")
    one.locator("textarea").fill("   ")
    expect(one.locator(".saving")).to_contain_text("no text in it")
    tab.keyboard.press("Escape")
    expect(one.locator("textarea")).to_be_visible()
    assert text_of(found, FAIR) == before


def test_while_the_desk_is_stopped_what_is_typed_waits(window: Open, served: Served, found: Settings) -> None:
    tab = window()
    tab.goto(f"{served.url}en/{WATER}")
    tab.context.set_offline(True)
    tab.locator("#b4 summary", has_text="Edit").click()
    tab.locator("#b4 textarea").press_sequentially(" Waiting.")
    expect(tab.locator("#b4 .saving")).to_contain_text("does not answer")
    tab.context.set_offline(False)
    saved(tab.locator("#b4"))
    assert " Waiting." in text_of(found, WATER)


def test_a_page_from_before_a_restart_goes_on_by_itself(
    window: Open, served: Served, found: Settings
) -> None:
    tab = window()
    tab.goto(f"{served.url}en/{WATER}")
    tab.evaluate("token = 'of an earlier run'")
    tab.locator("#b4 summary", has_text="Edit").click()
    tab.locator("#b4 textarea").press_sequentially(" After.")
    saved(tab.locator("#b4"))
    assert " After." in text_of(found, WATER)


def test_proposals_are_one_key_away(window: Open, served: Served, found: Settings) -> None:
    tab = window()
    tab.goto(f"{served.url}en/{FAIR}")
    offer = tab.locator(".proposal.machine")
    expect(offer).to_contain_text("At this year's fair, 34")
    tab.keyboard.press("f")
    expect(tab.locator(".row.current")).to_contain_text("New machine draft")
    tab.keyboard.press("p")
    expect(tab.locator("#b4 .text[data-sub=said]")).to_contain_text("At this year's fair, 34")
    expect(offer).to_have_count(0)
    assert "draft_offers" not in text_of(found, FAIR)


def test_what_the_memory_knows_is_one_key_away(window: Open, served: Served, found: Settings) -> None:
    source, target = (page.read(found.bulletins(code) / f"{COUNTER}.md") for code in ("vi", "en"))
    first = target.body.split("\n\n")[0]
    page.write(
        found.bulletins("vi") / "moi.md",
        page.Page({"title": "Mới", "lang": "vi"}, source.body.split("\n\n")[0] + "\n"),
    )
    page.write(found.bulletins("en") / "moi.md", page.Page({"title": "New", "lang": "en"}, "Something.\n"))
    tab = window()
    tab.goto(f"{served.url}en/moi#b2")
    expect(tab.locator("#b2")).to_be_focused()
    tab.keyboard.press("m")
    expect(tab.locator("#b2 .proposal")).to_have_count(0)
    assert page.read(found.bulletins("en") / "moi.md").body == first + "\n"


def test_a_missing_block_is_typed_in_its_place_without_a_break(
    window: Open, served: Served, found: Settings
) -> None:
    path = found.bulletins("en") / f"{WATER}.md"
    read = page.read(path)
    lost = read.body.split("\n\n")[1]
    page.write(path, page.Page(read.meta, read.body.replace(f"{lost}\n\n", "", 1), read.header))
    tab = window()
    tab.goto(f"{served.url}en/{WATER}")
    tab.locator("summary", has_text="Write it").click()
    tab.keyboard.type("The first half", delay=2)
    expect(tab.locator("[data-row] .missing")).to_have_count(0)
    expect(tab.locator(".row.editing textarea")).to_be_focused()
    tab.keyboard.type(" and the second.", delay=2)
    saved(tab.locator(".row.editing"))
    assert "The first half and the second." in path.read_text()


def test_a_block_is_removed_after_a_question_and_brought_back(
    window: Open, served: Served, found: Settings
) -> None:
    before = text_of(found, WATER)
    tab = window()
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    tab.goto(f"{served.url}en/{WATER}")
    one = row(tab, "Civil Committee")
    one.locator("summary", has_text="Edit").click()
    one.get_by_role("button", name="Remove this block").click()
    expect(row(tab, "Civil Committee")).to_have_count(0)
    assert "Civil Committee" not in text_of(found, WATER)
    assert len(asked) == 1
    tab.locator("h1").click()
    tab.keyboard.press("u")
    expect(row(tab, "Civil Committee")).to_have_count(1)
    assert text_of(found, WATER) == before


def test_single_letter_keys_can_be_turned_off(window: Open, served: Served) -> None:
    tab = window()
    tab.goto(f"{served.url}en/{WATER}")
    tab.keyboard.press("?")
    expect(tab.locator("#help")).to_be_visible()
    tab.get_by_label("Single-letter keys work").uncheck()
    tab.get_by_role("button", name="Close").click()
    tab.keyboard.press("j")
    expect(tab.locator(".row.current")).to_have_count(0)
    tab.reload()
    tab.keyboard.press("?")
    expect(tab.locator("#help")).to_be_hidden()
    tab.get_by_role("button", name="Keys").click()
    tab.get_by_label("Single-letter keys work").check()


def test_the_desk_speaks_vietnamese_and_english(window: Open, served: Served) -> None:
    tab = window(locale="vi-VN")
    tab.goto(served.url)
    expect(tab.locator("h1")).to_have_text("Việc cần làm")
    tab.get_by_role("link", name="English").click()
    expect(tab.locator("h1")).to_have_text("What is due")
    tab.goto(f"{served.url}en/{WATER}")
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    assert tab.locator("h1").get_attribute("lang") == "vi"
    assert tab.locator("#b3 .ours .text").get_attribute("lang") == "vi"
    assert tab.locator("#b3 .theirs .text").first.get_attribute("lang") == "en"


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_its_screen(window: Open, served: Served, width: int) -> None:
    tab = window(viewport={"width": width, "height": 800})
    for address in ("en/", f"en/{FAIR}", f"en/{WATER}", "en/none"):
        tab.goto(f"{served.url}{address}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
        small = "e => e.checkVisibility() && e.getBoundingClientRect().height < 24"
        buttons = tab.locator("button, .button, summary").all()
        assert [one.inner_text() for one in buttons if one.evaluate(small)] == []


def test_at_200_percent_nothing_is_lost(window: Open, served: Served) -> None:
    tab = window(viewport={"width": 640, "height": 450}, device_scale_factor=2)  # 1280 x 900 at 200 %
    tab.goto(f"{served.url}en/{WATER}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 640
    tab.locator("#b4 summary", has_text="Edit").click()
    expect(tab.locator("#b4 textarea")).to_be_in_viewport()
    tab.keyboard.press("Alt+ArrowDown")
    expect(tab.locator("#b5 textarea")).to_be_in_viewport()


@pytest.fixture(scope="module")
def axe() -> str:
    package = importlib.util.find_spec("axe_playwright_python")
    assert package is not None
    assert package.submodule_search_locations is not None
    return (Path(package.submodule_search_locations[0]) / "axe.min.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    window: Open, served: Served, axe: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    tab = window(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    wrong = {}
    for address in ("en/", f"en/{FAIR}", f"en/{WATER}", "en/none"):
        tab.goto(f"{served.url}{address}")
        if address.endswith(WATER):
            tab.locator("#b4 summary", has_text="Edit").click()
        tab.evaluate(axe)
        wrong[address] = tab.evaluate(AXE)
        if address.endswith(WATER):
            tab.keyboard.press("Escape")
            tab.keyboard.press("?")
            wrong["help"] = tab.evaluate(AXE)
    assert {address: found for address, found in wrong.items() if found} == {}


HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3))
<a href="javascript:alert(4)" onclick="alert(5)">b</a> <svg onload=alert(6)></svg>
"><b onmouseover=alert(7)>c</b>"""


def test_a_hostile_text_runs_nothing(window: Open, served: Served, found: Settings) -> None:
    hostile = HOSTILE.replace("\n", " ")
    name = {"title": hostile, "kicker": hostile, "lang": "vi"}
    body = f"{hostile}\n\n## {hostile}\n\n- {hostile}\n\n```\n{hostile}\n```\n"
    page.write(found.bulletins("vi") / "doc-hai.md", page.Page(name, body))
    offers = [f"block 3, source 1a2b3c4d: {hostile}"]
    flags = {"draft_offers": offers, "approved_by": hostile, "approved_text": "1:x", "approved_on": hostile}
    page.write(found.bulletins("en") / "doc-hai.md", page.Page({**name, "lang": "en", **flags}, body))
    (found.root / "glossary" / "own.tsv").write_text(f"vi\ten\nalert\t{hostile.replace('|', '')}\n")
    tab = window()
    said: list[str] = []
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.goto(f"{served.url}en/?q=%3Cscript%3Ealert(8)%3C/script%3E")
    tab.goto(f"{served.url}en/")
    tab.goto(f"{served.url}en/doc-hai")
    for one in tab.locator("[data-row] .text").all():
        one.hover()
    assert tab.locator("[data-row] script, [data-row] img, [data-row] svg").count() == 0
    assert tab.locator("[data-row] [onclick], [data-row] [href^=javascript]").count() == 0
    tab.locator("#b3 summary", has_text="Edit").click()
    tab.locator("#b3 textarea").fill(f"{hostile} again")
    expect(tab.locator("#b3 .saving")).to_have_text(re.compile("Saved|would no longer"))
    assert said == []


def test_without_script_the_forms_still_work(chromium: Browser, served: Served, found: Settings) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    tab = context.new_page()
    tab.goto(f"{served.url}en/{WATER}")
    one = tab.locator("#b2")
    one.locator("summary", has_text="Edit").click()
    one.locator("textarea").fill("A title without script")
    one.get_by_role("button", name="Save").click()
    expect(tab.locator("#b2 .theirs .text").first).to_have_text("A title without script")
    tab.get_by_role("button", name="Undo").click()
    assert "A title without script" not in text_of(found, WATER)
    path = found.bulletins("en") / f"{WATER}.md"
    tab.locator("#b3 summary", has_text="Edit").click()
    path.write_text(path.read_text().replace("21:00", "20:00"))
    tab.locator("#b3 textarea").fill("Mine")
    tab.locator("#b3").get_by_role("button", name="Save").click()
    expect(tab.locator("[role=alert]")).to_contain_text("changed meanwhile")
    expect(tab.locator("textarea")).to_have_value("Mine")
    expect(tab.locator("blockquote")).to_contain_text("20:00")
    context.close()


def test_no_request_leaves_this_machine(window: Open, served: Served) -> None:
    tab = window()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for address in ("en/", f"en/{FAIR}", f"en/{WATER}"):
        tab.goto(f"{served.url}{address}", wait_until="networkidle")
    assert len(asked) > 9
    assert [url for url in asked if not url.startswith(served.url)] == []
