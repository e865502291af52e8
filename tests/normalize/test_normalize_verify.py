"""The proof of the whole tree: planted faults of every kind are found, from the sources alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bantin import page, settings
from bantin.errors import Finding
from bantin.normalize import compose, edit, run
from bantin.normalize.verify import verify
from bantin.settings import Settings

MKDOCS = "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n    - {locale: en}\n"
SOURCE = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN AN\tĐộc lập - Tự do - Hạnh phúc
Số: 42/TB-UBND\tTân An, ngày 5 tháng 6 năm 2025

THÔNG BÁO
Về việc phòng dịch Covid – 19

Chia sẻ bài viết

Thực hiện “Tuần lễ xanh", xã có 96,56% hộ dân tham gia "dọn vệ sinh" trên 12 thôn.

Đoạn thứ hai nói về việc khác hẳn, gồm:

• Mục một;
• Mục hai.

Đoạn cuối cùng kết thúc ở đây./.

Nơi nhận:\tCHỦ TỊCH
- Như trên;
- Lưu: VT.\tTrần Thị Bình
""".replace("xanh\"", "xanh”")  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.txt").write_text(SOURCE, encoding="utf-8")
    made = settings.read(tmp_path)
    assert run.normalize(made).written == ("docs/ban-tin/ve-viec-phong-dich-covid-19.md",)
    return made


def planted(here: Settings, change: Callable[[str], str], resigned: bool = True) -> list[Finding]:
    """What verify says of the page with a fault planted, its own fingerprints made to fit."""
    [path] = here.bulletins("vi").glob("*.md")
    old = path.read_text(encoding="utf-8")
    new = change(old)
    assert new != old
    path.write_text(new, encoding="utf-8")
    if resigned:
        changed = page.read(path)
        page.write(path, compose.signed(changed, changed.text("normalizer")))
    return verify(here)


def test_an_honest_tree_passes_and_shows_how_far_it_is(here: Settings) -> None:
    steps: list[tuple[int, int]] = []
    assert verify(here, progress=lambda done, total: steps.append((done, total))) == []
    assert steps == [(1, 1)]


def swapped(text: str) -> str:
    head, body = text.split("---\n\n", 1)
    first, second, *rest = body.split("\n\n")
    return f"{head}---\n\n" + "\n\n".join([second, first, *rest])


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


LETTERS: dict[str, Callable[[str], str]] = {
    "a digit changed": replaced("96,56%", "96,57%"),
    "digits swapped": replaced("96,56%", "96,65%"),
    "a letter lost": replaced("Đoạn cuối", "Đoạ cuối"),
    "a tone changed": replaced("kết thúc", "kết thục"),
    "a capital changed": replaced("Mục một", "mục một"),
    "a word dropped": replaced("khác hẳn", "khác"),
    "a word doubled": replaced("khác hẳn", "khác khác hẳn"),
    "two words swapped": replaced("việc khác", "khác việc"),
    "paragraphs swapped": swapped,
    "items swapped": replaced("- Mục một;\n- Mục hai.", "- Mục hai.\n- Mục một;"),
    "a paragraph twice": lambda text: text + "\nĐoạn thứ hai.\n",
    "a per cent sign lost": replaced("%", ""),
    "a drop not listed": replaced("dropped:\n- Chia sẻ bài viết\n", ""),
    "a drop that was none": replaced("dropped:\n", "dropped:\n- Mục một;\n"),
    "a letterhead line changed": replaced("- XÃ TÂN AN", "- XÃ TÂN ÂN"),
    "letterhead lines swapped": replaced("- XÃ TÂN AN\n- Độc", "- Độc"),
    "a signer's name changed": replaced("- Trần Thị Bình", "- Trần Thị Bính"),
    "a title changed": replaced("title: Về việc", "title: Về các việc"),
    "another text altogether": lambda text: text.split("---\n\n")[0] + "---\n\nMột trang của nguồn khác.\n",
}
MARKS: dict[str, Callable[[str], str]] = {
    "a comma lost": replaced("khác hẳn, gồm", "khác hẳn gồm"),
    "a stop for a semicolon": replaced("Mục một;", "Mục một."),
    "a dash for a dash": replaced("Độc lập - Tự", "Độc lập – Tự"),
    "a stop in a number": replaced("96,56", "96.56"),
    "a quotation mark lost": replaced("“Tuần lễ", "Tuần lễ"),
    "a repair not listed": replaced("- Covid – 19 → Covid-19 (line 6)\n", ""),
    "a repair listed and not made": replaced("repairs:\n", "repairs:\n- MERS – 2 → MERS-2 (line 9)\n"),
    "a repair of other words": replaced("“dọn vệ sinh” (", "“dọn vệ” ("),
    "a list mark inside a paragraph": replaced("Đoạn thứ hai", "\\- Đoạn thứ hai"),
}


@pytest.mark.parametrize("fault", LETTERS.values(), ids=LETTERS.keys())
def test_a_fault_in_letters_or_order_is_found(here: Settings, fault: Callable[[str], str]) -> None:
    [finding] = planted(here, fault)
    assert (finding.severity, finding.file) == ("error", "docs/ban-tin/ve-viec-phong-dich-covid-19.md")
    assert "letters or digits" in finding.found or "not in its place" in finding.found


@pytest.mark.parametrize("fault", MARKS.values(), ids=MARKS.keys())
def test_a_fault_in_marks_is_found(here: Settings, fault: Callable[[str], str]) -> None:
    [finding] = planted(here, fault)
    assert (finding.severity, "marks that differ" in finding.found) == ("error", True)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("identifier: 42/TB-UBND", "identifier: 43/TB-UBND", "identifier"),
        ("date: '2025-06-05'", "date: '2025-06-06'", "date"),
        ("Đoạn thứ hai", "# Đoạn thứ hai", "the body"),
    ],
)
def test_a_fault_in_what_the_rules_infer_is_found(here: Settings, old: str, new: str, name: str) -> None:
    [finding] = planted(here, replaced(old, new))
    assert finding.found == f"not what the rules make of its source: {name}"


def test_a_fault_is_found_whether_or_not_the_fingerprints_fit(here: Settings) -> None:
    assert planted(here, LETTERS["a digit changed"], resigned=False)


def test_a_source_that_changed_or_went_is_told(here: Settings) -> None:
    path = here.sources / "a.txt"
    path.write_text(SOURCE.replace("12 thôn", "13 thôn"), encoding="utf-8")
    [finding] = verify(here)
    assert (finding.severity, "has changed since" in finding.found) == ("warning", True)
    path.unlink()
    [finding] = verify(here)
    assert (finding.severity, "is gone" in finding.found) == ("note", True)


def test_a_page_may_not_name_a_file_outside_of_sources(here: Settings) -> None:
    (here.root / "secret.txt").write_text(SOURCE, encoding="utf-8")
    [finding] = planted(here, replaced("source: sources/a.txt", "source: secret.txt"))
    assert "is gone" in finding.found


def test_a_decision_by_hand_keeps_the_proof(here: Settings) -> None:
    edit.set_fields(here, "ve-viec-phong-dich-covid-19", {"title": "Tên khác", "issuer": "UBND xã Tân An"})
    assert verify(here) == []
    found = planted(here, replaced("title_in_source: Về việc", "title_in_source: Về các việc"))
    assert "letters or digits" in found[0].found


def test_typography_can_be_switched_off_and_every_mark_stays(here: Settings) -> None:
    extra = "extra: {bantin: {typography: false}}\n"
    (here.root / "mkdocs.yml").write_text(MKDOCS + extra, encoding="utf-8")
    plain = settings.read(here.root)
    assert run.normalize(plain).written == ("docs/ban-tin/ve-viec-phong-dich-covid-19.md",)
    made = page.read(here.bulletins("vi") / "ve-viec-phong-dich-covid-19.md")
    assert made.text("title") == "Về việc phòng dịch Covid – 19"
    assert '"dọn vệ sinh"' in made.body
    assert "ở đây./." in made.body
    assert (made.meta["end_mark"], "repairs" in made.meta) == (True, False)
    assert verify(plain) == []
    assert run.normalize(plain).written == ()
