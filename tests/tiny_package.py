"""A real translation package that the tests write themselves, in seconds and without any training.

It is a CTranslate2 Transformer whose weights are set by hand. Every piece has a random code of +1 and -1, and
so has every position. The encoder replaces a source piece by the code of its counterpart in the dictionary
(itself where it has none); the decoder at step t attends to encoder position t and names the piece with that
code. So it decodes, deterministically, word by word: "Quận 12" becomes "District 12", numbers and unknown
words stay.

Codes are balanced (as many +1 as -1), so the mean is 0 and the norm is the same for all: layer normalisation
then only multiplies by a constant, and the whole network stays as simple as it reads.
"""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import transformer_spec

DEFAULT = {
    "Quận": "District",
    "quận": "district",
    "phường": "ward",
    "Thành phố": "City",
    "thành phố": "city",
    "Thông báo": "Notice",
    "thông báo": "notice",
    "Kế hoạch": "Plan",
    "kế hoạch": "plan",
    "Ủy ban nhân dân": "People's Committee",
    "Ủy ban Nhân dân": "People's Committee",
    "ủy ban nhân dân": "people's committee",
    "phòng": "prevent",
    "chống": "fight",
    "dịch": "epidemic",
    "bệnh": "disease",
    "người dân": "people",
    "Người dân": "People",
    "thực hiện": "carry out",
    "tiêm": "vaccinate",
    "Điều": "Article",
    "ngày": "day",
    "tháng": "month",
    "năm": "year",
    "Ngày": "Day",
    "Nơi nhận": "Recipients",
    "số": "number",
    "và": "and",
    "tại": "at",
    "của": "of",
    "về việc": "on",
    "bão": "storm",
    "Bão": "Storm",
}

POSITIONS = 1024
CODE = 128  # numbers in the code of a piece, and as many in the code of a position
DEPTH = 2 * CODE
_SHARP = 8.0  # the softmax over positions gives the wrong ones less than a millionth
_ALPHABET = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz"
    "0123456789.,;:!?…-–/()[]{}<>“”‘’\"'%+*#&@=_|~^$\\`•"
)


def write(
    path: Path,
    words: dict[str, str] = DEFAULT,
    from_code: str = "vi",
    to_code: str = "en",
    version: str = "1.0",
    *,
    endless: bool = False,
    decoding: dict[str, object] | None = None,
) -> Path:
    """Write the package; the same arguments give the same bytes. An `endless` one never ends a sentence;
    `decoding` stands in its metadata."""
    processor = _tokenizer(words)
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    meanings = {_piece(source): _piece(target) for source, target in words.items()}
    if endless:
        meanings["</s>"] = "."
    metadata = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": from_code,
        "from_name": from_code,
        "to_code": to_code,
        "to_name": to_code,
        **({} if decoding is None else {"decoding": decoding}),
    }
    top = f"translate-{from_code}_{to_code}-{version.replace('.', '_')}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        _model(pieces, meanings).save(folder)
        _add(zipped, f"{top}/metadata.json", json.dumps(metadata, indent=1).encode())
        _add(zipped, f"{top}/README.md", b"A dictionary in the shape of a translation package, for tests.\n")
        _add(zipped, f"{top}/sentencepiece.model", processor.serialized_model_proto())
        for file in sorted(Path(folder).iterdir()):
            _add(zipped, f"{top}/model/{file.name}", file.read_bytes())
    return path


def _add(zipped: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    zipped.writestr(info, data)


def _piece(words: str) -> str:
    return "▁" + words.replace(" ", "▁")


def _tokenizer(words: dict[str, str]) -> sentencepiece.SentencePieceProcessor:
    """Whole dictionary words are pieces, all else is spelt letter by letter, or byte by byte."""
    known = sorted({_piece(word) for pair in words.items() for word in pair})
    letters = sorted(set(_ALPHABET + _ALPHABET.upper()) - {"▁"})
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(letters),
        model_writer=model,
        model_type="bpe",
        vocab_size=3 + 256 + len(known) + len(letters) + 1,
        character_coverage=1.0,
        byte_fallback=True,
        normalization_rule_name="identity",
        user_defined_symbols=known,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def _codes(count: int, seed: int) -> np.ndarray:
    """Balanced codes of +1 and -1: (count, CODE)."""
    half = np.repeat([1.0, -1.0], CODE // 2)
    random = np.random.default_rng(seed)
    return np.stack([random.permutation(half) for _ in range(count)]).astype(np.float32)


def _model(pieces: list[str], meanings: dict[str, str]) -> transformer_spec.TransformerSpec:
    index = {piece: number for number, piece in enumerate(pieces)}
    codes, positions = _codes(len(pieces), 1), _codes(POSITIONS, 2)
    targets = [index[meanings.get(piece, piece)] for piece in pieces]
    none = np.zeros_like(codes)
    spec = transformer_spec.TransformerSpec.from_config(num_layers=(1, 1), num_heads=1, pre_norm=True)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = np.hstack([np.zeros_like(positions), positions])
        _norm(side.layer_norm)
        _still(side.layer[0].self_attention)
        _still_feed_forward(side.layer[0].ffn)
    spec.encoder.embeddings[0].weight = np.hstack([codes[targets], none])
    spec.decoder.embeddings.weight = np.hstack([none, none])
    _copying(spec.decoder.layer[0].attention)
    spec.decoder.projection.weight = np.hstack([codes, none])
    spec.decoder.projection.bias = np.zeros(len(pieces), np.float32)
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.add_source_eos = True  # argostranslate passes bare pieces
    spec.validate()
    spec.optimize()
    return spec


def _norm(layer_norm: object) -> None:
    layer_norm.gamma, layer_norm.beta = np.ones(DEPTH, np.float32), np.zeros(DEPTH, np.float32)


def _linear(linear: object, weight: np.ndarray) -> None:
    linear.weight, linear.bias = weight.astype(np.float32), np.zeros(len(weight), np.float32)


def _still(attention: object) -> None:
    """Self-attention that adds nothing."""
    _norm(attention.layer_norm)
    _linear(attention.linear[0], np.zeros((3 * DEPTH, DEPTH)))
    _linear(attention.linear[1], np.zeros((DEPTH, DEPTH)))


def _still_feed_forward(ffn: object) -> None:
    _norm(ffn.layer_norm)
    _linear(ffn.linear_0, np.zeros((8, DEPTH)))
    _linear(ffn.linear_1, np.zeros((DEPTH, 8)))


def _copying(attention: object) -> None:
    """Cross-attention from step t to position t that brings back the code of the piece there."""
    one, zero = np.eye(CODE), np.zeros((CODE, CODE))
    place = np.block([[zero, zero], [zero, one]])
    content = np.block([[one, zero], [zero, zero]])
    _norm(attention.layer_norm)
    _linear(attention.linear[0], _SHARP * place)
    _linear(attention.linear[1], np.vstack([place, content]))
    _linear(attention.linear[2], content)
