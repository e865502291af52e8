"""The samples that come with the project: each becomes a proved page."""

import shutil
from pathlib import Path

import pytest

from bantin import page, settings
from bantin.normalize import run
from support import ROOT

SAMPLES = ROOT / "sources"


@pytest.mark.skipif(not any(SAMPLES.glob("*.*")), reason="a publisher has taken the samples out of sources/")
def test_every_sample_becomes_a_page(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "sources")
    shutil.copy2(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    here = settings.read(tmp_path)
    report = run.normalize(here)
    assert [finding for finding in report.findings if finding.severity == "error"] == []
    assert len(report.written) + len(report.findings) == len([*SAMPLES.glob("[!.]*")])
    for name in report.written:
        made = page.read(tmp_path / name)
        assert made.text("title")
        assert made.text("date_precision") in ("exact", "month", "inferred", "conflict", "none")
        assert bool(made.text("date")) == (made.text("date_precision") in ("exact", "month", "inferred"))
    assert run.normalize(here).written == ()
