"""Training on a toy: it learns, goes on after an interruption, and yields a package that says the same."""

import dataclasses
from pathlib import Path

import ctranslate2
import pytest
from training.settings import Settings

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install '.[train]'")
torch.set_num_threads(1)

from training.batches import BOS, EOS, Cutter  # noqa: E402
from training.clean import Held  # noqa: E402
from training.evaluate import Package  # noqa: E402
from training.export import pieces, write_model, write_package  # noqa: E402
from training.model import Translator  # noqa: E402
from training.prepare import corpus_pairs, train_tokenizer  # noqa: E402
from training.train import Run, train  # noqa: E402

NOUNS = {"trường học": "the school", "bệnh viện": "the hospital", "chợ": "the market", "phường": "the ward"}
VERBS = {"đóng cửa": "is closed", "mở cửa": "is open", "an toàn": "is safe", "ở xa": "is far"}
WHEN = {"hôm nay": "today", "ngày mai": "tomorrow", "chiều nay": "this afternoon", "tuần này": "this week"}


@pytest.fixture
def toy(tmp_path: Path) -> Settings:
    """A world of 64 sentences and a network to match."""
    corpus, work = tmp_path / "corpus", tmp_path / "work"
    corpus.mkdir()
    work.mkdir()
    lines = [
        f"{vi.capitalize()} {verb} {when}.\t{en.capitalize()} {is_so} {then}.\n"
        for vi, en in NOUNS.items()
        for verb, is_so in VERBS.items()
        for when, then in WHEN.items()
    ]
    (corpus / "a.tsv").write_text("".join(lines), "utf-8")
    (work / "other.tsv").write_text("", "utf-8")
    settings = dataclasses.replace(
        Settings(),
        corpus=corpus,
        work=work,
        evaluation=tmp_path / "none",
        vocabulary=310,
        width=32,
        heads=2,
        inner=48,
        encoder_layers=1,
        decoder_layers=1,
        dropout=0.0,
        steps=300,
        warmup=10,
        batch_tokens=200,
        micro_tokens=200,
        round_pairs=64,
        checkpoint_every=40,
        average=0.9,
    )
    train_tokenizer(settings, corpus_pairs(settings, Held([])), work / "sentencepiece.model")
    return settings


def to_the_end(_: Run) -> bool:
    return False


def weights(run: Run) -> list[bytes]:
    return [value.numpy().tobytes() for value in run.average.values()]


def test_what_was_learnt_is_in_the_package(toy: Settings, tmp_path: Path) -> None:
    run = train(toy, to_the_end)
    package = tmp_path / "toy.argosmodel"
    write_package(toy, run.average, toy.work / "sentencepiece.model", "A toy.", package)
    found = Package(package, threads=1).translate(["Trường học mở cửa ngày mai."])
    assert found == ["The school is open tomorrow."]


def test_an_interrupted_training_ends_with_the_same_weights(toy: Settings) -> None:
    whole = dataclasses.replace(toy, steps=20)
    unbroken = weights(train(whole, to_the_end))
    (toy.work / "checkpoint.pt").unlink()
    for pause in (6, 13):
        train(whole, lambda run, pause=pause: run.step >= pause)  # type: ignore[misc]
    assert weights(train(whole, to_the_end)) == unbroken


def test_the_package_is_the_same_bytes_for_the_same_weights(toy: Settings, tmp_path: Path) -> None:
    torch.manual_seed(1)
    state = Translator(toy).state_dict()
    paths = [tmp_path / "a.argosmodel", tmp_path / "b.argosmodel"]
    for path in paths:
        write_package(toy, state, toy.work / "sentencepiece.model", "A toy.", path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_written_model_gives_the_same_chances(toy: Settings, tmp_path: Path) -> None:
    run = train(dataclasses.replace(toy, steps=20), to_the_end)
    write_model(toy, run.average, toy.work / "sentencepiece.model", tmp_path / "model", quantization=None)
    run.model.load_state_dict(run.average)
    run.model.eval()
    ((vi, en),) = Cutter(toy, toy.work / "sentencepiece.model").cut(
        [("Chợ ở xa.", "The market is far.")], None
    )
    with torch.no_grad():
        rows = torch.tensor([[*vi, EOS]]), torch.tensor([[BOS, *en]])
        logits, _ = run.model(*rows, torch.ones_like(rows[1], dtype=torch.bool))
    mine = [float(line[piece]) for line, piece in zip(logits.log_softmax(-1), [*en, EOS], strict=True)]
    vocabulary = pieces(toy.work / "sentencepiece.model")
    texts = [[[vocabulary[piece] for piece in side]] for side in (vi, en)]
    (theirs,) = ctranslate2.Translator(str(tmp_path / "model"), compute_type="float32").score_batch(*texts)
    assert theirs.log_probs == pytest.approx(mine, abs=1e-3)
