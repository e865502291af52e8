"""`make bench`, third part: review at the size of an archive: status, the queue, opening a page, a save.

    python bench/review.py [--count N]

A tree of N bulletins is made of the samples that have an English text: two in five approved, the others raw
drafts, corrected drafts, and missing. `bantin status` runs as a process of its own, first without its cache.
The desk is served as `bantin review` serves it, and asked over HTTP; each figure is the median of its turns.
"""

import argparse
import datetime
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import requests
from measure import Spent, spending, table

from bantin import page, settings
from bantin.blocks import units
from bantin.desk import server
from bantin.desk.desk import Desk
from bantin.page import Page
from bantin.review.approval import seal
from bantin.settings import Settings

ROOT = Path(__file__).parent.parent
_DAY = datetime.date(2026, 3, 1)
_REST = 2.5  # seconds until the cache may trust a file
_TURNS = 20


def project(root: Path, count: int) -> Settings:
    """A project of so many bulletins, written without regard to crashes."""
    shutil.copy2(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "glossary", root / "glossary")
    made, own = settings.read(root), settings.read(ROOT)
    names = [path.name for path in sorted(own.bulletins("en").glob("*.md"))]
    pairs = [(page.read(own.bulletins("vi") / name), page.read(own.bulletins("en") / name)) for name in names]
    for code in ("vi", "en"):
        made.bulletins(code).mkdir(parents=True)
    for number in range(count):
        source, target = pairs[number % len(pairs)]
        source = source.with_meta({"title": f"{source.text('title')} ({number})"})
        target = _state(number, source, _bare(target, number))
        (made.bulletins("vi") / f"ban-tin-{number:05}.md").write_text(page.render(source), encoding="utf-8")
        if target:
            path = made.bulletins("en") / f"ban-tin-{number:05}.md"
            path.write_text(page.render(target), encoding="utf-8")
    return made


def _bare(target: Page, number: int) -> Page:
    """A translation without its approval."""
    kept = {key: value for key, value in target.meta.items() if not key.startswith("approved_")}
    return Page({**kept, "title": f"{target.text('title')} ({number})"}, target.body)


def _state(number: int, source: Page, target: Page) -> Page | None:
    """Of five: two approved, one raw, one corrected, one missing."""
    if number % 5 < 2:
        return target.with_meta(seal(source, target, "Lan Anh", _DAY))
    if number % 5 == 4:
        return None
    both = zip(units(source), units(target), strict=True)
    drafted = target.with_meta(
        {"draft_segments": " ".join(f"{a.hash}:{b.hash}" for a, b in both), "draft_confidence": number % 100}
    )
    return drafted if number % 5 == 2 else replace(drafted, body=f"{drafted.body}\nRead.\n")


def status(made: Settings) -> Spent:
    """What `bantin status` costs."""
    command = [sys.executable, "-m", "bantin.cli", "--root", str(made.root), "status"]
    spent = Spent()
    with spending(spent), Path(os.devnull).open("wb") as nowhere:
        done = subprocess.run(command, stdout=nowhere, stderr=nowhere, check=False)
    if done.returncode != 1:  # something is due
        raise SystemExit(f"bantin status ended with {done.returncode}")
    return spent


class Client:
    """A person at a served desk; every request goes over one HTTP connection."""

    def __init__(self, desk: Desk, port: int) -> None:
        self._desk, self._address = desk, f"http://{server.HOST}:{port}"
        self._session = requests.Session()
        self._token = str(self._session.get(f"{self._address}/token", timeout=60).json()["token"])

    def queue(self, _: int) -> Spent:
        """The queue's first page."""
        return self._ask("GET", "/en/")

    def find(self, turn: int) -> Spent:
        """The queue's lines with two words and a number."""
        return self._ask("GET", f"/en/?q=viec+lam+{turn}")

    def open(self, turn: int) -> Spent:
        """A page of the archive."""
        return self._ask("GET", f"/en/{_slug(turn)}")

    def save(self, turn: int) -> Spent:
        """One block of a page, checked anew and shown; what the browser knows is asked for before."""
        bench = self._desk.open("en", _slug(turn))
        row = bench.rows[1]
        fields = {
            "token": self._token,
            "action": "save",
            "number": str(row.number),
            "seen": row.seen,
            "file": bench.file,
            "text": f"{row.text} Turn {turn}.",
            "session": str(turn),
        }
        return self._ask("POST", f"/en/{_slug(turn)}/edit", fields)

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Spent:
        headers = {"Origin": self._address, "Accept": "application/json" if fields else "text/html"}
        spent = Spent()
        with spending(spent):
            answer = self._session.request(
                method, self._address + path, data=fields, headers=headers, timeout=60
            )
        answer.raise_for_status()
        return spent


def _slug(turn: int) -> str:
    return f"ban-tin-{turn * 5 + 2:05}"  # a raw draft


@contextmanager
def served(made: Settings) -> Iterator[Client]:
    """A client at a desk that has read all pages."""
    desk = Desk(made)
    desk.warm()
    with server.listen(0) as listener:
        port = listener.getsockname()[1]
        running = server.server(desk, port)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield Client(desk, port)
        running.should_exit = True
        thread.join()


def turns(ask: Callable[[int], Spent]) -> tuple[str, str, str]:
    """The median and the slowest of the turns by the clock, the median of processor time; one warms up."""
    spent = [ask(turn) for turn in range(_TURNS + 1)][1:]
    clocks, processors = [one.clock for one in spent], [one.cpu for one in spent]
    said = (statistics.median(clocks), max(clocks), statistics.median(processors))
    one, other, third = (f"{seconds * 1000:.0f} ms" for seconds in said)
    return one, other, third


def main() -> None:
    """Make the tree, measure, show the table."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--count", type=int, default=5000, help="bulletins (default: 5000)")
    count = arguments.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        made = project(Path(folder), count)
        time.sleep(_REST)
        rows = [
            [name, f"{spent.clock:.2f} s", "", f"{spent.cpu:.2f} s", goal]
            for name, goal in (("status, first time", ""), ("status", "2 s"))
            for spent in [status(made)]
        ]
        with served(made) as client:
            rows += [
                ["queue, first page", *turns(client.queue), "300 ms"],
                ["queue, search", *turns(client.find), "300 ms"],
                ["opening a page", *turns(client.open), ""],
                ["a save", *turns(client.save), "100 ms"],
            ]
    print(table(f"Review of {count} bulletins", ["", "median", "slowest", "processor", "goal"], rows))


if __name__ == "__main__":
    main()
