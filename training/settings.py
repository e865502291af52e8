"""Every setting of the recipe, in one place."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What is trained, on what, for how long; paths are relative to the repository."""

    # Data
    corpus: Path = ROOT / "training" / "corpus"  # vi TAB en, written for this project
    work: Path = ROOT / "training" / "build"  # downloads, prepared data, checkpoints: never committed
    evaluation: Path = ROOT.parent / "shared"  # evaluation sets, when they are there; never trained on
    package: Path = ROOT / "models" / "translate-vi_en-compact.argosmodel"
    package_version: str = "1.0"
    vocabulary: int = 4096  # pieces, the 256 bytes among them
    longest: int = 160  # pieces a side; longer pairs are left out
    corpus_share: float = 1.0  # part of the corpus to train on, for the curve of score against size

    # Model: deep encoder, shallow decoder
    width: int = 256
    heads: int = 4
    inner: int = 640  # of the gated feed-forward layer
    encoder_layers: int = 4
    decoder_layers: int = 2

    # Training
    seed: int = 20260401
    steps: int = 2800  # about 2,350 target pieces each
    batch_tokens: int = 3200  # padded target pieces in a step
    micro_tokens: int = 1600  # padded pieces of a side, computed at once
    round_pairs: int = 6000  # drawn, varied and cut into batches together
    warmup: int = 100
    cooldown: float = 0.6  # last part of the steps over which the rate falls to zero
    matrix_rate: float = 0.02  # Muon, for the matrices inside the layers
    vector_rate: float = 0.003  # AdamW, for embeddings and norms
    weight_decay: float = 0.02
    guide: float = 0.3  # weight of the loss that shows one head where the next piece comes from
    dropout: float = 0.1
    smoothing: float = 0.1
    average: float = 0.995  # decay of the moving average of the weights, which is what is exported
    other_share_first: float = 0.1  # part of the pairs drawn from the other sources, at the first step
    other_share_last: float = 0.03  # the same from `other_until` on
    other_until: float = 0.2  # part of the steps
    short_first: int = 40  # pieces a side at the first step: short pairs first, words are learnt sooner
    short_until: float = 0.1  # part of the steps over which the limit rises to `longest`
    checkpoint_every: int = 100  # steps

    # Augmentation, as probabilities for a drawn pair
    join: float = 0.35
    vary_numbers: float = 0.4
    vary_names: float = 0.4
    capitals: float = 0.02
    vary_cuts: float = 0.25
    rare_cuts: float = 0.2  # part of the words of such a pair that may be cut in a rarer way
