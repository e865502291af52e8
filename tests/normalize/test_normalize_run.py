"""The run: addresses never move, nothing is written twice, a person's work is never overwritten."""

import os
import shutil
import tracemalloc
from pathlib import Path

import pytest

from bantin import page, settings
from bantin.normalize import compose, making, pages, run
from bantin.normalize.run import Report
from bantin.page import Page, Value
from bantin.settings import Settings

LEDE = "Ngày 5/6/2025, xã Tân An tổ chức họp dân bàn việc trồng cây xanh dọc tuyến đường liên thôn."
MKDOCS = "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n    - {locale: en}\n"


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    return settings.read(tmp_path)


def put(here: Settings, name: str, title: str = "Trồng cây xanh", text: str = LEDE) -> Path:
    path = here.sources / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{text}\n\n{text} Hai.\n", encoding="utf-8")
    return path


def names(here: Settings) -> list[str]:
    return sorted(path.name for path in (here.root / "docs").rglob("*") if path.is_file())


def contents(here: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in here.bulletins("vi").glob("*.md")}


def short(report: Report) -> list[str]:
    return [f"{finding.severity} {finding.file}: {finding.found}" for finding in report.findings]


def test_a_source_becomes_a_page_named_after_its_title(here: Settings) -> None:
    put(here, "a.txt", "Đồng Tháp: 2 cách “giữ” đất")
    report = run.normalize(here)
    assert report.written == ("docs/ban-tin/dong-thap-2-cach-giu-dat.md",)
    made = page.read(here.root / report.written[0])
    assert next(iter(made.meta)) == "title"
    assert made.text("source") == "sources/a.txt"
    assert made.text("normalizer") == compose.VERSION


def test_a_second_run_writes_nothing_and_parses_nothing(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "a.txt")
    put(here, "b/c.txt", "Hai")
    run.normalize(here)
    before = contents(here)
    monkeypatch.setattr(making.readers, "read", lambda data: pytest.fail(f"parsed {len(data)} bytes"))
    report = run.normalize(here)
    assert (report.written, len(report.unchanged), report.findings) == ((), 2, ())
    assert contents(here) == before


def test_pages_do_not_depend_on_the_order_of_the_runs(here: Settings) -> None:
    paths = [put(here, f"{name}.txt", f"Tin {name}") for name in "abc"]
    run.normalize(here)
    once = contents(here)
    shutil.rmtree(here.root / "docs")
    for path in reversed(paths):
        run.normalize(here, only=[path])
    assert contents(here) == once


def test_two_bulletins_of_one_title_and_date_get_an_address_each_and_keep_it(here: Settings) -> None:
    put(here, "a.txt")
    put(here, "b.txt", text=LEDE.replace("họp dân", "ra quân"))
    run.normalize(here)
    assert names(here) == ["trong-cay-xanh-2.md", "trong-cay-xanh.md"]
    before = contents(here)
    (here.sources / "a.txt").unlink()
    run.normalize(here)
    assert contents(here) == before
    assert "ra quân" in (here.root / "docs/ban-tin/trong-cay-xanh-2.md").read_text(encoding="utf-8")


def test_a_changed_title_keeps_the_address(here: Settings) -> None:
    put(here, "a.txt")
    run.normalize(here)
    put(here, "a.txt", "Một tên khác hẳn")
    report = run.normalize(here)
    assert report.written == ("docs/ban-tin/trong-cay-xanh.md",)
    assert page.read(here.root / report.written[0]).text("title") == "Một tên khác hẳn"
    assert names(here) == ["trong-cay-xanh.md"]


def test_a_renamed_source_keeps_its_page_and_a_later_change_still_finds_it(here: Settings) -> None:
    path = put(here, "a.txt")
    run.normalize(here)
    path.rename(here.sources / "z.txt")
    report = run.normalize(here)
    assert short(report) == ["note sources/z.txt: renamed from sources/a.txt"]
    assert run.normalize(here).findings == ()
    put(here, "z.txt", text=LEDE.replace("họp dân", "ra quân"))
    assert run.normalize(here).written == ("docs/ban-tin/trong-cay-xanh.md",)


def test_the_same_bytes_twice_make_one_page(here: Settings) -> None:
    put(here, "a.txt")
    put(here, "b.txt")
    report = run.normalize(here)
    assert names(here) == ["trong-cay-xanh.md"]
    assert short(report) == ["note sources/b.txt: the same bulletin as sources/a.txt"]
    assert short(run.normalize(here)) == short(report)


def test_the_same_text_in_other_bytes_makes_one_page(here: Settings) -> None:
    path = put(here, "a.txt")
    (here.sources / "b.txt").write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert short(run.normalize(here)) == ["note sources/b.txt: the same bulletin as sources/a.txt"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("họp dân", "họp toàn dân"),
        ("title: Trồng cây xanh", "title: Trồng thêm cây"),
        ("date_precision: inferred", "date_precision: exact"),
        ("date: '2025-06-05'", "date: '2025-06-06'"),
    ],
)
def test_what_a_person_edited_is_never_overwritten(here: Settings, old: str, new: str) -> None:
    put(here, "a.txt")
    run.normalize(here)
    path = here.root / "docs/ban-tin/trong-cay-xanh.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    before = contents(here)
    assert run.normalize(here).findings == ()
    put(here, "a.txt", text=LEDE.replace("xã Tân An", "xã Tân Bình"))
    report = run.normalize(here)
    assert contents(here) == before
    [finding] = report.findings
    assert "edited by hand" in finding.found
    digest = finding.next_step.split("source_sha256 to ")[1].split(",")[0]
    text = path.read_text(encoding="utf-8")
    was = page.parse(text).text("source_sha256")
    path.write_text(text.replace(was, digest), encoding="utf-8")
    assert run.normalize(here).findings == ()


def test_new_rules_rewrite_only_what_no_person_touched(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "a.txt")
    put(here, "b.txt", "Hai")
    run.normalize(here)
    path = here.root / "docs/ban-tin/hai.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")
    monkeypatch.setattr(compose, "VERSION", "of tomorrow")
    report = run.normalize(here)
    assert report.written == ("docs/ban-tin/trong-cay-xanh.md",)
    assert report.findings == ()


def test_a_removed_source_leaves_its_page_and_a_note(here: Settings) -> None:
    put(here, "a.txt").unlink()
    path = put(here, "b.txt", "Hai")
    run.normalize(here)
    path.unlink()
    report = run.normalize(here)
    assert short(report) == ["note docs/ban-tin/hai.md: its source sources/b.txt is gone"]
    assert names(here) == ["hai.md"]


def test_one_bad_file_does_not_stop_the_others(here: Settings) -> None:
    put(here, "b.txt")
    (here.sources / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    (here.sources / "c.txt").write_bytes(b"")
    (here.sources / "d.txt").write_bytes("Bản tin về bão".encode("utf-16-le") + b"\x00\xd8\x00")
    (here.sources / "e.txt").write_bytes(b"Th\xf4ng b\xe1o v\xe0 tin t\xf8c")
    report = run.normalize(here)
    assert report.written == ("docs/ban-tin/trong-cay-xanh.md",)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert [finding.file for finding in errors] == [f"sources/{name}.txt" for name in "acde"]
    assert all(finding.found and finding.next_step for finding in errors)
    assert "byte 2" in errors[3].found
    assert names(here) == ["trong-cay-xanh.md"]


def test_a_file_name_never_decides_where_a_page_goes(here: Settings) -> None:
    for name, title in (
        ("a..md", "Một"),
        ("a; rm -rf.txt", "Hai"),
        ("tên có dấu \n.txt", "../../Ba"),
        ("$x.html", "Bốn"),
    ):
        put(here, name, title)
    report = run.normalize(here)
    assert short(report) == []
    assert names(here) == ["ba.md", "bon.md", "hai.md", "mot.md"] or names(here) == [
        "ba.md",
        "bon.md",
        "hai.md",
    ]
    assert not list(here.root.parent.glob("*.md"))


def test_a_name_that_is_no_utf8_is_spelled_out(here: Settings) -> None:
    path = put(here, "a.txt")
    path.rename(path.parent / os.fsdecode(b"b\xff.txt"))
    report = run.normalize(here)
    assert page.read(here.root / report.written[0]).text("source") == "sources/b\\xff.txt"
    assert run.normalize(here).written == ()


def test_links_that_lead_out_are_refused_and_others_are_the_same_bulletin(here: Settings) -> None:
    secret = here.root / "secret.txt"
    secret.write_text("Mật khẩu\n\nkhông được lộ.\n", encoding="utf-8")
    folder = here.root / "elsewhere"
    folder.mkdir()
    (here.sources / "out.txt").symlink_to(secret)
    (here.sources / "folder").symlink_to(folder)
    (here.sources / "gone.txt").symlink_to(here.sources / "nothing.txt")
    path = put(here, "a.txt")
    (here.sources / "in.txt").symlink_to(path)
    report = run.normalize(here)
    assert names(here) == ["trong-cay-xanh.md"]
    assert short(report) == [
        "error sources/folder: a link that leads out of sources/",
        "error sources/out.txt: a link that leads out of sources/",
        "error sources/gone.txt: a file that cannot be read (No such file or directory)",
        "note sources/in.txt: the same bulletin as sources/a.txt",
    ]


def test_only_the_files_asked_for_are_looked_at(here: Settings) -> None:
    put(here, "a.txt", "Một")
    put(here, "b/b.txt", "Hai")
    put(here, "b/c.txt", "Ba")
    report = run.normalize(here, only=[Path("sources/b"), Path("sources/none.txt"), Path("/etc/hostname")])
    assert names(here) == ["ba.md", "hai.md"]
    assert short(report) == [
        "error sources/none.txt: no such file in sources/",
        "error /etc/hostname: no such file in sources/",
    ]


def test_hidden_files_lock_files_and_no_sources_at_all_are_no_error(here: Settings) -> None:
    for name in (".DS_Store", "~$a.docx", "Thumbs.db", ".git/x.txt"):
        put(here, name)
    assert run.normalize(here) == Report()
    shutil.rmtree(here.sources)
    assert run.normalize(here) == Report()


def test_a_bulletin_called_index_is_not_the_index(here: Settings) -> None:
    put(here, "a.txt", "Index")
    assert run.normalize(here).written == ("docs/ban-tin/index-2.md",)


def test_a_page_that_cannot_be_read_is_a_finding_and_its_name_stays_taken(here: Settings) -> None:
    folder = here.bulletins("vi")
    folder.mkdir(parents=True)
    (folder / "trong-cay-xanh.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    put(here, "a.txt")
    report = run.normalize(here)
    assert report.written == ("docs/ban-tin/trong-cay-xanh-2.md",)
    assert [finding.file for finding in report.findings] == ["docs/ban-tin/trong-cay-xanh.md"]


def test_the_report_tells_what_was_done_to_each_page_and_how_far_it_is(here: Settings) -> None:
    put(here, "a.txt", text=LEDE.replace("họp dân", "họp Covid – 19") + "\n\nChia sẻ bài viết\n\n" + LEDE)
    steps: list[tuple[int, int]] = []
    report = run.normalize(here, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 1)]
    [(name, notes)] = report.notes
    assert name == "docs/ban-tin/trong-cay-xanh.md"
    assert "dropped: Chia sẻ bài viết" in notes
    assert "repaired: Covid – 19 → Covid-19 (line 3)" in notes


def test_a_page_that_fails_its_proof_is_not_written(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, "a.txt", "Một")
    put(here, "b.txt", "Hai")
    honest = compose.page_of

    def faulty(reading: compose.Reading, source: str, sha256: str, mending: bool) -> page.Page:
        made = honest(reading, source, sha256, mending)
        return (
            page.Page(made.meta, made.body.replace("họp dân", "họp")) if source == "sources/a.txt" else made
        )

    monkeypatch.setattr(compose, "page_of", faulty)
    report = run.normalize(here)
    assert names(here) == ["hai.md"]
    assert [(finding.file, finding.severity) for finding in report.findings] == [("sources/a.txt", "error")]


def test_the_pages_that_stand_are_not_held_in_memory(here: Settings) -> None:
    count, size = 100, 50_000
    for number in range(count):
        meta: dict[str, Value] = {"title": f"Tin {number}", "source": f"sources/{number}.txt"}
        page.write(here.bulletins("vi") / f"tin-{number}.md", Page(meta, "chữ " * (size // 4)))
    tracemalloc.start()
    try:
        index = pages.index(here, [])
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(index.by_path) == count
    assert held < count * size / 10
