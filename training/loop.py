"""What both trainings share: options, the schedule, the steps, and the average of the weights that is kept."""

import argparse
import json
import math
import time

import numpy as np
import torch

from from_onnx import take_up
from strips import Strips, batches


def options_of(description, iterations, batch):
    """The command line of a training."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--train", required=True, help="pattern of the sets of strips")
    parser.add_argument("--held-out", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--iterations", type=int, default=iterations)
    parser.add_argument("--minutes", type=float, default=1e9, help="end of the schedule, where it comes before iterations")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start-from", help="an exported network to go on from; new weights unless told")
    return parser.parse_args()


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


def train(network, columns, make, loss_of, evaluate, options):
    """Trains by AdamW on a cosine schedule, writes the averaged weights and a summary beside them.

    make: one crop of a set of strips (see strips.py); loss_of(output, batch without its planes): the loss and its
    parts by name; evaluate(network, held-out strips): what goes into the summary.
    """
    torch.set_num_threads(options.threads)
    strips = Strips(options.train)
    print(f"{len(strips)} strips, {sum(p.numel() for p in network.parameters())} parameters", flush=True)
    stream = batches(strips, options.batch, columns, options.seed, make)
    if options.start_from:
        take_up(network, options.start_from, torch.from_numpy(np.concatenate([next(stream)[0] for _ in range(4)])))
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.01)
    averaged = Averaged(network, 0.998)
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
            print(f"{step + 1} {time.time() - began:.0f} s, {len(strips)} strips, {each}", flush=True)
        if step % 500 == 499:
            torch.save(averaged.state, options.out)
    seconds = round(time.time() - began)
    torch.save(averaged.state, options.out)
    network.load_state_dict(averaged.state)
    network.eval()
    with torch.no_grad():
        measured = evaluate(network, Strips(options.held_out))
    summary = {"iterations": step + 1, "strips": len(strips), "seconds": seconds, **measured}
    print(json.dumps(summary, indent=1))
    with open(options.out + ".json", "w") as file:
        json.dump(summary, file, indent=1)
