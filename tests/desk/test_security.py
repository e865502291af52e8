"""Who may talk to the desk: every way in that must be closed is tried on a running one."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from bantin import cli, page
from bantin.desk import security, server
from bantin.desk.security import LARGEST, Tokens
from bantin.errors import SettingsError
from bantin.settings import Settings
from desk.sample import COUNTER, FAIR, WATER, Served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    text: str


def ask(served: Served, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
    """One request with exactly these headers; the Host is the desk's own unless another is named."""
    connection = http.client.HTTPConnection(server.HOST, served.port, timeout=60)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if "Host" not in named:
        named["Host"] = f"127.0.0.1:{served.port}"
    if body is not None and "Transfer-Encoding" not in named:
        named.setdefault("Content-Length", str(len(body)))
    for name, value in named.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    said = {name.lower(): value for name, value in answer.getheaders()}
    reply = Reply(answer.status, said, answer.read().decode(errors="replace"))
    connection.close()
    return reply


def token_of(served: Served) -> str:
    return ask(served, "GET", "/en/").text.partition('data-token="')[2].partition('"')[0]


def post(served: Served, path: str, fields: dict[str, str], **headers: str) -> Reply:
    own = {"Origin": f"http://127.0.0.1:{served.port}", **{k.replace("-", "_"): v for k, v in FORM.items()}}
    return ask(served, "POST", path, urlencode(fields).encode(), **{**own, **headers})


def texts(found: Settings) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in found.root.glob("docs*/**/*.md")}


def edit(served: Served) -> dict[str, str]:
    bench = served.desk.open("en", WATER)
    row = bench.rows[1]
    return {
        "token": token_of(served),
        "action": "save",
        "number": str(row.number),
        "seen": row.seen,
        "file": bench.file,
        "text": "A new title",
    }


def test_the_desk_listens_on_this_machine_alone(served: Served) -> None:
    with socket.socket() as other:
        other.settimeout(5)
        own = socket.gethostbyname_ex(socket.gethostname())[2]
        for address in [one for one in own if not one.startswith("127.")]:
            assert other.connect_ex((address, served.port)) != 0


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_it_answers_at_its_own_address(served: Served, name: str) -> None:
    assert ask(served, "GET", "/en/", Host=f"{name}:{served.port}").status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""],
)
def test_a_name_that_was_pointed_at_this_machine_is_refused(served: Served, host: str) -> None:
    if not host:  # HTTP/1.0 knows requests without a Host
        with socket.create_connection((server.HOST, served.port), timeout=30) as line:
            line.sendall(b"GET /en/ HTTP/1.0\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 421")
        return
    reply = ask(served, "GET", "/en/", Host=host.format(port=served.port))
    assert reply.status == 421
    assert "token" not in reply.text


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
    ],
)
def test_a_change_from_another_origin_is_refused(served: Served, found: Settings, origin: str) -> None:
    fields, before = edit(served), texts(found)
    for path in ("edit", "undo", "approve"):
        reply = post(served, f"/en/{WATER}/{path}", fields, Origin=origin.format(port=served.port))
        assert reply.status == 403
    assert texts(found) == before


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_change_without_this_run_s_token_is_refused(
    served: Served, found: Settings, token: str | None
) -> None:
    fields, before = edit(served), texts(found)
    fields.pop("token")
    for path in ("edit", "undo", "approve"):
        given = {} if token is None else {"token": token}
        assert post(served, f"/en/{WATER}/{path}", {**fields, "by": "Lan", **given}).status == 403
    assert texts(found) == before
    with pytest.raises(security.RefusedRequestError):
        Tokens().check(Tokens().value)


def test_with_origin_and_token_it_is_done(served: Served, found: Settings) -> None:
    reply = post(served, f"/en/{WATER}/edit", edit(served))
    assert (reply.status, reply.headers["location"]) == (303, f"/en/{WATER}#b2")
    assert page.read(found.bulletins("en") / f"{WATER}.md").text("title") == "A new title"


def test_a_picture_or_a_script_of_another_site_gets_nothing(served: Served) -> None:
    for kind in ("no-cors", "cors", "websocket"):
        reply = ask(served, "GET", f"/en/{WATER}", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode=kind)
        assert reply.status == 403
    link = ask(served, "GET", "/en/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")
    assert link.status == 200
    sent = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert post(served, f"/en/{WATER}/edit", edit(served), **sent).status == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_only_forms_are_taken(served: Served, kind: str) -> None:
    assert post(served, f"/en/{WATER}/edit", edit(served), Content_Type=kind).status == 415


def test_a_request_that_is_too_large_is_refused(served: Served, found: Settings) -> None:
    before = texts(found)
    fields = edit(served) | {"text": "x" * (LARGEST + 1)}
    assert post(served, f"/en/{WATER}/edit", fields).status == 413
    assert ask(served, "GET", "/en/?q=" + "x" * 5000).status == 414
    assert post(served, f"/en/{WATER}/edit", edit(served) | {"text": "x" * 100_001}).status == 422
    assert texts(found) == before


@pytest.mark.parametrize(
    "fields",
    [{"action": "format"}, {"number": "-1"}, {"number": "1e3"}, {"number": "9" * 10}, {"unit": "x"}],
)
def test_a_form_that_asks_for_what_cannot_be_is_refused(served: Served, fields: dict[str, str]) -> None:
    assert post(served, f"/en/{WATER}/edit", edit(served) | fields).status == 400


@pytest.mark.parametrize("body", [b"%ff", b"text", b"&".join([b"a=1"] * 60), b"\xff\xfe=1"])
def test_a_form_that_cannot_be_read_is_refused(served: Served, body: bytes) -> None:
    own = {"Origin": f"http://127.0.0.1:{served.port}", "Content_Type": FORM["Content-Type"]}
    assert ask(served, "POST", f"/en/{WATER}/edit", body, **own).status in (400, 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(served: Served, found: Settings, method: str) -> None:
    before = texts(found)
    assert ask(served, method, f"/en/{WATER}").status in (403, 405)
    assert texts(found) == before


def test_reading_changes_nothing(served: Served, found: Settings) -> None:
    before = texts(found)
    for path in ("", "en/", f"en/{WATER}", f"en/{WATER}/rows", f"en/{WATER}/next", f"en/{FAIR}"):
        assert ask(served, "GET", f"/{path}").status in (200, 303)
    for path in ("edit", "undo", "approve"):
        assert ask(served, "GET", f"/en/{WATER}/{path}").status == 405
    assert texts(found) == before


OUTSIDE = """
/en/.. /en/../../mkdocs /en/%2e%2e%2f%2e%2e%2fmkdocs /en/..%5c..%5cmkdocs /en/index /vi/ /vi/index
/fr/ /en/none /en/%00 /static/..%2fapp.py /static/../app.py /static/none.js /mkdocs.yml /en/a/b/c
/fonts/..%2f..%2f..%2f..%2fmkdocs.yml /fonts/OFL-be-vietnam-pro.txt"""


@pytest.mark.parametrize("path", OUTSIDE.split())
def test_no_address_leads_out_of_the_pages(served: Served, path: str) -> None:
    reply = ask(served, "GET", path)
    assert reply.status == 404
    assert "plugins:" not in reply.text
    assert "i18n" not in reply.text


def test_every_answer_carries_the_headers_of_safety(served: Served) -> None:
    for path in ("/en/", f"/en/{WATER}", "/en/none", "/static/desk.js", "/token", "/", f"/en/{WATER}/edit"):
        headers = ask(served, "GET", path).headers
        for name, value in security.HEADERS.items():
            assert headers[name.lower()] == value
        assert "server" not in headers
    policy = security.POLICY
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert ask(served, "GET", "/en/", Host="evil.example").headers["x-frame-options"] == "DENY"


def test_cookies_are_for_this_site_and_no_script(served: Served) -> None:
    cookie = ask(served, "GET", "/en/?ui=en").headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert "set-cookie" not in ask(served, "GET", "/en/?ui=%22%3Cscript%3E").headers


def test_an_approval_needs_a_name_and_tells_every_error(served: Served, found: Settings) -> None:
    before = texts(found)
    bench = served.desk.open("en", WATER)
    fields = {"token": token_of(served), "source": bench.source_print, "text": bench.text_print}
    reply = post(served, f"/en/{WATER}/approve?ui=en", {**fields, "by": "  "})
    assert reply.status == 409
    assert "Type your name" in reply.text
    reply = post(served, f"/en/{WATER}/approve?ui=en", {**fields, "by": "Lê Minh"})
    assert reply.status == 409
    refusal = reply.text.partition('role="alert"')[2].partition("</ul>")[0]
    assert refusal.count("<li>") == bench.count("error") == 2
    assert 'href="#b3"' in refusal
    reply = post(served, f"/en/{WATER}/approve", {**fields, "by": "Lan", "text": "1:0"})
    assert reply.status == 409
    assert texts(found) == before


def test_an_approval_is_given_and_the_name_remembered(served: Served) -> None:
    bench = served.desk.open("en", COUNTER)
    fields = {
        "token": token_of(served),
        "source": bench.source_print,
        "text": bench.text_print,
        "by": "Lê  Minh",
    }
    reply = post(served, f"/en/{COUNTER}/approve", fields)
    assert (reply.status, reply.headers["location"]) == (303, f"/en/{COUNTER}#approval")
    cookie = reply.headers["set-cookie"].partition(";")[0]
    assert 'value="Lê Minh"' in ask(served, "GET", f"/en/{WATER}", Cookie=cookie).text


def test_a_page_that_cannot_be_read_says_why(served: Served, found: Settings) -> None:
    (found.bulletins("en") / f"{WATER}.md").write_bytes(b"---\ntitle: \xff\n---\n")
    reply = ask(served, "GET", f"/en/{WATER}?ui=en")
    assert reply.status == 422
    assert "not UTF-8" in reply.text


def test_a_port_that_is_taken_is_said_so(
    served: Served, found: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SettingsError, match="cannot be used"):
        server.listen(served.port)
    assert cli.main(["--root", str(found.root), "review", "--port", str(served.port)]) == cli.CANNOT_RUN
    assert "--port 8011" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_cannot_be_is_said_so(found: Settings, port: str) -> None:
    assert cli.main(["--root", str(found.root), "review", "--port", port]) == cli.CANNOT_RUN


def test_the_verb_serves_the_desk_until_a_person_stops_it(found: Settings) -> None:
    command = [sys.executable, "-m", "bantin.cli", "--root", str(found.root), "review", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            address = re.search(r"http://127\.0\.0\.1:(\d+)/", running.stderr.readline())
            assert address is not None
            connection = http.client.HTTPConnection(server.HOST, int(address.group(1)), timeout=120)
            connection.request("GET", "/en/")
            answer = connection.getresponse()
            assert answer.status == 200
            assert FAIR in answer.read().decode()
            connection.close()
            running.send_signal(signal.SIGINT)
            assert running.wait(120) == cli.DONE
            assert running.stderr.read() == ""
        finally:
            running.kill()
