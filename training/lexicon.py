"""Which piece translates which, counted from the pairs (IBM model 1): a head start for the network.

The table serves twice. A Vietnamese piece starts from the embeddings of the English pieces that it becomes,
and one attention head of the decoder is shown, while training, where in the source the next piece comes from
(guided alignment, arXiv 1607.01628). Both cost next to nothing and save a large part of the training.
"""

import torch
from torch import Tensor

from training.batches import PAD, Batch, Pieces, batches

ROUNDS = 5
DIAGONAL = 4.0  # how strongly alignments keep to like places in both sentences (as in fast_align)


def posterior(table: Tensor, batch: Batch) -> Tensor:
    """For each target piece, the chances of the source pieces to be its origin: (pairs, target, source)."""
    source, wanted = batch.source, batch.wanted
    here = (source != PAD)[:, None, :] & (wanted != PAD)[:, :, None]
    lengths = [(side != PAD).sum(1)[:, None].float() for side in (wanted, source)]
    at, of = (
        torch.arange(side.shape[1])[None, :] / length
        for side, length in zip((wanted, source), lengths, strict=True)
    )
    near = torch.exp(-DIAGONAL * (at[:, :, None] - of[:, None, :]).abs())
    chances = (table[wanted[:, :, None], source[:, None, :]].float() + 1e-6) * near * here
    return chances / chances.sum(-1, keepdim=True).clamp_min(1e-9)


def count(rows: list[Pieces], vocabulary: int) -> Tensor:
    """The table t(English piece | Vietnamese piece), square, by expectation-maximization."""
    made = list(batches(rows, 8000))
    table = torch.full((vocabulary, vocabulary), 1 / vocabulary)
    for _ in range(ROUNDS):
        counts = torch.zeros(vocabulary * vocabulary)
        for batch in made:
            cells = batch.wanted[:, :, None] * vocabulary + batch.source[:, None, :]
            counts.index_add_(0, cells.flatten(), posterior(table, batch).flatten())
        table = counts.view(vocabulary, vocabulary)
        table /= table.sum(0, keepdim=True).clamp_min(1e-9)
    return table


def head_start(embedding: Tensor, table: Tensor, rows: list[Pieces]) -> Tensor:
    """Embeddings in which Vietnamese pieces stand near the English pieces that they become."""
    seen = [
        torch.bincount(torch.tensor([piece for row in rows for piece in row[side]]), minlength=len(table))
        for side in (0, 1)
    ]
    moved = table.T @ embedding
    moved *= embedding.std() / moved.std(1, keepdim=True).clamp_min(1e-9)
    ours = (seen[0] > seen[1])[:, None]  # mostly Vietnamese
    return torch.where(ours, 0.8 * moved + 0.6 * embedding, embedding)
