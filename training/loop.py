"""What both trainings share: options, the schedule, the steps, and the average of the weights that is kept."""

import argparse
import json
import math
import time

import torch

from from_onnx import take_up
from strips import Strips, batches


def options_of(description, iterations, batch, taught=False):
    """The command line of a training; taught: of one that another network may teach."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--train", required=True, help="pattern of the sets of strips")
    parser.add_argument("--held-out", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--iterations", type=int, default=iterations)
    parser.add_argument("--minutes", type=float, default=1e9, help="end of the schedule, where it comes before iterations")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seeds", default="1", help="1,2,3: networks of so many first weights, side by side on the same crops")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--start-from", help="an exported network to go on from; new weights unless told")
    if taught:
        parser.add_argument("--teacher", help="an exported network whose answers are learnt beside the truth")
    return parser.parse_args()


def device_name(device):
    return torch.cuda.get_device_name() if device == "cuda" else "processor"


class Learner:
    """One network with its optimiser, and the exponential average of its weights and normalisation statistics."""

    DECAY = 0.998

    def __init__(self, network, rate, taught=None):
        self.network = network
        self.taught = taught
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01)
        self.average = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.running, self.steps = {}, 0

    def step(self, batch, loss_of, rate):
        """One step on a batch at a learning rate."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        # Half precision on a card only: there it is faster, and the weights themselves stay whole.
        with torch.autocast(batch[0].device.type, torch.bfloat16, enabled=batch[0].is_cuda):
            output = self.network(batch[0])
        loss, parts = loss_of(output.float(), batch[1:])
        if self.taught:
            parts["taught"] = self.taught(output.float(), batch[0])
            loss = loss + parts["taught"]
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.average_in()
        for name, value in [*parts.items(), ("all", loss)]:
            self.running[name] = 0.98 * self.running.get(name, value.detach()) + 0.02 * value.detach()

    def average_in(self):
        decay = min(self.DECAY, (1 + self.steps) / (10 + self.steps))
        for name, value in self.network.state_dict().items():
            if value.dtype.is_floating_point:
                self.average[name].mul_(decay).add_(value.detach(), alpha=1 - decay)
            else:
                self.average[name].copy_(value)
        self.steps += 1

    def save(self, path):
        torch.save({k: v.cpu() for k, v in self.average.items()}, path)

    def told(self):
        return " ".join(f"{k} {v.item():.4f}" for k, v in self.running.items())


def train(new_network, columns, make, loss_of, evaluate, options, taught_by=None):
    """Trains by AdamW on a cosine schedule, writes the averaged weights and a summary beside them.

    new_network(): a network; make: crops of a set of strips (see strips.py); loss_of(output, batch without its planes): the
    loss and its parts by name; evaluate(network, held-out strips): what goes into the summary; taught_by(examples): a loss by how
    far outputs are from another network's, of the outputs and the planes. The first seed's weights go to options.out, what the
    others came to into its summary.
    """
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.benchmark = True
    seeds = [int(seed) for seed in options.seeds.split(",")]
    strips = Strips(options.train, options.device)
    stream = batches(strips, options.batch, columns, seeds[0], make)
    learners = []
    examples = lambda: torch.cat([next(stream)[0] for _ in range(4)]).cpu()
    taught = taught_by(examples()) if taught_by else None
    for seed in seeds:
        torch.manual_seed(seed)
        network = new_network()
        if options.start_from:
            take_up(network, options.start_from, examples())
        learners.append(Learner(network.to(options.device), options.rate, taught))
    print(f"{len(strips)} strips, {sum(p.numel() for p in network.parameters())} parameters", flush=True)
    began = time.time()
    for step in range(options.iterations):
        # The schedule follows iterations or the clock, whichever is further on.
        done = max(step / options.iterations, (time.time() - began) / (60 * options.minutes))
        if done >= 1:
            break
        rate = options.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * done))
        batch = next(stream)
        for learner in learners:
            learner.step(batch, loss_of, max(rate, 1e-6))
        if step % 100 == 99:
            print(f"{step + 1} {time.time() - began:.0f} s, {len(strips)} strips, {learners[0].told()}", flush=True)
        if step % 500 == 499:
            learners[0].save(options.out)
    seconds = round(time.time() - began)
    held_out = Strips(options.held_out, options.device)
    scenes = len({record["scene"] for record in strips.records})
    told = {"batch": options.batch, "scenes": scenes, "strips": len(strips), "seconds": seconds}
    summary = {"iterations": step + 1, **told, "device": device_name(options.device)}
    for seed, learner in zip(seeds, learners):
        learner.save(options.out if seed == seeds[0] else f"{options.out}.seed-{seed}")
        learner.network.load_state_dict(learner.average)
        learner.network.eval()
        with torch.no_grad():
            measured = evaluate(learner.network, held_out)
        if seed == seeds[0]:
            summary.update({"seed": seed, **measured, "otherSeeds": []})
        else:
            summary["otherSeeds"].append({"seed": seed, **measured})
    print(json.dumps(summary, indent=1))
    with open(options.out + ".json", "w") as file:
        json.dump(summary, file, indent=1)
