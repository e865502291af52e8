"""Pages go out to CAT tools and come back: nothing is lost, nothing that does not fit is taken."""

import copy
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage import pypo, xliff

from bantin import cli, page
from bantin.blocks import units
from bantin.errors import Finding, SettingsError
from bantin.exchange import run
from bantin.review import states
from bantin.settings import Settings
from support import ROOT, correct

NS = "{urn:oasis:names:tc:xliff:document:1.2}"
SCHEMA = "xliff-core-1.2-strict.xsd"
# Where Debian's php-symfony-translation puts the schemas of OASIS; .ci/run unpacks it into .cache.
SCHEMAS = "usr/share/php/Symfony/Component/Translation/Resources/schemas"


def export(project: Settings, form: str = "xliff", *pages: str) -> Path:
    return run.export(project, "en", "po" if form == "po" else "xliff", pages).path


def texts(project: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in project.root.rglob("*.md")}


def unit_of(root: etree._Element, number: int, name: str = "draft") -> etree._Element:
    for file in root.iter(f"{NS}file"):
        if (file.get("original") or "").endswith(f"/{name}.md"):
            return next(
                one for one in file.iter(f"{NS}trans-unit") if one.get("resname") == f"block {number}"
            )
    raise LookupError(name)


def edited(path: Path, change: Callable[[etree._Element], object], number: int, name: str = "draft") -> Path:
    """The XLIFF file with the target of one block changed, as a CAT tool would."""
    tree = etree.parse(path)
    target = unit_of(tree.getroot(), number, name).find(f"{NS}target")
    assert target is not None
    change(target)
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    return path


def english(project: Settings, number: int, name: str = "draft") -> str:
    return units(page.read(project.bulletins("en") / f"{name}.md"))[number - 1].text


@pytest.fixture
def schemas() -> Path:
    for folder in (ROOT / ".cache" / "xliff" / SCHEMAS, Path("/") / SCHEMAS):
        if (folder / SCHEMA).exists():
            return folder
    pytest.skip("the schema of OASIS is not here: .ci/run fetches it")


def test_an_export_is_valid_xliff_by_the_schema_of_oasis(two: Settings, schemas: Path) -> None:
    class Local(etree.Resolver):
        def resolve(self, url: str, _: object, context: object) -> object:
            return self.resolve_filename(str(schemas / url.rpartition("/")[2]), context)

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    schema = etree.XMLSchema(etree.parse(schemas / SCHEMA, parser))
    document = etree.parse(export(two))
    schema.assertValid(document)
    del unit_of(document.getroot(), 3).attrib["id"]
    assert not schema.validate(document)


def test_states_and_findings_and_flags_travel(two: Settings) -> None:
    correct(
        two.bulletins("en") / "draft.md",
        page.read(two.bulletins("en") / "draft.md").body.replace("420", "42"),
    )
    root = etree.parse(export(two)).getroot()
    found = [unit_of(root, number).find(f"{NS}target") for number in (3, 4, 9)]
    assert [one.get("state") for one in found if one is not None] == [
        "translated", "needs-review-translation", "translated",
    ]  # fmt: skip
    assert unit_of(root, 1, "approved").get("approved") == "yes"
    notes = ["".join(note.itertext()) for note in root.iter(f"{NS}note")]
    assert "block 3: a flag of the draft" in notes
    assert any(note.startswith("error: the figure") and "420" in note for note in notes)
    entries = polib.pofile(str(export(two, "po")))
    assert [entry.fuzzy for entry in entries if entry.msgctxt.startswith("draft.md ")][2:5] == [
        False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["xliff", "po"])
def test_a_round_trip_through_translate_toolkit_changes_not_one_byte(two: Settings, form: str) -> None:
    before = texts(two)
    path = export(two, form)
    exported = path.read_bytes()
    store = (xliff.xlifffile if form == "xliff" else pypo.pofile).parsefile(str(path))
    assert len(store.units) >= 2 * 11
    store.savefile(str(path))
    done = run.import_file(two, path)
    assert (done.taken, done.findings) == (0, ())
    assert texts(two) == before
    assert export(two, form).read_bytes() == exported


def test_a_po_round_trip_through_gettext_changes_not_one_byte(two: Settings) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("no gettext here: apt-get install gettext")
    before = texts(two)
    path = export(two, "po")
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True, capture_output=True)
    subprocess.run(["msgcat", "--width=60", "-o", path, path], check=True, capture_output=True)
    assert run.import_file(two, path).findings == ()
    assert texts(two) == before


def test_what_a_translator_types_in_the_tool_arrives_and_only_that(two: Settings) -> None:
    before = page.read(two.bulletins("en") / "draft.md")

    def retype(target: etree._Element) -> None:
        target.text = "In the commune, on "

    done = run.import_file(two, edited(export(two), retype, 3))
    assert (done.taken, done.written) == (1, 1)
    after = page.read(two.bulletins("en") / "draft.md")
    assert english(two, 3).startswith("In the commune, on 15 November 2024, Vân Lũng")
    assert after.body.partition("\n\n")[2] == before.body.partition("\n\n")[2]
    assert after.meta == before.meta
    assert run.import_file(two, two.root / "exchange" / "en.xlf").taken == 0


def test_titles_and_captions_and_cells_come_back_too(two: Settings) -> None:
    path = export(two)
    for number, text in ((1, "Livestock"), (2, "Cattle: vaccinated"), (7, "A vet at work"), (8, "Hamlet")):
        edited(path, lambda target, text=text: setattr(target, "text", text), number)  # type: ignore[misc]
    assert run.import_file(two, path).taken == 4
    found = page.read(two.bulletins("en") / "draft.md")
    assert (found.text("kicker"), found.text("title")) == ("Livestock", "Cattle: vaccinated")
    assert "\n*A vet at work*\n" in found.body
    assert "\n| Hamlet | Cattle |\n| --- | --- |\n" in found.body


def test_characters_that_mean_something_in_markdown_are_taken_as_text(two: Settings) -> None:
    text = "1. *not* emphasis | no <b>cell</b> # 5_000_"
    run.import_file(two, edited(export(two), lambda target: setattr(target, "text", text), 11))
    assert english(two, 11) == text


def refused(project: Settings, path: Path) -> list[Finding]:
    before = texts(project)
    done = run.import_file(project, path)
    assert done.taken == 0
    assert texts(project) == before
    found = [finding for finding in done.findings if finding.severity == "error"]
    assert all(finding.file and finding.block and finding.next_step for finding in found)
    return found


def drop_tag(target: etree._Element) -> None:
    tag = target[0]
    target.text = (target.text or "") + (tag.text or "") + (tag.tail or "")
    target.remove(tag)


def double_tag(target: etree._Element) -> None:
    target.append(copy.deepcopy(target[0]))


def rename_tag(target: etree._Element) -> None:
    target[0].set("id", "f77")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop_tag, "it came back without “15 November 2024” (f1)"),
        (double_tag, "with “15 November 2024” (f1) too often"),
        (rename_tag, "without “15 November 2024” (f1) and with f77"),
        (lambda target: target.clear(), "no translation in the file"),
    ],
)
def test_a_tag_that_a_tool_drops_or_doubles_is_refused_and_the_other_blocks_are_taken(
    two: Settings, change: Callable[[etree._Element], object], said: str
) -> None:
    path = edited(export(two), change, 3)
    (finding,) = refused(two, path)
    assert finding.block == "block 3"
    assert said in finding.found
    edited(path, lambda target: setattr(target, "text", "Whoever owns a sick cow must tell us."), 11)
    assert run.import_file(two, path).taken == 1
    assert english(two, 11) == "Whoever owns a sick cow must tell us."


def test_marks_out_of_order_are_refused(two: Settings) -> None:
    def cross(target: etree._Element) -> None:
        first, second = target[0], target[1]
        first.set("id", second.get("id") or ""), second.set("id", "m1")

    (finding,) = refused(two, edited(export(two), cross, 6))
    assert "tags stand where they would mean something else" in finding.found


def test_a_block_whose_source_has_moved_on_is_refused(two: Settings) -> None:
    path = edited(export(two), lambda target: setattr(target, "text", "New: "), 3)
    source = two.bulletins("vi") / "draft.md"
    correct(source, page.read(source).body.replace("1.250", "1.260"))
    (finding,) = refused(two, path)
    assert "source has changed since the export" in finding.found


def test_a_block_that_somebody_has_changed_meanwhile_is_refused_and_their_words_stay(two: Settings) -> None:
    path = edited(export(two), lambda target: setattr(target, "text", "Mine."), 11)
    mine = two.bulletins("en") / "draft.md"
    correct(mine, page.read(mine).body.replace("\nWhoever has", "\nAnyone with"))
    (finding,) = refused(two, path)
    assert "translation has changed since the export" in finding.found
    assert english(two, 11).startswith("Anyone with")


def test_the_same_file_twice_changes_nothing_the_second_time(two: Settings) -> None:
    path = edited(export(two), lambda target: setattr(target, "text", "Report every sick cow."), 11)
    assert run.import_file(two, path).taken == 1
    before = texts(two)
    done = run.import_file(two, path)
    assert (done.taken, done.findings) == (0, ())
    assert texts(two) == before


def test_a_tool_s_final_state_approves_nothing_and_an_edit_voids_what_was_approved(two: Settings) -> None:
    path = export(two)
    edited(path, lambda target: target.set("state", "signed-off"), 4)
    edited(path, lambda target: setattr(target, "text", "Report every sick cow."), 11, "approved")
    done = run.import_file(two, path)
    assert [finding.severity for finding in done.findings] == ["note"]
    assert "approves nothing" in done.findings[0].found
    found = {one.pair.name: one.state for one in states.survey(two, "en").statuses}
    assert found == {"draft.md": states.State.EDITED, "approved.md": states.State.EDITED}


def test_notes_that_a_translator_wrote_are_shown(two: Settings) -> None:
    path = export(two)
    tree = etree.parse(path)
    note = etree.SubElement(unit_of(tree.getroot(), 3), f"{NS}note", {"from": "Minh"})
    note.text = "Is it head of cattle?"
    tree.write(path)
    assert [f.found for f in run.import_file(two, path).findings] == [
        "a note from the CAT tool: Is it head of cattle?"
    ]


def test_a_file_that_names_pages_of_nowhere_reaches_no_file(two: Settings) -> None:
    path = export(two)
    outside = two.root / "docs_en" / "index.md"
    before = outside.read_bytes()
    text = path.read_text().replace("docs/ban-tin/draft.md", "docs/ban-tin/../index.md")
    path.write_text(text.replace("docs/ban-tin/approved.md", "/etc/passwd"))
    found = run.import_file(two, path).findings
    assert sorted((finding.file, finding.found) for finding in found) == [
        ("docs_en/ban-tin/index.md", "refused: no such page"),
        ("docs_en/ban-tin/passwd.md", "refused: no such page"),
    ]
    assert outside.read_bytes() == before


def entry(found: polib.POFile, start: str) -> polib.POEntry:
    return [one for one in found if one.msgctxt.startswith("draft.md ") and one.msgstr.startswith(start)][-1]


@pytest.mark.parametrize(
    ("start", "new", "said"),
    [
        ("On 15", "On 16 November 2024, Vân Lũng Commune inoculated 1,250 cattle.", "facts are no longer"),
        ("Give", "Give two doses to each cow", "without “**” (**)"),
        ("See", "See the [timetable](https://evil.example/) before 17:00", "](https://evil.example/)"),
        ("Đồng Mây", "Đồng Mây, 420", "without “ | ”"),
        ("A vet", "*A* veterinary *worker*", "with * too often"),
        ("Whoever", "```", "would not read back"),
        ("Whoever", "", "no translation"),
    ],
)
def test_po_text_that_lost_its_marks_or_its_facts_is_refused(
    two: Settings, start: str, new: str, said: str
) -> None:
    path = export(two, "po")
    found = polib.pofile(str(path))
    entry(found, start).msgstr = new
    found.save()
    (finding,) = refused(two, path)
    assert said in finding.found


def test_po_text_arrives_as_the_markdown_that_it_is(two: Settings) -> None:
    path = export(two, "po")
    found = polib.pofile(str(path))
    entry(found, "Give").msgstr = "Every cow gets **both doses**"
    found.save()
    assert run.import_file(two, path).taken == 1
    assert "\n- Every cow gets **both doses**\n" in page.read(two.bulletins("en") / "draft.md").body


def test_po_text_that_was_cut_off_is_refused_as_a_whole(two: Settings) -> None:
    path = export(two, "po")
    text = path.read_text()
    before = texts(two)
    for end in (text.rindex("report"), text.rindex("\n\n", 0, -3), text.rindex('"')):
        path.write_text(text[:end])
        with pytest.raises(SettingsError, match="cannot be read"):
            run.import_file(two, path)
    assert texts(two) == before


WORDS = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=40
)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.dictionaries(st.integers(1, 11), WORDS.filter(lambda text: text.strip()), min_size=1))
def test_random_edits_arrive_exactly_and_nothing_else_moves(two: Settings, edits: dict[int, str]) -> None:
    file = two.bulletins("en") / "draft.md"
    original = file.read_bytes()
    before = units(page.read(file))
    path = export(two, "xliff", "draft")
    for number, text in edits.items():
        edited(path, lambda target, text=text: setattr(target, "text", text), number)  # type: ignore[misc]
    done = run.import_file(two, path)
    after = units(page.read(file))
    file.write_bytes(original)
    refused = {int(f.block.split()[1]) for f in done.findings}
    assert len(after) == len(before)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        if number in edits and number not in refused:
            head = re.sub(r"[ \t\n]+", " ", edits[number]).lstrip(" ")
            assert new.text.startswith(head.rstrip(" ")), (edits[number], new.text)
        else:
            assert new == old
    # what is refused is white space that Markdown cannot hold, nothing else
    for number in refused:
        assert edits[number] != edits[number].strip() or re.search(r"\s", edits[number].replace(" ", "")), (
            done
        )


def run_cli(project: Settings, *arguments: str) -> int:
    return cli.main(["--root", str(project.root), *arguments])


def test_the_verbs_export_and_import(two: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    out = two.root / "out.xlf"
    assert run_cli(two, "export", "--format", "xliff", "draft", "-o", str(out)) == cli.DONE
    assert "export: 1 pages in out.xlf" in capsys.readouterr().err
    assert run_cli(two, "import", str(edited(out, drop_tag, 3))) == cli.FINDINGS
    assert run_cli(two, "export", "--format", "po", "nowhere") == cli.FINDINGS
    assert "nowhere.md: no such page" in capsys.readouterr().err


def test_a_page_that_is_not_drafted_and_a_block_without_its_twin_are_told(two: Settings) -> None:
    page.write(two.bulletins("vi") / "new.md", page.read(two.bulletins("vi") / "draft.md"))
    draft = two.bulletins("en") / "draft.md"
    correct(
        draft, page.read(draft).body.replace("> Whoever has a sick cow\n> should report it at once.\n\n", "")
    )
    found = run.export(two, "en", "xliff").findings
    assert [(one.file, one.found.partition(":")[0]) for one in found] == [
        ("docs_en/ban-tin/draft.md", "a block that the translation does not have"),
        ("docs_en/ban-tin/new.md", "no such translation yet"),
    ]
