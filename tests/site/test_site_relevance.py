"""The search against a set of judged queries: what is found, how high it stands, which accents count."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mkdocs.contrib import search as stock
from playwright.sync_api import Browser, Page

from bantin import page
from bantin.site import build
from publication import SITE_URL, new_project
from support import serve

pytestmark = pytest.mark.browser

DATA = Path(__file__).parent / "relevance"
FIND = """async ([base, queries, filters]) => {
  const finder = await import(base + "assets/js/finder.js");
  await finder.load();
  const titles = [];
  for (const query of queries) {
    const answer = await finder.find(query, filters);
    const shown = await Promise.all(answer.hits.slice(0, 20).map((hit) => hit.data()));
    const slugs = shown.map((data) => data.url.split("/").at(-2));
    titles.push({ partial: answer.partial, slugs });
  }
  return titles;
}"""


@dataclass(frozen=True)
class Judged:
    """A query and the bulletins that a reader who types it wants."""

    query: str
    wanted: frozenset[str]


def judged(name: str = "queries") -> list[Judged]:
    """`queries`: what the rules were made with. `held_out`: written before this ranking was there."""
    rows = (line.split("\t") for line in (DATA / f"{name}.tsv").read_text().splitlines())
    return [Judged(query, frozenset(wanted.split())) for query, wanted in rows]


def quality(asked: list[Judged], found: list[list[str]]) -> tuple[float, float]:
    """Precision at 5 and recall in the first five, means over the queries; what was missed is printed."""
    precise, recalled = [], []
    for one, slugs in zip(asked, found, strict=True):
        first = slugs[:5]
        right = len(one.wanted & set(first))
        precise.append(right / len(first) if first else float(not one.wanted))
        recalled.append(right / len(one.wanted) if one.wanted else float(not first))
        if recalled[-1] < 1 or (one.wanted and first[0] not in one.wanted):
            print(one.query, sorted(one.wanted), first)
    return sum(precise) / len(asked), sum(recalled) / len(asked)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that holds the judged bulletins."""
    root = tmp_path_factory.mktemp("relevance")
    project = new_project(root / "project")
    for line in (DATA / "bulletins.tsv").read_text().splitlines():
        slug, kind, number, issuer, date, title, body = line.split("\t")
        meta = {"title": title, "lang": "vi", "type": kind, "date": date, "issuer": issuer}
        if number:
            meta["identifier"] = number
        page.write(project.bulletins("vi") / f"{slug}.md", page.Page(meta, f"{body}\n"))
    assert build.build(project, root / "www" / "repo", site_url=SITE_URL) == []
    with serve(root / "www") as url:
        yield f"{url}repo/"


@pytest.fixture(scope="module")
def tab(chromium: Browser, corpus: str) -> Iterator[Page]:
    context = chromium.new_context()
    found = context.new_page()
    found.goto(corpus)
    yield found
    context.close()


def answers(tab: Page, corpus: str, queries: list[str], filters: dict[str, str] | None = None) -> list[Any]:
    found: list[Any] = tab.evaluate(FIND, [corpus, queries, filters or {}])
    return found


def slugs(tab: Page, corpus: str, query: str, **filters: str) -> list[str]:
    found: list[str] = answers(tab, corpus, [query], filters)[0]["slugs"]
    return found


@pytest.mark.parametrize(("name", "least"), [("queries", (0.94, 0.99)), ("held_out", (0.86, 0.95))])
def test_what_readers_want_is_among_the_first_five(
    tab: Page, corpus: str, name: str, least: tuple[float, float]
) -> None:
    asked = judged(name)
    assert len(asked) >= 90
    found = answers(tab, corpus, [one.query for one in asked])
    precision, recall = quality(asked, [answer["slugs"] for answer in found])
    print(f"{name}, {len(asked)} queries: precision at 5 {precision:.3f}, recall {recall:.3f}")
    assert precision >= least[0]
    assert recall >= least[1]


LUNR = """([texts, queries]) => {
  const index = lunr(function () {
    this.use(lunr.vi);
    this.field("title");
    this.field("text");
    this.ref("location");
    for (const text of texts) this.add(text);
  });
  const ask = (query) => { try { return index.search(query); } catch { return []; } };
  return queries.map((query) => ask(query).map((one) => one.ref));
}"""


def test_the_stock_search_finds_less(tab: Page, corpus: str) -> None:
    """MkDocs's own search as its worker puts it together, with number and issuer in the text."""
    folder = Path(stock.__file__).parent
    for script in ("templates/search/lunr", "lunr-language/lunr.stemmer.support", "lunr-language/lunr.vi"):
        tab.add_script_tag(path=str(folder / f"{script}.js"))
    texts = []
    for line in (DATA / "bulletins.tsv").read_text().splitlines():
        slug, _, number, issuer, _, title, body = line.split("\t")
        texts.append({"location": slug, "title": title, "text": f"{number} {issuer} {body}"})
    for name in ("queries", "held_out"):
        asked = judged(name)
        queries = [one.query for one in asked]
        theirs = quality(asked, tab.evaluate(LUNR, [texts, queries]))
        ours = quality(asked, [answer["slugs"] for answer in answers(tab, corpus, queries)])
        print(f"{name}: precision at 5 and recall: {theirs} stock, {ours} ours")
        assert 0.2 < theirs[0] < ours[0]
        assert 0.2 < theirs[1] < ours[1]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_typing_makes_no_difference(tab: Page, corpus: str, form: str) -> None:
    queries = [one.query for one in judged()][:30]
    typed = [unicodedata.normalize(form, query) for query in queries]  # type: ignore[arg-type]
    assert answers(tab, corpus, typed) == answers(tab, corpus, queries)


def test_old_and_new_tone_marks_find_the_same(tab: Page, corpus: str) -> None:
    for old, new in (("hòa bình", "hoà bình"), ("thủy lợi", "thuỷ lợi"), ("ma túy", "ma tuý")):
        assert set(slugs(tab, corpus, old)) == set(slugs(tab, corpus, new)) != set(), old


def test_a_title_weighs_more_than_a_body(tab: Page, corpus: str) -> None:
    assert slugs(tab, corpus, "thủy lợi") == ["thuy-loi", "ngung-nuoc"]
    assert slugs(tab, corpus, "giãn cách")[0] == "cong-van-517"


def test_exact_accents_stand_above_folded_ones(tab: Page, corpus: str) -> None:
    assert slugs(tab, corpus, "bão")[0] == "chong-bao"  # not "báo", "bảo"
    assert slugs(tab, corpus, "bảo hiểm")[0] == "bao-hiem-y-te"
    assert slugs(tab, corpus, "lúa")[0] in ("thu-hoach-lua", "han-man")  # not "lửa", "lừa"
    assert slugs(tab, corpus, "lừa đảo")[0] == "lua-dao"


def test_all_words_come_before_some_and_some_are_said_to_be_some(tab: Page, corpus: str) -> None:
    whole, part, none = answers(tab, corpus, ["sơ tán ven sông", "sơ tán ven biển hồ", "kangaroo"])
    assert (whole["partial"], whole["slugs"]) == (False, ["dien-tap"])
    assert part["partial"]
    assert part["slugs"][0] == "dien-tap"
    assert none["slugs"] == []


def test_filters_narrow_and_a_value_that_nobody_has_finds_nothing(tab: Page, corpus: str) -> None:
    assert "ngung-nuoc" in slugs(tab, corpus, "nước", year="2025")
    assert slugs(tab, corpus, "nước sạch", year="2024") == ["nuoc-sach-nong-thon"]
    assert slugs(tab, corpus, "nước sạch", type="Thông báo") == ["ngung-nuoc"]
    assert slugs(tab, corpus, "phòng chống", issuer="Công an huyện") == ["ma-tuy"]
    assert slugs(tab, corpus, "lừa đảo", issuer="Công an huyện", year="2025") == ["lua-dao"]
    assert slugs(tab, corpus, "lừa đảo", issuer="Công an huyện", year="2024") == []
    assert slugs(tab, corpus, "nước", year="1999") == []


@pytest.mark.parametrize("query", ['"xã hội quận"', '"hội xã"', '"anh đông"'])
def test_a_phrase_that_nobody_wrote_is_not_found(tab: Page, corpus: str, query: str) -> None:
    assert slugs(tab, corpus, query) == []


def test_an_exact_phrase_stands_above_its_folded_twin(tab: Page, corpus: str) -> None:
    assert slugs(tab, corpus, '"tuyến đầu"') == ["tuyen-dau"]
    assert slugs(tab, corpus, '"tuyen dau"') == ["tuyen-dau"]
