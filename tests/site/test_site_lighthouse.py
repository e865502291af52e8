"""What Lighthouse says of every kind of page, as a phone sees it."""

import pytest

from lighthouse import PROGRAM, audit_score, lost, report, scores, serve_packed
from publication import Built

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["", "en/ban-tin/doi-gio/", "luu-tru/"])
def test_lighthouse_takes_off_nothing(public: Built, address: str) -> None:
    """Speed is printed, not judged: it leans on the processor, and `make lighthouse` holds it to 1.00."""
    if not PROGRAM.is_file():
        pytest.skip("Lighthouse is not here; 'make lighthouse' fetches it from npm")
    with serve_packed(public.site.parent) as url:
        made = report(f"{url}{address}")
    found = scores(made)
    print(address, found, *lost(made), sep="\n")
    assert 0 < found.pop("performance") <= 1
    assert found == {"accessibility": 1, "best-practices": 1, "seo": 1}
    for audit in ("cumulative-layout-shift", "total-byte-weight"):
        assert audit_score(made, audit) == 1, audit
