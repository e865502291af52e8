"""How drafting over a Dask cluster goes with the number of workers: real processes on this machine.

    .venv/bin/python bench/cluster.py [SENTENCES] [WORKERS ...]

Prints wall time and sentences a second for the local run and for each number of workers, and whether the
drafts are the same to the byte. A machine with fewer free cores than workers shows no gain.
"""

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from distributed import Client

from bantin import page, settings
from bantin.blocks import units
from bantin.draft import cluster, packages, sentences, translate
from bantin.draft.translate import Recipe, Translator

ROOT = Path(__file__).parent.parent


def material(count: int) -> list[str]:
    """Sentences of the sample bulletins, each told from the others by a number, until there are enough."""
    folder = ROOT / "docs" / "ban-tin"
    texts = [unit.text for path in sorted(folder.glob("*.md")) for unit in units(page.read(path))]
    found = [sentence for text in texts for sentence in sentences.split(text)]
    return [f"{number}. {found[number % len(found)]}" for number in range(count)]


def start(stack: ExitStack, folder: str, workers: int) -> str:
    """A scheduler with workers; its address."""
    scheduler = Path(folder) / f"scheduler-{workers}.json"
    common = ["--scheduler-file", str(scheduler), "--no-dashboard"]
    one = ["--nthreads", "1", "--no-nanny", "--local-directory", folder]
    modules = [["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]]
    modules += [["distributed.cli.dask_worker", *one] for _ in range(workers)]
    for module in modules:
        command = [sys.executable, "-m", *module, *common]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.kill)
    while not scheduler.exists():
        time.sleep(0.1)
    with Client(scheduler_file=str(scheduler), timeout=120, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=300)
        return str(client.scheduler.address)


def main() -> None:
    """Measure and print."""
    count, *numbers = [int(argument) for argument in sys.argv[1:]] or [512]
    project = settings.read(ROOT)
    package = packages.choose(project, "vi", "en", None)
    if package is None:
        raise SystemExit("no package here")
    recipe = translate.recipe(project, "en", package)
    texts = material(count)
    translate._PORTION = max(1, count // 16)  # few sentences are to show how work is shared
    local = timed("this machine alone", Translator(recipe, 1), texts)
    for workers in numbers or [1, 2]:
        with ExitStack() as stack, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            address = start(stack, folder, workers)
            same = spread(workers, address, recipe, texts) == local
            print(f"    the same drafts: {same}")


def spread(workers: int, address: str, recipe: Recipe, texts: list[str]) -> dict[str, object]:
    """The drafts by a cluster; its workers have the package loaded when the clock starts."""
    with cluster.connected(address, recipe) as found:
        found.translate(texts[:1])
        return timed(f"{workers} workers", found, texts)


def timed(who: str, translator: Translator | cluster.Cluster, texts: list[str]) -> dict[str, object]:
    """The drafts, and how long they took."""
    start = time.perf_counter()
    drafts: dict[str, object] = dict(translator.translate(texts))
    seconds = time.perf_counter() - start
    print(f"{who}: {seconds:.1f} s, {len(texts) / seconds:.1f} sentences a second", flush=True)
    return drafts


if __name__ == "__main__":
    main()
