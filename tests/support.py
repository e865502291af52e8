"""What tests lean on: where things are, an installed browser, a local web server."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bantin import page
from bantin.page import Page

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"  # acceptance material, where it is there
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str | None:
    """The installed Chromium or Chrome; BANTIN_CHROMIUM names one elsewhere."""
    found = [os.environ.get("BANTIN_CHROMIUM"), *map(shutil.which, BROWSERS)]
    return next((path for path in found if path), None)


def correct(path: Path, body: str, **fields: str) -> None:
    """The page at a path as a translator leaves it: this body, these fields, the other fields kept."""
    found = page.read(path)
    page.write(path, Page({**found.meta, **fields}, body, found.header))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The folder's address on a local web server, for as long as it is needed."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
