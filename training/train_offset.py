"""Trains the network that says how far sideways a track lies from the line it was cut along. See README.md."""

import argparse
import json
import math
import time

import numpy as np
import torch

from network import OffsetNetwork
from strips import COLUMNS, ROWS, SPACING, Strips, batches, network_input

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
    network.eval()
    random = np.random.default_rng(5)
    errors = {}
    with torch.no_grad():
        for index in np.linspace(0, len(strips) - 1, min(count, len(strips))).astype(int):
            planes, _, across = window_of(strips, int(index), WINDOW, random, augment=False)
            found = (network(torch.from_numpy(planes)[None])[0].exp() * torch.tensor(BINS)).sum().item()
            errors.setdefault(f"{strips.records[index]['gsd']:.2f}", []).append(abs(found - float(across)))
    network.train()
    return {
        gsd: {"median": round(float(np.median(e)), 3), "p90": round(float(np.quantile(e, 0.9)), 3)}
        for gsd, e in sorted(errors.items())
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", required=True)
    parser.add_argument("--held-out", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--iterations", type=int, default=1500)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--start-from")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    train, held_out = Strips(options.train), Strips(options.held_out)
    network = OffsetNetwork()
    if options.start_from:
        network.load_state_dict(torch.load(options.start_from))
    print(f"{len(train)} strips, {sum(p.numel() for p in network.parameters())} parameters", flush=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.01)
    stream = batches(train, options.batch, WINDOW, options.seed, window_of)
    began, running = time.time(), None
    for step in range(options.iterations):
        done = max(step / options.iterations, (time.time() - began) / (60 * options.minutes))
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = max(1e-6, options.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * done)))
        planes, soft, _ = (torch.from_numpy(np.ascontiguousarray(part)) for part in next(stream))
        loss = -(soft * network(planes)).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        if step % 100 == 99:
            print(f"{step + 1} {time.time() - began:.0f} s, loss {running:.4f}", flush=True)
    torch.save(network.state_dict(), options.out)
    summary = {"iterations": step + 1, "strips": len(train), "seconds": round(time.time() - began), "errorMetres": evaluate(network, held_out)}
    print(json.dumps(summary, indent=1))
    with open(options.out + ".json", "w") as file:
        json.dump(summary, file, indent=1)


if __name__ == "__main__":
    main()
