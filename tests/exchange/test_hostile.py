"""Files from anywhere: a clear message, exit 2, nothing read that was not named, nothing written."""

import time
from pathlib import Path

import pytest

from bantin import cli
from bantin.exchange import run, xml
from bantin.settings import Settings

XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="docs/x.md" '
    'source-language="{}" target-language="{}" datatype="plaintext"><body>{}</body></file></xliff>'
)
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "bò"}">' for n in range(10))
PO = 'msgid ""\nmsgstr "Language: en\\nX-Source-Language: vi\\n"\n'

HOSTILE = {
    "empty": (b"", "an empty file"),
    "blank": (b" \n", "an empty file"),
    "text": ("Xã Vân Lũng".encode(), "none of the formats"),
    "zip": (b"PK\x03\x04\x14\x00\x06\x00", "not UTF-8|none of the formats"),
    "nul": (b"msgid\0", "none of the formats"),
    "po in latin-1": (f'{PO}\nmsgid "bò"\nmsgstr "b\xf2"\n'.encode("latin-1"), "not UTF-8"),
    "po truncated": (f'{PO}\nmsgid "abc'.encode(), "cannot be read"),
    "po without its languages": (b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', "from “” into “”"),
    "xml truncated": (XLIFF.format("vi", "en", "<trans-unit").encode()[:150], "cannot be read"),
    "xml of wrong bytes": (XLIFF.format("vi", "en", "b\xf2").encode("latin-1"), "cannot be read"),
    "xml of an unknown encoding": (b'<?xml version="1.0" encoding="nonsense"?><xliff/>', "cannot be read"),
    "html": (b"<html><body>msgid</body></html>", "begins with <html>"),
    "xliff 2": (b'<xliff version="2.0" srcLang="vi"/>', "version 2.0"),
    "xliff without pages": (b'<xliff version="1.2"/>', "no pages in it"),
    "wrong source": (XLIFF.format("fr", "en", "").encode(), "from “fr” into “en”"),
    "wrong target": (XLIFF.format("vi", "de", "").encode(), "from “vi” into “de”"),
    "back to front": (XLIFF.format("en", "vi", "").encode(), "from “en” into “vi”"),
    "entity bomb": (
        f"<!DOCTYPE x [{BOMB}]>{XLIFF.format('vi', 'en', '&e9;')}".encode(),
        "entit|cannot be read",
    ),
    "entity bomb in a memory": (
        f"<!DOCTYPE tmx [{BOMB}]><tmx version='1.4'><body><tu>&e9;</tu></body></tmx>".encode(),
        "entit|cannot be read",
    ),
    "unknown entity": (XLIFF.format("vi", "en", "&nbsp;").encode(), "cannot be read"),
    "deep": (b"<xliff>" * 5000, "cannot be read"),
    "memory without languages": (b"<tmx version='1.4'><body/></tmx>", "languages: none"),
    "memory of others": (
        b"<tmx version='1.4'><body><tu><tuv xml:lang='fr'><seg>a</seg></tuv></tu></body></tmx>",
        "languages: fr",
    ),
    "terms of nothing": (
        b"<martif><termEntry><langSet xml:lang='vi'/><langSet xml:lang='en'/></termEntry></martif>",
        "no terms of vi and en",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_taken_is_named_and_changes_nothing(
    two: Settings, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data, said = HOSTILE[name]
    file = tmp_path / "came-in"
    file.write_bytes(data)
    before = {path: path.read_bytes() for path in two.root.rglob("*") if path.is_file()}
    start = time.monotonic()
    assert cli.main(["--root", str(two.root), "import", str(file)]) == cli.CANNOT_RUN
    assert time.monotonic() - start < 30  # seconds; a bomb that goes off takes hours
    error = " ".join(capsys.readouterr().err.split())
    assert any(part in error for part in said.split("|")), error
    assert "came-in" in error
    assert {path: path.read_bytes() for path in two.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("kind", ["SYSTEM", "PUBLIC 'x'"])
@pytest.mark.parametrize("form", ["xliff", "tmx", "tbx"])
def test_no_file_of_this_machine_gets_in_through_an_entity(
    two: Settings, tmp_path: Path, kind: str, form: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("bò bí mật")
    file = tmp_path / "came-in.xml"
    exported = run.export(two, "en", "xliff" if form == "xliff" else "tmx" if form == "tmx" else "tbx").path
    text = exported.read_text().partition("?>")[2]
    root = {"xliff": "xliff", "tmx": "tmx", "tbx": "tbx"}[form]
    text = text.replace("Whoever has", "&s; has").replace("People's Committee", "&s;")
    assert "&s;" in text
    file.write_text(f"<!DOCTYPE {root} [<!ENTITY s {kind} '{secret.as_uri()}'>]>{text}")
    assert cli.main(["--root", str(two.root), "import", str(file)]) == cli.CANNOT_RUN
    for path in two.root.rglob("*"):
        assert not path.is_file() or "bí mật" not in path.read_text(errors="replace")


def test_a_doctype_that_only_names_the_format_is_let_pass(two: Settings, tmp_path: Path) -> None:
    exported = run.export(two, "en", "tmx").path.read_text()
    file = tmp_path / "named.tmx"
    file.write_text(exported.replace("<tmx", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx', 1))
    assert run.import_file(two, file).findings == ()


def test_a_huge_file_is_not_even_read(
    two: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "huge.xlf"
    with file.open("wb") as sparse:
        sparse.truncate(xml.LARGEST + 1)
    assert cli.main(["--root", str(two.root), "import", str(file)]) == cli.CANNOT_RUN
    assert "at most 64 MiB" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(two: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(two.root), "import", "nowhere.xlf"]) == cli.CANNOT_RUN
    assert "nowhere.xlf" in capsys.readouterr().err
