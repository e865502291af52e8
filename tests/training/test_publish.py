"""A package is replaced only by a better one."""

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed: pip install '.[train]'")

from training.evaluate import Score
from training.publish import better

OLD = {"seeds": Score(13.0, 40.0), "flores": Score(4.0, 26.0)}


def test_a_package_that_is_better_on_every_set_is_shipped() -> None:
    assert better({"seeds": Score(14.0, 41.0), "flores": Score(5.0, 27.0)}, OLD)


def test_a_package_that_is_worse_on_one_set_is_not_shipped() -> None:
    assert not better({"seeds": Score(20.0, 50.0), "flores": Score(4.0, 25.9)}, OLD)


def test_without_an_evaluation_nothing_is_said_to_be_better() -> None:
    assert not better({}, {})
