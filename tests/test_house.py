"""The rooms: imports go down, never up, and each engine is known in one place only."""

import ast
from collections.abc import Iterator
from pathlib import Path

from support import ROOT

PACKAGE = ROOT / "tools" / "bantin"
FLOORS = [
    {"errors", "files", "markup", "__init__"},
    {"page"},
    {"facts"},
    {"terms_match", "settings", "blocks"},
    {"topics"},
    {"terms", "pairs", "typography", "tmx"},
    {"terms_tbx", "memory_cache"},
    {"memory"},
    {"check", "normalize", "samples"},
    {"review", "draft"},
    {"exchange"},
    {"site", "desk"},
    {"deploy", "terminal", "preview"},
    {"verbs"},
    {"cli"},
]
ENGINES = {
    "mkdocs": ["site"],
    "argostranslate": ["draft/engine.py", "draft/packages.py"],
    "ctranslate2": ["draft/engine.py"],
    "dask": ["draft/cluster.py"],
    "distributed": ["draft/cluster.py"],
    "polib": ["exchange/po.py"],
    "docx": ["normalize/readers/docx"],
    "pdfplumber": ["normalize/readers/pdf"],
    "starlette": ["desk"],
    "uvicorn": ["desk/server.py"],
    "pypdfium2": ["normalize/readers/pdf_pictures.py"],
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def test_a_room_imports_only_from_floors_below_it() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in PACKAGE.rglob("*.py")
        for name in imports(path)
        if name.startswith("bantin.")
        for other in [name.split(".")[1] if name.split(".")[1] in set().union(*FLOORS) else "__init__"]
        if other != room(path) and floor(other) >= floor(room(path)) > 1
    ]
    assert not wrong


def test_each_engine_is_known_in_one_place() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in PACKAGE.rglob("*.py")
        for name in imports(path)
        for places in [ENGINES.get(name.split(".")[0])]
        if places and not path.relative_to(PACKAGE).as_posix().startswith(tuple(places))
    ]
    assert not wrong
