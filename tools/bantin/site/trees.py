"""The docs trees as MkDocs files: docs_<locale>/ is fed to static-i18n as if it lay inside docs/.

static-i18n knows a page's language by its suffix (x.en.md) or its folder, both inside the one docs_dir. So
`offer` runs before it and appends such names; `locate` runs after it (it makes every File anew) and points
each at the file that it stands for.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from bantin.settings import BULLETINS
from bantin.site.catalog import Bulletin, Catalog, key_of

_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")  # of the theme: see base.html


def offer(files: Files, config: MkDocsConfig, catalog: Catalog, code: str) -> Files:
    """Keep the pages of the language being built, and none that the catalog does not hold."""
    settings = catalog.settings
    is_source = code == settings.source.code
    for file in list(files.documentation_pages()):
        if not is_source or not _is_shown(file.src_uri, code, catalog):
            files.remove(file)
    if not is_source:
        root = settings.docs(code)
        for path in sorted(root.rglob("*.md")):
            name = path.relative_to(root)
            if _is_shown(name.as_posix(), code, catalog):
                suffixed = name.with_suffix(f".{code}.md").as_posix()
                files.append(File(suffixed, config.docs_dir, config.site_dir, True))
    return files


def _is_shown(src_uri: str, code: str, catalog: Catalog) -> bool:
    folder, _, name = src_uri.rpartition("/")
    if not (folder == BULLETINS or folder.startswith(f"{BULLETINS}/")):
        return True
    return folder == BULLETINS and (code, name) in catalog.bulletins


def assets(files: Files, config: MkDocsConfig) -> list[File]:
    """What lies in docs/ beside the pages: images and the like, which all languages share."""
    return [file for file in files if file.src_dir == config.docs_dir and not file.is_documentation_page()]


def locate(files: Files, shared: list[File], catalog: Catalog, code: str) -> Files:
    """Point each offered page at its file; give back the shared assets that static-i18n took away."""
    root = catalog.settings.docs(code)
    is_source = code == catalog.settings.source.code
    for file in files.documentation_pages():
        if one := bulletin_of(file, catalog, code):
            file.content_string = f"\n{one.page.body}"  # the blank line: never taken for front matter
        elif not is_source:
            file.src_dir = str(root)
            file.abs_src_path = str(path_of(file, catalog, code))
    for file in shared:
        if file.src_uri not in files.src_uris:
            files.append(file)
    return files


def bulletin_of(file: File, catalog: Catalog, code: str) -> Bulletin | None:
    """The bulletin whose page this is, if it is one."""
    folder, _, name = _plain(file.src_uri, code).rpartition("/")
    return catalog.bulletins.get((code, name)) if folder == BULLETINS else None


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Take away the theme's scripts and styles, of which no page of ours uses any."""
    theme = {str(Path(directory)) for directory in config.theme.dirs[1:]}
    for file in list(files):
        if file.src_uri.startswith(_UNUSED) and str(Path(file.src_dir or "")) in theme:
            files.remove(file)


def plain_name(src_uri: str, code: str) -> str:
    """The name of a page's file below its own tree: 'a/b.en.md' -> 'a/b.md'."""
    return src_uri.removesuffix(".md").removesuffix(f".{code}") + ".md"


def add_archive(files: Files, config: MkDocsConfig, catalog: Catalog, code: str) -> None:
    """Pages that have no file of their own: the archive's."""
    for key in sorted(catalog.archive_keys[code]):
        src_uri = f"{catalog.url(code, key).rstrip('/')}.md"
        files.append(File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))


def key_of_file(file: File, catalog: Catalog, code: str) -> str:
    """The address of an MkDocs page below its language's root."""
    if file.generated_by:
        return file.url if code == catalog.settings.source.code else file.url.removeprefix(f"{code}/")
    return key_of(Path(_plain(file.src_uri, code)))


def path_of(file: File, catalog: Catalog, code: str) -> Path:
    """The file that a page was written in."""
    return catalog.settings.docs(code) / _plain(file.src_uri, code)


def _plain(src_uri: str, code: str) -> str:
    """The name of a page's file below its own tree: 'a/b.en.md' -> 'a/b.md'."""
    return src_uri.removesuffix(".md").removesuffix(f".{code}") + ".md"
