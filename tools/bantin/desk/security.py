"""Who may talk to the desk: pages that it served itself, in a browser on this machine, and nobody else.

Any page of the web can make a browser send requests to 127.0.0.1, and a name that its owner points there (DNS
rebinding) even lets it read the answers. So the Host must be a loopback name with the desk's own port, a
request that changes something must come from the desk's own origin and carry the token of this run, and no
answer lets a script run that is not the desk's own file. Sources: OWASP cheat sheets on CSRF and on CSP;
Fetch Metadata (W3C).
"""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
LARGEST = 512 * 1024  # bytes of one request
LONGEST = 4096  # characters of an address

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would not tell the origin of a form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class RefusedRequestError(Exception):
    """A request that is not answered; `status` is HTTP's, `reason` a short sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Guard:
    """Looks at every request before the desk does, and puts the headers of safety on every answer."""

    def __init__(self, app: ASGIApp, port: Callable[[], int]) -> None:
        self._app, self._port = app, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. What is neither HTTP nor the server's own life is refused."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"no {scope['type']} here")

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            self._look(scope)
        except RefusedRequestError as refused:
            answer = PlainTextResponse(refused.reason, refused.status)
            await answer(scope, receive, safe)
            return
        await self._app(scope, receive, safe)

    def _look(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts = {f"{name}:{self._port()}" for name in NAMES}
        if headers.getlist("host") == [] or any(host not in hosts for host in headers.getlist("host")):
            raise RefusedRequestError(421, "This desk answers only at its own address on this machine.")
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > LONGEST:
            raise RefusedRequestError(414, "The address is too long.")
        own = headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
        followed = scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
        if not own and not followed:
            raise RefusedRequestError(403, "The request came from another site.")
        if scope["method"] not in ("GET", "HEAD"):
            _look_at_origin(headers)


def _look_at_origin(headers: Headers) -> None:
    if headers.get("origin") != f"http://{headers['host']}":
        raise RefusedRequestError(403, "The request did not come from a page of this desk.")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedRequestError(415, "Only forms are taken.")


class Tokens:
    """The secret of one run of the desk, which its pages send back with every change."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(32)

    def check(self, given: str) -> None:
        """Raises RefusedRequestError where it is not this run's token."""
        if not secrets.compare_digest(given.encode(), self.value.encode()):
            raise RefusedRequestError(403, "This page is from an earlier run of the desk. Load it again.")


async def form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises RefusedRequestError."""
    body = await _body(request.stream().__anext__)
    try:
        fields = parse_qs(
            body.decode(),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=50,
        )
    except (UnicodeDecodeError, ValueError) as error:
        raise RefusedRequestError(400, "The form cannot be read.") from error
    return {name: values[-1].replace("\r\n", "\n") for name, values in fields.items()}


async def _body(chunk: Callable[[], Awaitable[bytes]]) -> bytes:
    parts: list[bytes] = []
    try:
        while True:
            parts.append(await chunk())
            if sum(map(len, parts)) > LARGEST:
                raise RefusedRequestError(413, "The request is too large.")
    except StopAsyncIteration:
        return b"".join(parts)
