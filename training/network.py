"""The networks: cars along a strip, and the sideways offset of a track in a strip."""

from typing import NamedTuple

import torch
from torch import nn


class Shape(NamedTuple):
    """How large a car network is: channels of the stem's three convolutions, channels along the track, its dilations there.

    Widths are multiples of 16, of which a processor with AVX-512 works on as many at once.
    """

    widths: tuple
    trunk: int
    dilations: tuple

    @classmethod
    def named(cls, name):
        """The shape of a name such as 16-32-48/80/1-2-4-8-16-8-4-2-1-1."""
        widths, trunk, dilations = name.split("/")
        numbers = lambda part: tuple(int(number) for number in part.split("-"))
        return cls(numbers(widths), int(trunk), numbers(dilations))

    def __str__(self):
        join = lambda numbers: "-".join(str(number) for number in numbers)
        return f"{join(self.widths)}/{self.trunk}/{join(self.dilations)}"


SHIPPED = Shape.named("16-32-48/80/1-2-4-8-16-8-4-2-1-1")
# Nine times the work of that: it learns beside the others on a graphics card, and teaches them.
LARGER = Shape.named("48-96-144/192/1-2-4-8-16-8-4-2-1-1-2-4-8-16-8-4-2-1")


class Residual(nn.Module):
    """One dilated convolution along the track with a short cut around it."""

    def __init__(self, channels, dilation):
        super().__init__()
        self.along = nn.Conv2d(channels, channels, (1, 3), padding=(0, dilation), dilation=(1, dilation), bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        return torch.relu(x + self.norm(self.along(x)))


def stem(channels, widths):
    """Even kernels with stride 2 keep the grid symmetric: a step of 0.5 m lies over the middle of its two columns."""
    a, b, c = widths
    return nn.Sequential(
        nn.Conv2d(channels, a, 4, stride=2, padding=1, bias=False),
        nn.BatchNorm2d(a),
        nn.ReLU(),
        nn.Conv2d(a, b, (4, 3), stride=(2, 1), padding=1, bias=False),
        nn.BatchNorm2d(b),
        nn.ReLU(),
        nn.Conv2d(b, c, (4, 3), stride=(2, 1), padding=1, bias=False),
        nn.BatchNorm2d(c),
        nn.ReLU(),
    )


class CarsNetwork(nn.Module):
    """Strip [N, 7, 56, W] to logits a 0.5 m step [N, 9, W / 2]: occupancy, start, end, tarpaulin, five types.

    What runs along the track alone is written as two-dimensional, of one row: ONNX Runtime keeps its own layout of channels for
    these only.
    """

    def __init__(self, shape=SHIPPED, channels=7, outputs=9):
        super().__init__()
        widths, trunk, dilations = shape
        self.stem = stem(channels, widths)
        self.flatten = nn.Sequential(nn.Conv2d(widths[2], trunk, (7, 1), bias=False), nn.BatchNorm2d(trunk), nn.ReLU())
        self.trunk = nn.Sequential(*[Residual(trunk, d) for d in dilations])
        self.head = nn.Conv2d(trunk, outputs, 1)

    def forward(self, strip):
        return self.head(self.trunk(self.flatten(self.stem(strip))))[:, :, 0]


class OffsetNetwork(nn.Module):
    """Strip [N, 7, 36, W] (its inner 9 m) to log-probabilities [N, 21] of where its track lies sideways.

    The same evidence moved by a row moves the answer by a bin: nothing is strided across the strip, and the last
    kernel is even, so that its outputs lie between rows, the middle one on the strip's own centre line.
    """

    def __init__(self, channels=7, bins=21, width=16):
        super().__init__()
        layers = []
        for kernel, stride, a, b in (
            ((3, 4), (1, 4), channels, 12),
            ((5, 3), (1, 2), 12, width),
            ((5, 3), (1, 2), width, width),
            ((5, 3), (1, 2), width, width),
            ((5, 3), (1, 1), width, 24),
        ):
            padding = (kernel[0] // 2, 1 if kernel[1] == 3 else 0)
            layers += [nn.Conv2d(a, b, kernel, stride, padding, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
        self.along = nn.Sequential(*layers)
        self.across = nn.Sequential(
            nn.Conv1d(24, 24, 5, padding=2), nn.ReLU(), nn.Conv1d(24, 1, 4, padding=2)
        )
        self.bins = bins

    def forward(self, strip):
        edges = self.across(self.along(strip).mean(3))[:, 0]
        first = (edges.shape[1] - self.bins) // 2
        return torch.log_softmax(edges[:, first : first + self.bins], 1)
