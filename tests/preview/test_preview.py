"""The preview shows both sides, what changed, what the checks say, and nothing in it can run."""

import importlib.util
import subprocess
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from bantin import cli, page
from bantin.page import Page
from bantin.preview import run
from bantin.settings import Settings
from support import correct

SOURCE = Page({"title": "Thông báo", "lang": "vi"}, "Có 12 xã.\n\nNgười dân ở nhà.\n\nMưa to.\n")
TARGET = Page({"title": "Notice", "lang": "en"}, "There are 12 communes.\n\nPeople stay in.\n\nHeavy rain.\n")


def git(project: Settings, *arguments: str) -> str:
    own = ("-c", "user.name=Lan", "-c", "user.email=lan@x.example", "-c", "commit.gpgsign=false")
    command = ["git", *own, "-C", str(project.root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def committed(project: Settings) -> Settings:
    """Two bulletins in a repository's main branch, and a branch that is to change them."""
    for name in ("a", "b"):
        page.write(project.bulletins("vi") / f"{name}.md", SOURCE)
        page.write(project.bulletins("en") / f"{name}.md", TARGET)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    git(project, "checkout", "-q", "-b", "work")
    return project


def shown(project: Settings, name: str = "a") -> html.HtmlElement:
    return html.fromstring((project.root / "preview" / "en" / f"{name}.html").read_text())


def row(tree: html.HtmlElement, number: int) -> html.HtmlElement:
    found: html.HtmlElement = tree.xpath(f"//tr[@id='block-{number}']")[0]
    return found


def test_only_pages_that_changed_since_the_base_are_shown(committed: Settings) -> None:
    correct(committed.bulletins("en") / "a.md", TARGET.body.replace("stay in", "stay at home"))
    assert run.write(committed, ["en"], [], "main").pages == 1
    assert [path.name for path in (committed.root / "preview" / "en").iterdir()] == ["a.html"]
    git(committed, "commit", "-q", "-a", "-m", "second")
    assert run.write(committed, ["en"], [], "main").pages == 1
    page.write(committed.bulletins("vi") / "c.md", SOURCE)
    page.write(committed.bulletins("en") / "c.md", TARGET)
    assert run.write(committed, ["en"], [], "main").pages == 2
    git(committed, "checkout", "-q", "main")
    git(committed, "commit", "-q", "--allow-empty", "-m", "elsewhere")
    git(committed, "checkout", "-q", "work")
    assert run.write(committed, ["en"], [], "main").pages == 2
    assert run.write(committed, ["en"], []).pages == 3


def test_both_sides_stand_beside_each_other_and_changes_are_marked(committed: Settings) -> None:
    body = TARGET.body.replace("stay in", "stay at home").replace(
        "Heavy rain.\n", "Heavy rain.\n\nStrong wind.\n"
    )
    correct(committed.bulletins("en") / "a.md", body.replace("12", "13"))
    source = SOURCE.body.replace("Mưa to.", "Mưa to.\n\nGió mạnh.")
    correct(committed.bulletins("vi") / "a.md", source)
    run.write(committed, ["en"], [], "main")
    tree = shown(committed)
    assert [cell.text_content().strip() for cell in row(tree, 4).xpath("td")] == ["Mưa to.", "Heavy rain."]
    marked = [one.get("id") for one in tree.xpath("//tr[contains(@class, 'changed')]")]
    assert marked == ["block-2", "block-3", "block-5"]
    assert [one.text for one in row(tree, 3).xpath(".//del")] == ["in."]
    assert [one.text for one in row(tree, 3).xpath(".//ins")] == ["at", " ", "home."] or row(tree, 3).xpath(
        "string(.//ins)"
    ) == "at home."
    assert row(tree, 5).xpath(".//ins")[0].text == "new"
    (said,) = row(tree, 2).xpath(".//li[@class='error']")
    assert "“13” where the source says “12”" in said.text_content()


def test_what_was_taken_away_is_shown(committed: Settings) -> None:
    correct(committed.bulletins("en") / "a.md", TARGET.body.replace("\n\nHeavy rain.", ""))
    run.write(committed, ["en"], [], "main")
    assert shown(committed).xpath("//h2[.='Taken away']/following::del/text()") == ["Heavy rain."]


def test_nothing_in_a_preview_can_run_or_be_fetched(committed: Settings) -> None:
    evil = (
        "<script>alert(1)</script>\n\nA [link](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n"
        "![x](https://evil.example/x.png) <style>*{display:none}</style>\n"
    )
    title = "<script>alert(1)</script>{{ 7 * 7 }}"
    for code in ("vi", "en"):
        correct(committed.bulletins(code) / "a.md", evil, title=title)
    run.write(committed, ["en"], [], "main")
    for path in (committed.root / "preview").rglob("*.html"):
        tree = html.fromstring(path.read_text())
        assert not tree.xpath("//script | //img | //iframe | //link | //object | //form | //body//style")
        assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@src | //@style")
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
        assert all(not link.startswith("javascript") for link in tree.xpath("//@href"))
    assert "{{ 7 * 7 }}" in shown(committed).text_content()


def test_the_same_pages_give_the_same_bytes(committed: Settings) -> None:
    run.write(committed, ["en"], [])
    before = {path: path.read_bytes() for path in (committed.root / "preview").rglob("*.html")}
    run.write(committed, ["en"], [])
    assert {path: path.read_bytes() for path in (committed.root / "preview").rglob("*.html")} == before
    assert len(before) == 3


def verb(project: Settings, *arguments: str) -> int:
    return cli.main(["--root", str(project.root), *arguments])


def test_check_looks_at_changed_pages_only_and_annotates_the_line(
    committed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        correct(committed.bulletins("en") / f"{name}.md", TARGET.body.replace("12", "13"))
    git(committed, "add", "docs_en/ban-tin/b.md")
    git(committed, "commit", "-q", "-m", "b")
    assert verb(committed, "check", "--format", "github", "--base", "work") == cli.FINDINGS
    (line,) = [one for one in capsys.readouterr().out.splitlines() if one.startswith("::error ")]
    assert line.startswith("::error file=docs_en/ban-tin/a.md,line=6,title=facts::block 2%0A")
    git(committed, "checkout", "-q", "docs_en/ban-tin/a.md")
    assert verb(committed, "check", "--format", "github", "--base", "work") == cli.DONE
    assert capsys.readouterr().out.strip() == ""


def test_no_text_of_a_page_can_become_a_command_of_its_own(
    committed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    body = TARGET.body.replace("People stay in.", "Đừng ra đường %0A::error::x,y khi trời mưa to gió lớn")
    correct(committed.bulletins("en") / "a.md", body)
    assert verb(committed, "check", "--format", "github", "--base", "work") == cli.FINDINGS
    lines = capsys.readouterr().out.splitlines()
    assert all(
        line.startswith(("::error file=docs_en/", "::warning file=docs_en/", "::notice file=docs_en/"))
        for line in lines
    )
    assert not any("%0A::error" in line for line in lines)


@pytest.mark.parametrize("base", ["nowhere", "--output=/x", "main..work"])
def test_a_base_that_git_does_not_know_is_named(
    committed: Settings, base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verb(committed, "preview", f"--base={base}") == cli.CANNOT_RUN
    assert verb(committed, "check", f"--base={base}") == cli.CANNOT_RUN
    assert "Traceback" not in capsys.readouterr().err


def test_a_page_of_no_tree_is_named(committed: Settings) -> None:
    assert verb(committed, "preview", "nowhere") == cli.FINDINGS
    assert verb(committed, "preview", "docs_en/ban-tin/a.md") == cli.DONE
    assert Path(committed.root / "preview" / "en" / "a.html").is_file()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_a_preview_fits_its_window(
    committed: Settings, chromium: Browser, width: int
) -> None:
    correct(
        committed.bulletins("en") / "a.md", TARGET.body.replace("stay in", "stay at home").replace("12", "13")
    )
    run.write(committed, ["en"], [], "main")
    axe = importlib.util.find_spec("axe_playwright_python")
    assert axe is not None
    assert axe.submodule_search_locations
    script = (Path(axe.submodule_search_locations[0]) / "axe.min.js").read_text()
    shown_page = chromium.new_page(viewport={"width": width, "height": 800})
    requests: list[str] = []
    shown_page.on("request", lambda request: requests.append(request.url))
    for name in ("index.html", "en/a.html"):
        shown_page.goto((committed.root / "preview" / name).as_uri())
        shown_page.evaluate(script)
        found = shown_page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert [one["id"] for one in found["violations"]] == []
        assert shown_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all(address.startswith("file:") for address in requests)
    shown_page.close()
