"""Trains the network that finds cars along strips. See README.md."""

import argparse
import json
import math
import time

import numpy as np
import torch
from torch.nn import functional as F

from network import CarsNetwork
from strips import COLUMNS, Strips, batches, network_input, targets


# Locomotives and coaches are one car in twenty, bare flats hard to tell from their track: without a weight the network
# gives up on them.
TYPE_WEIGHTS = torch.tensor([1.0, 1.0, 1.0, 1.3, 2.5])


def loss_of(logits, batch):
    """BCE of occupancy + 2 start + 2 end, + a little for the load under cover and the type where a car stands."""
    occupancy, start, end, covered, kind, weight = batch
    bce = lambda channel, target: F.binary_cross_entropy_with_logits(logits[:, channel], target, reduction="none")
    total = weight.sum().clamp(min=1)
    on_car = (kind >= 0).float() * weight
    cars = on_car.sum().clamp(min=1)
    of_kind = on_car * TYPE_WEIGHTS[kind.clamp(min=0)]
    parts = {
        "occupancy": (bce(0, occupancy) * weight).sum() / total,
        "start": (bce(1, start) * weight).sum() / total,
        "end": (bce(2, end) * weight).sum() / total,
        "covered": (bce(3, covered) * on_car).sum() / cars,
        "type": (F.cross_entropy(logits[:, 4:], kind.clamp(min=0), reduction="none") * of_kind).sum() / of_kind.sum().clamp(min=1),
    }
    loss = parts["occupancy"] + 2 * parts["start"] + 2 * parts["end"] + 0.15 * parts["covered"] + 0.8 * parts["type"]
    return loss, parts


class Averaged:
    """Exponential average of a network's weights and normalisation statistics."""

    def __init__(self, network, decay):
        self.decay, self.state = decay, {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network, step):
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[name].mul_(decay).add_(value.detach(), alpha=1 - decay)
            else:
                self.state[name].copy_(value)


def evaluate(network, strips, count=600, at_once=12):
    """Mean losses and share of right types on whole strips, by GSD."""
    network.eval()
    bands = {}
    picked = np.linspace(0, len(strips) - 1, min(count, len(strips))).astype(int)
    with torch.no_grad():
        for few in np.array_split(picked, math.ceil(len(picked) / at_once)):
            planes = np.stack([network_input(strips, index, 0, COLUMNS) for index in few])
            logits = network(torch.from_numpy(planes))
            for row, index in enumerate(few):
                record = strips.records[index]
                batch = [torch.from_numpy(t)[None] for t in targets(record, 0, COLUMNS)]
                _, parts = loss_of(logits[row : row + 1], batch)
                on = batch[4][0] >= 0
                right = (logits[row, 4:].argmax(0)[on] == batch[4][0][on]).float().sum().item()
                band = bands.setdefault(f"{record['gsd']:.2f}{' painted' if record['painted'] else ''}", [])
                band.append([*(parts[k].item() for k in ("occupancy", "start", "end")), right, on.sum().item()])
    network.train()
    summary = {}
    for name, rows in sorted(bands.items()):
        rows = np.array(rows)
        losses = {k: round(rows[:, i].mean(), 4) for i, k in enumerate(("occupancy", "start", "end"))}
        summary[name] = {**losses, "typeShareRight": round(rows[:, 3].sum() / max(1, rows[:, 4].sum()), 3)}
    return summary


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", required=True)
    parser.add_argument("--held-out", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--iterations", type=int, default=3000)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop the schedule after this long at the latest")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--columns", type=int, default=480)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start-from")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)

    train, held_out = Strips(options.train), Strips(options.held_out)
    network = CarsNetwork()
    if options.start_from:
        network.load_state_dict(torch.load(options.start_from))
    print(f"{len(train)} strips, {sum(p.numel() for p in network.parameters())} parameters", flush=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.01)
    averaged = Averaged(network, 0.998)
    stream = batches(train, options.batch, options.columns, options.seed)
    began, running = time.time(), {}
    for step in range(options.iterations):
        # The schedule follows iterations or the clock, whichever is further on.
        done = max(step / options.iterations, (time.time() - began) / (60 * options.minutes))
        if done >= 1:
            break
        rate = options.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * done))
        for group in optimiser.param_groups:
            group["lr"] = max(rate, 1e-6)
        batch = [torch.from_numpy(np.ascontiguousarray(part)) for part in next(stream)]
        loss, parts = loss_of(network(batch[0]), batch[1:])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        averaged.update(network, step)
        for name, value in [*parts.items(), ("all", loss)]:
            running[name] = 0.98 * running.get(name, value.item()) + 0.02 * value.item()
        if step % 100 == 99:
            each = " ".join(f"{k} {v:.4f}" for k, v in running.items())
            print(f"{step + 1} {time.time() - began:.0f} s, {each}", flush=True)
        if step % 500 == 499:
            torch.save(averaged.state, options.out)
    torch.save(averaged.state, options.out)
    network.load_state_dict(averaged.state)
    held_out.reload()
    summary = {"iterations": step + 1, "strips": len(train), "seconds": round(time.time() - began), "heldOut": evaluate(network, held_out, 600)}
    print(json.dumps(summary, indent=1))
    with open(options.out + ".json", "w") as file:
        json.dump(summary, file, indent=1)


if __name__ == "__main__":
    main()
