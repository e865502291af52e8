"""A small project of its own for every test of drafting."""

import datetime
import hashlib
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bantin import page, settings
from bantin.blocks import Block, join, of_text
from bantin.draft import packages, run
from bantin.draft.run import Report
from bantin.page import Page
from bantin.settings import Settings

DAY = datetime.date(2026, 3, 1)
SETTINGS = """
site_name: Bản tin thử
plugins:
  - i18n:
      languages:
        - {locale: vi, name: Tiếng Việt, default: true}
        - {locale: en, name: English}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with no pages and no package; local servers are reached without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    root = tmp_path / "project"
    root.mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS)
    return settings.read(root)


def source(project: Settings, name: str, title: str, *texts: str | Block) -> Path:
    """Write a Vietnamese page: texts are paragraphs."""
    path = project.bulletins("vi") / name
    body = join(text if isinstance(text, Block) else of_text("paragraph", text) for text in texts)
    page.write(path, Page({"title": title, "lang": "vi"}, body))
    return path


def draft(project: Settings, package: Path | None = None, *only: str) -> Report:
    return run.draft(project, "en", package=package, only=only)


def sentences_decoded(project: Settings, package: Path | None = None) -> int:
    """How many sentences a run decodes: 0 where it decodes none."""
    steps: list[int] = [0]
    run.draft(project, "en", package=package, progress=lambda _, total: steps.append(total))
    return steps[-1]


@pytest.fixture
def drafted(project: Settings, tiny: Path) -> Path:
    """A page of three paragraphs, drafted; its English path."""
    source(project, "a.md", "Thông báo", "Quận 12 và phường 5.", "Tiêm 96,56% người dân.", "Ngày 31/3.")
    draft(project, tiny)
    return project.bulletins("en") / "a.md"


@contextmanager
def answering(*answers: bytes, announce: int | None = None, status: int = 200) -> Iterator[str]:
    """The address of a real server that sends these bytes, and announces `announce` of them."""
    body = b"".join(answers)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) if announce is None else announce))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/translate-vi_en-1_0.argosmodel"
        server.shutdown()
        thread.join()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def left_behind(project: Settings) -> list[str]:
    """Everything in and around the packages folder but whole packages."""
    folder = packages.packages_folder()
    around = [path.name for path in folder.parent.iterdir() if path not in (folder, project.root)]
    inside = [path.name for path in folder.iterdir()] if folder.exists() else []
    return [name for name in (*around, *inside) if not name.startswith("translate-")]
