"""Lighthouse's four scores (phone, simulated slow network) of home, article and archive: the median of three.

    make lighthouse            # needs node, npm and a Chromium; ends with 1 where a score is below 1.00

The performance score leans on the processor: run it on a machine that does nothing else.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from lighthouse import PAGES, lost, middle, report, scores, serve_packed
from publication import built

RUNS = 3


def main() -> int:
    """Build the small publication for the public and measure it."""
    runs = int(sys.argv[1]) if sys.argv[1:] else RUNS
    below = 0
    with tempfile.TemporaryDirectory() as folder:
        site = built(Path(folder), public=True).site
        with serve_packed(site.parent) as url:
            for address in PAGES:
                made = [report(f"{url}{address}") for _ in range(runs)]
                found = middle([scores(one) for one in made])
                print(
                    address or "home", *(f"{name} {score:.2f}" for name, score in found.items()), flush=True
                )
                print(*sorted({f"    {line}" for one in made for line in lost(one)}), sep="\n", flush=True)
                below += min(found.values()) < 1
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main())
