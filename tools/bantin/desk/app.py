"""The desk as a web application: addresses, forms and answers. What is done is in desk.py."""

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args
from urllib.parse import quote, unquote

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bantin.desk import security, views
from bantin.desk.desk import Desk, NoSuchPageError
from bantin.desk.edits import Action, ConflictError, Edit, RefusedEditError
from bantin.desk.security import Guard, RefusedRequestError, Tokens
from bantin.desk.views import Speech
from bantin.desk.words import ALL, chosen
from bantin.desk.workbench import Workbench
from bantin.errors import ApprovalError, BantinError, PageError
from bantin.review.approval import RefusedError
from bantin.review.states import State

_HERE = Path(__file__).parent
_STATIC = {path.name: path for path in (_HERE / "static").iterdir()}
_FONTS = "overrides/assets/fonts"  # the site's own, which every project has
_YEAR = 365 * 24 * 3600  # seconds
_NAME = 80  # characters of a person's name


@dataclass(frozen=True)
class Answer:
    """What a page of the desk shows beside the texts: how an action went."""

    status: int = 200
    message: str = ""
    reasons: tuple[Any, ...] = ()


class Web:
    """The routes of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tokens = Tokens()
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> list[Route]:
        """Every address that there is."""
        return [
            Route("/", self._start),
            Route("/token", self._token),
            Route("/static/{name}", self._static),
            Route("/fonts/{name}", self._font),
            Route("/{code}/", self._queue),
            Route("/{code}/{slug}", self._page),
            Route("/{code}/{slug}/rows", self._rows),
            Route("/{code}/{slug}/next", self._next),
            Route("/{code}/{slug}/edit", self._edit, methods=["POST"]),
            Route("/{code}/{slug}/undo", self._undo, methods=["POST"]),
            Route("/{code}/{slug}/approve", self._approve, methods=["POST"]),
        ]

    # What is shown

    def _start(self, _: Request) -> Response:
        return RedirectResponse(f"/{self.desk.settings.targets[0].code}/", 303)

    def _token(self, _: Request) -> Response:
        return JSONResponse({"token": self.tokens.value})

    def _static(self, request: Request) -> Response:
        return _file(_STATIC.get(request.path_params["name"]))

    def _font(self, request: Request) -> Response:
        folder = self.desk.settings.root / _FONTS
        name = request.path_params["name"]
        known = {path.name for path in folder.glob("*.woff2")}
        return _file(folder / name if name in known else None)

    def _queue(self, request: Request) -> Response:
        code = self._code(request)
        asked = request.query_params
        state = next((one for one in State if one.value == asked.get("state")), None)
        query = asked.get("q", "")[:200]
        number = int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1
        found = self.desk.queue(code, state, query, min(number, 10**6))
        speech = self._speech(request)
        return self._html(
            request,
            "queue.html",
            found=found,
            states=list(State),
            state=state,
            query=query,
            bar=views.bar(found.progress),
            progress_said=views.progress_said(found.progress, speech),
            notes={item.slug: views.item_notes(item, speech) for item in found.items},
        )

    def _page(self, request: Request) -> Response:
        return self._bench(request, self._open(request))

    def _rows(self, request: Request) -> Response:
        return JSONResponse({"html": self._fragment(request, self._open(request))})

    def _next(self, request: Request) -> Response:
        code = self._code(request)
        slug = self.desk.next_due(code, request.path_params["slug"])
        return RedirectResponse(f"/{code}/{quote(slug)}" if slug else f"/{code}/", 303)

    # What is done

    async def _edit(self, request: Request) -> Response:
        fields = await self._form(request)
        edit = _edit_of(fields)
        return await self._done(
            request, edit, lambda code, slug: self.desk.save(code, slug, edit), place=f"#b{edit.number}"
        )

    async def _undo(self, request: Request) -> Response:
        await self._form(request)
        return await self._done(request, None, self.desk.undo)

    async def _approve(self, request: Request) -> Response:
        fields = await self._form(request)
        by = " ".join(fields.get("by", "").split())[:_NAME]
        seen = (fields.get("source", ""), fields.get("text", ""))
        try:
            if not by:
                raise ApprovalError(self._speech(request).t("reason_name"))
            await self._work(request, lambda code, slug: self.desk.approve(code, slug, by, seen))
        except (ApprovalError, ConflictError) as error:
            bench = await run_in_threadpool(self._open, request)
            answer: Response = self._bench(request, bench, self._refusal(request, error), by)
        else:
            answer = RedirectResponse(f"{self._address(request)}#approval", 303)
        answer.set_cookie("name", quote(by), max_age=_YEAR, samesite="strict", httponly=True)
        return answer

    def _refusal(self, request: Request, error: ApprovalError | ConflictError) -> Answer:
        speech = self._speech(request)
        if isinstance(error, ConflictError):
            return Answer(409, speech.t("conflict_page"))
        if isinstance(error, RefusedError):
            return Answer(409, speech.t("approve_errors"), error.findings)
        return Answer(409, "", (error.finding,))

    async def _done(
        self,
        request: Request,
        edit: Edit | None,
        work: Callable[[str, str], Workbench],
        place: str = "",
    ) -> Response:
        """Answer a form: with the page's parts for the script, with another page for a browser without it."""
        try:
            bench = await self._work(request, work)
        except (ConflictError, RefusedEditError) as error:
            return await self._not_done(request, edit, error)
        if _wants_json(request):
            return JSONResponse({"html": self._fragment(request, bench)})
        return RedirectResponse(f"{self._address(request)}{place}", 303)

    async def _not_done(
        self, request: Request, edit: Edit | None, error: ConflictError | RefusedEditError
    ) -> Response:
        speech = self._speech(request)
        theirs = error.theirs if isinstance(error, ConflictError) else None
        if isinstance(error, RefusedEditError):
            status, message = 422, speech.t(f"reason_{error.reason}")
        elif edit is None or edit.action != "save":
            status, message = 409, speech.t("conflict_page")
        else:
            status, message = 409, speech.t("conflict_gone" if theirs is None else "conflict")
        bench = await run_in_threadpool(self._open, request)
        if _wants_json(request):
            said = {"message": message, "theirs": theirs, "html": self._fragment(request, bench)}
            return JSONResponse(said, status)
        return self._html(
            request, "conflict.html", status, message=message, theirs=theirs, edit=edit, bench=bench
        )

    # What they are made with

    async def _form(self, request: Request) -> dict[str, str]:
        fields = await security.form(request)
        self.tokens.check(fields.get("token", ""))
        return fields

    async def _work(self, request: Request, work: Callable[[str, str], Workbench]) -> Workbench:
        return await run_in_threadpool(work, self._code(request), request.path_params["slug"])

    def _open(self, request: Request) -> Workbench:
        return self.desk.open(self._code(request), request.path_params["slug"])

    def _code(self, request: Request) -> str:
        code: str = request.path_params["code"]
        if code not in {language.code for language in self.desk.settings.targets}:
            raise NoSuchPageError("no such language", file=code[:50])
        return code

    def _address(self, request: Request) -> str:
        return f"/{self._code(request)}/{quote(request.path_params['slug'])}"

    def _speech(self, request: Request) -> Speech:
        wanted = request.query_params.get("ui") or request.cookies.get("ui", "")
        default = self.desk.settings.source.code
        return Speech(chosen(wanted, request.headers.get("accept-language", ""), default))

    def _bench(
        self, request: Request, bench: Workbench, answer: Answer | None = None, by: str = ""
    ) -> Response:
        answer = answer or Answer()
        return self._html(request, "page.html", answer.status, bench=bench, answer=answer, by=by)

    def _fragment(self, request: Request, bench: Workbench) -> str:
        return self._template(request, "bench.html", bench=bench, answer=Answer(), by="")

    def _html(self, request: Request, name: str, status: int = 200, **more: Any) -> Response:
        answer = HTMLResponse(self._template(request, name, **more), status)
        if (wanted := request.query_params.get("ui", "")) in ALL:
            answer.set_cookie("ui", wanted, max_age=_YEAR, samesite="strict", httponly=True)
        return answer

    def _template(self, request: Request, name: str, **more: Any) -> str:
        speech = self._speech(request)
        settings = self.desk.settings
        return self._templates.get_template(name).render(
            speech=speech,
            t=speech.t,
            token=self.tokens.value,
            site_name=settings.site_name,
            targets=settings.targets,
            source_code=settings.source.code,
            code=request.path_params.get("code", settings.targets[0].code),
            path=request.url.path,
            name=unquote(request.cookies.get("name", ""))[:_NAME],
            shortcuts=views.SHORTCUTS,
            views=views,
            **more,
        )

    async def lost(self, request: Request, error: Exception) -> Response:
        """The answer where a page is not there, or cannot be read."""
        speech = self._speech(request)
        if isinstance(error, RefusedRequestError):
            return PlainTextResponse(error.reason, error.status)
        if isinstance(error, PageError) and not isinstance(error, NoSuchPageError):
            message = speech.t("reason_page", found=str(error.finding))
            return self._html(request, "message.html", 422, title=error.finding.file, message=message)
        return self._html(
            request, "message.html", 404, title=speech.t("no_page"), message=speech.t("no_page_text")
        )


def application(desk: Desk, port: Callable[[], int]) -> Guard:
    """The whole application, guarded; `port` tells the port that it is served at."""
    web = Web(desk)
    kinds = (RefusedRequestError, BantinError)
    handlers: dict[Any, Any] = {**dict.fromkeys(kinds, web.lost), 404: web.lost}
    app = Starlette(routes=web.routes(), exception_handlers=handlers)
    app.router.redirect_slashes = False
    return Guard(app, port)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _edit_of(fields: dict[str, str]) -> Edit:
    """The edit that a form asks for. Raises RefusedRequestError."""
    action = fields.get("action", "save")
    numbers = [fields.get(name, "0") for name in ("number", "unit")]
    if action not in get_args(Action) or not all(one.isdecimal() and len(one) < 7 for one in numbers):
        raise RefusedRequestError(400, "The form asks for what cannot be done.")
    return Edit(
        cast(Action, action),
        int(numbers[0]),
        fields.get("text", ""),
        fields.get("seen", ""),
        fields.get("file", ""),
        fields.get("session", ""),
        fields.get("line", ""),
        int(numbers[1]),
    )


def _file(path: Path | None) -> Response:
    if path is None or not path.is_file():
        return PlainTextResponse("Not found", 404)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), media_type="font/woff2" if path.suffix == ".woff2" else kind)
