"""The small publication, built once with everything and once for the public, and a server for it."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from publication import Built, built


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Everything, as its editors see it."""
    return built(tmp_path_factory.mktemp("preview"), public=False)


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What the public may see."""
    return built(tmp_path_factory.mktemp("public"), public=True)


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Serves 404.html for what is not there, as GitHub Pages does."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "repo" / "404.html"
        if code != 404:
            return super().send_error(code, message, explain)
        body = lost.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass


def _serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Pages, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def preview_url(preview: Built) -> Iterator[str]:
    """The preview's address, below /repo/ as on GitHub Pages."""
    yield from _serve(preview.site.parent)


@pytest.fixture(scope="session")
def public_url(public: Built) -> Iterator[str]:
    """The public site's address, below /repo/."""
    yield from _serve(public.site.parent)
