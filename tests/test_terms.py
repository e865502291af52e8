"""The term base: found by whole syllables, checked in every form, files read and written without loss."""

from pathlib import Path

import pytest

from bantin import terms, terms_tbx
from bantin.errors import SettingsError
from bantin.terms import Glossary, Term
from bantin.terms_match import like
from support import ROOT

POLICE = Term("công an", "police", "agency", ("public safety force", "security guard"))
COMMITTEE = Term("Ủy ban nhân dân", "People's Committee", "agency", ("Popular Committee",))
CLUSTER = Term("ổ dịch", "outbreak cluster", "covid", ("disease nest",), "", ("hotspot",))
CHAIRMAN = Term(
    "Chủ tịch UBND",
    "Chairman of the People's Committee",
    "title",
    ("Mayor",),
    "",
    ("Chairman of the … People's Committee",),
)
FIGHT = Term("chống dịch", "fight the epidemic")
SMALL = Glossary(
    (
        POLICE,
        COMMITTEE,
        CLUSTER,
        CHAIRMAN,
        FIGHT,
        Term("UBND", "People's Committee"),
        Term("thi công", ""),
        Term("an toàn", ""),
        Term("Đông Anh", "Đông Anh", "place", ("Dong Anh",)),
    )
)


@pytest.fixture(scope="module")
def own() -> Glossary:
    """The project's own term base."""
    return terms.read(ROOT / "glossary", ("vi", "en"))


def found(text: str, glossary: Glossary = SMALL) -> list[str]:
    return [hit.term.source for hit in glossary.find(text)]


def faults(source: str, target: str, glossary: Glossary = SMALL) -> list[str]:
    return [f"{fault.kind} {fault.hit.term.source}" for fault in glossary.faults(source, target)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lực lượng công an phường", ["công an"]),
        ("CÔNG AN PHƯỜNG", ["công an"]),
        ("thi công an toàn", []),
        ("công  an", ["công an"]),
        ("Chủ tịch UBND tỉnh", ["Chủ tịch UBND"]),
        ("UBND tỉnh", ["UBND"]),
        ("huyện Đông Anh", ["Đông Anh"]),
        ("HUYỆN ĐÔNG ANH", ["Đông Anh"]),
        ("rất đông anh em", []),
        ("đồng công ann", []),
    ],
)
def test_a_term_is_whole_syllables_and_the_longest_wins(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "target",
    [
        "The People's Committee",
        "PEOPLE’S COMMITTEE",
        "two People's Committees",
        "the People's Committee's decision",
    ],
)
def test_number_case_and_apostrophe_of_a_rendering_may_vary(target: str) -> None:
    assert faults("Ủy ban nhân dân", target) == []


@pytest.mark.parametrize(
    "target",
    ["We fought the epidemic.", "fighting the epidemic", "They fight epidemic", "fights the epidemics"],
)
def test_forms_of_a_verb_are_one_rendering(target: str) -> None:
    assert (faults("chống dịch", target) == []) == ("the epidemic" in target)


def test_a_few_words_may_stand_where_the_rendering_leaves_room() -> None:
    assert faults("Chủ tịch UBND tỉnh", "Chairman of the Long An Provincial People's Committee") == []
    assert faults("Chủ tịch UBND tỉnh", "Chairman of the board. A People's Committee") == [
        "missing Chủ tịch UBND"
    ]


def test_what_is_missing_and_what_is_forbidden_is_found() -> None:
    assert faults("công an và ổ dịch", "soldiers and a hotspot") == ["missing công an"]
    assert faults("công an", "Security guards came") == ["forbidden công an"]
    assert [str(fault) for fault in SMALL.faults("ổ dịch", "disease nests")] == [
        "term ổ dịch: “disease nests” is forbidden, “outbreak cluster” expected"
    ]


def test_a_forbidden_rendering_inside_a_right_one_is_no_fault() -> None:
    glossary = Glossary((Term("a", "Party Committee"), Term("b", "body", "", ("Committee",))))
    assert faults("a b", "the body and the Party Committee", glossary) == []
    assert faults("a b", "the Party Committee of a Committee", glossary) == ["forbidden b"]


def test_names_need_their_diacritics() -> None:
    assert faults("Đông Anh", "Đông Anh District") == []
    assert faults("Đông Anh", "Dong Anh District") == ["forbidden Đông Anh"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("disease nest", "outbreak cluster"),
        ("Disease nests", "Outbreak clusters"),
        ("DISEASE NEST", "OUTBREAK CLUSTER"),
    ],
)
def test_a_replacement_keeps_case_and_number(said: str, expected: str) -> None:
    assert like(said, "outbreak cluster") == expected


def test_the_project_s_files_are_well_formed(own: Glossary) -> None:
    assert len(own.terms) > 200
    for term in own.terms:
        right = (term.target, *term.accepted)
        assert all(part == part.strip() for part in (term.source, *right, *term.forbidden))
        if term.target:
            assert faults(term.source, term.target.replace("…", "city"), Glossary((term,))) == [], term


def test_the_project_s_terms_do_not_fault_a_careful_translation(own: Glossary) -> None:
    source = "Chủ tịch UBND Thành phố Hà Nội yêu cầu công an các phường phong tỏa ổ dịch, truy vết F1."
    target = (
        "The Chairman of the Hà Nội City People's Committee asked the ward police to lock down the outbreak "
        "cluster and trace F1 contacts; contact tracing goes on."
    )
    assert faults(source, target, own) == []


@pytest.mark.parametrize(("line", "told"), [("a\tb\tc\td\te\tf", "line 2"), ("\tb", "line 2")])
def test_a_bad_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "own.tsv").write_text(f"vi\ten\tkind\tforbidden\tnote\n{line}\n")
    with pytest.raises(SettingsError) as caught:
        terms.read(tmp_path, ("vi", "en"))
    assert caught.value.finding.block == told


def test_files_for_other_languages_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "fr.tsv").write_text("vi\tfr\tkind\n" + "công an\tpolice\tagency\n", "utf-8")
    assert terms.read(tmp_path, ("vi", "en")) == terms.NONE
    assert terms.read(tmp_path, ("vi", "fr")).terms == (Term("công an", "police", "agency"),)


def test_terms_go_to_tbx_and_back_without_loss(own: Glossary, tmp_path: Path) -> None:
    terms_tbx.write(tmp_path / "a.tbx", own.terms, ("vi", "en"))
    back = terms_tbx.read(tmp_path / "a.tbx", ("vi", "en"))
    assert back == [term for term in own.terms if term.target]
    terms_tbx.write(tmp_path / "b.tbx", back, ("vi", "en"))
    assert (tmp_path / "a.tbx").read_bytes() == (tmp_path / "b.tbx").read_bytes()


def test_tbx_of_version_two_is_read_and_entities_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "old.tbx").write_text(
        f"""<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"
        [<!ENTITY leak SYSTEM "{tmp_path / "secret"}">]>
        <martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
        <langSet xml:lang="vi-VN"><tig><term>công an</term></tig></langSet>
        <langSet xml:lang="en-GB"><tig><term>police&leak;</term></tig></langSet>
        </termEntry></body></text></martif>""",
        "utf-8",
    )
    assert terms_tbx.read(tmp_path / "old.tbx", ("vi", "en"))[0].target.startswith("police")
    assert "secret" not in terms_tbx.read(tmp_path / "old.tbx", ("vi", "en"))[0].target


def test_a_damaged_tbx_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "bad.tbx").write_text("<tbx>")
    with pytest.raises(SettingsError, match="cannot be read"):
        terms_tbx.read(tmp_path / "bad.tbx", ("vi", "en"))


def test_the_letters_of_a_document_number_are_no_words() -> None:
    glossary = Glossary((Term("UBND", "People's Committee", "agency", ("UBND",)),))
    assert not glossary.faults("Kế hoạch số 11/KH-UBND.", "Plan No. 11/KH-UBND.")
    assert glossary.faults("UBND xã", "UBND")
