"""A small publication with a bulletin in every state, and how to build it."""

import datetime
import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from bantin import page, settings
from bantin.blocks import fingerprint, units
from bantin.errors import Finding
from bantin.review import approval
from bantin.settings import Settings
from bantin.site import build
from support import ROOT

SITE_URL = "https://agency.github.io/repo/"

NOTICE = """\
---
title: Về việc đổi giờ làm việc tại Đông Anh
kicker: THÔNG BÁO
lang: vi
type: thong-bao
identifier: 42/TB-UBND
date: 2025-06-05
date_precision: exact
issuer: Ủy ban nhân dân huyện Thạch Trúc
place: Thạch Trúc
topics: [thu-tuc-hanh-chinh]
references:
- 08/CT-UBND; Chỉ thị; Ủy ban nhân dân huyện; 2025-02-21
letterhead:
- ỦY BAN NHÂN DÂN
- HUYỆN THẠCH TRÚC
- CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
- Độc lập - Tự do - Hạnh phúc
- 'Số: 42/TB-UBND'
- Thạch Trúc, ngày 05 tháng 6 năm 2025
recipients: ['- Như trên;', '- Lưu: VT.']
signature: [CHỦ TỊCH, Lương Đình Khải]
end_mark: true
source: tb-42.txt
source_sha256: abc123
---

Các xã làm theo giờ mới.

## Điều 1. Giờ làm việc

*Ảnh: Trụ sở huyện trên đường Trần Phú*

Thông báo này có hiệu lực từ ngày ký.
"""
NOTICE_EN = """\
---
title: On new office hours in Đông Anh
kicker: NOTICE
lang: en
---

The communes follow the new hours.

## Article 1. Office hours

*Photo: The district office on Trần Phú street*

This notice takes effect on the day of signing.
"""
FEVER = """\
---
title: Mỗi nhà mười phút, muỗi hết chỗ sinh sôi
lang: vi
type: tai-lieu-tuyen-truyen
date: 2024-09
date_precision: inferred
---

Lực lượng tuyến đầu giãn cách xã hội tại xã Đông Anh theo Chỉ thị 16/CT-TTg. Sở Y tế nói về luật.
"""
FEVER_EN = """\
---
title: Ten minutes for each house
lang: en
---

Frontline forces kept distance in Dong Anh commune; NOBODYREADTHIS yet.
"""
SCHOOL = """\
---
title: An toàn cho học sinh
lang: vi
type: chi-thi
identifier: 08/CT-UBND
date: '2025-02-21'
---

Có 38 vụ.
"""
SCHOOL_EN = "---\ntitle: Safety for pupils\nlang: en\n---\n\nThere were 38 cases, STALETEXT.\n"
FLOOD = """\
---
title: Xả lũ hồ Suối Đá
lang: vi
type: thong-bao
date: '2025-10-18'
date_precision: conflict
---

Hồ xả lũ.
"""
FLOOD_EN = "---\ntitle: Flood release\nlang: en\n---\n\nThe reservoir EDITEDTEXT water.\n"
WATER = """\
---
title: Về việc cấp nước mùa khô
kicker: THÔNG BÁO
lang: vi
type: thong-bao
date: '2025-03-04'
---

Mở đầu một.

Mở đầu hai.

## 1. Giờ cấp nước

Từ 5 giờ đến 9 giờ.

- Khu phố 1;
- Khu phố 2.

## 2. Liên hệ

Gọi số 0205.3000 111.

| Xã | Giờ |
| --- | --- |
| Hạ | 5 |
"""
WATER_EN = """\
---
title: On the water supply in the dry season
kicker: NOTICE
lang: en
---

Opening one.

Opening two.

## 1. Hours of supply

From 5:00 to 9:00.

- Neighbourhood 1;
- Neighbourhood 2.

## 2. Contact

Call 0205.3000 111.

| Commune | Hour |
| --- | --- |
| Hạ | 5 |
"""
FOREST = """\
---
title: Giữ rừng mùa khô
lang: vi
type: tin-bai
date: '2025-03-12'
---

Tổ tuần tra giữ rừng.
"""
UNDATED = (
    "---\ntitle: Sáng nay, tại hội trường\ntitle_provisional: true\nlang: vi\n---\n\nĐã gặp mặt trên đường.\n"
)
ORPHAN_EN = "---\ntitle: An orphan\nlang: en\n---\n\nORPHANTEXT stands alone.\n"
HOSTILE = """\
---
title: '<img src=x onerror=alert(1)> </title><script>alert(2)</script>'
kicker: '"><script>alert(3)</script>'
lang: vi
type: '"><script>alert(4)</script>'
date: '2023-01-01"><script>alert(5)</script>'
issuer: <b onmouseover=alert(6)>x</b>
references: ['<script>alert(7)</script>; javascript:alert(8); ; ']
source: <script>alert(9)</script>
---

# <script>alert(10)</script> second title

<img src="https://tracker.example/p.gif" onerror="alert(11)">

[press](javascript:alert(12)) <a href="java&#115;cript:alert(13)">x</a> <svg onload=alert(14)></svg>

<iframe src="https://evil.example/"></iframe><style>body{display:none}</style>

text &lt;script&gt;alert(15)&lt;/script&gt; hostileword

<form action="https://evil.example/"><input name=q></form>

<p id="bt-main" class="skip" style="position:fixed">covered</p>
"""


@dataclass(frozen=True)
class Built:
    """A built publication."""

    settings: Settings
    site: Path
    findings: list[Finding]

    def html(self, address: str) -> HtmlElement:
        """A page of it, parsed."""
        path = self.site / address
        return html.fromstring((path / "index.html" if path.suffix != ".html" else path).read_bytes())


def new_project(root: Path) -> Settings:
    """Settings, theme and home pages as the repository has them, and a known repository address."""
    for name in ("docs/index.md", "docs_en/index.md"):
        (root / name).parent.mkdir(parents=True)
        shutil.copy2(ROOT / name, root / name)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    (root / "glossary").mkdir()
    shutil.copy2(ROOT / "glossary" / "topics.tsv", root / "glossary" / "topics.tsv")
    text = (ROOT / "mkdocs.yml").read_text()
    assert "    branch: main" in text
    known = "    branch: main\n    repository: https://github.com/agency/news\n"
    (root / "mkdocs.yml").write_text(text.replace("    branch: main", known))
    return settings.read(root)


def write(project: Settings, code: str, name: str, text: str) -> Path:
    path = project.bulletins(code) / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def write_draft(project: Settings, name: str, source: str, target: str) -> Path:
    """Both pages, the second with the record that `draft` leaves."""
    write(project, "vi", name, source)
    source_page, target_page = page.parse(source), page.parse(target)
    pairs = zip(units(source_page), units(target_page), strict=True)
    record: dict[str, page.Value | None] = {
        "draft_engine": "testengine 1.0, beam 4",
        "draft_package": "translate-vi_en 9.9",
        "draft_source": fingerprint(source_page),
        "draft_segments": " ".join(f"{a.hash}:{b.hash}" for a, b in pairs),
    }
    path = project.bulletins("en") / f"{name}.md"
    page.write(path, target_page.with_meta(record))
    return path


def write_approved(project: Settings, name: str, source: str, target: str) -> None:
    write_draft(project, name, source, target)
    approval.approve(project, "en", name, "Trần Thị Lan", datetime.date(2025, 6, 9))


def write_all(project: Settings) -> None:
    """One bulletin in every state."""
    write_approved(project, "doi-gio", NOTICE, NOTICE_EN)
    write_draft(project, "muoi-phut", FEVER, FEVER_EN)
    write_approved(project, "hoc-sinh", SCHOOL, SCHOOL_EN)
    write(project, "vi", "hoc-sinh", SCHOOL.replace("38", "39"))
    flood = write_draft(project, "xa-lu", FLOOD, FLOOD_EN)
    flood.write_text(flood.read_text().replace("The reservoir", "A reservoir"))
    write(project, "vi", "giu-rung", FOREST)
    write(project, "vi", "khong-ngay", UNDATED)
    write(project, "vi", "doc-hai", HOSTILE)
    write(project, "en", "mo-coi", ORPHAN_EN)


def built(root: Path, *, public: bool) -> Built:
    project = new_project(root / "project")
    write_all(project)
    site = root / "www" / "repo"
    return Built(project, site, build.build(project, site, public=public, site_url=SITE_URL))


def files(site: Path) -> dict[str, bytes]:
    """Every file of a built site, unpacked, by name."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            packed = data.startswith(b"\x1f\x8b")
            found[path.relative_to(site).as_posix()] = gzip.decompress(data) if packed else data
    return found
