"""Which pairs are fit to train on: form, proportion, and no sentence of an evaluation set."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

Pair = tuple[str, str]  # Vietnamese, English

# Letters that Vietnamese has and English has not (Unicode Latin-1, Latin Extended-A and Additional).
VIETNAMESE = re.compile("[ăâđêôơưàáãèéìíòóõùúýĩũ\u1ea0-\u1ef9]", re.IGNORECASE)
# Messages of programs carry markup and places for values; those say nothing about the language.
MACHINERY = re.compile(r"[{}<>$%\\|@=_#^~*]|&\w|https?:|\b\w+\.\w+\(")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]")


def normal(text: str) -> str:
    """The text in NFC, on one line, without invisible characters."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fits(pair: Pair) -> bool:
    """Whether the sides can be translations of each other by length and by letters."""
    vi, en = pair
    if not vi or not en or vi == en or not any(map(str.isalpha, vi)) or not any(map(str.isalpha, en)):
        return False
    slack = 12  # characters; short texts differ more in proportion
    if len(vi) > 2.2 * len(en) + slack or len(en) > 2.2 * len(vi) + slack:
        return False
    return len(vi.split()) < 4 or VIETNAMESE.search(vi) is not None


def plain(pair: Pair) -> bool:
    """Whether a pair from a program's messages is ordinary text, and its English is English."""
    vi, en = pair
    letters = sum(map(str.isalpha, en))
    return (
        not MACHINERY.search(vi + en)
        and VIETNAMESE.search(vi) is not None
        and not VIETNAMESE.search(en)
        and letters >= 0.6 * len(en.replace(" ", ""))
    )


def key(text: str) -> str:
    """What two writings of the same sentence have in common: its letters and digits."""
    return re.sub(r"\W+", " ", normal(text).casefold()).strip()


def shingles(text: str, size: int = 12) -> set[str]:
    """Every run of `size` words of the text."""
    words = key(text).split()
    return {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}


class Held:
    """The sentences of the evaluation sets, none of which may be trained on."""

    def __init__(self, sentences: Iterable[str]) -> None:
        texts = list(sentences)
        self._keys = {key(text) for text in texts if len(key(text).split()) >= 4}
        self._shingles = {run for text in texts for run in shingles(text)}

    def has(self, pair: Pair) -> bool:
        """Whether a side is such a sentence, or shares twelve words in a row with one."""
        return any(key(text) in self._keys or shingles(text) & self._shingles for text in pair)


def read_held(folder: Path) -> Held:
    """The evaluation sets under the folder; none where it is not there."""
    sentences: list[str] = []
    for path in sorted(folder.glob("seeds/*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            sentences += [cell for row in csv.reader(file, delimiter="\t") for cell in row]
    for path in sorted(folder.glob("eval/*/*")):
        sentences += path.read_text("utf-8").splitlines()
    return Held(sentences)


def clean(pairs: Iterable[Pair], held: Held) -> Iterator[Pair]:
    """The pairs that fit, normalized, each once, none of them held out."""
    seen: set[Pair] = set()
    for vi, en in pairs:
        pair = normal(vi), normal(en)
        print_key = key(pair[0]), key(pair[1])
        if fits(pair) and print_key not in seen and not held.has(pair):
            seen.add(print_key)
            yield pair


def read_pairs(paths: Iterable[Path]) -> Iterator[Pair]:
    """Pairs of TSV files; a line that is not two columns is left out."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 2:
                yield cells[0], cells[1]
