"""Drafts by the package that the project ships: no figure, date or document number is wrong unseen."""

import shutil

import pytest

from bantin import terms
from bantin.draft import packages
from bantin.draft.engine import Engine
from bantin.draft.improve import improve
from bantin.facts.compare import compare
from bantin.settings import Settings
from support import ROOT, SHARED

SENTENCES = [
    "Ngày 12/9/2023, huyện có 1.452 hộ dân và 96,56% diện tích lúa đã thu hoạch.",
    "Thông báo số 42/TB-UBND ngày 3 tháng 5 năm 2024 của Ủy ban nhân dân huyện.",
    "Ông Nguyễn Văn Lâm cho biết có 7 xã hoàn thành trước ngày 30/6.",
]


@pytest.fixture
def compact(project: Settings) -> Engine:
    (project.root / "models").mkdir()
    for path in (ROOT / "models").glob("*.argosmodel"):
        shutil.copy(path, project.root / "models")
    package = packages.choose(project, "vi", "en", None)
    assert package
    return Engine(package, 4)


def test_repair_leaves_fewer_wrong_facts_and_flags_every_one(compact: Engine) -> None:
    before = [
        compare(source, text) for source, text in zip(SENTENCES, compact.translate(SENTENCES), strict=True)
    ]
    drafted = improve(compact, SENTENCES)
    after = [compare(source, one.text) for source, one in zip(SENTENCES, drafted, strict=True)]
    assert sum(map(len, after)) < max(1, sum(map(len, before)))
    assert all(len(one.flags) >= len(wrong) for one, wrong in zip(drafted, after, strict=True))


def test_the_project_s_own_terms_never_come_out_forbidden(compact: Engine) -> None:
    glossary = terms.read(ROOT / "glossary", ("vi", "en"))
    for source, one in zip(SENTENCES, improve(compact, SENTENCES, glossary), strict=True):
        assert not [fault for fault in glossary.faults(source, one.text) if fault.kind == "forbidden"]


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the real bulletins are not here")
def test_no_figure_date_or_document_number_of_a_real_bulletin_is_wrong_unless_flagged(
    compact: Engine,
) -> None:
    rows = (SHARED / "seeds" / "sentences.tsv").read_text("utf-8").splitlines()[1:]
    sources = sorted((row.split("\t")[1] for row in rows if row.startswith("004")), key=len)[:8]
    for source, one in zip(sources, improve(compact, sources), strict=True):
        wrong = [found for found in compare(source, one.text) if found.kind != "name"]
        assert not wrong or one.flags
