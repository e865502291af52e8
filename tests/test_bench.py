"""The benchmarks' own measures: a share that falls when text is lost or moved, work counted from weights."""

import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import tiny_package
from support import ROOT


def loaded(name: str) -> ModuleType:
    """A module of bench/, which is no package and has names that tests have, too."""
    spec = spec_from_file_location(f"bench_{name}", ROOT / "bench" / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


measure, peak = loaded("measure"), loaded("peak")

TEXT = "THÔNG BÁO\nSông Cạn, ngày 5 tháng 6 năm 2025\nNước được cắt tại 4 thôn.\nNgười dân trữ nước."
BODY = "Nước được cắt tại 4 thôn.\n\nNgười dân trữ nước."
FIELDS = ["Sông Cạn, ngày 5 tháng 6 năm 2025", "THÔNG BÁO"]


def test_the_whole_text_in_order_is_all_of_it() -> None:
    assert measure.share_in_order(TEXT, TEXT) == 1


def test_text_in_fields_counts_where_the_source_has_it() -> None:
    assert measure.share_in_order(TEXT, BODY, FIELDS) == 1
    assert measure.share_in_order(TEXT, BODY) < 0.6


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("Người dân trữ nước.\n\nNước được cắt tại 4 thôn.", FIELDS),
        (BODY.replace("thôn", "xóm"), FIELDS),
        (BODY.replace("4 ", ""), FIELDS),
        (BODY, ["Sông Cạn, ngày 6 tháng 5 năm 2025", "THÔNG BÁO"]),
        (BODY, ["Sông Cạn, ngày 5 tháng 6 năm 2025"]),
    ],
    ids=["paragraphs swapped", "a word changed", "a number lost", "a date altered", "a line lost"],
)
def test_what_is_lost_or_moved_lowers_the_share(body: str, fields: list[str]) -> None:
    assert measure.share_in_order(TEXT, body, fields) < 1


def test_a_piece_counts_once() -> None:
    assert measure.share_in_order("một hai một hai", "", ["một hai"]) == 0.5
    assert measure.share_in_order("một hai một hai", "", ["một hai", "một hai"]) == 1


def test_work_is_counted_from_the_shapes_of_the_weights(tmp_path: Path) -> None:
    with zipfile.ZipFile(tiny_package.write(tmp_path / "tiny.argosmodel")) as archive:
        archive.extractall(tmp_path)
    work = peak.work(next(tmp_path.rglob("model.bin")))
    depth, inner = tiny_package.DEPTH, 8
    layer = 4 * depth * depth + 2 * depth * inner
    assert work.read == layer + 2 * depth * depth  # the encoder's layer, and keys and values for the decoder
    assert (work.step - layer - 2 * depth * depth) % depth == 0  # what is left is the vocabulary
    assert work.operations(read=10, steps=3, beam=4) == 2 * (10 * work.read + 12 * work.step)
