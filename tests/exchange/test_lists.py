"""TMX goes to memory/, TBX to glossary/: what is new is added, nothing that is there is changed."""

from pathlib import Path

import pytest
from lxml import etree
from translate.storage import tbx as toolkit_tbx
from translate.storage import tmx as toolkit_tmx

from bantin import memory, terms, terms_tbx, tmx
from bantin.blocks import of_text
from bantin.exchange import run
from bantin.settings import Settings
from bantin.terms import Term
from bantin.tmx import Entry

PAIR = ("vi", "en")


def entry(source: str, target: str) -> Entry:
    return Entry(of_text("paragraph", source), of_text("paragraph", target))


def test_approved_text_goes_out_as_tmx_that_translate_toolkit_reads(two: Settings) -> None:
    done = run.export(two, "en", "tmx")
    store = toolkit_tmx.tmxfile.parsefile(str(done.path))
    read = {unit.source: unit.target for unit in store.units}
    assert read["Ai có bò ốm thì báo ngay."] == "Whoever has a sick cow should report it at once."
    assert done.count == 12
    assert run.import_file(two, done.path).taken == 0
    assert run.export(two, "en", "tmx", ["draft"]).count == 0


def test_a_memory_from_elsewhere_is_used_by_draft_and_keeps_what_is_there(
    two: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "Bộ nhớ (2024).tmx"
    offered = [
        entry("Uống nước sạch.", "Drink clean water."),
        entry("Ai có bò ốm thì báo ngay.", "Tell us."),
    ]
    tmx.write(file, offered, PAIR)
    done = run.import_file(two, file)
    assert done.taken == 1
    (finding,) = done.findings
    assert (
        "the memory says “Whoever has a sick cow should report it at once.”, the file “Tell us.”"
        in finding.found
    )
    said = memory.build(two, "en").exact(of_text("paragraph", "Uống nước sạch."))
    assert said is not None
    assert said.text == "Drink clean water."
    there = [path.read_bytes() for path in (two.root / "memory").iterdir()]
    tmx.write(file, [*offered, entry("Rửa tay.", "Wash your hands.")], PAIR)
    assert run.import_file(two, file).taken == 1
    assert {one.target.text for one in memory.build(two, "en").entries} >= {
        "Drink clean water.",
        "Wash your hands.",
    }
    assert len(there) == 1


def test_terms_go_out_as_tbx_that_translate_toolkit_reads(two: Settings) -> None:
    done = run.export(two, "en", "tbx")
    names = {"c": "urn:iso:std:iso:30042:ed-2"}
    root = etree.parse(done.path).getroot()
    assert len(root.findall(".//c:conceptEntry", names)) == done.count > 200
    assert run.import_file(two, done.path).taken == 0


def test_new_terms_become_a_new_file_and_contradictions_are_told(two: Settings, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (two.root / "glossary").iterdir()}
    file = tmp_path / "agency.tbx"
    offered = [
        Term("chuồng bò", "cowshed", "farming", ("cow house",), "plain", ("byre",)),
        Term("Ủy ban nhân dân", "People's Board"),
        Term("# ghi chú", "note"),
        Term("máng | cỏ", "manger"),
    ]
    terms_tbx.write(file, offered, PAIR)
    done = run.import_file(two, file)
    assert done.taken == 1
    said = [finding.found for finding in done.findings]
    assert "“Ủy ban nhân dân”: the term base says “People's Committee”, the file “People's Board”" in said
    assert sum("cannot hold" in one for one in said) == 2
    (added,) = terms.read_tsv(two.root / "glossary" / "agency.tsv", PAIR)
    assert added == offered[0]
    assert {path: path.read_bytes() for path in before} == before
    assert run.import_file(two, file).taken == 0


def test_tbx_of_translate_toolkit_is_taken(two: Settings, tmp_path: Path) -> None:
    store = toolkit_tbx.tbxfile()
    store.setsourcelanguage("vi")
    store.settargetlanguage("en")
    unit = store.addsourceunit("chuồng gà")
    unit.target = "henhouse"
    store.savefile(str(tmp_path / "hens.tbx"))
    assert run.import_file(two, tmp_path / "hens.tbx").taken == 1
    assert [term.target for term in terms.read_tsv(two.root / "glossary" / "hens.tsv", PAIR)] == ["henhouse"]


@pytest.mark.parametrize("form", ["tmx", "tbx"])
def test_the_same_bytes_go_out_every_time(two: Settings, form: str) -> None:
    one = run.export(two, "en", "tmx" if form == "tmx" else "tbx").path
    said = one.read_bytes()
    assert run.export(two, "en", "tmx" if form == "tmx" else "tbx").path.read_bytes() == said
