"""Publish: build what the public may see, check it, push it to the branch that GitHub Pages serves."""

import contextlib
import subprocess
from pathlib import Path

import ghp_import

from bantin.errors import PublishError
from bantin.review.states import State, survey
from bantin.settings import BULLETINS, Settings
from bantin.site import build
from bantin.site.repository import Repository, web_address

# What tells a reader, and a search engine, that a translation's source has moved on, and where.
_STALE_SIGNS = ('class="notice notice-stale"', 'class="passages"', '<meta name="robots" content="noindex">')


def deploy(settings: Settings, site: Path, remote: str, branch: str) -> str:
    """Build for the public and push; returns the site's address ('' when unknown). Raises PublishError."""
    remote_url = _remote_url(settings.root, remote)
    _require_identity(settings.root)
    address = str(settings.raw.get("site_url") or Repository(web_address(remote_url), "").pages)
    findings = build.build(settings, site, public=True, site_url=address)
    if findings:
        raise PublishError(
            "\n".join(["the build has findings; nothing was pushed", *map(str, findings)]),
            next_step="put right what they name, then deploy again",
        )
    refuse_unapproved(settings, site)
    _push(settings.root, site, remote, branch)
    return address


def _push(root: Path, site: Path, remote: str, branch: str) -> None:
    _git(root, "fetch", remote, branch)  # so that the push goes on from what is published
    with contextlib.chdir(root):
        try:
            ghp_import.ghp_import(
                str(site), remote=remote, branch=branch, mesg="Publish", push=True, nojekyll=True
            )
        except (ghp_import.GhpError, subprocess.CalledProcessError) as error:
            raise PublishError(
                f"git could not push to {remote}/{branch}: {error}",
                expected="a branch that only 'make deploy' writes, and the right to push to it",
                next_step=f"try 'git push {remote}' by itself and put right what git says",
            ) from error


def _remote_url(root: Path, remote: str) -> str:
    done = _git(root, "remote", "get-url", remote)
    if done.returncode:
        raise PublishError(
            f"no git remote named '{remote}': {done.stderr.strip()}",
            expected="the project in a git repository with a remote",
            next_step=f"git remote add {remote} https://github.com/OWNER/REPOSITORY.git",
        )
    return done.stdout.strip()


def _require_identity(root: Path) -> None:
    missing = [key for key in ("user.name", "user.email") if not _git(root, "config", key).stdout.strip()]
    if missing:
        raise PublishError(
            f"git does not know {' and '.join(missing)}",
            next_step="; ".join(f"git config {key} YOURS" for key in missing),
        )


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)


def refuse_unapproved(settings: Settings, site: Path) -> None:
    """The last wall before the public: every translated page in the built site has an approval that holds, or
    is the approved text of a source that has moved on and says so, passage by passage."""
    leaks = [
        f"{language.code}/{BULLETINS}/{folder.name}/"
        for language in settings.targets
        for states in [_states(settings, language.code)]
        for folder in sorted((site / language.code / BULLETINS).glob("*/"))
        if not _may_be_read(states.get(folder.name), folder / "index.html")
    ]
    if leaks:
        raise PublishError(
            "the build holds unapproved pages: " + ", ".join(leaks),
            expected="approved translations only; nothing was pushed",
            next_step="this is a fault of the build: report it",
        )


def _may_be_read(state: State | None, page: Path) -> bool:
    if state is State.STALE:
        html = page.read_text(encoding="utf-8")
        return all(sign in html for sign in _STALE_SIGNS)
    return state is State.APPROVED


def _states(settings: Settings, code: str) -> dict[str, State]:
    return {Path(one.pair.name).stem: one.state for one in survey(settings, code).statuses}
