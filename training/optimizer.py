"""Muon for the matrices inside the layers, AdamW for the rest."""

from collections import defaultdict
from typing import Any, cast

import torch
from torch import Tensor, nn

from training.settings import Settings


def orthogonal(matrices: Tensor) -> Tensor:
    """Push every singular value of a stack of matrices towards one (Newton-Schulz, five quintic steps)."""
    wide = matrices.shape[-2] <= matrices.shape[-1]
    x = matrices if wide else matrices.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        square = x @ x.mT
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return cast(Tensor, x if wide else x.mT)


class Muon(torch.optim.Optimizer):
    """Momentum whose update is made orthogonal (K. Jordan, 2024); matrices of a shape are treated at once."""

    def __init__(self, parameters: list[nn.Parameter], lr: float, weight_decay: float) -> None:
        super().__init__(parameters, {"lr": lr, "weight_decay": weight_decay, "momentum": 0.95})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]  # noqa: ARG002 - torch's signature
        """Take one step."""
        for group in self.param_groups:
            shapes: dict[torch.Size, list[nn.Parameter]] = defaultdict(list)
            for parameter in group["params"]:
                shapes[parameter.shape].append(parameter)
            for (rows, columns), same in shapes.items():
                update = orthogonal(torch.stack([self._smoothed(p, group["momentum"]) for p in same]))
                rate = group["lr"] * max(1.0, rows / columns) ** 0.5
                for parameter, change in zip(same, update, strict=True):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(change, alpha=-rate)

    def _smoothed(self, parameter: nn.Parameter, momentum: float) -> Tensor:
        """Gradient smoothed with Nesterov's look-ahead."""
        gradient = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
        smooth: Tensor = self.state[parameter].setdefault("smooth", torch.zeros_like(gradient))
        smooth.lerp_(gradient, 1 - momentum)
        return gradient.lerp(smooth, momentum)


def optimizers(model: nn.Module, settings: Settings) -> list[torch.optim.Optimizer]:
    """One optimizer for the matrices of the layers, one for the embedding and the gains."""
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        (matrices if parameter.ndim == 2 and "embedding" not in name else others).append(parameter)
    return [
        Muon(matrices, settings.matrix_rate, settings.weight_decay),
        torch.optim.AdamW(others, settings.vector_rate, (0.9, 0.98), weight_decay=0.0),
    ]


def rate_factor(step: int, settings: Settings) -> float:
    """Part of the full rate at a step: warm-up, full, then straight down to zero."""
    left = (settings.steps - step) / (settings.cooldown * settings.steps)
    return max(0.0, min(1.0, (step + 1) / settings.warmup, left))
