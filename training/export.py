"""Write the weights as an Argos package: CTranslate2 model (int8), vocabulary, metadata, one zip."""

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from ctranslate2.specs import common_spec, transformer_spec

from training.model import EPSILON
from training.settings import Settings

Weights = dict[str, torch.Tensor]


def _array(weight: torch.Tensor) -> Any:
    # A copy: the writer quantises in place.
    return weight.detach().float().cpu().numpy().copy()


def _norm(spec: common_spec.LayerNormSpec, weights: Weights, name: str) -> None:
    spec.gamma = _array(weights[f"{name}.gain"])


def _linear(spec: common_spec.LinearSpec, *parts: torch.Tensor) -> None:
    spec.weight = _array(torch.cat(parts))


def _attention(spec: Any, weights: Weights, name: str, own: bool) -> None:
    _norm(spec.layer_norm, weights, f"{name}.norm")
    query, key, value, output = (
        weights[f"{name}.{part}.weight"] for part in ("query", "key", "value", "output")
    )
    groups = [(query, key, value), (output,)] if own else [(query,), (key, value), (output,)]
    for linear, group in zip(spec.linear, groups, strict=True):
        _linear(linear, *group)


def _gated(spec: Any, weights: Weights, name: str) -> None:
    _norm(spec.layer_norm, weights, f"{name}.norm")
    _linear(spec.linear_0, weights[f"{name}.gate.weight"])
    _linear(spec.linear_0_noact, weights[f"{name}.up.weight"])
    _linear(spec.linear_1, weights[f"{name}.down.weight"])


def specification(settings: Settings, weights: Weights) -> transformer_spec.TransformerSpec:
    """The CTranslate2 description of the network of `model.py`, with its weights."""
    shape = {
        "num_heads": settings.heads,
        "pre_norm": True,
        "activation": common_spec.Activation.SWISH,
        "ffn_glu": True,
        "rms_norm": True,
        "rotary_dim": settings.width // settings.heads,
        "rotary_interleave": False,
    }
    spec = transformer_spec.TransformerSpec(
        transformer_spec.TransformerEncoderSpec(settings.encoder_layers, **shape),
        transformer_spec.TransformerDecoderSpec(settings.decoder_layers, **shape),
    )
    del spec.encoder.position_encodings  # rotary: any length
    for side, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        embeddings = side.embeddings[0] if name == "encoder" else side.embeddings
        embeddings.weight = _array(weights["embedding.weight"])
        side.scale_embeddings = True
        _norm(side.layer_norm, weights, f"{name}_norm")
        for i, layer in enumerate(side.layer):
            _attention(layer.self_attention, weights, f"{name}.{i}.own", own=True)
            if name == "decoder":
                _attention(layer.attention, weights, f"{name}.{i}.source", own=False)
            _gated(layer.ffn, weights, f"{name}.{i}.gated")
    spec.decoder.projection.weight = _array(weights["embedding.weight"])
    spec.config.add_source_eos = True
    spec.config.layer_norm_epsilon = EPSILON
    spec.config.bos_token = spec.config.decoder_start_token = "<s>"  # noqa: S105 - a piece
    return spec


def pieces(tokenizer: Path) -> list[str]:
    """The vocabulary in order."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def write_model(
    settings: Settings, weights: Weights, tokenizer: Path, folder: Path, quantization: str | None = "int8"
) -> None:
    """Write the CTranslate2 model into a new folder."""
    spec = specification(settings, weights)
    vocabulary = pieces(tokenizer)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir()
    spec.save(str(folder))


def metadata(settings: Settings) -> str:
    """What Argos Translate wants to know of a package."""
    facts = {
        "package_version": settings.package_version,
        "argos_version": "1.9.0",
        "from_code": "vi",
        "from_name": "Vietnamese",
        "to_code": "en",
        "to_name": "English",
        "links": [],
        "code": "translate-vi_en",
        "decoding": {"no_repeat_ngram_size": 4},  # as it was scored
    }
    return json.dumps(facts, indent=1) + "\n"


def write_package(settings: Settings, weights: Weights, tokenizer: Path, card: str, target: Path) -> None:
    """Write the package: the same bytes for the same weights, put in place in one move."""
    root = f"translate-vi_en-{settings.package_version.replace('.', '_')}"
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model"
        write_model(settings, weights, tokenizer, model)
        files = {f"{root}/model/{path.name}": path.read_bytes() for path in sorted(model.iterdir())}
    files |= {
        f"{root}/README.md": card.encode(),
        f"{root}/metadata.json": metadata(settings).encode(),
        f"{root}/sentencepiece.model": tokenizer.read_bytes(),
    }
    part = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    part.replace(target)
