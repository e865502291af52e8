"""Good translations, made by people, are let pass: false alarms are counted, check by check."""

from collections import Counter
from collections.abc import Callable

import pytest

from bantin.blocks import units
from bantin.check.run import check_page, check_site
from check.material import Pages, approved, corpus, flores, seeds, subject, table
from support import SHARED

SETS: dict[str, Callable[[], tuple[Pages, ...]]] = {"seeds": seeds, "FLORES": flores, "corpus": corpus}
ERRORS, WARNINGS = 0.01, 0.05  # at most, for one block


def counted(pages: tuple[Pages, ...]) -> tuple[int, Counter[str], Counter[str]]:
    """How many blocks there are, and how many findings of each severity, and of each check."""
    severities: Counter[str] = Counter()
    checks: Counter[str] = Counter()
    for source, target in pages:
        for one in check_page(subject(source, target)):
            severities[one.finding.severity] += 1
            checks[f"{one.check} {one.finding.severity}"] += 1
    return sum(len(units(target)) for _, target in pages), severities, checks


@pytest.mark.skipif(not SHARED.is_dir(), reason="the acceptance material is not here")
@pytest.mark.parametrize("name", SETS)
def test_good_translations_are_let_pass(name: str) -> None:
    blocks, severities, checks = counted(SETS[name]())
    print(f"{name}: {blocks} blocks, {dict(severities)}, {dict(checks)}")
    assert severities["error"] <= ERRORS * blocks
    assert severities["warning"] <= WARNINGS * blocks


def test_the_approved_samples_hold_no_error() -> None:
    blocks, severities, checks = counted((*approved(), table()))
    print(f"samples: {blocks} blocks, {dict(checks)}")
    assert not severities["error"]
    assert severities["warning"] <= WARNINGS * blocks
    assert not check_site([subject(*pages, str(at)) for at, pages in enumerate(approved())])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the acceptance material is not here")
def test_real_machine_output_holds_more_errors_than_human_work() -> None:
    human = counted(flores())[1]["error"]
    machine = counted(flores("flores-dev.opusmt.en"))[1]["error"]
    print(f"errors: human {human}, machine {machine}")
    assert machine > 3 * human
