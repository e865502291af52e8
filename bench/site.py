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


def vocabulary(folder: Path) -> list[str]:
    """The words of the sample bulletins as often as they stand there."""
    pages = [page.read(path, path.name) for path in sorted(folder.glob("*.md"))]
    return [word for one in pages for word in one.body.split() if word[0].isalpha()]


def text(rng: random.Random, words: list[str], count: int) -> str:
    """Words in no order, now and then one that stands in no other bulletin."""
    said = (rng.choice(words) if rng.random() > 0.01 else f"số{rng.randrange(10**6)}" for _ in range(count))
    return " ".join(said).capitalize() + "."


def fill(project: Settings, count: int) -> None:
    """That many bulletins of some 300 words, with approved translations."""
    rng = random.Random(1)  # noqa: S311
    vietnamese, english = vocabulary(ROOT / "docs/ban-tin"), vocabulary(ROOT / "docs_en/ban-tin")
    for number in range(count):
        date = f"{2015 + number % 11}-{1 + number % 12:02}-{1 + number % 28:02}"
        meta = {"title": text(rng, vietnamese, 12), "lang": "vi", "type": KINDS[number % 6], "date": date}
        meta |= {"issuer": f"Cơ quan số {number % 20}", "identifier": f"{number}/TB-UBND"}
        source = Page(meta, "\n\n".join(text(rng, vietnamese, 50) for _ in range(6)) + "\n")
        target = Page(
            {"title": text(rng, english, 12), "lang": "en"},
            "\n\n".join(text(rng, english, 50) for _ in range(6)) + "\n",
        )
        seal = {
            "approved_by": "Lan",
            "approved_on": date,
            "approved_source": fingerprint(source),
            "approved_text": fingerprint(target),
        }
        page.write(project.bulletins("vi") / f"ban-tin-{number}.md", source)
        page.write(project.bulletins("en") / f"ban-tin-{number}.md", target.with_meta(seal))


def cold_query(www: Path, query: str) -> tuple[int, int, int]:
    """Requests, bytes over the wire (scripts packed, as any web host sends them), and milliseconds until the
    first result of a first query."""
    with serve(www) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        tab = browser.new_page()
        tab.goto(f"{url}repo/", wait_until="networkidle")
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url.partition("?")[0].removeprefix(url)))
        start = time.monotonic()
        tab.locator("#bt-query").fill(query)
        tab.wait_for_selector("#bt-found li")
        spent = round(1000 * (time.monotonic() - start))
        tab.wait_for_timeout(300)
        browser.close()
    kinds: Counter[str] = Counter()
    for name in asked:
        data = (www / name).read_bytes()
        kinds[Path(name).suffix] += len(gzip.compress(data)) if name.endswith((".js", ".json")) else len(data)
    print(dict(kinds))
    return len(asked), kinds.total(), spent


def main() -> None:
    """Build once and measure."""
    count = int(sys.argv[1]) if sys.argv[1:] else 1000
    with tempfile.TemporaryDirectory() as folder:
        project, www = new_project(Path(folder) / "project"), Path(folder) / "www"
        fill(project, count)
        start = time.monotonic()
        findings = build.build(project, www / "repo", public=True, site_url=SITE_URL)
        seconds = time.monotonic() - start
        sizes = [path.stat().st_size for path in www.rglob("*") if path.is_file()]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count} bulletins in two languages: {seconds:.1f} s, {memory} MB, {len(findings)} findings")
        print(f"site: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
        if browser_path():
            for query in ("hạn hán hồ", "lu lut"):
                requests, size, spent = cold_query(www, query)
                print(f"cold query '{query}': {requests} requests, {size} bytes, {spent} ms")


if __name__ == "__main__":
    main()
