"""Clean pairs and tokenizer from what is there: `python -m training.prepare`."""

import hashlib
import io
import itertools
import sys
from pathlib import Path

import sentencepiece

from training.augment import parts
from training.clean import Held, Pair, clean, plain, read_held, read_pairs
from training.fetch import folder_of
from training.settings import Settings
from training.sources import SOURCES


def corpus_pairs(settings: Settings, held: Held) -> list[Pair]:
    """The pairs written for this project that fit, in the order of the files."""
    return list(clean(read_pairs(sorted(settings.corpus.glob("*.tsv"))), held))


def kept_back(pair: Pair) -> bool:
    """Whether a pair is for watching the loss, not for training: one in a hundred, by its own digest."""
    return hashlib.sha256(pair[0].encode()).digest()[0] < 3


def split(settings: Settings, pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on, their clauses among them, and pairs to watch."""
    share = int(settings.corpus_share * 256)
    train = [p for p in pairs if not kept_back(p) and hashlib.sha256(p[0].encode()).digest()[1] < share]
    clauses = itertools.chain.from_iterable(map(parts, train))
    return list(dict.fromkeys([*train, *clauses])), [p for p in pairs if kept_back(p)]


def other_pairs(settings: Settings, held: Held) -> list[Pair]:
    """The pairs of the other sources that have been fetched."""
    found = [s for s in SOURCES if folder_of(settings, s).exists()]
    read = (pair for source in found for pair in source.read(folder_of(settings, source)))
    normal = ((vi.replace("~", ""), en.replace("~", "")) for vi, en in read)
    return list(clean(filter(plain, normal), held))


def write_pairs(path: Path, pairs: list[Pair]) -> None:
    """Write pairs as TSV."""
    path.write_text("".join(f"{vi}\t{en}\n" for vi, en in pairs), "utf-8")


def train_tokenizer(settings: Settings, pairs: list[Pair], path: Path) -> None:
    """One vocabulary for both languages: unigram, digits apart, unknown letters as bytes."""
    model = io.BytesIO()  # a file would carry its own path inside
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=itertools.chain.from_iterable(pairs),
        model_writer=model,
        vocab_size=settings.vocabulary,
        model_type="unigram",
        character_coverage=1.0,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="nmt_nfkc",
        pad_id=0,
        unk_id=1,
        bos_id=2,
        eos_id=3,
        num_threads=1,
        minloglevel=1,
    )
    path.write_bytes(model.getvalue())


def main() -> int:
    """Write the other sources' pairs and, when there is none yet, the tokenizer."""
    settings = Settings()
    settings.work.mkdir(parents=True, exist_ok=True)
    held = read_held(settings.evaluation)
    corpus, other = corpus_pairs(settings, held), other_pairs(settings, held)
    write_pairs(settings.work / "other.tsv", other)
    words = sum(len(en.split()) for _, en in corpus), sum(len(en.split()) for _, en in other)
    print(f"corpus: {len(corpus)} pairs, {words[0]} English words; other: {len(other)}, {words[1]}")
    tokenizer = settings.work / "sentencepiece.model"
    if not tokenizer.exists():
        # The corpus twice: its words matter more.
        train_tokenizer(settings, corpus + corpus + other[::2], tokenizer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
