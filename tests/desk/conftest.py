"""What the tests of the desk share: a project in several states, and a desk that serves it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.settings import Settings
from desk import sample


@pytest.fixture
def found(tmp_path: Path) -> Settings:
    """The sample project: a machine draft with faults, an approved page, one whose source has moved on."""
    made = sample.project(tmp_path / "project")
    sample.moved_on(made)
    return made


@pytest.fixture
def served(found: Settings) -> Iterator[sample.Served]:
    """Its desk, served as `bantin review` serves it."""
    with sample.served(found) as one:
        yield one
