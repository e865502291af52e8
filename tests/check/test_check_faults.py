"""Every class of planted fault is caught by the check that is there for it."""

import random
from collections import Counter

import pytest

from bantin import blocks
from bantin.blocks import units
from bantin.check.run import CHECKS, SITE_CHECKS, Result
from bantin.page import Page
from check.material import GLOSSARY, Pages, approved, corpus, flores, seeds, subject, table
from check.planted import PLANTS, one_by_one
from facts.faults import plant as plant_fact
from support import SHARED

CAUGHT = 0.95
TIMES = 60


def material() -> list[Pages]:
    found = [*approved(), table()]
    if SHARED.is_dir():
        found += [*seeds(), *flores()[:20], *corpus()[:20]]
    return found


def results(check: str, source: Page, target: Page) -> Counter[Result]:
    page = subject(source, target)
    if check in SITE_CHECKS:  # a second page that is right
        return Counter(Result(one, check) for one in SITE_CHECKS[check]([page, subject(source, target, "b")]))
    return Counter(Result(one, check) for one in CHECKS[check](page))


def site_results(source: Page, good: Page, faulty: Page) -> bool:
    pages = [subject(source, good, "b"), subject(source, good, "c"), subject(source, faulty)]
    return any(one.file == "docs_en/a.md" for one in SITE_CHECKS["consistency"](pages))


@pytest.mark.parametrize("name", PLANTS)
def test_planted_faults_are_caught(name: str) -> None:
    check, plant = PLANTS[name]
    tries = one_by_one(material(), plant, TIMES)
    assert tries, "no page has room for it"
    caught = 0
    for source, good, faulty in tries:
        if check in SITE_CHECKS:
            caught += site_results(source, good, faulty)
        else:
            caught += bool(results(check, source, faulty) - results(check, source, good))
    print(f"{name}: {caught} of {len(tries)}")
    assert caught >= CAUGHT * len(tries)


def test_wrong_facts_are_caught() -> None:
    rng = random.Random(3)  # noqa: S311  (nothing secret)
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for source, target in material()[:12]:
        known = results("facts", source, target)
        body = list(blocks.split(target.body))
        for at, block in enumerate(body):
            for fault in plant_fact(block.text, rng):
                changed = [*body[:at], block.with_text(fault.text), *body[at + 1 :]]
                planted[fault.kind] += 1
                new = results("facts", source, Page(target.meta, blocks.join(changed))) - known
                caught[fault.kind] += bool(new)
    del planted["word dropped"]  # what may be left out in good English
    print({kind: f"{caught[kind]} of {planted[kind]}" for kind in planted})
    assert sum(caught[kind] for kind in planted) >= CAUGHT * planted.total() > 50


def test_forbidden_renderings_are_caught() -> None:
    planted = caught = 0
    for source, target in material():
        known = results("terms", source, target)
        for at, (ours, theirs) in enumerate(zip(units(source)[1:], units(target)[1:], strict=True)):
            for hit in GLOSSARY.find(ours.text):
                place = theirs.text.find(hit.term.target)
                body = list(blocks.split(target.body))
                if place < 0 or not hit.term.forbidden or at >= len(body) or body[at] != theirs:
                    continue
                wrong = theirs.text.replace(hit.term.target, hit.term.forbidden[0])
                body[at] = theirs.with_text(wrong)
                planted += 1
                new = results("terms", source, Page(target.meta, blocks.join(body))) - known
                caught += any(one.finding.severity == "error" for one in new)
    print(f"forbidden renderings: {caught} of {planted}")
    assert planted > 10
    assert caught >= CAUGHT * planted


def test_raw_machine_text_is_told_and_holds_nothing_up() -> None:
    source, target = approved()[0]
    record = " ".join(
        f"{ours.hash}:{theirs.hash}" for ours, theirs in zip(units(source), units(target), strict=True)
    )
    (found,) = CHECKS["machine-text"](subject(source, target.with_meta({"draft_segments": record})))
    assert found.severity == "note"
    assert f"of {len(units(target))} blocks" in found.found
