"""What both trainings share: options, the schedule, the steps, and the average of the weights that is kept."""

import argparse
import inspect
import json
import math
import time
from collections.abc import Callable
from typing import NamedTuple

import torch

from from_onnx import take_up
from strips import Strips, batches


def parser_of(description, iterations, batch):
    """The command line of a training."""
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
    return parser


def device_name(device):
    return torch.cuda.get_device_name() if device == "cuda" else "processor"


class Beside(NamedTuple):
    """A network that learns on the same batches and teaches meanwhile: its name, what makes it, and an exported one that it goes
    on from, or None."""

    name: str
    make: Callable
    start_from: str | None


class Teaching(NamedTuple):
    """How networks learn from another one beside the truth, the same weight being on both.

    towards(output, told, planes): a loss by how far outputs are from those told; exported(examples): what a finished network
    tells, of planes, or None; beside: one that learns too, or None.
    """

    towards: Callable
    exported: Callable | None
    beside: Beside | None


# The share of the training in which what a network beside tells comes to its full weight: at first it knows nothing. Our choice.
KNOWS_BY = 0.1


class Learner:
    """One network with its optimiser, and the exponential average of its weights and normalisation statistics."""

    DECAY = 0.998

    def __init__(self, network, rate):
        self.network = network
        self.on_card = next(network.parameters()).is_cuda
        # Known from torch 2.0 on: one kernel for all weights.
        fused = {"fused": True} if self.on_card and "fused" in inspect.signature(torch.optim.AdamW).parameters else {}
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01, **fused)
        self.now = {k: v for k, v in network.state_dict().items() if v.dtype.is_floating_point}
        self.average = {k: v.detach().clone() for k, v in self.now.items()}
        self.running, self.steps = {}, 0

    def step(self, batch, loss_of, rate, told=None, towards=None, told_weight=1.0):
        """One step on a batch at a learning rate; told: what a teacher answers to its planes. Returns what it answers itself."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        # Half precision on a card only: there it is faster, and the weights themselves stay whole.
        with torch.autocast(batch[0].device.type, torch.bfloat16, enabled=self.on_card):
            output = self.network(batch[0])
        output = output.float()
        loss, parts = loss_of(output, batch[1:])
        if told is not None:
            parts["taught"] = towards(output, told, batch[0])
            loss = loss + told_weight * parts["taught"]
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.average_in()
        for name, value in [*parts.items(), ("all", loss)]:
            self.running[name] = 0.98 * self.running.get(name, value.detach()) + 0.02 * value.detach()
        return output.detach()

    @torch.no_grad()
    def average_in(self):
        decay = min(self.DECAY, (1 + self.steps) / (10 + self.steps))
        averages = list(self.average.values())
        torch._foreach_mul_(averages, decay)
        torch._foreach_add_(averages, list(self.now.values()), alpha=1 - decay)
        self.steps += 1

    def averaged(self):
        """The state of the network with the averages in place of what it learnt last."""
        return {**self.network.state_dict(), **self.average}

    def save(self, path):
        torch.save({k: v.cpu() for k, v in self.averaged().items()}, path)

    def told(self):
        return " ".join(f"{k} {v.item():.4f}" for k, v in self.running.items())


def on_device(network, options):
    """A network where it learns; a card works along channels."""
    layout = torch.channels_last if options.device == "cuda" else torch.contiguous_format
    return network.to(options.device).to(memory_format=layout)


def train(make_networks, columns, make, loss_of, evaluate, options, teaching=None):
    """Trains by AdamW on a cosine schedule, writes the averaged weights and a summary beside them.

    make_networks: by name, what makes a network; each is trained of every seed. make: crops of a set of strips (see strips.py);
    loss_of(output, batch without its planes): the loss and its parts by name; evaluate(network, held-out strips): what goes into
    the summary. The first network of the first seed goes to options.out with the summary in options.out + ".json", the others
    to options.out + ".1", ".2", ... with theirs, the one that taught to options.out + ".teacher".
    """
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.benchmark = True
    seeds = [int(seed) for seed in options.seeds.split(",")]
    strips = Strips(options.train, options.device)
    stream = batches(strips, options.batch, columns, seeds[0], make)
    examples = lambda: torch.cat([next(stream)[0] for _ in range(4)]).cpu()
    learners = []
    for name, make_network in make_networks.items():
        for seed in seeds:
            torch.manual_seed(seed)
            network = make_network()
            if options.start_from:
                take_up(network, options.start_from, examples())
            place = options.out + (f".{len(learners)}" if learners else "")
            learners.append((place, {"network": name, "seed": seed}, Learner(on_device(network, options), options.rate)))
    tells = teaching.exported(examples()) if teaching and teaching.exported else None
    beside, every = None, list(learners)
    if teaching and teaching.beside:
        torch.manual_seed(seeds[0])
        network = teaching.beside.make()
        if teaching.beside.start_from:
            take_up(network, teaching.beside.start_from, examples())
        beside = Learner(on_device(network, options), options.rate)
        every.append((options.out + ".teacher", {"network": teaching.beside.name, "seed": seeds[0]}, beside))
    for _, named, learner in every:
        print(named, sum(p.numel() for p in learner.network.parameters()), "parameters", flush=True)
    began = time.time()
    for step in range(options.iterations):
        # The schedule follows iterations or the clock, whichever is further on.
        done = max(step / options.iterations, (time.time() - began) / (60 * options.minutes))
        if done >= 1:
            break
        rate = max(options.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * done)), 1e-6)
        batch = next(stream)
        told, weight = None, 1.0
        if beside:
            told = beside.step(batch, loss_of, rate)
            weight = 1.0 if teaching.beside.start_from else min(1, done / KNOWS_BY)
        elif tells:
            with torch.no_grad():
                told = tells(batch[0])
        for _, _, learner in learners:
            learner.step(batch, loss_of, rate, told, teaching and teaching.towards, weight)
        if step % 100 == 99:
            print(f"{step + 1} {time.time() - began:.0f} s, {len(strips)} strips, {learners[0][2].told()}", flush=True)
        if step % 500 == 499:
            for place, _, learner in every:
                learner.save(place)
    scenes = len({record["scene"] for record in strips.records})
    told = {"batch": options.batch, "scenes": scenes, "strips": len(strips), "seconds": round(time.time() - began)}
    told = {"iterations": learners[0][2].steps, **told, "device": device_name(options.device)}
    for place, _, learner in every:
        learner.save(place)
    held_out = Strips(options.held_out, options.device)
    summaries = []
    for _, named, learner in every:
        learner.network.load_state_dict(learner.averaged())
        learner.network.eval()
        with torch.no_grad():
            summaries.append({**told, **named, **evaluate(learner.network, held_out)})
    for k, (place, _, _) in enumerate(every):
        of_shape = [s for j, s in enumerate(summaries) if j != k and s["network"] == summaries[k]["network"]]
        others = [{key: s[key] for key in s if key not in told} for s in of_shape]
        with open(place + ".json", "w") as file:
            json.dump({**summaries[k], "otherSeeds": others}, file, indent=1)
    print(json.dumps(summaries, indent=1))
