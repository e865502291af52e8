"""A project with two bulletins: one drafted and corrected in places, one approved."""

import datetime
import shutil

import pytest

from bantin import page
from bantin.blocks import units
from bantin.page import Page
from bantin.review import approval
from bantin.settings import Settings
from support import ROOT

DAY = datetime.date(2026, 3, 1)

SOURCE = Page(
    {"title": "Xã Vân Lũng tiêm phòng cho đàn bò", "kicker": "Thú y", "lang": "vi"},
    """Ngày 15 tháng 11 năm 2024, xã Vân Lũng tiêm vắc xin cho 1.250 con bò.

## Kết quả & việc cần làm

- Tiêm đủ **hai mũi** cho bò mẹ
- Xem [lịch tiêm](https://vanlung.example/lich) trước 17 giờ

*Cán bộ thú y tại thôn Đồng Mây. (Ảnh: Thu Vân)*

| Thôn | Số bò |
| --- | --- |
| Đồng Mây | 420 |

> Ai có bò ốm thì báo ngay.

Ai có bò ốm thì báo ngay.

![bò](bo.png)
""",
)
TARGET = Page(
    {"title": "Vân Lũng Commune vaccinates its cattle", "kicker": "Animal health", "lang": "en"},
    """On 15 November 2024, Vân Lũng Commune vaccinated 1,250 head of cattle.

## Results & what is to be done

- Give **two doses** to every cow
- See the [timetable](https://vanlung.example/lich) before 17:00

*A veterinary worker in Đồng Mây village. (Photo: Thu Vân)*

| Village | Cattle |
| --- | --- |
| Đồng Mây | 420 |

> Whoever has a sick cow
> should report it at once.

Whoever has a sick cow should report it at once.

![cow](bo.png)
""",
)


@pytest.fixture
def two(project: Settings) -> Settings:
    """draft.md: machine text, two blocks corrected by hand; approved.md: approved."""
    shutil.copytree(ROOT / "glossary", project.root / "glossary")
    for name in ("draft", "approved"):
        page.write(project.bulletins("vi") / f"{name}.md", SOURCE)
    page.write(project.bulletins("en") / "approved.md", TARGET)
    approval.approve(project, "en", "approved", "Lan Anh", DAY)
    pairs = zip(units(SOURCE), units(TARGET), strict=True)
    record = " ".join(f"{ours.hash}:{theirs.hash}" for ours, theirs in pairs)
    corrected = Page(
        TARGET.meta,
        TARGET.body.replace("vaccinated 1,250", "inoculated 1,250").replace("every cow", "each cow"),
    )
    fields: dict[str, page.Value | None] = {
        "draft_segments": record,
        "draft_flags": ["block 3: a flag of the draft"],
    }
    page.write(project.bulletins("en") / "draft.md", corrected.with_meta(fields))
    return project
