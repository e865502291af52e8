"""The lexicon finds by counting which piece becomes which, and lends it to the embeddings."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install '.[train]'")
torch.set_num_threads(1)

from training.batches import Pieces, batch_of  # noqa: E402
from training.lexicon import count, head_start, posterior  # noqa: E402

# Pieces 10-13 become 20-23, mostly in the same order.
ROWS: list[Pieces] = [
    ([10, 11], [20, 21]),
    ([10, 12], [20, 22]),
    ([11, 12], [21, 22]),
    ([12, 13], [22, 23]),
    ([10, 13], [20, 23]),
    ([11, 13], [23, 21]),
]


def test_each_piece_finds_what_it_becomes() -> None:
    table = count(ROWS, 30)
    assert [int(table[:, piece].argmax()) for piece in (10, 11, 12, 13)] == [20, 21, 22, 23]


def test_the_origin_of_a_piece_is_sought_among_the_pieces_of_its_own_source() -> None:
    origin = posterior(count(ROWS, 30), batch_of([([12, 11], [21, 22]), ([13], [23])]))
    assert origin[0, :2].argmax(-1).tolist() == [1, 0]
    assert float(origin[1, 0, 2:].sum()) == 0.0  # padding


def test_vietnamese_pieces_start_near_their_english_and_english_stays() -> None:
    torch.manual_seed(1)
    embedding = torch.randn(30, 16)
    started = head_start(embedding, count(ROWS, 30), ROWS)
    assert torch.equal(started[20:24], embedding[20:24])
    near = torch.nn.functional.cosine_similarity
    assert all(near(started[p], embedding[p + 10], dim=0) > 0.5 for p in (10, 11, 12, 13))
