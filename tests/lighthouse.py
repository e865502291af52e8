"""Google Lighthouse on a built site, served packed as GitHub Pages does.

It is an npm package: `npm install --prefix .cache/lighthouse lighthouse@12.8.2` puts it where this looks.
"""

import functools
import gzip
import http.server
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from support import FLAGS, ROOT, browser_path

PROGRAM = ROOT / ".cache" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("", "en/", "ban-tin/doi-gio/", "en/ban-tin/doi-gio/", "luu-tru/", "en/luu-tru/2025/")
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


class _Packed(http.server.SimpleHTTPRequestHandler):
    """What GitHub Pages sends: text packed, kept for ten minutes, 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = (path if found else Path(self.directory) / "repo" / "404.html").read_bytes()
        packed = not found or path.suffix in _PACKED
        data = gzip.compress(data, 6) if packed else data
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)) if found else "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve_packed(folder: Path) -> Iterator[str]:
    """The address of the folder's site below /repo/, for as long as it is needed."""
    handler = functools.partial(_Packed, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()
        thread.join()


def report(url: str) -> dict[str, object]:
    """Lighthouse's report on one page, as a phone sees it."""
    flags = " ".join([*FLAGS, "--headless=new"])
    command = [str(PROGRAM), url, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--max-wait-for-load=120000"]
    own = {**os.environ, "CHROME_PATH": browser_path() or ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=400, env=own)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def scores(made: dict[str, object]) -> dict[str, float]:
    """The score of each category, 0 to 1."""
    categories: dict[str, dict[str, float]] = made["categories"]  # type: ignore[assignment]
    return {name: categories[name]["score"] for name in CATEGORIES}


def audit_score(made: dict[str, object], name: str) -> float:
    """The score of one audit, 0 to 1."""
    audits: dict[str, dict[str, float]] = made["audits"]  # type: ignore[assignment]
    return audits[name]["score"]


def lost(made: dict[str, object]) -> list[str]:
    """What cost points: category, audit, score, what it says."""
    audits: dict[str, dict[str, object]] = made["audits"]  # type: ignore[assignment]
    categories: dict[str, dict[str, list[dict[str, object]]]] = made["categories"]  # type: ignore[assignment]
    return [
        f"{name}: {one['id']} {audit['score']} {audit['title']} {audit.get('displayValue', '')}".strip()
        for name in CATEGORIES
        for one in categories[name]["auditRefs"]
        for audit in [audits[str(one["id"])]]
        if one["weight"] and audit["score"] is not None and float(str(audit["score"])) < 1
    ]


def middle(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each score."""
    return {name: median(run[name] for run in runs) for name in CATEGORIES}
