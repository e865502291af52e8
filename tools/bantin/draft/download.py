"""One file fetched over the network: limited in size, streamed to disk, checked before it is read."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import requests

from bantin.errors import ModelError

Progress = Callable[[int, int], None]

_CONNECT, _STALL = 5.0, 30.0  # seconds
_CHUNK = 1 << 18
LARGEST = 2 << 30  # bytes


class DownloadError(Exception):
    """One address did not give the file; another may."""


def fetch(url: str, path: Path, sha256: str, size: int = 0, progress: Progress | None = None) -> None:
    """Fetch `url` into `path`; the bytes must have this SHA-256, and this size where it is not 0.

    Raises DownloadError, which says in one line what was wrong; `path` then does not exist.
    """
    try:
        received, digest = _stream(url, path, size, progress)
        if received != sha256:
            raise DownloadError(f"{url}: {digest} bytes with SHA-256 {received}, expected {sha256}")
    except requests.RequestException as error:
        path.unlink(missing_ok=True)
        raise DownloadError(f"{url}: {_reason(error)}") from error
    except DownloadError:
        path.unlink(missing_ok=True)
        raise


def _stream(url: str, path: Path, size: int, progress: Progress | None) -> tuple[str, int]:
    """SHA-256 and number of the bytes received."""
    digest, count, limit = hashlib.sha256(), 0, size or LARGEST
    plain = {"Accept-Encoding": "identity"}  # so that the bytes counted are the bytes announced
    with requests.get(url, stream=True, timeout=(_CONNECT, _STALL), headers=plain) as response:
        response.raise_for_status()
        announced = int(response.headers.get("Content-Length") or 0)
        if announced > limit:
            raise DownloadError(f"{url}: {announced} bytes announced, expected at most {limit}")
        with path.open("wb") as file:
            for chunk in response.iter_content(_CHUNK):
                count += len(chunk)
                if count > limit:
                    raise DownloadError(f"{url}: more than {limit} bytes")
                digest.update(chunk)
                file.write(chunk)
                if progress:
                    progress(count, size or announced)
    if (size and count != size) or (announced and count != announced):
        raise DownloadError(f"{url}: the download broke off after {count} of {size or announced} bytes")
    return digest.hexdigest(), count


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"the server answered {error.response.status_code}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the download broke off"
    if isinstance(error, requests.ConnectionError | requests.ConnectTimeout):
        return "no connection"
    return type(error).__name__


def fetch_any(
    urls: tuple[str, ...], path: Path, sha256: str, size: int = 0, progress: Progress | None = None
) -> str:
    """Try the addresses in turn; the one that gave the file. Raises ModelError that tells how each failed."""
    failures: list[str] = []
    for url in urls:
        try:
            fetch(url, path, sha256, size, progress)
        except DownloadError as error:
            failures.append(str(error))
        else:
            return url
    name = urls[0].rsplit("/", 1)[-1]
    raise ModelError(
        "the package could not be fetched: " + "; ".join(failures),
        file=name,
        expected=f"SHA-256 {sha256}",
        next_step=f"fetch {urls[0]} on another machine, then type `bantin model install {name}`",
    )
