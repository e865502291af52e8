"""Many sources are made into pages by several processes, with the same outcome as one by one."""

from pathlib import Path

from bantin.normalize import run
from bantin.normalize.ahead import FEW, ahead
from bantin.settings import Settings


def test_results_come_in_the_order_of_the_jobs() -> None:
    jobs = range(FEW + 150)
    assert list(ahead(iter(jobs), hex)) == [(job, hex(job)) for job in jobs]


def test_no_more_than_a_few_jobs_are_taken_ahead() -> None:
    taken: list[int] = []

    def jobs() -> object:
        for job in range(FEW + 1000):
            taken.append(job)
            yield job

    done = ahead(jobs(), hex)
    for _ in range(FEW + 1):
        next(done)
    assert len(taken) < FEW + 500
    done.close()


def pages(project: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in project.bulletins("vi").glob("*.md")}


def test_many_sources_at_once_give_the_pages_that_they_give_in_small_runs(project: Settings) -> None:
    names = [f"{number:03}.txt" for number in range(2 * FEW)]
    for number, name in enumerate(names):
        text = f"Thông báo lịch trực tuần {number // 2}\n\nXã Tân Khê có {number} tổ trực.\n"
        (project.sources / name).write_text(text)
    (project.sources / "010-hong.txt").write_bytes(b"\xff\xfa hong")
    report = run.normalize(project)
    assert [finding.file for finding in report.findings if finding.severity == "error"] == [
        "sources/010-hong.txt"
    ]
    together = pages(project)
    for path in project.bulletins("vi").glob("*.md"):
        path.unlink()
    for start in range(0, len(names), FEW // 2):
        run.normalize(project, [Path(project.sources / name) for name in names[start : start + FEW // 2]])
    assert pages(project) == together
    assert len(together) == len(names)
