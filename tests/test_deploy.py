"""Publishing: what is pushed to a real remote holds approved English only, and opens in a browser."""

import datetime
import gzip
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bantin import deploy, page
from bantin.draft import run as drafting
from bantin.errors import PublishError
from bantin.normalize import run
from bantin.review import approval
from bantin.settings import Settings
from bantin.site import build
from support import correct, serve

TEXTS = {
    "a.txt": "Quận 12 mở cửa an toàn\n\nQuận 12 đã mở cửa từ ngày 5/3/2025.\n",
    "b.txt": "Thông tin xét nghiệm\n\nQuận 12 xét nghiệm từ ngày 6/3/2025 tại Đông Anh.\n",
}
UNREAD = "Only the draft says so."


def git(*arguments: str, cwd: Path) -> str:
    return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def published(project: Settings, tiny: Path, tmp_path: Path) -> Settings:
    """A project in git with a real remote: one approved bulletin, one whose English nobody has read."""
    for name, text in TEXTS.items():
        (project.sources / name).write_text(text)
    run.normalize(project)
    drafting.draft(project, "en", package=tiny)
    slugs = {page.read(path).text("source"): path.stem for path in project.bulletins("vi").glob("*.md")}
    english = project.bulletins("en") / f"{slugs['sources/a.txt']}.md"
    correct(english, "District 12 has been open since 5 March 2025.\n", title="District 12 opens up safely")
    approval.approve(project, "en", english.stem, "Lan Anh", datetime.date(2026, 3, 1))
    with (project.bulletins("en") / f"{slugs['sources/b.txt']}.md").open("a") as file:
        file.write(f"\n{UNREAD}\n")
    git("init", "-q", "--bare", str(tmp_path / "remote.git"), cwd=tmp_path)
    git("init", "-q", cwd=project.root)
    for key, value in (("user.name", "Test"), ("user.email", "test@example.org")):
        git("config", key, value, cwd=project.root)
    git("remote", "add", "origin", str(tmp_path / "remote.git"), cwd=project.root)
    return project


def pushed_tree(project: Settings, to: Path) -> Path:
    url = git("remote", "get-url", "origin", cwd=project.root).strip()
    git("clone", "-q", "-b", "gh-pages", url, str(to), cwd=project.root)
    return to


def test_only_approved_english_is_pushed(published: Settings, tmp_path: Path) -> None:
    deploy.deploy(published, published.root / "site", "origin", "gh-pages")
    tree = pushed_tree(published, tmp_path / "repo")
    assert (tree / ".nojekyll").is_file()
    assert len(list((tree / "ban-tin").glob("*/index.html"))) == 2
    assert len(list((tree / "en" / "ban-tin").glob("*/index.html"))) == 1
    for path in tree.rglob("*"):
        if path.is_file() and ".git" not in path.relative_to(tree).parts:
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert UNREAD.encode() not in data, path


def test_a_second_deploy_goes_on_from_the_first(published: Settings, tmp_path: Path) -> None:
    for _ in range(2):
        deploy.deploy(published, published.root / "site", "origin", "gh-pages")
    assert (pushed_tree(published, tmp_path / "repo") / "index.html").is_file()


def test_what_others_published_meanwhile_is_not_lost_from_history(
    published: Settings, tmp_path: Path
) -> None:
    deploy.deploy(published, published.root / "site", "origin", "gh-pages")
    other = pushed_tree(published, tmp_path / "other")
    for key, value in (("user.name", "Other"), ("user.email", "other@example.org")):
        git("config", key, value, cwd=other)
    git("commit", "-q", "--allow-empty", "-m", "By another machine", cwd=other)
    git("push", "-q", "origin", "gh-pages", cwd=other)
    deploy.deploy(published, published.root / "site", "origin", "gh-pages")
    log = git("log", "--format=%s", cwd=pushed_tree(published, tmp_path / "repo"))
    assert log.split("\n")[:2] == ["Publish", "By another machine"]


def test_a_folder_without_a_remote_cannot_publish(project: Settings) -> None:
    git("init", "-q", cwd=project.root)
    with pytest.raises(PublishError, match="no git remote"):
        deploy.deploy(project, project.root / "site", "origin", "gh-pages")
    assert not (project.root / "site").exists()


def test_a_page_that_slips_into_the_build_stops_the_push(published: Settings) -> None:
    build.build(published, published.root / "site", public=False)
    with pytest.raises(PublishError, match="unapproved"):
        deploy.refuse_unapproved(published, published.root / "site")


def test_a_stale_translation_passes_only_while_it_says_what_has_changed(published: Settings) -> None:
    (english,) = (
        path for path in published.bulletins("en").glob("*.md") if "approved_by" in path.read_text()
    )
    source = published.bulletins("vi") / english.name
    source.write_text(source.read_text().replace("ngày 5/3/2025", "ngày 7/3/2025"))
    site = published.root / "site"
    build.build(published, site, public=True)
    deploy.refuse_unapproved(published, site)
    built = site / "en" / "ban-tin" / english.stem / "index.html"
    told = built.read_text()
    for sign in ("notice-stale", "passages", "noindex"):
        assert sign in told
        built.write_text(told.replace(sign, "x"))
        with pytest.raises(PublishError, match="unapproved"):
            deploy.refuse_unapproved(published, site)


def test_findings_of_the_build_stop_the_push(published: Settings, tmp_path: Path) -> None:
    (published.bulletins("vi") / "hong.md").write_text("---\ntitle: a: b\n---\n")
    with pytest.raises(PublishError, match=r"hong\.md"):
        deploy.deploy(published, published.root / "site", "origin", "gh-pages")
    assert not git("branch", "--list", cwd=tmp_path / "remote.git")


@pytest.mark.browser
def test_the_pushed_tree_opens_in_a_browser_below_a_folder(
    published: Settings, tmp_path: Path, chromium: Browser
) -> None:
    deploy.deploy(published, published.root / "site", "origin", "gh-pages")
    pushed_tree(published, tmp_path / "pages" / "repo")
    with serve(tmp_path / "pages") as address, chromium.new_page() as tab:
        answers: list[int] = []
        tab.on("response", lambda response: answers.append(response.status))
        tab.goto(f"{address}repo/")
        tab.get_by_role("link", name="Quận 12 mở cửa an toàn").first.click()
        assert tab.locator("h1").inner_text() == "Quận 12 mở cửa an toàn"
        tab.get_by_role("link", name="English").first.click()
        assert "Lan Anh" in tab.locator("body").inner_text()
        assert tab.locator("html").get_attribute("lang") == "en"
        assert answers
        assert all(status < 400 for status in answers)
