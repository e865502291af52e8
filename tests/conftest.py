"""What many tests share: a project to work in, a tiny real translation package, a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

import tiny_package
from bantin import settings
from bantin.settings import Settings
from support import FLAGS, ROOT, browser_path

expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong
hypothesis.settings.register_profile("busy", deadline=None)
hypothesis.settings.load_profile("busy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no browser, only the tests that need one are left out, and the run says why."""
    if browser_path():
        return
    reason = "no Chromium or Chrome here: apt-get install chromium, or set BANTIN_CHROMIUM to one"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real translation package that translates word by word."""
    return tiny_package.write(tmp_path_factory.mktemp("package") / "translate-vi_en-1_0.argosmodel")


@pytest.fixture(autouse=True)
def _packages_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or touches, the packages that this machine has installed."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos-packages"))


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """The project as a publisher has it who took the samples away: settings, theme and home pages."""
    root = tmp_path / "project"
    for name in ("mkdocs.yml", "docs/index.md", "docs_en/index.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    (root / "sources").mkdir()
    return settings.read(root)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()
