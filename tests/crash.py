"""A process that is killed again and again while it writes; test_crash_safety.py runs it on its own.

It loads everything once and forks: each child does one thing and is killed with SIGKILL, which no program can
catch, after a random time or right before its n-th step on the disk. Then the tree must hold, file by file,
what stood there before or after, and the same thing must be done again without trouble.

    python tests/crash.py PROJECT PACKAGE SEED    prints one JSON object: kills by operation, what was wrong
"""

import datetime
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bantin import blocks, page, settings
from bantin.desk import edits
from bantin.desk.desk import Desk
from bantin.draft import engine  # noqa: F401  (loaded here once, not in every child)
from bantin.draft import run as drafting
from bantin.exchange import run as exchange
from bantin.page import Page
from bantin.review import approval
from bantin.settings import Settings

STEPS = frozenset({"open", "os.rename", "os.remove", "os.chmod", "os.mkdir"})
DAY = datetime.date(2026, 3, 1)
TITLE, BODY = "Thông báo", "Quận 12 và phường 5.\n\nNgười dân thực hiện.\n"


@dataclass
class Trial:
    """One operation under fire. `again(turn)` does it: turns differ in what they write, and every third says
    the same as the first."""

    name: str
    project: Settings
    again: Callable[[int], None]
    kills: int
    turns: int = 2  # how many are killed before every step
    legal: dict[str, set[bytes]] = field(default_factory=dict)
    left: tuple[dict[Path, bytes], dict[Path, bytes]] = field(default_factory=lambda: ({}, {}))
    wrong: list[str] = field(default_factory=list)
    random_kills: int = 0
    step_kills: int = 0

    def run(self, chance: random.Random) -> None:
        """Learn what may stand in the trees, then kill: at random, and before every step."""
        self._learn()
        started = time.perf_counter()
        for turn in range(4):
            in_child(lambda turn=turn: self.again(turn))
        long = (time.perf_counter() - started) / 4
        for turn in range(self.kills):
            self.random_kills += in_child(
                lambda turn=turn: self.again(turn), after=chance.random() * long * 1.2
            )
            self._judge(f"random kill {turn}")
        for turn in range(self.turns):
            step = 0
            self._from_start(turn)
            while in_child(lambda turn=turn: self.again(turn), before=step, root=self.project.root):
                step += 1
                self.step_kills += 1
                self._judge(f"kill before step {step} of turn {turn}")
                self._from_start(turn)
        for turn in (0, 1, 0):  # after all that: it still can be done, and says what it said in peace
            if in_child(lambda turn=turn: self.again(turn)):
                self.wrong.append("a run in peace died")
            self._judge("the run in peace")

    def _from_start(self, turn: int) -> None:
        """Put every page back to what the other turn leaves, so that this turn has all of its steps to do."""
        for path, data in self.left[1 - turn].items():
            path.write_bytes(data)

    def _learn(self) -> None:
        """What stands in the trees after each turn in peace, until turns bring nothing new."""
        for turn in (0, 1, 0, 1, 0, 1):
            if in_child(lambda turn=turn: self.again(turn)):
                self.wrong.append("a run in peace died")
            for name, data in pages(self.project):
                self.legal.setdefault(name, set()).add(data)
                self.left[turn][self.project.root / name] = data
        if not any(len(texts) > 1 for texts in self.legal.values()):
            self.wrong.append("nothing is ever written: this proves nothing")

    def _judge(self, when: str) -> None:
        found = dict(pages(self.project))
        if found.keys() != self.legal.keys():
            self.wrong.append(f"{when}: files {sorted(found.keys() ^ self.legal.keys())}")
        for name, data in found.items():
            if data not in self.legal.get(name, set()):
                self.wrong.append(f"{when}: {name} holds {data[:200]!r}")


def pages(project: Settings) -> Iterator[tuple[str, bytes]]:
    """Every page of every tree, as readers of the trees find them."""
    for language in project.languages:
        for path in sorted(project.bulletins(language.code).glob("*.md")):
            yield project.relative(path), path.read_bytes()


def in_child(
    work: Callable[[], None], after: float | None = None, before: int | None = None, root: Path | None = None
) -> bool:
    """Do the work in a forked child; whether it was killed: `after` seconds, `before` a step in `root`."""
    child = os.fork()
    if child == 0:
        try:
            if before is not None:
                kill_before(before, str(root))
            work()
        except BaseException as error:  # nothing of a child may go on in its parent's code
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a child failed")
    return os.WIFSIGNALED(status)


def kill_before(number: int, root: str) -> None:
    """From now on count the steps on the disk below `root`, each fsync too, and die before this one."""
    count = 0

    def step(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in STEPS and str(arguments[0]).startswith(root):
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1

    real = os.fsync

    def fsync(handle: int) -> None:
        step("open", (root,))  # fsync raises no audit event of its own
        real(handle)

    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(step)


def saving(project: Settings) -> Callable[[int], None]:
    """A translator's save on the review page, of one block to and fro."""
    page.write(project.bulletins("en") / "save.md", Page({"title": "Notice", "lang": "en"}, "One.\n\nTwo.\n"))
    page.write(project.bulletins("vi") / "save.md", Page({"title": TITLE, "lang": "vi"}, BODY))

    desk = Desk(project)

    def again(turn: int) -> None:
        text = (project.bulletins("en") / "save.md").read_text()
        unit = blocks.units(page.parse(text))[1]
        said = f"District {turn % 2}. " * 50
        print_ = edits.text_print(text)
        desk.save(
            "en", "save", edits.Edit("save", 2, said, edits.block_print(unit), print_, session=str(turn))
        )

    return again


def approving(project: Settings) -> Callable[[int], None]:
    """An approval, by two people in turn."""
    page.write(project.bulletins("vi") / "approve.md", Page({"title": TITLE, "lang": "vi"}, BODY))
    target = Page({"title": "Notice", "lang": "en"}, "District 12 and ward 5.\n\nThe people carry it out.\n")
    page.write(project.bulletins("en") / "approve.md", target)

    def again(turn: int) -> None:
        approval.approve(project, "en", "approve", ("Lan Anh", "Minh")[turn % 2], DAY)

    return again


def importing(project: Settings) -> Callable[[int], None]:
    """An import into two pages, of two files in turn that each fit what the other leaves."""
    texts = ("Everybody carries it out.", "The people carry it out.")
    for name in ("import-a", "import-b"):
        page.write(project.bulletins("vi") / f"{name}.md", Page({"title": TITLE, "lang": "vi"}, BODY))
        body = f"District 12 and ward 5.\n\n{texts[1]}\n"
        page.write(project.bulletins("en") / f"{name}.md", Page({"title": "Notice", "lang": "en"}, body))
    files = [project.root / f"{turn}.po" for turn in range(2)]
    for turn, file in enumerate(files):
        exchange.export(project, "en", "po", ["import-a", "import-b"], file)
        file.write_text(file.read_text().replace(texts[1 - turn], texts[turn]))
        exchange.import_file(project, file)

    def again(turn: int) -> None:
        exchange.import_file(
            project, files[turn % 2]
        )  # what an earlier kill left undone is refused, and stays

    return again


def drafting_of(project: Settings, package: Path) -> Callable[[int], None]:
    """A draft of two pages whose sources change to and fro."""

    def again(turn: int) -> None:
        for name in ("draft-a", "draft-b"):
            body = BODY if turn % 2 else BODY.replace("12", "7")
            page.write(project.bulletins("vi") / f"{name}.md", Page({"title": TITLE, "lang": "vi"}, body))
        drafting.draft(project, "en", package=package)

    return again


def main(root: Path, package: Path, seed: int) -> None:
    """Kill every operation, each in a copy of the project of its own."""
    chance = random.Random(seed)  # noqa: S311  (which moments, not secrets)
    told: dict[str, object] = {}
    for name, kills in (("save", 150), ("approve", 100), ("import", 100), ("draft", 50)):
        copy = root.parent / name
        shutil.copytree(root, copy)
        project = settings.read(copy)
        made = {"save": saving, "approve": approving, "import": importing}
        again = made[name](project) if name in made else drafting_of(project, package)
        if name != "draft":  # patterns are compiled here once; an engine's threads would not survive a fork
            again(0)
        trial = Trial(name, project, again, kills, turns=1 if name == "draft" else 2)
        started = time.perf_counter()
        trial.run(chance)
        told[name] = {
            "random": trial.random_kills,
            "steps": trial.step_kills,
            "wrong": trial.wrong[:5],
            "seconds": round(time.perf_counter() - started, 1),
        }
        print(json.dumps(told[name]), file=sys.stderr)
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
