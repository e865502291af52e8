"""Official texts of many kinds, each with what a careful editor makes of it: see varied.txt.

Blocks are shown by kind, level and mark; their text is cut at 44 characters.
"""

from pathlib import Path

import pytest

from bantin.normalize import compose, proof
from bantin.normalize.readers import text
from normalize.normalized import shown

CASES = Path(__file__).with_name("varied.txt").read_text(encoding="utf-8").split("=== ")[1:]
FIELDS = ("kicker", "title", "type", "identifier", "date", "issuer", "byline", "signature", "dropped")


def outcome(source: str) -> list[str]:
    reading = text.read(source.encode())
    page = compose.page_of(reading, "sources/a.txt", "0" * 64)
    assert proof.check(reading.text, page) == []
    fields = [f"{key}: {' / '.join(page.texts(key))}" for key in FIELDS if page.text(key) or page.texts(key)]
    return [*fields, *(_cut(line) for line in shown(page))]


def _cut(line: str) -> str:
    kind, _, said = line.partition(" ")
    mark = f"{said.partition(' ')[0]} " if kind[0] == "i" else ""
    return f"{kind} {mark}{said[len(mark) :][:44]}".rstrip()


@pytest.mark.parametrize("case", CASES, ids=[case.partition("\n")[0] for case in CASES])
def test_a_text_becomes_what_an_editor_would_make(case: str) -> None:
    source, _, wanted = case.partition("\n")[2].partition("\n--- becomes\n")
    assert outcome(source) == wanted.strip().split("\n")
