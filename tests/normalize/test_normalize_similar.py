"""Bulletins much alike: revisions are reported with what differs; the cost keeps in proportion."""

import random
import time
from pathlib import Path

import pytest

from bantin import settings
from bantin.normalize import run, similar
from bantin.page import Page
from bantin.settings import Settings

MKDOCS = "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n    - {locale: en}\n"
WORDS = [f"{a}{b}" for a in "bcdghklmnprstvx" for b in ("an", "inh", "ong", "uy", "em", "oi", "at", "ach")]


def text(seed: int, count: int = 300) -> str:
    pick = random.Random(seed)  # noqa: S311  (words, no secret)
    return " ".join(pick.choice(WORDS) for _ in range(count))


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    return settings.read(tmp_path)


def test_a_revision_is_reported_with_what_differs(here: Settings) -> None:
    body = text(1)
    (here.sources / "a.txt").write_text(
        f"Lịch cắt nước\n\n{body} từ 22 giờ ngày 23/5/2025 đến sáng.\n", "utf-8"
    )
    (here.sources / "c.txt").write_text(f"Việc khác\n\n{text(2)}.\n", "utf-8")
    assert run.normalize(here).findings == ()
    revised = f"Lịch cắt nước\n\n{body} từ 21 giờ ngày 24/5/2025 đến sáng.\n"
    (here.sources / "b.txt").write_text(revised, "utf-8")
    [finding] = run.normalize(here).findings
    assert finding.severity == "note"
    assert finding.file == "docs/ban-tin/lich-cat-nuoc-2.md"
    assert "probably a revision of docs/ban-tin/lich-cat-nuoc.md" in finding.found
    assert "[22 → 21] giờ ngày 23/5/2025" in finding.found
    assert "[23/5/2025 → 24/5/2025] đến sáng." in finding.found
    assert run.normalize(here).findings == ()


def test_bulletins_that_share_a_passage_are_not_revisions(here: Settings) -> None:
    common = text(3, 100)
    for name in "ab":
        (here.sources / f"{name}.txt").write_text(
            f"Tin {name}\n\n{common} {text(ord(name), 250)}.\n", "utf-8"
        )
    assert run.normalize(here).findings == ()


def found_among(pages: list[tuple[str, Page]]) -> list[similar.Pair]:
    sketches = {name: similar.sketch(made.body) for name, made in pages}
    return list(similar.pairs(sketches, set(sketches)))


def test_a_form_filled_in_many_times_is_no_crowd_of_revisions() -> None:
    pages = [(f"{number}.md", Page({}, f"{text(4)} {number}")) for number in range(40)]
    assert found_among(pages) == []


def test_the_cost_keeps_in_proportion_to_the_number_of_bulletins() -> None:
    def seconds(count: int) -> float:
        pages = [(f"{number}.md", Page({}, text(number, 200))) for number in range(count)]
        start = time.process_time()
        assert found_among(pages) == []
        return time.process_time() - start

    small, large = seconds(200), seconds(2000)
    assert large < 30 * max(small, 0.02)
