"""The command line, end to end: bulletins to pages to drafts to approval to a site, all of it real."""

import argparse
import re
import shutil
from pathlib import Path

import pytest

from bantin import cli, page
from bantin.settings import Settings
from support import ROOT, SHARED, correct

TEXT = """\
Thông tin phòng, chống dịch
Quận 12 mở cửa an toàn
Quận 12 đã mở cửa từ ngày 5/3/2025, với các yêu cầu sau:
- Xét nghiệm 5K
- Chống dịch an toàn
"""


ENGLISH = """\
District 12 has been open since 5 March 2025, with the following requirements:

- 5K testing
- Fighting the epidemic safely
"""


def run(project: Settings, *arguments: str) -> int:
    return cli.main(["--root", str(project.root), *arguments])


def add(project: Settings, name: str, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (project.sources / name).write_bytes(data)


def tree(project: Settings) -> dict[str, bytes]:
    """Every page as it stands."""
    folders = [project.docs(language.code) for language in project.languages]
    return {project.relative(path): path.read_bytes() for folder in folders for path in folder.rglob("*.md")}


def only_page(project: Settings, code: str) -> Path:
    (path,) = project.bulletins(code).glob("*.md")
    return path


def test_a_bulletin_becomes_a_page_a_draft_and_a_site(project: Settings, tiny: Path) -> None:
    add(project, "a.txt", TEXT)
    assert run(project, "normalize") == cli.DONE
    assert run(project, "draft", "--package", str(tiny)) == cli.DONE
    draft = page.read(only_page(project, "en"))
    assert draft.text("draft_source")
    assert "1.0" in draft.text("draft_package")
    assert run(project, "status") == cli.FINDINGS
    assert run(project, "build") == cli.DONE
    slug = only_page(project, "vi").stem
    for part in ("ban-tin", "en/ban-tin"):
        assert (project.root / "site" / part / slug / "index.html").is_file()


def test_a_second_run_changes_nothing(project: Settings, tiny: Path) -> None:
    add(project, "a.txt", TEXT)
    for _ in range(2):
        run(project, "normalize")
        run(project, "draft", "--package", str(tiny))
        before = tree(project)
    assert before == tree(project)
    assert len(before) == 4


def test_approval_holds_until_either_side_changes(
    project: Settings, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(project, "a.txt", TEXT)
    run(project, "normalize")
    run(project, "draft", "--package", str(tiny))
    slug = only_page(project, "en").stem
    assert run(project, "approve", slug, "--by", "Lan Anh") == cli.FINDINGS
    assert "Vietnamese left" in capsys.readouterr().err
    heading = {"kicker": "Epidemic prevention and control", "title": "District 12 opens up safely"}
    correct(only_page(project, "en"), ENGLISH, **heading)
    assert run(project, "approve", slug, "--by", "Lan Anh") == cli.DONE
    capsys.readouterr()
    assert run(project, "status") == cli.DONE
    assert "by Lan Anh" in capsys.readouterr().out
    path = only_page(project, "en")
    path.write_text(path.read_text().replace("5K", "6K"))
    assert run(project, "status") == cli.FINDINGS


def test_a_person_s_words_survive_a_changed_source(project: Settings, tiny: Path) -> None:
    add(project, "a.txt", TEXT)
    run(project, "normalize")
    run(project, "draft", "--package", str(tiny))
    path = only_page(project, "en")
    typed = path.read_text().replace("5K", "the five steps")
    path.write_text(typed)
    add(project, "a.txt", TEXT.replace("12 đã", "12 vừa"))
    run(project, "normalize")
    assert run(project, "draft", "--package", str(tiny)) == cli.DONE
    assert "the five steps" in path.read_text()
    add(project, "a.txt", TEXT.replace("12 đã", "12 vừa").replace("5K", "5K mới"))
    run(project, "normalize")
    assert run(project, "draft", "--package", str(tiny)) == cli.FINDINGS
    assert "the five steps" in path.read_text()
    assert len(page.read(path).texts("draft_offers")) == 1


def test_without_any_package_the_site_is_built_and_the_message_says_what_to_type(
    project: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    add(project, "a.txt", TEXT)
    run(project, "normalize")
    assert run(project, "draft") == cli.FINDINGS
    assert "bantin model install" in capsys.readouterr().err
    assert run(project, "build") == cli.DONE
    assert "English not yet available" in (project.root / "site/en/index.html").read_text()


def test_bad_files_are_named_and_the_good_ones_still_become_pages(
    project: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    add(project, "good.txt", TEXT)
    add(project, "empty.txt", "")
    add(project, "binary.txt", bytes(range(256)) * 20)
    add(project, "unknown.txt", "Quận".encode() + b" \xff\xfe\xfa abc")
    add(project, "same-title.txt", TEXT.replace("an toàn\nQuận 12 đã", "an toàn\nHuyện đã"))
    add(project, "hostile.txt", 'Về: "a" <script>alert(1)</script>\nMột dòng {: onclick=alert(1) } nữa.\n')
    assert run(project, "normalize") == cli.FINDINGS
    messages = capsys.readouterr().err
    for name in ("empty.txt", "binary.txt", "unknown.txt"):
        assert f"sources/{name}" in messages
    assert "byte" in messages
    pages = [page.read(path) for path in project.bulletins("vi").glob("*.md")]
    assert {one.text("source") for one in pages} == {
        f"sources/{name}" for name in ("good.txt", "same-title.txt", "hostile.txt")
    }


def test_what_cannot_run_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(tmp_path), "status"]) == cli.CANNOT_RUN
    assert "mkdocs.yml" in capsys.readouterr().err


def test_an_unknown_language_ends_with_two(project: Settings) -> None:
    assert run(project, "status", "--language", "fr") == cli.CANNOT_RUN


def test_the_samples_go_only_when_told_twice_and_nothing_else_goes(project: Settings, tiny: Path) -> None:
    shutil.copytree(ROOT / "sources", project.sources, dirs_exist_ok=True)
    add(project, "own.txt", TEXT)
    run(project, "normalize")
    run(project, "draft", "--package", str(tiny))
    assert len(list(project.bulletins("en").glob("*.md"))) == 11
    assert run(project, "empty") == cli.FINDINGS
    assert len(list(project.bulletins("en").glob("*.md"))) == 11
    assert run(project, "empty", "--force") == cli.DONE
    assert [path.name for path in project.sources.iterdir()] == ["own.txt"]
    assert page.read(only_page(project, "vi")).text("source") == "sources/own.txt"
    assert only_page(project, "en").name == only_page(project, "vi").name
    assert run(project, "empty", "--force") == cli.DONE


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real bulletins are not here")
def test_a_publisher_s_own_bulletins_become_a_site(project: Settings, tiny: Path) -> None:
    for path in (SHARED / "seeds").glob("0*.txt"):
        shutil.copy2(path, project.sources)
    run(project, "normalize")
    run(project, "draft", "--package", str(tiny))
    assert run(project, "build") == cli.DONE
    assert len(list((project.root / "site/en/ban-tin").glob("*/index.html"))) == 3


def verbs(parser: argparse.ArgumentParser, above: str = "bantin") -> dict[str, argparse.ArgumentParser]:
    """Every verb of the command line, by its full name."""
    found = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                inner = verbs(one, f"{above} {name}")
                found |= inner or {f"{above} {name}": one}
    return found


def test_every_verb_explains_itself_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for name, one in verbs(cli.parser()).items():
        assert f"`{name}`" in readme
        assert one.description
        assert "exit codes" in one.format_help()
        for action in one._actions:
            assert action.help, f"{name}: {action.dest} has no help"


def test_the_readme_names_no_verb_that_is_not_there() -> None:
    named = set(re.findall(r"`(bantin [a-z]+(?: (?:install|list))?)", (ROOT / "README.md").read_text()))
    assert named <= set(verbs(cli.parser()))
