"""A project for the desk: the repository's sample bulletins in several states, and a desk that serves it."""

import datetime
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bantin import page, settings
from bantin.blocks import Block, fingerprint, units
from bantin.desk import server
from bantin.desk.desk import Desk
from bantin.page import Page, Value
from bantin.review import approval
from bantin.settings import Settings
from support import ROOT

FAIR = "ngay-hoi-viec-lam-thach-truc-2025-nghe-vung-tay-viec-gan-nha"
WATER = "ve-viec-tam-ngung-cap-nuoc-sach-de-suc-rua-duong-ong-va-thay-van-tong-tai-thi-tran-truc-giang-va-xa"
COUNTER = "ve-viec-dieu-chinh-thoi-gian-tiep-nhan-ho-so-tai-bo-phan-mot-cua-va-bo-tri-diem-ho-tro-nop-ho-so"
DRILL = "sang-12-9-ubnd-huyen-thach-truc-to-chuc-dien-tap-ung-pho-mua-lu"
DAY = datetime.date(2025, 6, 9)


def project(root: Path) -> Settings:
    """The samples: one approved, one whose source has changed since, one machine draft with faults."""
    for name in ("docs", "docs_en", "glossary", "overrides/assets/fonts"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "mkdocs.yml", root)
    found = settings.read(root)
    for path in found.bulletins("en").glob("*.md"):
        if path.stem not in (FAIR, WATER, COUNTER):
            path.unlink()  # what `make site` has drafted is no part of the sample
    for name in (FAIR, WATER, COUNTER):
        path = found.bulletins("en") / f"{name}.md"
        read = page.read(path)
        kept = {key: value for key, value in read.meta.items() if not key.startswith(("approved", "draft"))}
        page.write(path, Page(kept, read.body))
    for name in (FAIR, COUNTER):
        approval.approve(found, "en", name, "Trần Thị Lan", DAY)
    _draft(found, WATER)
    return found


def moved_on(found: Settings) -> None:
    """The source of the approved page on the job fair changes: a figure, and a sentence more; a new draft is
    offered for that block."""
    path = found.bulletins("vi") / f"{FAIR}.md"
    old = page.read(path)
    body = old.body.replace("Ngày hội có 32 doanh nghiệp", "Ngày hội năm nay có 34 doanh nghiệp")
    assert body != old.body
    new = Page(old.meta, body, old.header)
    page.write(path, new)
    number, unit = next(
        (number, unit)
        for number, (unit, before) in enumerate(zip(units(new), units(old), strict=True), 1)
        if unit != before
    )
    target = found.bulletins("en") / f"{FAIR}.md"
    approved = page.read(target)
    said = units(approved)[number - 1].markup.replace("At the fair, 32", "At this year's fair, 34")
    assert said != units(approved)[number - 1].markup
    page.write(target, approved.with_meta({"draft_offers": [f"block {number}, source {unit.hash}: {said}"]}))


def _draft(found: Settings, name: str) -> None:
    """Machine text as `draft` leaves it: its record, its confidence, a doubt, and two faults."""
    path, source = found.bulletins("en") / f"{name}.md", page.read(found.bulletins("vi") / f"{name}.md")
    target = page.read(path)
    body = target.body.replace("22:00", "21:00", 1).replace("People's Committee", "Civil Committee", 1)
    written = Page(target.meta, body)
    record: dict[str, Value | None] = {
        "draft_engine": "testengine 1.0, beam 4",
        "draft_package": "translate-vi_en 9.9",
        "draft_source": fingerprint(source),
        "draft_segments": " ".join(
            f"{a.hash}:{b.hash}" for a, b in zip(units(source), units(written), strict=True)
        ),
        "draft_confidence": 71,
        "draft_flags": ["block 4: long sentence"],
    }
    page.write(path, written.with_meta(record))


def blocks_of(found: Settings, name: str, code: str = "en") -> tuple[Block, ...]:
    return units(page.read(found.bulletins(code) / f"{name}.md"))


@dataclass(frozen=True)
class Served:
    """A running desk and where it is."""

    desk: Desk
    url: str
    port: int


@contextmanager
def served(found: Settings) -> Iterator[Served]:
    """The desk on a port of this machine, by uvicorn as `bantin review` runs it."""
    desk = Desk(found)
    desk.warm()
    with server.listen(0) as listener:
        port = listener.getsockname()[1]
        running = server.server(desk, port)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield Served(desk, f"http://{server.HOST}:{port}/", port)
        running.should_exit = True
        thread.join()
