"""The verb `check`: which pages, which form, which exit code; lines for editors; SARIF for GitHub."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bantin import cli, page
from bantin.blocks import units
from bantin.check import english, vietnamese
from bantin.check.align import align
from bantin.check.consistency import consistency
from bantin.check.lines import line_of
from bantin.check.model import Subject
from bantin.check.run import CHECKS, SITE_CHECKS, check_page
from bantin.page import Page
from bantin.settings import Settings
from bantin.terms import Glossary, Term
from check.material import approved

VIETNAMESE = "Từ ngày 5/3/2025, huyện có 12 điểm trực.\n\n- Điểm một\n- Điểm hai\n"
ENGLISH = "From 5 March 2025, the district has 12 duty points.\n\n- Point one\n- Point two\n"


def write(
    project: Settings, name: str, target: str, source: str = VIETNAMESE, title: str = "Duty points"
) -> Path:
    page.write(project.bulletins("vi") / f"{name}.md", Page({"title": "Điểm trực", "lang": "vi"}, source))
    path = project.bulletins("en") / f"{name}.md"
    page.write(path, Page({"title": title, "lang": "en"}, target))
    return path


def run(project: Settings, *arguments: str) -> int:
    return cli.main(["--root", str(project.root), "check", *arguments])


def test_a_good_page_ends_with_zero(project: Settings) -> None:
    write(project, "truc", ENGLISH)
    assert run(project) == cli.DONE


def test_a_wrong_figure_is_told_with_block_found_expected_and_next_step(
    project: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "truc", ENGLISH.replace("12", "13"))
    assert run(project) == cli.FINDINGS
    said = capsys.readouterr().err
    assert "docs_en/ban-tin/truc.md, block 2: the figure “13” where the source says “12”" in said
    assert "expected: 12" in said
    assert "next:" in said


def test_only_the_pages_that_are_named_are_checked(project: Settings) -> None:
    write(project, "truc", ENGLISH)
    write(project, "sai", ENGLISH.replace("12", "13"), VIETNAMESE.replace("huyện", "xã"))
    assert run(project, "truc") == cli.DONE
    assert run(project, "docs_en/ban-tin/sai.md") == cli.FINDINGS
    assert run(project, "khong-co") == cli.FINDINGS


def test_json_holds_every_finding_with_the_same_keys(
    project: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "truc", ENGLISH.replace("12", "13"))
    assert run(project, "--format", "json") == cli.FINDINGS
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"error": 1, "warning": 0, "note": 0}
    (row,) = found["findings"]
    assert (row["check"], row["file"], row["block"]) == ("facts", "docs_en/ban-tin/truc.md", "block 2")
    assert set(row) == {
        "language", "check", "severity", "file", "block", "found", "expected", "next_step"
    }  # fmt: skip


def sarif(project: Settings, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    run(project, "--format", "sarif")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_sarif_names_the_line_of_the_block(project: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(project, "truc", ENGLISH.replace("Point two", "Point 3"))
    (result,) = [one for one in sarif(project, capsys)["runs"][0]["results"] if one["level"] == "error"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs_en/ban-tin/truc.md"
    assert path.read_text().splitlines()[place["region"]["startLine"] - 1] == "- Point 3"


def test_sarif_has_the_shape_that_its_schema_and_github_ask_for(
    project: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """The parts of the OASIS schema that this output uses, and GitHub's limits."""
    write(project, "truc", ENGLISH.replace("12", "13"))
    write(project, "hong", ENGLISH)
    (project.bulletins("en") / "hong.md").write_text("---\ntitle: a: b\n---\n")
    log = sarif(project, capsys)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(set(ids)) == len(ids)
    assert {*CHECKS, *SITE_CHECKS} < set(ids)
    assert all(re.fullmatch(r"[a-z-]+", rule["id"]) and rule["shortDescription"]["text"] for rule in rules)
    assert one["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert {result["ruleId"] for result in one["results"]} == {"facts", "unreadable-page"}
    for result in one["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert re.fullmatch(r"[\w./%-]+", location["physicalLocation"]["artifactLocation"]["uri"])
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())


def test_every_block_of_a_page_is_found_in_its_file() -> None:
    for _, target in approved():
        text = page.render(target)
        lines = text.splitlines()
        for number, unit in enumerate(units(target), 1):
            line = lines[line_of(text, f"block {number}") - 1]
            assert unit.markup[:30].replace("'", "") in line.replace("'", "")


def test_one_lost_paragraph_does_not_make_those_after_it_look_wrong() -> None:
    for source, target in approved():
        whole = units(target)
        for at in range(2, len(whole)):
            twins = align(units(source), (*whole[:at], *whole[at + 1 :]))
            pairs = {(twin.source, twin.target) for twin in twins}
            right = {(ours, theirs) for ours, theirs in zip(units(source), whole, strict=True)}
            assert len(pairs & right) >= len(whole) - 2


def test_a_term_with_two_renderings_gets_one_on_all_pages() -> None:
    base = Glossary((Term("Bộ phận Một cửa", "One-Stop Unit"), Term("Bộ phận Một cửa", "One-Stop Desk")))
    source = Page({}, "Người dân đến Bộ phận Một cửa.\n")
    pages = [
        Subject(f"{at}", "s", source, Page({}, f"Residents go to the {said}, {at}.\n"), glossary=base)
        for at, said in enumerate(["One-Stop Unit", "One-Stop Desk", "One-Stop Unit"])
    ]
    found = [one for one in consistency(pages) if "term" in one.found]
    assert [(one.file, one.expected) for one in found] == [("1", "One-Stop Unit")]


def test_machine_text_sets_no_example() -> None:
    source = Page({}, "Nơi tiếp nhận hồ sơ\n")
    machine = Page({}, "Where files are\n")
    record = f"{units(source)[0].hash}:{units(machine)[0].hash}"
    pages = [
        Subject("a", "s", source, machine.with_meta({"draft_segments": record})),
        Subject("b", "s", source, Page({}, "Where to apply\n")),
    ]
    assert not list(consistency(pages))


def test_checks_about_english_are_silent_about_other_languages() -> None:
    source = Page({"title": "Giá", "lang": "vi"}, "Giá cả đã tăng 12,5% so với cùng kỳ năm trước.\n")
    german = "Die Preise stiegen gegenüber dem Vorjahr um 12,5 %."
    target = Page({"title": "Preise", "lang": "de"}, f"{german}\n")
    assert check_page(Subject("b", "a", source, target, ("vi", "de"))) == ()
    assert list(english.figures(Subject("b", "a", source, target, ("vi", "en"))))


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn An of Hà Nội visited Đà Nẵng.",
        "The motto “Đoàn kết, sáng tạo, phát triển” was chosen.",
        "The office is at 5 Độc Lập Street, beside the Nhân Dân newspaper.",
        "It costs 500,000 đồng a month.",
        "Women wore áo dài at the ceremony.",
        "The Hạ communal house (đình Hạ) stands by the pond.",
    ],
)
def test_names_slogans_and_borrowed_words_are_no_vietnamese_left(text: str) -> None:
    page_of = Subject("b", "a", Page({}, "Một câu khác hẳn.\n"), Page({}, f"{text}\n"))
    assert not list(vietnamese.left(page_of))


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: the People's Committees",
        "THÔNG BÁO on water supply",
        "The district sẽ tổ chức a fair.",
        "nguoi dan thuc hien theo cac quy dinh cua huyen trong ngay",
    ],
)
def test_vietnamese_that_was_left_is_found(text: str) -> None:
    page_of = Subject("b", "a", Page({}, "Một câu khác hẳn.\n"), Page({}, f"{text}\n"))
    assert [finding.severity for finding in vietnamese.left(page_of)] == ["error"]
