"""How long a site of many bulletins takes to build, how big it is, and what a cold query costs a reader.

    .venv/bin/python bench/site.py 1000        # bulletins in two languages, all approved

Prints seconds, bytes and, where there is a Chromium, the bytes and milliseconds of the first query.
"""

import gzip
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from playwright.sync_api import sync_playwright

from bantin import page
from bantin.blocks import fingerprint
from bantin.page import Page
from bantin.settings import Settings
from bantin.site import build
from publication import SITE_URL, new_project
from support import FLAGS, ROOT, browser_path, serve

KINDS = ("tin-bai", "thong-bao", "ke-hoach", "chi-thi", "quyet-dinh", "cong-van")


def sentences() -> list[tuple[str, str]]:
    """The corpus of the compact package: sentences of bulletins, Vietnamese and English."""
    found = []
    for path in sorted((ROOT / "training" / "corpus").glob("*.tsv")):
        rows = (line.split("\t") for line in path.read_text().splitlines())
        found += [(row[0], row[1]) for row in rows if len(row) == 2]
    return found


def passages(rng: random.Random, pairs: list[tuple[str, str]], count: int) -> list[list[str]]:
    """Some 330 syllables: paragraphs of three neighbouring sentences, in each language."""
    starts = [rng.randrange(len(pairs) - 2) for _ in range(count)]
    return [[" ".join(pair[side] for pair in pairs[at : at + 3]) for at in starts] for side in (0, 1)]


def fill(project: Settings, count: int) -> None:
    """That many bulletins with approved translations."""
    rng = random.Random(1)  # noqa: S311
    pairs = sentences()
    short = [pair for pair in pairs if 5 <= len(pair[0].split()) <= 16]
    for number in range(count):
        date = f"{2015 + number % 11}-{1 + number % 12:02}-{1 + number % 28:02}"
        titles, bodies = rng.choice(short), passages(rng, pairs, 7)
        meta = {"title": titles[0], "lang": "vi", "type": KINDS[number % 6], "date": date}
        meta |= {"issuer": f"Cơ quan số {number % 20}", "identifier": f"{number}/TB-UBND"}
        source = Page(meta, "\n\n".join(bodies[0]) + "\n")
        target = Page({"title": titles[1], "lang": "en"}, "\n\n".join(bodies[1]) + "\n")
        seal = {
            "approved_by": "Lan",
            "approved_on": date,
            "approved_source": fingerprint(source),
            "approved_text": fingerprint(target),
        }
        page.write(project.bulletins("vi") / f"ban-tin-{number}.md", source)
        page.write(project.bulletins("en") / f"ban-tin-{number}.md", target.with_meta(seal))


# The page's own clock: from the typing to the results. It holds the 180 ms that the field waits for more.
WATCH = """() => {
  document.getElementById("bt-query").addEventListener("input", () => (window.typed ??= performance.now()));
  const list = document.querySelector("#bt-found ol");
  new MutationObserver(() => (window.stood ??= performance.now())).observe(list, { childList: true });
}"""
QUERIES = ("hạn hán", "lu lut", "giãn cách xã hội", "ủy ban nhân dân huyện", '"phòng, chống dịch"')


def cold_query(www: Path, query: str) -> tuple[int, int, int]:
    """Requests, bytes over the wire (scripts packed, as any web host sends them), and milliseconds until the
    results of a first query stand."""
    with serve(www) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        tab = browser.new_page()
        tab.goto(f"{url}repo/", wait_until="networkidle")
        tab.evaluate(WATCH)
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url.partition("?")[0].removeprefix(url)))
        tab.locator("#bt-query").fill(query)
        tab.wait_for_function("window.stood")
        spent = round(tab.evaluate("window.stood - window.typed"))
        tab.wait_for_timeout(300)
        browser.close()
    kinds: Counter[str] = Counter()
    for name in asked:
        data = (www / name).read_bytes()
        kinds[Path(name).suffix] += len(gzip.compress(data)) if name.endswith((".js", ".svg")) else len(data)
    print(dict(kinds))
    return len(asked), kinds.total(), spent


def main() -> None:
    """Build once and measure."""
    count = int(sys.argv[1]) if sys.argv[1:] else 1000
    with tempfile.TemporaryDirectory() as folder:
        project, www = new_project(Path(folder) / "project"), Path(folder) / "www"
        fill(project, count)
        start, before = time.monotonic(), time.process_time()
        findings = build.build(project, www / "repo", public=True, site_url=SITE_URL)
        seconds, spent = time.monotonic() - start, time.process_time() - before
        sizes = [path.stat().st_size for path in www.rglob("*") if path.is_file()]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count} bulletins in two languages: {seconds:.1f} s, {memory} MB, {len(findings)} findings")
        print(f"processor: {spent:.1f} s, {500 * spent / count:.1f} s per 1,000 pages")
        print(f"site: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
        if browser_path():
            for query in QUERIES:
                requests, size, took = cold_query(www, query)
                print(f"cold query '{query}': {requests} requests, {size} bytes, {took} ms")


if __name__ == "__main__":
    main()
