"""Build the whole site in this process: MkDocs's warnings become findings, its errors a PublishError."""

import logging
import os
from pathlib import Path

import mkdocs.utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from bantin.errors import Finding, PublishError, Severity
from bantin.settings import FILE, Settings


class _Warnings(logging.Handler):
    """Collects what MkDocs and its plugins warn of."""

    def __init__(self, severity: Severity) -> None:
        super().__init__(logging.WARNING)
        self.severity = severity
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        given = next((one for one in arguments if isinstance(one, Finding)), None)
        self.findings.append(given or Finding("", "", record.getMessage(), severity=self.severity))


def build(
    settings: Settings,
    site_dir: Path,
    public: bool = False,
    site_url: str | None = None,
    strict: bool = True,
) -> list[Finding]:
    """Build into `site_dir`. Returns what needs a person: errors when `strict`, else warnings.

    `public` leaves out what the public may not see (see `catalog.read`). `site_url` overrides the settings'.
    Raises PublishError when there is no site at the end.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a banner about the theme's future, not about a build
    handler = _Warnings("error" if strict else "warning")
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    clean_directory = mkdocs.utils.clean_directory
    try:
        mkdocs_build.build(_config(settings, site_dir, public, site_url))
    except (MkDocsException, Abort, OSError) as error:
        told = [str(finding) for finding in handler.findings]
        raise PublishError(
            "MkDocs could not build the site: " + "\n".join([*told, str(error)]).strip(),
            next_step=f"correct what it names, or try 'mkdocs build --config-file {FILE}' by itself",
        ) from error
    finally:
        logger.removeHandler(handler)
        mkdocs.utils.clean_directory = clean_directory  # static-i18n leaves its own there when a build fails
    return handler.findings


def _config(settings: Settings, site_dir: Path, public: bool, site_url: str | None) -> MkDocsConfig:
    given = {"site_url": site_url} if site_url else {}
    config = load_config(
        config_file=str(settings.root / FILE), site_dir=str(site_dir.resolve()), strict=False, **given
    )
    config.plugins["bantin"].config.public |= public
    return config
