"""Building: findings instead of crashes, the same bytes each time, live reload."""

import dataclasses
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import bantin.site.words as interface
from bantin import page, settings
from bantin.blocks import fingerprint
from bantin.errors import PublishError
from bantin.settings import Settings
from bantin.site import build
from bantin.site.catalog import read
from bantin.site.words.en import EN
from publication import FOREST, NOTICE, NOTICE_EN, SITE_URL, Built, files, new_project, write, write_approved

BROKEN = "---\ntitle: a: b\n---\n\nText.\n"


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    found = new_project(tmp_path / "project")
    write_approved(found, "doi-gio", NOTICE, NOTICE_EN)
    write(found, "vi", "giu-rung", FOREST)
    return found


def test_a_project_without_bulletins_builds(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    assert build.build(project, tmp_path / "site") == []
    assert (tmp_path / "site" / "en" / "luu-tru" / "index.html").is_file()


def test_two_builds_write_the_same_bytes(project: Settings, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build.build(project, tmp_path / name, site_url=SITE_URL)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_an_old_file_does_not_stay_in_the_site(project: Settings, tmp_path: Path) -> None:
    build.build(project, tmp_path / "site")
    (project.bulletins("vi") / "giu-rung.md").unlink()
    build.build(project, tmp_path / "site")
    assert not (tmp_path / "site" / "ban-tin" / "giu-rung").exists()


@pytest.mark.parametrize("strict", [True, False])
def test_a_page_that_cannot_be_read_is_a_finding_and_the_others_are_built(
    project: Settings, tmp_path: Path, strict: bool
) -> None:
    write(project, "vi", "hong", BROKEN)
    write(project, "en", "giu-rung", BROKEN)
    findings = build.build(project, tmp_path / "site", strict=strict)
    assert sorted(finding.file for finding in findings) == [
        "docs/ban-tin/hong.md",
        "docs_en/ban-tin/giu-rung.md",
    ]
    assert all("YAML" in finding.found for finding in findings)
    assert (tmp_path / "site" / "ban-tin" / "giu-rung" / "index.html").is_file()
    assert not (tmp_path / "site" / "ban-tin" / "hong").exists()
    assert not (tmp_path / "site" / "en" / "ban-tin" / "giu-rung").exists()


def test_a_link_that_leads_nowhere_is_a_finding(project: Settings, tmp_path: Path) -> None:
    write(project, "vi", "lien-ket", "---\ntitle: Liên kết\n---\n\n[xem](khong-co.md)\n")
    (finding,) = build.build(project, tmp_path / "site")
    assert "khong-co.md" in finding.found
    assert finding.severity == "error"


def test_settings_that_mkdocs_refuses_are_one_clear_error(project: Settings, tmp_path: Path) -> None:
    mkdocs = project.root / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text().replace("custom_dir: overrides", "custom_dir: nowhere"))
    with pytest.raises(PublishError, match="nowhere"):
        build.build(project, tmp_path / "site")


def test_a_language_without_interface_words_is_one_clear_error(project: Settings, tmp_path: Path) -> None:
    mkdocs = project.root / "mkdocs.yml"
    french = "        - locale: fr\n          name: Français\n  - bantin"
    mkdocs.write_text(mkdocs.read_text().replace("  - bantin", french))
    with pytest.raises(PublishError, match="no interface words in the language 'fr'"):
        build.build(project, tmp_path / "site")


def test_a_third_language_needs_its_words_and_its_tree_and_nothing_else(
    project: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(interface._ALL, "fr", dataclasses.replace(EN, locale="fr_FR"))
    mkdocs = project.root / "mkdocs.yml"
    french = "        - locale: fr\n          name: Français\n  - bantin"
    mkdocs.write_text(mkdocs.read_text().replace("  - bantin", french))
    project = settings.read(project.root)
    home = project.docs("fr") / "index.md"
    home.parent.mkdir()
    home.write_text("---\ntitle: Bulletin\n---\n\nBonjour.\n")
    source = page.read(project.bulletins("vi") / "doi-gio.md", "doi-gio.md")
    target = page.parse(NOTICE_EN.replace("lang: en", "lang: fr"))
    prints = {"approved_source": fingerprint(source), "approved_text": fingerprint(target)}
    sealed = target.with_meta({"approved_by": "Lan", "approved_on": "2025-06-09", **prints})
    page.write(project.bulletins("fr") / "doi-gio.md", sealed)
    assert build.build(project, tmp_path / "site", public=True, site_url=SITE_URL) == []
    found = Built(project, tmp_path / "site", []).html("ban-tin/doi-gio")
    assert found.xpath("//head/link/@hreflang") == ["vi", "en", "fr", "x-default"]
    assert found.xpath("//p[@id='bt-beside']/button/@data-lang") == ["en", "fr"]
    assert (tmp_path / "site/fr/feed.xml").is_file()


def test_markdown_in_a_folder_below_the_bulletins_is_no_page(project: Settings, tmp_path: Path) -> None:
    path = project.bulletins("vi") / "nhap" / "thu.md"
    path.parent.mkdir()
    path.write_text("<script>alert(1)</script>\n")
    build.build(project, tmp_path / "site")
    assert not (tmp_path / "site" / "ban-tin" / "nhap").exists()


def test_images_in_docs_serve_both_languages(project: Settings, tmp_path: Path) -> None:
    (project.docs("vi") / "map.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for code in ("vi", "en"):
        with (project.docs(code) / "index.md").open("a") as file:
            file.write("\n![map](map.svg)\n")
    assert build.build(project, tmp_path / "site") == []
    assert 'src="map.svg"' in (tmp_path / "site" / "index.html").read_text()
    assert 'src="../map.svg"' in (tmp_path / "site" / "en" / "index.html").read_text()


def test_a_hand_written_page_is_built_in_its_languages(project: Settings, tmp_path: Path) -> None:
    (project.docs("vi") / "gioi-thieu.md").write_text("# Giới thiệu\n\nVề trang này.\n")
    assert build.build(project, tmp_path / "site") == []
    page = (tmp_path / "site" / "gioi-thieu" / "index.html").read_text()
    assert page.count("<h1") == 1
    assert "English" in page
    assert "(chưa có)" in page
    assert not (tmp_path / "site" / "en" / "gioi-thieu").exists()


def test_the_catalog_of_the_public_holds_no_draft(project: Settings) -> None:
    write(project, "en", "giu-rung", "---\ntitle: Forest\n---\n\nText.\n")
    assert ("en", "giu-rung.md") in read(project, public=False).bulletins
    assert set(read(project, public=True).bulletins) == {
        ("vi", "doi-gio.md"),
        ("en", "doi-gio.md"),
        ("vi", "giu-rung.md"),
    }


@contextmanager
def served(root: Path) -> Iterator[str]:
    """`mkdocs serve`, until it is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def wait_for(url: str, words: str, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (our own server)
                if words in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{url} never said {words!r}")


def test_mkdocs_serve_follows_an_edit_of_an_english_page(project: Settings) -> None:
    with served(project.root) as url:
        wait_for(f"{url}en/ban-tin/doi-gio/", "approved by Trần Thị Lan")
        path = project.bulletins("en") / "doi-gio.md"
        path.write_text(path.read_text().replace("The communes follow", "All communes now follow"))
        wait_for(f"{url}en/ban-tin/doi-gio/", "All communes now follow")
        wait_for(f"{url}en/ban-tin/doi-gio/", "being reviewed")
