"""Trains the network that says how far sideways a track lies from the line it was cut along. See README.md."""

import math

import numpy as np
import torch

from loop import options_of, train
from network import OffsetNetwork
from strips import COLUMNS, ROWS, SPACING, network_input

INNER_ROWS = 36
BIN_METRES = 0.25
BINS = [round((i - 10) * BIN_METRES, 2) for i in range(21)]
WINDOW = 240  # columns: 60 m
REACH = 10  # rows that the inner window may be moved by
# Half of the usual distance of tracks: further away, the next track lies nearer than the true one.
FURTHEST = 2.2


def window_of(strips, index, columns, random, augment=True):
    """A 60 m window of the inner 9 m, moved sideways by whole rows, and where its track then lies (soft bins)."""
    record = strips.records[index]
    first = 2 * random.integers(0, (COLUMNS - columns) // 2 + 1)
    planes = network_input(strips, index, first, columns, random.normal(0, 0.08), random.random() < 0.5)
    middle = record["trackAcross"] - record["slope"] * ((first + columns / 2 - COLUMNS / 2) * SPACING)
    low = max(-REACH, math.ceil((middle - FURTHEST) / SPACING))
    high = min(REACH, math.floor((middle + FURTHEST) / SPACING))
    rows = int(random.integers(low, high + 1))
    top = (ROWS - INNER_ROWS) // 2 + rows
    planes = planes[:, top : top + INNER_ROWS].copy()
    across = middle - rows * SPACING
    if augment:
        if random.random() < 0.5:
            planes = planes[:, ::-1].copy()
            planes[6] *= -1
            across = -across
        if random.random() < 0.5:
            planes = planes[:, :, ::-1].copy()
            planes[5] *= -1
        planes[:3] = planes[:3] * random.uniform(0.75, 1.33) + random.normal(0, 0.2)
        planes[:3] *= planes[3]
    soft = np.exp(-((np.array(BINS) - across) ** 2) / (2 * 0.2**2))
    return planes, (soft / soft.sum()).astype(np.float32), np.float32(across)


def evaluate(network, strips, count=500):
    random = np.random.default_rng(5)
    errors = {}
    for index in np.linspace(0, len(strips) - 1, min(count, len(strips))).astype(int):
        planes, _, across = window_of(strips, int(index), WINDOW, random, augment=False)
        found = (network(torch.from_numpy(planes)[None])[0].exp() * torch.tensor(BINS)).sum().item()
        errors.setdefault(f"{strips.records[index]['gsd']:.2f}", []).append(abs(found - float(across)))
    return {
        gsd: {"median": round(float(np.median(e)), 3), "p90": round(float(np.quantile(e, 0.9)), 3)}
        for gsd, e in sorted(errors.items())
    }


def loss_of(log_probabilities, batch):
    """Cross-entropy of soft bins."""
    soft, _ = batch
    return -(soft * log_probabilities).sum(1).mean(), {}


def main():
    options = options_of(__doc__, iterations=4000, batch=32)
    torch.manual_seed(options.seed)
    train(OffsetNetwork(), WINDOW, window_of, loss_of, lambda *given: {"errorMetres": evaluate(*given)}, options)


if __name__ == "__main__":
    main()
