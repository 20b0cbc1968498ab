"""Trains the network that says how far sideways a track lies from the line it was cut along. See README.md."""

import math

import numpy as np
import torch

from loop import parser_of, train
from network import OffsetNetwork
from strips import COLUMNS, ROWS, SPACING, Draw, cuts, network_input, picked, turned

INNER_ROWS = 36
BIN_METRES = 0.25
BINS = [round((i - 10) * BIN_METRES, 2) for i in range(21)]
WINDOW = 240  # columns: 60 m
REACH = 10  # rows that the inner window may be moved by
# Half of the usual distance of tracks: further away, the next track lies nearer than the true one.
FURTHEST = 2.2


def window_of(strips, indices, columns, random, augment=True):
    """60 m windows of the inner 9 m, moved sideways by whole rows, and where their tracks then lie (soft bins)."""
    draw = Draw(len(indices), random)
    first = cuts(len(indices), columns, random)
    keep_sun = draw.chance(0.5)[:, 0].float()
    planes = network_input(strips, indices, first, columns, draw.normal(0.08)[:, 0], keep_sun)
    facts = strips.facts[torch.from_numpy(indices).to(strips.device)]
    middle = facts[:, 3] - facts[:, 4] * ((first + columns / 2 - COLUMNS / 2) * SPACING)
    low = torch.ceil((middle - FURTHEST) / SPACING).clamp(min=-REACH)
    high = torch.floor((middle + FURTHEST) / SPACING).clamp(max=REACH)
    rows = torch.floor(low + draw.uniform(0, 1).flatten() * (high - low + 1)).clamp(-REACH, REACH)
    top = (ROWS - INNER_ROWS) // 2 + rows.long()
    kept = (top[:, None] + torch.arange(INNER_ROWS, device=strips.device))[:, None, :, None]
    planes = planes.gather(2, kept.expand(-1, planes.shape[1], -1, columns))
    across = middle - rows * SPACING
    if augment:
        along, sideways = draw.chance(0.5).flatten(), draw.chance(0.5).flatten()
        planes = turned(planes, along, sideways)
        across = torch.where(sideways, -across, across)
        planes[:, :3] = (planes[:, :3] * draw.uniform(0.75, 1.33) + draw.normal(0.2)) * planes[:, 3:4]
    soft = torch.exp(-((torch.tensor(BINS, device=strips.device) - across[:, None]) ** 2) / (2 * 0.2**2))
    return planes, soft / soft.sum(1, keepdim=True), across


def evaluate(network, strips, count=500):
    random = torch.Generator(strips.device)
    random.manual_seed(5)
    bins = torch.tensor(BINS, device=strips.device)
    errors = {}
    for few in np.array_split(picked(strips, count), math.ceil(min(count, len(strips)) / 25)):
        planes, _, across = window_of(strips, few, WINDOW, random, augment=False)
        found = network(planes).float().exp() @ bins
        for index, error in zip(few, (found - across).abs().tolist()):
            errors.setdefault(f"{strips.records[index]['gsd']:.2f}", []).append(error)
    return {
        gsd: {"median": round(float(np.median(e)), 3), "p90": round(float(np.quantile(e, 0.9)), 3)}
        for gsd, e in sorted(errors.items())
    }


def loss_of(log_probabilities, batch):
    """Cross-entropy of soft bins."""
    soft, _ = batch
    return -(soft * log_probabilities).sum(1).mean(), {}


def main():
    options = parser_of(__doc__, iterations=4000, batch=32).parse_args()
    train({"offset": OffsetNetwork}, WINDOW, window_of, loss_of, lambda *given: {"errorMetres": evaluate(*given)}, options)


if __name__ == "__main__":
    main()
