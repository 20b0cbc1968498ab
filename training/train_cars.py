"""Trains the network that finds cars along strips. See README.md."""

import functools
import math

import numpy as np
import torch
from torch.nn import functional as F

from from_onnx import shape_of, take_up
from loop import Beside, Teaching, parser_of, train
from network import LARGER, SHIPPED, CarsNetwork, Shape
from strips import CHANNELS, COLUMNS, augmented, network_input, picked, targets

CROP_COLUMNS = 480  # 120 m
USABLE = CHANNELS.index("usable")


# Locomotives and coaches are one car in twenty, bare flats hard to tell from their track: without a weight the network
# gives up on them.
TYPE_WEIGHTS = (1.0, 1.0, 1.0, 1.3, 2.5)
# What an occupancy, a start, an end, a load under cover and a type weigh in the loss. Source: our choice.
STEP_WEIGHTS = (1.0, 2.0, 2.0)
COVER_WEIGHT, KIND_WEIGHT = 0.15, 0.8


@functools.cache
def constants(numbers, device):
    """A tensor of a tuple of numbers, copied to a device once."""
    return torch.tensor(numbers, device=device)


def loss_of(logits, batch):
    """BCE of occupancy, start and end, and of the load under cover and the type where a car stands, weighted."""
    occupancy, start, end, covered, kind, weight = batch
    bce = lambda channel, target: F.binary_cross_entropy_with_logits(logits[:, channel], target, reduction="none")
    total = weight.sum().clamp(min=1)
    on_car = (kind >= 0).float() * weight
    cars = on_car.sum().clamp(min=1)
    of_kind = on_car * constants(TYPE_WEIGHTS, kind.device)[kind.clamp(min=0)]
    parts = {
        "occupancy": (bce(0, occupancy) * weight).sum() / total,
        "start": (bce(1, start) * weight).sum() / total,
        "end": (bce(2, end) * weight).sum() / total,
        "covered": (bce(3, covered) * on_car).sum() / cars,
        "type": (F.cross_entropy(logits[:, 4:], kind.clamp(min=0), reduction="none") * of_kind).sum() / of_kind.sum().clamp(min=1),
    }
    steps = sum(weight * parts[name] for weight, name in zip(STEP_WEIGHTS, ("occupancy", "start", "end")))
    return steps + COVER_WEIGHT * parts["covered"] + KIND_WEIGHT * parts["type"], parts


def evaluate(network, strips, count=600, at_once=12):
    """Mean losses and share of right types on whole strips, by GSD."""
    bands = {}
    for few in np.array_split(picked(strips, count), math.ceil(min(count, len(strips)) / at_once)):
        first = torch.zeros(len(few), dtype=torch.long, device=strips.device)
        logits = network(network_input(strips, few, first, COLUMNS)).float()
        batch = targets(strips, few, first, COLUMNS)
        for row, index in enumerate(few):
            record = strips.records[index]
            _, parts = loss_of(logits[row : row + 1], [part[row : row + 1] for part in batch])
            kind = batch[4][row]
            on = kind >= 0
            right = (logits[row, 4:].argmax(0)[on] == kind[on]).float().sum().item()
            band = bands.setdefault(f"{record['gsd']:.2f}{' painted' if record['painted'] else ''}", [])
            band.append([*(parts[k].item() for k in ("occupancy", "start", "end")), right, on.sum().item()])
    summary = {}
    for name, rows in sorted(bands.items()):
        rows = np.array(rows)
        losses = {k: round(rows[:, i].mean(), 4) for i, k in enumerate(("occupancy", "start", "end"))}
        summary[name] = {**losses, "typeShareRight": round(rows[:, 3].sum() / max(1, rows[:, 4].sum()), 3)}
    return summary


def exported(path, device, examples):
    """A teacher: what the exported network at `path` answers to planes, but for what it rounds between its layers."""
    teacher = CarsNetwork(shape_of(path))
    take_up(teacher, path, examples)
    teacher.to(device).eval()
    return lambda planes: teacher(planes).float()


def towards(logits, told, planes):
    """A loss as that of the truth, by the chances that another network tells, wherever something can be seen.

    Source: Hinton, Vinyals and Dean (2015), Distilling the knowledge in a neural network, arXiv 1503.02531.
    """
    seen = F.avg_pool1d(planes[:, USABLE].mean(1, keepdim=True), 2)[:, 0]
    chances = torch.sigmoid(told[:, :4])
    bce = F.binary_cross_entropy_with_logits(logits[:, :4], chances, reduction="none")
    on_car = chances[:, 0] * seen
    kinds = -(F.softmax(told[:, 4:], 1) * F.log_softmax(logits[:, 4:], 1)).sum(1)
    weights = constants(STEP_WEIGHTS, logits.device)[:, None]
    steps = ((bce[:, :3] * weights).sum(1) * seen).sum() / seen.sum().clamp(min=1)
    return steps + ((COVER_WEIGHT * bce[:, 3] + KIND_WEIGHT * kinds) * on_car).sum() / on_car.sum().clamp(min=1)


def main():
    parser = parser_of(__doc__, iterations=20000, batch=24)
    parser.add_argument("--shapes", nargs="+", default=[str(SHIPPED)], help="networks of these shapes, side by side; see network.py")
    parser.add_argument("--teacher", help="an exported network whose answers are learnt beside the truth")
    parser.add_argument("--larger-beside", action="store_true", help="a larger network learns too, and teaches the others meanwhile")
    parser.add_argument("--larger-from", help="an exported network that the larger one goes on from; new weights unless told")
    options = parser.parse_args()
    started = str(shape_of(options.start_from)) if options.start_from else None
    for shape in options.shapes:
        # Other widths of the stem are made to fit; along the track, channels of all layers go together.
        if started and shape.split("/")[1:] != started.split("/")[1:]:
            parser.error(f"{options.start_from} has the shape {started}: a network {shape} cannot go on from it")
    make_networks = {shape: lambda shape=shape: CarsNetwork(Shape.named(shape)) for shape in options.shapes}
    teaching = None
    if options.teacher or options.larger_beside:
        teaching = Teaching(
            towards,
            exported=(lambda examples: exported(options.teacher, options.device, examples)) if options.teacher else None,
            beside=Beside(str(LARGER), lambda: CarsNetwork(LARGER), options.larger_from) if options.larger_beside else None,
        )
    train(make_networks, CROP_COLUMNS, augmented, loss_of, lambda *given: {"heldOut": evaluate(*given)}, options, teaching)


if __name__ == "__main__":
    main()
