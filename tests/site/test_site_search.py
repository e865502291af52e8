"""The search index by itself: words and keys alike in both programs, postings, phrases, weight."""

import functools
import gzip
import http.server
import json
import random
import shutil
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bantin.site.search import FOLDER, Copy, write_index
from bantin.site.search.words import ENDINGS, folded, keys, words
from support import ROOT

TEXTS = [
    "Quận 12, COVID19 và Covid-19; số 16/CT-TTg, 517-CV/TU",
    "hoà bình, hòa bình, khoẻ, thuỷ lợi, quý, Quỳnh, hoàng, ngoằn ngoèo, ma tuý",
    "7.200 đồng, 1.234.567,89; 12.2025; 30/4; ½ m² Ⅳ 24h",
    unicodedata.normalize("NFD", "Đường Trần Phú, giãn cách xã hội"),
    "Running ponies released boxes' addresses, hopping buses; the city's cities agreed. İstanbul straße",
]
COLD = 150_000  # bytes


class _Asked(http.server.SimpleHTTPRequestHandler):
    """Notes what is asked for and how much is sent: the index as it is, scripts packed as hosts send them."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_file():
            data = path.read_bytes()
            sent = len(gzip.compress(data)) if path.suffix == ".js" else len(data)
            self.server.asked[self.path.partition("?")[0]] = sent  # type: ignore[attr-defined]
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str, dict[str, int]]]:
    """A site of nothing but scripts and an index: its folder, its address, what was asked of it."""
    shutil.copytree(ROOT / "overrides" / "assets" / "js", tmp_path / "assets" / "js")
    for code in ("vi", "en"):
        (tmp_path / f"{code}.html").write_text(f'<!doctype html><html lang="{code}"><title>{code}</title>')
    handler = functools.partial(_Asked, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        asked: dict[str, int] = {}
        server.asked = asked  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def copy(name: str, body: str, title: str = "", date: str = "2025-01-01", **more: Any) -> Copy:
    code = more.pop("code", "vi")
    filters = tuple(more.pop("filters", ()))
    return Copy(f"ban-tin/{name}/", code, title or name, f"<p>{body}</p>", "", "", date, filters)


FIND = """async ([query, chosen, byDate]) => {
  const finder = await import("/assets/js/finder.js");
  const answer = await finder.find(query, chosen ?? {}, byDate ?? false);
  const shown = await Promise.all(answer.hits.slice(0, 10).map((hit) => hit.data()));
  return { ...answer, hits: answer.hits.length, shown };
}"""


def names(answer: Any) -> list[str]:
    return [one["url"].split("/")[-2] for one in answer["shown"]]


def test_letters_and_digits_part_numbers_and_spellings_do_not() -> None:
    assert list(words(TEXTS[0])) == [
        "quận",
        "12",
        "covid",
        "19",
        "và",
        "covid",
        "19",
        "số",
        "16",
        "ct",
        "ttg",
        "517",
        "cv",
        "tu",
    ]
    assert list(words(TEXTS[2]))[:6] == ["7200", "đồng", "1234567", "89", "12", "2025"]
    assert list(words("hoà khoẻ thuỷ quý hoàng")) == ["hòa", "khỏe", "thủy", "quý", "hoàng"]
    assert folded("đường") == "duong"
    key = keys("en")
    assert key("hours") == key("hour") != key("house")
    assert key("released") == key("releases") == key("releasing") == key("release")
    assert key("stopped") == key("stop") == key("stops")
    assert key("carried") == key("carry") == key("carries")
    assert [key(word) for word in ("bus", "address", "this", "red", "king")] == [
        "bus",
        "address",
        "this",
        "red",
        "king",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("code", ["vi", "en"])
def test_python_and_the_browser_take_the_same_words_for_the_same(
    tab: Page, site: tuple[Path, str, dict[str, int]], code: str
) -> None:
    texts = [*TEXTS, *(path.read_text() for path in sorted((ROOT / "docs").rglob("*.md")))]
    tab.goto(f"{site[1]}{code}.html")
    script = """async ([texts, endings]) => {
      const { words, keys } = await import("/assets/js/words.js");
      const key = keys(endings);
      return texts.map((text) => words(text.normalize("NFC")).map(({ word }) => [word, key(word)]));
    }"""
    key = keys(code)
    found = tab.evaluate(script, [texts, ENDINGS.get(code, ())])
    assert sum(map(len, found)) > 1000
    assert found == [[[word, key(word)] for word in words(text)] for text in texts]


def test_the_same_bulletins_make_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    ones = [copy(f"b{number}", f"nước sạch {number}", date=f"2025-01-{number:02}") for number in range(1, 9)]
    for place, given in (("a", ones), ("b", ones[::-1])):
        write_index(given, str(tmp_path / place))
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.idx"))
    assert len(files) == 8 + 1 + 1 + 1
    assert [(tmp_path / "a" / one).read_bytes() for one in files] == [
        (tmp_path / "b" / one).read_bytes() for one in files
    ]


def test_a_newer_bulletin_moves_no_older_ones_file(tmp_path: Path) -> None:
    ones = [copy("cu", "nước sạch", date="2024-01-01"), copy("moi", "nước mưa", date="2025-01-01")]
    write_index(ones[:1], str(tmp_path / "a"))
    write_index(ones, str(tmp_path / "b"))
    assert (tmp_path / "a/search/vi/t/0.idx").read_bytes() == (tmp_path / "b/search/vi/t/0.idx").read_bytes()
    versions = [
        json.loads(gzip.decompress((tmp_path / name / FOLDER / "vi/head.idx").read_bytes()))["version"]
        for name in "ab"
    ]
    assert versions[0] != versions[1]


@pytest.mark.browser
def test_a_phrase_is_exact_however_many_bulletins_hold_its_words(
    tab: Page, site: tuple[Path, str, dict[str, int]]
) -> None:
    """Each of the sixty others holds every word of the phrase, and every pair of it, and not the phrase."""
    others = [
        copy(f"kia-{number}", "xã hội rộng. Hội quận họp. Quận hội, hội xã. giãn cách; cách xã", "Tin")
        for number in range(60)
    ]
    ones = [
        *others,
        copy("day", "<b>Giãn</b> cách xã hội quận 12"),
        copy("khong-dau", "gian cach xa hoi quan"),
    ]
    write_index(ones, str(site[0]))
    tab.goto(f"{site[1]}vi.html")
    assert names(tab.evaluate(FIND, ['"giãn cách xã hội quận"'])) == ["day", "khong-dau"]
    assert names(tab.evaluate(FIND, ['"gian cach xa hoi quan"']))[1:] in (["day"], ["khong-dau"])
    assert names(tab.evaluate(FIND, ['"giãn cách xã hội quận 11"'])) == []
    assert names(tab.evaluate(FIND, ['"hội quận" giãn 12'])) == ["day"]


@pytest.mark.browser
def test_neighbours_rank_above_strays_and_parts_are_no_neighbours(
    tab: Page, site: tuple[Path, str, dict[str, int]]
) -> None:
    ones = [
        copy("xa", "bảo vệ rừng là hiểm trở và rất dài dòng"),
        copy("gan", "nộp bảo hiểm đúng hạn và rất dài dòng nữa"),
        copy("hai-doan", "bảo</p><p>hiểm"),
    ]
    write_index(ones, str(site[0]))
    tab.goto(f"{site[1]}vi.html")
    assert names(tab.evaluate(FIND, ["bảo hiểm"]))[0] == "gan"
    assert names(tab.evaluate(FIND, ['"bảo hiểm"'])) == ["gan"]


@pytest.mark.browser
def test_results_can_stand_by_date_and_filters_count(
    tab: Page, site: tuple[Path, str, dict[str, int]]
) -> None:
    ones = [
        copy(
            f"b{year}-{number}",
            "nước sạch " * (number + 1),
            date=f"{year}-0{number + 1}-01",
            filters=(("year", str(year)), ("topic", "Nước"), *((("topic", "Y tế"),) if number else ())),
        )
        for year in (2023, 2024)
        for number in range(3)
    ]
    write_index(ones, str(site[0]))
    tab.goto(f"{site[1]}vi.html")
    found = tab.evaluate(FIND, ["nuoc sach", {"topic": "Y tế"}, True])
    assert names(found) == ["b2024-2", "b2024-1", "b2023-2", "b2023-1"]
    assert found["counts"] == {
        "year": [["2023", 2], ["2024", 2]],
        "topic": [["Nước", 6], ["Y tế", 4]],
    }


@pytest.mark.browser
def test_by_date_other_accents_do_not_come_between(tab: Page, site: tuple[Path, str, dict[str, int]]) -> None:
    ones = [copy("cu", "bão số 3", date="2024-01-01"), copy("moi", "báo số 3", date="2025-01-01")]
    write_index(ones, str(site[0]))
    tab.goto(f"{site[1]}vi.html")
    assert names(tab.evaluate(FIND, ["bão số 3"])) == ["cu", "moi"]
    assert names(tab.evaluate(FIND, ["bão số 3", {}, True])) == ["cu"]
    assert names(tab.evaluate(FIND, ["bao so 3", {}, True])) == ["moi", "cu"]


@pytest.mark.browser
def test_a_passage_shows_what_was_asked_for_with_its_marks(
    tab: Page, site: tuple[Path, str, dict[str, int]]
) -> None:
    text = f"Mở đầu. {'Lời dài dòng. ' * 80} Chỉ thị 16/CT-TTg cấm &lt;b&gt; {'Còn nữa. ' * 40}"
    write_index([copy("day", text)], str(site[0]))
    tab.goto(f"{site[1]}vi.html")
    pieces = tab.evaluate(FIND, ["16/ct-ttg chi"])["shown"][0]["excerpt"]
    assert [piece for piece, marked in pieces if marked] == ["Chỉ", "16/CT-TTg"]
    shown = "".join(piece for piece, _ in pieces)
    assert shown.startswith("… ")
    assert "thị 16/CT-TTg cấm <b> Còn" in shown


@pytest.mark.browser
def test_a_cold_query_fetches_little_and_only_what_it_asks(
    tab: Page, site: tuple[Path, str, dict[str, int]]
) -> None:
    """Two thousand bulletins that hold the same hundred syllables: the heaviest postings there can be."""
    rng = random.Random(3)  # noqa: S311
    syllables = [a + b for a in "bcdghklmnp" for b in ["a", "e", "i", "o", "u", "an", "en", "in", "on", "un"]]
    ones = [
        copy(f"b{number}", " ".join(rng.choice(syllables) for _ in range(120)), title=f"Số {number}")
        for number in range(2000)
    ]
    write_index(ones, str(site[0]))
    tab.goto(f"{site[1]}vi.html")
    site[2].clear()
    found = tab.evaluate(FIND, ["ban cen do mu"])
    assert found["hits"] > 10
    fetched = {name: size for name, size in site[2].items() if "/search/" in name or name.endswith(".js")}
    kinds = [name.split("/")[3] for name in fetched if name.startswith("/search/")]
    assert kinds.count("t") == 10
    assert kinds.count("w") <= 4
    assert kinds.count("p") <= 3
    assert sum(fetched.values()) <= COLD, fetched
