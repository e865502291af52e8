"""The network: a pre-norm Transformer with rotary positions, gated layers and one embedding for all."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.settings import Settings

EPSILON = 1e-6


class Norm(nn.Module):
    """Root-mean-square normalization with a gain."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        """Normalize the last dimension."""
        return functional.rms_norm(x, (x.shape[-1],), self.gain, EPSILON)


def rotary(length: int, size: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines (length, size / 2) that turn the pairs of a head of `size` by position."""
    rates = 10000.0 ** (-torch.arange(0, size, 2, dtype=torch.float32) / size)
    angles = torch.outer(torch.arange(length, dtype=torch.float32), rates)
    return angles.cos(), angles.sin()


def turned(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Rotate (batch, heads, length, size), the halves of a head being the pairs' members."""
    cos, sin = (part[: x.shape[2]] for part in turn)
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Attention(nn.Module):
    """Attention over heads, with rotary positions where they are given."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        width = settings.width
        self.heads = settings.heads
        self.norm = Norm(width)
        self.query, self.key, self.value = (nn.Linear(width, width, bias=False) for _ in range(3))
        self.output = nn.Linear(width, width, bias=False)

    def _split(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def forward(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        mask: Tensor | None = None,
        turn: tuple[Tensor, Tensor] | None = None,
        causal: bool = False,
    ) -> Tensor:
        """Attend from `x` (normalized here) to `memory`, or to `x` itself."""
        x = self.norm(x)
        memory = x if memory is None else memory
        query = self._split(self.query(x))
        key = self._split(self.key(memory))
        value = self._split(self.value(memory))
        if turn is not None:
            query, key = turned(query, turn), turned(key, turn)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=causal)
        return cast(Tensor, self.output(mixed.transpose(1, 2).flatten(2)))

    def first_head(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Logarithms of where the first head looks: (batch, length of x, length of memory)."""
        size = self.query.out_features // self.heads
        query = functional.linear(self.norm(x), self.query.weight[:size])
        key = functional.linear(memory, self.key.weight[:size])
        scores = query @ key.mT / size**0.5
        return cast(Tensor, scores.masked_fill(~mask[:, 0], -1e4).log_softmax(-1))


class Gated(nn.Module):
    """Gated feed-forward layer (SwiGLU, arXiv 2002.05202)."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.norm = Norm(settings.width)
        self.gate = nn.Linear(settings.width, settings.inner, bias=False)
        self.up = nn.Linear(settings.width, settings.inner, bias=False)
        self.down = nn.Linear(settings.inner, settings.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Apply to (batch, length, width)."""
        x = self.norm(x)
        return cast(Tensor, self.down(functional.silu(self.gate(x)) * self.up(x)))


class Layer(nn.Module):
    """One layer: self-attention, in the decoder attention to the source, and the gated layer."""

    def __init__(self, settings: Settings, decoder: bool) -> None:
        super().__init__()
        self.own = Attention(settings)
        if decoder:
            self.source = Attention(settings)
        self.gated = Gated(settings)
        self.drop = nn.Dropout(settings.dropout)


class Translator(nn.Module):
    """Encoder and decoder over one vocabulary; the embedding is the output layer as well."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.embedding = nn.Embedding(settings.vocabulary, settings.width)
        self.encoder = nn.ModuleList(Layer(settings, False) for _ in range(settings.encoder_layers))
        self.decoder = nn.ModuleList(Layer(settings, True) for _ in range(settings.decoder_layers))
        self.encoder_norm, self.decoder_norm = Norm(settings.width), Norm(settings.width)
        self.drop = nn.Dropout(settings.dropout)
        self.scale = settings.width**0.5
        cos, sin = rotary(1024, settings.width // settings.heads)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self._start()

    def _start(self) -> None:
        nn.init.normal_(self.embedding.weight, std=self.embedding.embedding_dim**-0.5)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=module.in_features**-0.5)
            if isinstance(module, Attention):
                nn.init.zeros_(module.output.weight)
            if isinstance(module, Gated):
                nn.init.zeros_(module.down.weight)

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """Source pieces (batch, length) to states; the mask (batch, 1, 1, length) is true on pieces."""
        x = self.drop(self.embedding(source) * self.scale)
        turn = cast(Tensor, self.cos), cast(Tensor, self.sin)
        for layer in cast(list[Layer], self.encoder):
            x = x + layer.drop(layer.own(x, mask=mask, turn=turn))
            x = x + layer.drop(layer.gated(x))
        return cast(Tensor, self.encoder_norm(x))

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Target pieces so far to the states that tell the next pieces, and where the last layer looks."""
        x = self.drop(self.embedding(target) * self.scale)
        turn = cast(Tensor, self.cos), cast(Tensor, self.sin)
        for layer in cast(list[Layer], self.decoder):
            x = x + layer.drop(layer.own(x, turn=turn, causal=True))
            if layer is self.decoder[-1]:
                looks = layer.source.first_head(x, memory, mask)
            x = x + layer.drop(layer.source(x, memory=memory, mask=mask))
            x = x + layer.drop(layer.gated(x))
        return self.decoder_norm(x), looks

    def forward(self, source: Tensor, target: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
        """At the `wanted` places of the target (a mask): logits (pieces, vocabulary), and where it looks."""
        mask = (source != 0)[:, None, None, :]
        states, looks = self.decode(target, self.encode(source, mask), mask)
        return functional.linear(states[wanted], self.embedding.weight), looks[wanted]
