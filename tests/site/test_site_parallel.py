"""Parallel reading: both languages block by block, only where both sides stand against each other."""

import gzip
import re
from collections.abc import Iterator

import markdown
import pytest
from playwright.sync_api import Browser, Page, expect

from bantin import blocks
from bantin.site import parallel
from publication import Built

EVERY_KIND = """\
<h2>One</h2>
<p>Two</p>
<ul>
<li>Three
<ul>
<li>Four</li>
</ul>
</li>
<li>
<p>Five</p>
</li>
</ul>
<blockquote>
<p>Six</p>
<p>Seven</p>
</blockquote>
<div class="table"><table><thead><tr><th>8</th></tr></thead><tbody><tr><td>9</td></tr></tbody></table></div>
<p class="caption"><em>Ten</em></p>
"""


def test_blocks_are_numbered_in_their_order_and_a_paragraph_within_a_block_is_not_one() -> None:
    found = re.findall(r'<(\w+) data-b="(\d+)"', parallel.numbered(EVERY_KIND, 10))
    assert [tag for tag, _ in found] == ["h2", "p", "li", "li", "li", "p", "p", "tr", "tr", "p"]
    assert [int(number) for _, number in found] == list(range(10))


def test_quotations_that_stand_together_are_numbered_one_by_one() -> None:
    body = "> “Một.”\n\n> Bà Lan\n\nHai.\n"
    html = markdown.markdown(body)
    assert parallel.numbered(html, len(blocks.split(body))).count("data-b") == 3


def test_html_that_does_not_hold_the_blocks_stays_as_it_is() -> None:
    assert parallel.numbered(EVERY_KIND, 9) == EVERY_KIND


def offers(built: Built, address: str) -> list[str]:
    buttons = built.html(address).xpath("//p[@id='bt-beside']/button")
    return [" ".join(button.text_content().split()) for button in buttons]


def test_only_pairs_that_hold_against_each_other_are_offered(preview: Built, public: Built) -> None:
    assert offers(public, "ban-tin/doi-gio") == ["Đọc song song với tiếng Anh"]
    assert offers(public, "en/ban-tin/doi-gio") == ["Show Vietnamese beside the text"]
    for slug in ("muoi-phut", "hoc-sinh", "xa-lu", "giu-rung"):
        assert offers(public, f"ban-tin/{slug}") == []
    assert offers(preview, "ban-tin/muoi-phut") == ["Đọc song song với tiếng Anh (bản dịch máy)"]
    assert offers(preview, "en/ban-tin/hoc-sinh") == ["Show Vietnamese beside the text (out of date)"]
    assert offers(preview, "en/ban-tin/mo-coi") == []


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def paired(tab: Page) -> list[tuple[str, str]]:
    expect(tab.locator("article.parallel")).to_have_count(1)
    rows = tab.locator("[data-b] .both").all()
    return [(row.locator(".own").inner_text(), row.locator(".other").inner_text()) for row in rows]


@pytest.mark.browser
def test_one_key_shows_each_block_beside_its_counterpart_and_one_hides_it(tab: Page, public_url: str) -> None:
    tab.goto(f"{public_url}ban-tin/doi-gio/")
    before = tab.locator("article").inner_html()
    button = tab.get_by_role("button", name="Đọc song song với tiếng Anh")
    button.focus()
    tab.keyboard.press("Enter")
    assert paired(tab) == [
        ("THÔNG BÁO", "NOTICE"),
        ("Về việc đổi giờ làm việc tại Đông Anh", "On new office hours in Đông Anh"),
        ("Các xã làm theo giờ mới.", "The communes follow the new hours."),
        ("Điều 1. Giờ làm việc", "Article 1. Office hours"),
        ("Ảnh: Trụ sở huyện trên đường Trần Phú", "Photo: The district office on Trần Phú street"),
        ("Thông báo này có hiệu lực từ ngày ký./.", "This notice takes effect on the day of signing."),
    ]
    assert {other.get_attribute("lang") for other in tab.locator(".other").all()} == {"en"}
    own, other = (tab.locator(f".text .{name}").first.bounding_box() for name in ("own", "other"))
    assert own is not None
    assert other is not None
    assert other["x"] > own["x"] + own["width"] - 1
    assert abs(own["y"] - other["y"]) < 2
    expect(button).to_have_attribute("aria-pressed", "true")
    tab.keyboard.press("Enter")
    expect(tab.locator(".other")).to_have_count(0)
    assert tab.locator("article").inner_html().replace(' class="bulletin official"', "") == before.replace(
        ' class="bulletin official"', ""
    )


@pytest.mark.browser
def test_the_choice_is_remembered_on_the_next_page_and_can_be_taken_back(tab: Page, preview_url: str) -> None:
    tab.goto(f"{preview_url}ban-tin/doi-gio/")
    tab.get_by_role("button", name="Đọc song song").click()
    assert len(paired(tab)) == 6
    tab.goto(f"{preview_url}ban-tin/muoi-phut/")
    assert len(paired(tab)) == 2
    assert tab.locator(".other").first.get_attribute("data-note") == "bản dịch máy"
    tab.get_by_role("button", name="Đọc song song").click()
    expect(tab.locator(".other")).to_have_count(0)
    tab.reload()
    expect(tab.locator("#bt-beside")).to_be_visible()
    expect(tab.locator(".other")).to_have_count(0)


@pytest.mark.browser
def test_on_a_phone_the_counterpart_stands_below_and_nothing_is_wider_than_the_screen(
    tab: Page, public_url: str
) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(f"{public_url}en/ban-tin/doi-gio/")
    tab.get_by_role("button", name="Show Vietnamese beside the text").click()
    assert len(paired(tab)) == 6
    own, other = (tab.locator(f".text .{name}").first.bounding_box() for name in ("own", "other"))
    assert own is not None
    assert other is not None
    assert other["y"] >= own["y"] + own["height"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_the_other_language_costs_little_and_only_those_who_ask(tab: Page, public_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{public_url}ban-tin/doi-gio/", wait_until="networkidle")
    assert not [url for url in asked if "/en/" in url]
    asked.clear()
    with tab.expect_response(lambda response: "/en/" in response.url) as answer:
        tab.get_by_role("button", name="Đọc song song").click()
    asked = [url for url in asked if not url.endswith("favicon.svg")]  # which a busy browser fetches late
    assert asked == [f"{public_url}en/ban-tin/doi-gio/"]
    assert len(gzip.compress(answer.value.body())) < 20_000


@pytest.mark.browser
def test_where_the_other_page_cannot_be_had_the_reader_is_told(tab: Page, public_url: str) -> None:
    tab.goto(f"{public_url}ban-tin/doi-gio/")
    tab.route("**/en/**", lambda route: route.abort())
    tab.get_by_role("button", name="Đọc song song").click()
    expect(tab.locator("#bt-beside [role=status]")).to_have_text("Không tải được bản kia. Xin thử lại.")
    expect(tab.locator(".other")).to_have_count(0)


@pytest.mark.browser
def test_both_languages_are_printed_and_the_switch_is_not(tab: Page, public_url: str) -> None:
    tab.goto(f"{public_url}ban-tin/doi-gio/")
    tab.get_by_role("button", name="Đọc song song").click()
    assert len(paired(tab)) == 6
    tab.emulate_media(media="print")
    expect(tab.locator("#bt-beside")).to_be_hidden()
    expect(tab.locator(".text .other").first).to_be_visible()
