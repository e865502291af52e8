"""The MkDocs plugin `bantin`: it only hands MkDocs's events to the functions of this room."""

import os
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from bantin.errors import BantinError
from bantin.site import press, trees
from bantin.site.press import Press

log = get_plugin_logger(__name__)


class BantinConfig(Config):  # type: ignore[no-untyped-call]
    """`public: true`, or BANTIN_PUBLIC=1, builds what the public may see: see `catalog.read`.

    `cards: 100` is how many of the newest bulletins have a picture of their own for shared links; 0 for none.
    """

    public = config_options.Type(bool, default=False)
    cards = config_options.Type(int, default=100)


class BantinPlugin(BasePlugin[BantinConfig]):  # type: ignore[no-untyped-call]
    """static-i18n runs one MkDocs build inside the other, a language each; this object lives through all."""

    press: Press | None = None
    assets: list[File]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the project when the first language's build begins."""
        if "i18n" not in config.plugins:
            raise PluginError("the plugin 'bantin' needs the plugin 'i18n' (mkdocs-static-i18n)")
        if self.press is None:
            public = self.config.public or os.environ.get("BANTIN_PUBLIC", "") in ("1", "true")
            try:
                self.press = press.prepare(config, public, self.config.cards)
            except BantinError as error:
                raise PluginError(str(error)) from error
            for finding in self.press.catalog.findings:
                log.warning("%s", finding)
            config.site_url = config.site_url or self.press.site_url or None
            config.use_directory_urls = True
        return config

    def _code(self, config: MkDocsConfig) -> str:
        return str(getattr(config.plugins["i18n"], "current_language"))  # noqa: B009  (not in its base class)

    @property
    def _press(self) -> Press:
        assert self.press is not None  # on_config always comes first  # noqa: S101
        return self.press

    def _offer(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Before static-i18n (-100): the pages of this language, and no other."""
        self.assets = trees.assets(files, config)
        return trees.offer(files, config, self._press.catalog, self._code(config))

    @event_priority(-200)
    def _locate(self, files: Files, *, config: MkDocsConfig) -> Files:
        """After static-i18n: where they really lie, and the pages that have no file."""
        code = self._code(config)
        trees.drop_unused(files, config)
        trees.add_archive(files, config, self._press.catalog, code)
        return trees.locate(files, self.assets, self._press.catalog, code)

    on_files = CombinedEvent(_offer, _locate)

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """Whatever a template prints is text unless it says otherwise."""
        env.autoescape = True
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
        """Title and template."""
        press.describe(self._press, page, self._code(config))
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
        """Safe HTML."""
        return press.clean(self._press, page, self._code(config), html)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: Any
    ) -> TemplateContext:
        """What the templates show."""
        context.update(press.context(self._press, page, self._code(config)))  # type: ignore[typeddict-item]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: Any
    ) -> TemplateContext:
        """What the templates of no page show."""
        context.update(press.template_context(self._press, template_name))  # type: ignore[typeddict-item]
        return context

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """After the last language: what is made of all pages together."""
        if not getattr(config.plugins["i18n"], "building"):  # noqa: B009
            try:
                press.finish(self._press, Path(config.site_dir), Path(config.theme.dirs[0]))
            except BantinError as error:
                raise PluginError(str(error)) from error

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer | Literal[None]:
        """Rebuild when a page of any language or a template changes."""
        own = self._press.catalog.settings
        for language in own.targets:
            server.watch(str(own.docs(language.code)))
        server.watch(config.theme.dirs[0])
        return server
