"""Score a package on text it never saw, and measure it: `python -m training.evaluate [--speed] [PACKAGE]`.

Scores need the evaluation sets beside the repository (see `Settings.evaluation`); where they are not there,
only size, speed and memory are told.
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sacrebleu
import sentencepiece
from ctranslate2.specs import transformer_spec

from training.settings import Settings

BEAM = 4


class Package:
    """An unpacked package, decoded as the drafting engine does."""

    def __init__(self, archive: Path, threads: int = 2) -> None:
        self._folder = tempfile.TemporaryDirectory()
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(self._folder.name)
        (root,) = Path(self._folder.name).iterdir()
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
        self._translator = ctranslate2.Translator(
            str(root / "model"), device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads
        )

    def pieces(self, texts: list[str]) -> list[list[str]]:
        """Each text as pieces."""
        return [list(self._processor.encode(text, out_type=str)) for text in texts]

    def translate(self, texts: list[str], beam: int = BEAM) -> list[str]:
        """The texts in English."""
        results = self._translator.translate_batch(
            self.pieces(texts),
            beam_size=beam,
            length_penalty=0.2,
            no_repeat_ngram_size=4,
            max_batch_size=1024,
            batch_type="tokens",
            max_decoding_length=400,
        )
        return [str(self._processor.decode(result.hypotheses[0])) for result in results]

    @property
    def translator(self) -> ctranslate2.Translator:
        """The CTranslate2 model."""
        return self._translator


@dataclass(frozen=True)
class Score:
    """BLEU and chrF of a set, by sacrebleu's defaults."""

    bleu: float
    chrf: float


def score(found: list[str], wanted: list[str]) -> Score:
    """Score translations against one reference each."""
    bleu = sacrebleu.corpus_bleu(found, [wanted]).score
    return Score(round(bleu, 1), round(sacrebleu.corpus_chrf(found, [wanted]).score, 1))


def evaluation_sets(settings: Settings) -> dict[str, tuple[list[str], list[str]]]:
    """Sources and references of the sets that are there, by name."""
    sets: dict[str, tuple[list[str], list[str]]] = {}
    seeds = settings.evaluation / "seeds" / "sentences.tsv"
    if seeds.exists():
        with seeds.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        sets["seeds"] = [row["vi"] for row in rows], [row["en"] for row in rows]
    flores = settings.evaluation / "eval" / "flores200_dev"
    if flores.exists():
        vi, en = (flores.joinpath(f"{code}.txt").read_text("utf-8").splitlines() for code in ("vi", "en"))
        sets["flores"] = vi, en
    return sets


def official_shape(folder: Path, vocabulary: list[str]) -> ctranslate2.Translator:
    """A model of the official package's shape (6+6 layers, width 512) with random weights, for its speed."""
    spec = transformer_spec.TransformerSpec.from_config((6, 6), 8)
    random = np.random.default_rng(0)
    width, inner = 512, 2048

    def fill(part: Any, rows: int, columns: int) -> None:
        part.weight = random.normal(0, 0.05, (rows, columns)).astype(np.float32)
        if hasattr(part, "bias"):
            part.bias = np.zeros(rows, np.float32)

    def norm(part: Any) -> None:
        part.gamma, part.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if side is spec.encoder else side.embeddings
        fill(embeddings, len(vocabulary), width)
        norm(side.layer_norm)
        for layer in side.layer:
            attentions = [layer.self_attention, *([layer.attention] if side is spec.decoder else [])]
            for attention in attentions:
                norm(attention.layer_norm)
                sizes = {2: (3 * width, width), 3: (width, 2 * width, width)}[len(attention.linear)]
                for linear, rows in zip(attention.linear, sizes, strict=True):
                    fill(linear, rows, width)
            norm(layer.ffn.layer_norm)
            fill(layer.ffn.linear_0, inner, width)
            fill(layer.ffn.linear_1, width, inner)
    fill(spec.decoder.projection, len(vocabulary), width)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))
    return ctranslate2.Translator(str(folder), device="cpu", compute_type="int8", intra_threads=2)


def speed(translator: ctranslate2.Translator, sentences: list[list[str]], length: int) -> float:
    """Sentences a second at equal beam and equal output length."""
    began = time.perf_counter()
    translator.translate_batch(
        sentences, beam_size=BEAM, max_batch_size=512, batch_type="tokens",
        min_decoding_length=length, max_decoding_length=length,
    )  # fmt: skip
    return len(sentences) / (time.perf_counter() - began)


def measure_speed(archive: Path) -> str:
    """Speed of the package and of the official shape on the same made-up sentences, 2 threads."""
    package = Package(archive)
    vocabulary = ["<unk>", "<s>", "</s>", *(f"w{i}" for i in range(31_997))]
    random = np.random.default_rng(1)
    made = [[f"w{i}" for i in random.integers(0, 31_997, 30)] for _ in range(64)]
    ours = package.pieces(
        ["Ủy ban nhân dân quận yêu cầu các phường tăng cường công tác phòng, chống dịch bệnh."]
    )
    with tempfile.TemporaryDirectory() as folder:
        official = official_shape(Path(folder) / "official", vocabulary)
        rates = [0.0, 0.0]
        for _ in range(2):  # the second time counts: all is loaded
            rates = [speed(package.translator, [(ours[0] * 3)[:30]] * 64, 30), speed(official, made, 30)]
    return f"{rates[0]:.1f} sentences/s; official shape {rates[1]:.1f}: {rates[0] / rates[1]:.1f} times"


def memory(archive: Path) -> float:
    """Peak memory in MiB of a process that loads the package and translates with it."""
    code = "import sys; from pathlib import Path; from training.evaluate import Package, peak; "
    code += "Package(Path(sys.argv[1])).translate(['Xin chào.'] * 64); print(peak())"
    done = subprocess.run([sys.executable, "-c", code, archive], check=True, capture_output=True, text=True)
    return float(done.stdout)


def peak() -> float:
    """Peak memory of this process in MiB, from Linux, whose `getrusage` counts the parent's as well."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))[0]) / 1024


def main() -> int:
    """Print what there is to know of a package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", nargs="?", type=Path, default=Settings.package)
    parser.add_argument("--speed", action="store_true", help="measure speed and memory too")
    parser.add_argument("--first", type=int, default=10_000, help="only the first so many sentences of a set")
    parser.add_argument("--show", type=int, default=0, help="print so many translations of each set")
    arguments = parser.parse_args()
    print(f"{arguments.package.name}: {arguments.package.stat().st_size / 1e6:.2f} MB")
    for name, (vi, en) in evaluation_sets(Settings()).items():
        found = Package(arguments.package).translate(vi[: arguments.first])
        result = score(found, en[: arguments.first])
        print(f"{name}: {len(found)} sentences, BLEU {result.bleu}, chrF {result.chrf}", flush=True)
        for text, reference in zip(found[: arguments.show], en, strict=False):
            print(f"  found:  {text}\n  wanted: {reference}")
    if arguments.speed:
        print(measure_speed(arguments.package))
        print(f"peak memory {memory(arguments.package):.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
