"""The machine's int8 matrix peak, and what of it a translation package can use.

The peak is what CTranslate2 itself reaches with matrices that suit a processor best: two encoder layers of
1,024 x 4,096 over 512 tokens, no search, no vocabulary, a worker on each core as the drafting engine has.
"""

import struct
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import ctranslate2
import numpy as np
from ctranslate2.specs import transformer_spec

_WIDTH, _INNER, _LAYERS, _HEADS, _VOCABULARY = 1024, 4096, 2, 16, 8
_ROWS, _LENGTH = 32, 16  # 512 tokens


@dataclass(frozen=True)
class Rate:
    """Multiplications and additions: of all workers by the clock, and in a second of one processor's time."""

    clock: float
    cpu: float


class Peak:
    """A model of large matrices, to be timed between other measurements."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        with tempfile.TemporaryDirectory() as folder:
            _large().save(folder)
            self._encoder = ctranslate2.Encoder(
                folder, device="cpu", compute_type="int8", inter_threads=workers, intra_threads=1
            )
        self._batch = [[number % _VOCABULARY for number in range(_LENGTH)]] * _ROWS
        self.rate(1)  # loads and warms

    def rate(self, times: int = 4) -> "Rate":
        """The best of some turns with every worker busy."""
        weights = _LAYERS * (4 * _WIDTH * _WIDTH + 2 * _WIDTH * _INNER)
        done = 2 * weights * _ROWS * _LENGTH * self._workers
        turns = [self._turn() for _ in range(times)]
        return Rate(*(done / min(spent) for spent in zip(*turns, strict=True)))

    def _turn(self) -> tuple[float, float]:
        clock, cpu = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(self._workers) as pool:
            list(pool.map(self._encoder.forward_batch, [self._batch] * self._workers))
        return time.perf_counter() - clock, time.process_time() - cpu


def _large() -> transformer_spec.TransformerEncoderModelSpec:
    encoder = transformer_spec.TransformerEncoderSpec(_LAYERS, _HEADS)
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    pick = np.random.default_rng(1)

    def linear(part: object, rows: int, columns: int) -> None:
        part.weight = pick.normal(0, 0.02, (rows, columns)).astype(np.float32)
        part.bias = np.zeros(rows, np.float32)

    def norm(part: object) -> None:
        part.gamma, part.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)

    encoder.embeddings[0].weight = pick.normal(0, 1, (_VOCABULARY, _WIDTH)).astype(np.float32)
    encoder.position_encodings.encodings = np.zeros((512, _WIDTH), np.float32)
    encoder.scale_embeddings = False
    norm(encoder.layer_norm)
    for layer in encoder.layer:
        norm(layer.self_attention.layer_norm)
        norm(layer.ffn.layer_norm)
        linear(layer.self_attention.linear[0], 3 * _WIDTH, _WIDTH)
        linear(layer.self_attention.linear[1], _WIDTH, _WIDTH)
        linear(layer.ffn.linear_0, _INNER, _WIDTH)
        linear(layer.ffn.linear_1, _WIDTH, _INNER)
    spec.register_vocabulary([str(number) for number in range(_VOCABULARY)])
    spec.config.layer_norm_epsilon = None
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


@dataclass(frozen=True)
class Work:
    """Weights that a package's model multiplies: for each piece read, and for each step of each beam."""

    read: int
    step: int

    def operations(self, read: int, steps: int, beam: int) -> int:
        """Multiplications and additions for this many pieces read and steps written."""
        return 2 * (self.read * read + self.step * steps * beam)


def work(model: Path) -> Work:
    """What a model multiplies, from the shapes of the weights in its file; attention itself is left out."""
    read = step = vocabulary = 0
    with model.open("rb") as file:
        for name, shape in _shapes(file).items():
            if len(shape) != 2 or not name.endswith("weight"):
                continue
            size = shape[0] * shape[1]
            if "embeddings" in name or "projection" in name:
                vocabulary = max(vocabulary, size)  # shared with the projection or a copy of it
            elif name.startswith("encoder") or "/attention/linear_1" in name:
                read += size  # the decoder looks at a piece's keys and values once, too
            else:
                step += size
    return Work(read, step + vocabulary)


def _shapes(file: BinaryIO) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the weights in a model.bin (ctranslate2/specs/model_spec.py writes it)."""
    _number(file, "I")
    _text(file)
    _number(file, "I")
    shapes: dict[str, tuple[int, ...]] = {}
    for _ in range(_number(file, "I")):
        name = _text(file)
        shapes[name] = tuple(_number(file, "I") for _ in range(_number(file, "B")))
        _number(file, "B")
        file.seek(_number(file, "I"), 1)
    for _ in range(_number(file, "I")):  # weights that are another's equal are stored once
        name = _text(file)
        shapes[name] = shapes[_text(file)]
    return shapes


def _number(file: BinaryIO, kind: str) -> int:
    return int(struct.unpack(f"<{kind}", file.read(struct.calcsize(f"<{kind}")))[0])


def _text(file: BinaryIO) -> str:
    return file.read(_number(file, "H")).rstrip(b"\0").decode()
