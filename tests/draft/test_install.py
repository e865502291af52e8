"""Installing a file: what is never installed, and nothing half done."""

import json
import zipfile
from pathlib import Path

import pytest
from argostranslate import package as argos

import tiny_package
from bantin.draft import packages
from bantin.errors import ModelError
from bantin.settings import Settings

from .conftest import left_behind, sha256


def zip_of(path: Path, members: dict[str, bytes], *, like: Path | None = None) -> Path:
    """An archive with these members, after those of another archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        if like:
            with zipfile.ZipFile(like) as old:
                for info in old.infolist():
                    zipped.writestr(info, old.read(info))
        for name, data in members.items():
            zipped.writestr(name, data)
    return path


def test_a_file_is_installed_where_argostranslate_finds_it(project: Settings, tiny: Path) -> None:
    package = packages.install(project, str(tiny))
    assert package.sha256 == sha256(tiny)
    assert package.label == "installed"
    assert [one.package_version for one in argos.get_installed_packages([packages.packages_folder()])] == [
        "1.0"
    ]
    record = json.loads((package.folder / "bantin.json").read_text())
    assert record == {"sha256": sha256(tiny), "size": tiny.stat().st_size, "source": tiny.name}
    assert left_behind(project) == []


def test_installing_the_same_package_again_changes_nothing(project: Settings, tiny: Path) -> None:
    first = packages.install(project, str(tiny))
    before = first.folder.stat().st_mtime_ns
    assert packages.install(project, f"{tiny}#sha256={sha256(tiny)}") == first
    assert first.folder.stat().st_mtime_ns == before


def test_another_package_of_the_same_name_is_never_overwritten(
    project: Settings, tiny: Path, tmp_path: Path
) -> None:
    folder = packages.install(project, str(tiny)).folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    other = tiny_package.write(tmp_path / "other.argosmodel", {"Quận": "Borough"})
    with pytest.raises(ModelError, match="already installed"):
        packages.install(project, str(other))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_translation_does_not_need_is_left_out(project: Settings, tiny: Path, tmp_path: Path) -> None:
    top = "translate-vi_en-1_0"
    extra = {f"{top}/stanza/resources.json": b"{}", f"{top}/model/run.py": b"x", f"{top}/setup.sh": b"x"}
    folder = packages.install(project, str(zip_of(tmp_path / "x.argosmodel", extra, like=tiny))).folder
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "README.md",
        "bantin.json",
        "metadata.json",
        "model/config.json",
        "model/model.bin",
        "model/shared_vocabulary.json",
        "sentencepiece.model",
    ]


def test_a_file_with_another_sha256_than_the_one_given_is_refused(project: Settings, tiny: Path) -> None:
    with pytest.raises(ModelError, match=sha256(tiny)):
        packages.install(project, f"{tiny}#sha256={'0' * 64}")
    with pytest.raises(ModelError, match="64 digits"):
        packages.install(project, f"{tiny}#sha256=123")
    assert packages.available(project) == []


def test_a_missing_file_is_named(project: Settings) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        packages.install(project, "nowhere.argosmodel")


def test_a_damaged_archive_leaves_nothing(project: Settings, tiny: Path, tmp_path: Path) -> None:
    data = tiny.read_bytes()
    for name, damaged in {
        "short": data[: len(data) // 2],
        "text": b"not a zip at all",
        "empty": b"",
        "flipped": data[:20_000] + bytes(64) + data[20_064:],
    }.items():
        path = tmp_path / f"translate-{name}"
        path.write_bytes(damaged)
        with pytest.raises(ModelError) as caught:
            packages.install(project, str(path))
        finding = caught.value.finding
        assert finding.file == str(path)
        assert all((finding.found, finding.expected, finding.next_step))
        assert left_behind(project) == []
    assert packages.available(project) == []


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"../evil": b"x"}, "leads out"),
        ({"translate-vi_en-1_0/../../evil": b"x"}, "leads out"),
        ({"/etc/evil": b"x"}, "leads out"),
        ({"..\\evil": b"x"}, "leads out"),
        ({"C:/evil": b"x"}, "leads out"),
        ({"second/readme.txt": b"{}"}, "2 top folders"),
        ({"top-level-file": b"x"}, "2 top folders"),
        ({"translate-vi_en-1_0\\metadata.json": b"{}"}, "two files called"),
    ],
)
def test_paths_that_lead_elsewhere_are_refused(
    project: Settings, tiny: Path, tmp_path: Path, members: dict[str, bytes], found: str
) -> None:
    path = zip_of(tmp_path / "translate-x", members, like=tiny)
    with pytest.raises(ModelError, match=found):
        packages.install(project, str(path))
    assert left_behind(project) == []
    assert not list(tmp_path.rglob("evil"))


def test_a_symbolic_link_is_refused(project: Settings, tiny: Path, tmp_path: Path) -> None:
    path = zip_of(tmp_path / "translate-x", {}, like=tiny)
    with zipfile.ZipFile(path, "a") as zipped:
        link = zipfile.ZipInfo("translate-vi_en-1_0/model/shared_vocabulary.txt")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError, match="symbolic link"):
        packages.install(project, str(path))


def test_a_zip_bomb_is_stopped_by_its_real_size(project: Settings, tmp_path: Path) -> None:
    metadata = json.dumps({"from_code": "vi", "to_code": "en", "package_version": "1"}).encode()
    bomb = {
        "p/metadata.json": metadata,
        "p/sentencepiece.model": b"x",
        "p/model/model.bin": bytes(90 << 20),
    }
    with pytest.raises(ModelError, match="grows beyond"):
        packages.install(project, str(zip_of(tmp_path / "translate-bomb", bomb)))
    assert left_behind(project) == []


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        (None, "no metadata.json"),
        (b"{", "cannot be read"),
        (b"[]", "not for translation"),
        (b'{"type": "sbd", "from_code": "vi", "to_code": "en"}', "not for translation"),
        (b'{"from_code": "vi"}', "names no languages"),
        (b'{"from_code": "../vi", "to_code": "en"}', "names no languages"),
    ],
)
def test_a_package_that_does_not_say_what_it_is_is_refused(
    project: Settings, tmp_path: Path, metadata: bytes | None, found: str
) -> None:
    members = {"p/sentencepiece.model": b"x", "p/model/model.bin": b"x"}
    if metadata is not None:
        members["p/metadata.json"] = metadata
    with pytest.raises(ModelError, match=found):
        packages.install(project, str(zip_of(tmp_path / "translate-x", members)))


def test_a_folder_that_cannot_be_written_is_named(
    project: Settings, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "file" / "packages"))
    with pytest.raises(ModelError, match="ARGOS_PACKAGES_DIR"):
        packages.install(project, str(tiny))
