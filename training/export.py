"""Writes the networks as ONNX, reference outputs to check ONNX Runtime against, and model.json. See README.md."""

import argparse
import datetime
import glob
import hashlib
import json
import os
from typing import NamedTuple

import numpy as np
import onnx
import torch

from network import CarsNetwork, OffsetNetwork, Shape
from strips import CHANNELS, COLUMNS, ROWS, SPACING, STEP, TYPES, Strips, network_input, picked
from train_offset import BINS, INNER_ROWS, WINDOW
from whole_numbers import in_whole_numbers, run

OPSET = 15
# Training strips on which the ranges of whole numbers are chosen, held-out ones on which both forms of a network are compared, and
# how many are looked at together.
RANGE_STRIPS, COMPARED_STRIPS, TOGETHER = 160, 64, 8
# Most that the probability of a car on a step may change on the mean by whole numbers. Source: our choice; .0046 and .0076 were measured.
MOST_CHANGE = 0.02


def export(network, example, path, inputs, outputs, axes):
    network.eval()
    torch.onnx.export(
        network, example, path, opset_version=OPSET, input_names=[inputs], output_names=[outputs], dynamic_axes=axes
    )


def hash_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def reference(answers, planes, digits=6):
    """A small input and what torch makes of it, for the test that ONNX Runtime agrees; answers: what gives it."""
    with torch.no_grad():
        output = answers(torch.from_numpy(planes)[None])[0].numpy()
    numbers = lambda array: [float(f"{v:.{digits}g}") for v in array.ravel()]
    return {
        "madeBy": f"training/export.py, torch {torch.__version__}, numpy {np.__version__}",
        "input": {"shape": [1, *planes.shape], "values": numbers(planes)},
        "output": {"shape": [1, *output.shape], "values": numbers(output)},
    }


def export_cars(options, planes, weights, name, seen):
    """Writes a network that reads steps, in whole numbers; what model.json says of it, and its reference.

    seen: batches of planes on which ranges are chosen, and others of held-out strips on which both forms are compared.
    """
    training = json.load(open(weights + ".json"))
    network = CarsNetwork(Shape.named(training["network"]))
    network.load_state_dict(torch.load(weights))
    path = f"{options.to}/{name}.onnx"
    export(
        network,
        torch.zeros(1, len(CHANNELS), ROWS, 240),
        f"{path}.new",
        "strip",
        "steps",
        {"strip": {0: "strips", 3: "columns"}, "steps": {0: "strips", 2: "steps"}},
    )
    in_whole_numbers(f"{path}.new", seen.ranges)
    graph = onnx.load(f"{path}.new").graph
    change = change_of_occupancy(network, lambda planes: run(graph, planes), seen.held_out)
    if not change < MOST_CHANGE:
        raise SystemExit(f"{name}: in whole numbers the probability of a car on a step changes by {change:.4f} on the mean")
    os.replace(f"{path}.new", path)
    sha256 = hash_of(path)
    description = {
        "file": f"{name}.onnx",
        "sha256": sha256,
        "stepMetres": STEP,
        "outputs": ["occupancy", "start", "end", "load-covered", *TYPES],
        "training": training,
        "wholeNumbers": {"rangesOn": seen.sets, "strips": RANGE_STRIPS, "changeOfOccupancy": float(f"{change:.2g}")},
    }
    return description, {"sha256": sha256, **reference(lambda planes: run(graph, planes), planes)}


def change_of_occupancy(network, rounded, batches):
    """Mean absolute change of the probability of a car on a step."""
    with torch.no_grad():
        changes = [(network(b)[:, 0].sigmoid() - rounded(b)[:, 0].sigmoid()).abs().mean().item() for b in batches]
    return sum(changes) / len(changes)


class Seen(NamedTuple):
    """What networks in whole numbers are shown when they are made: batches of planes, and of which sets the first are."""

    ranges: list
    held_out: list
    sets: list

    @classmethod
    def of(cls, options):
        sets = sorted(os.path.basename(path) for path in glob.glob(options.ranges))
        return cls(batches_of(options.ranges, RANGE_STRIPS), batches_of(options.strips, COMPARED_STRIPS), sets)


def batches_of(pattern, count):
    """Planes of strips spread evenly over a set, as they are rendered."""
    strips = Strips(pattern)
    chosen = picked(strips, count)
    first = lambda some: torch.zeros(len(some), dtype=torch.long)
    groups = np.array_split(chosen, max(1, len(chosen) // TOGETHER))
    return [network_input(strips, some, first(some), COLUMNS) for some in groups]


def export_offset(options, planes):
    """Writes the offset network; what model.json says of it, and its reference."""
    network = OffsetNetwork()
    network.load_state_dict(torch.load(options.offset))
    path = f"{options.to}/offset.onnx"
    export(
        network,
        torch.zeros(1, len(CHANNELS), INNER_ROWS, WINDOW),
        path,
        "strip",
        "bins",
        {"strip": {0: "windows", 3: "columns"}, "bins": {0: "windows"}},
    )
    sha256 = hash_of(path)
    top = (ROWS - INNER_ROWS) // 2
    description = {
        "file": "offset.onnx",
        "sha256": sha256,
        "rows": INNER_ROWS,
        "windowColumns": WINDOW,
        "bins": BINS,
        "meaning": "log-probability of where the track lies, metres to the right of the line",
        "training": json.load(open(options.offset + ".json")),
    }
    return description, {"sha256": sha256, **reference(network, planes[:, top : top + INNER_ROWS].copy())}


def made(options, before):
    """How a network came about; before: what model.json said of the one that its training went on from, or None."""
    said = {"at": datetime.date.today().isoformat(), "torch": torch.__version__, "command": options.command}
    said.update({"seeds": json.loads(options.seeds), "sets": options.sets, "history": None})
    if before:
        trained = before["training"]
        said["history"] = (
            f"The training went on from {before['sha256'][:12]}, whose last training had {trained['iterations']} iterations "
            f"on {trained['strips']} strips. Of that one: {before['made']['history'] or 'it was made in one run.'}"
        )
    return said


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cars", help="left out: the car network that lies in `to` stays as it is")
    parser.add_argument("--second-pass", help="left out: the larger network that lies in `to` stays as it is")
    parser.add_argument("--offset", help="left out: the offset network that lies in `to` stays as it is")
    parser.add_argument("--strips", required=True, help="strips for the reference outputs")
    parser.add_argument("--ranges", help="training strips on which the ranges of whole numbers are chosen")
    parser.add_argument("--to", default="../src/adapters/detectors/model")
    parser.add_argument("--reference", default="../test/reference/network")
    parser.add_argument("--version", required=True)
    parser.add_argument("--command", required=True)
    parser.add_argument("--seeds", required=True, help="JSON: which seed made what")
    parser.add_argument("--sets", required=True, help="what was trained on, in words")
    parser.add_argument("--went-on", action="store_true", help="the training began with the weights that lie in `to`")
    options = parser.parse_args()
    flags = {"cars": "--cars", "secondPass": "--second-pass", "offset": "--offset"}
    path, referred = f"{options.to}/model.json", f"{options.reference}/torch.json"
    before = json.load(open(path)) if os.path.exists(path) else {}
    os.makedirs(options.to, exist_ok=True)
    os.makedirs(options.reference, exist_ok=True)
    references = json.load(open(referred)) if os.path.exists(referred) else {}
    given = {"cars": options.cars, "secondPass": options.second_pass, "offset": options.offset}
    for name, path_of_weights in given.items():
        # Refused before anything is written: weights and model.json must go together.
        if not path_of_weights and not (name in before and name in references):
            parser.error(f"without {flags[name]}, {path} and {referred} must hold that network already")
        if options.went_on and path_of_weights and "made" not in before.get(name, {}):
            parser.error(f"--went-on, but {path} does not say how its {name} network was made")
    if (options.cars or options.second_pass) and not (options.ranges and glob.glob(options.ranges)):
        parser.error(f"a network that reads steps wants training strips as --ranges, not {options.ranges}")
    seen = Seen.of(options) if options.cars or options.second_pass else None
    strips = Strips(options.strips)
    planes = network_input(strips, np.array([0]), torch.tensor([200]), 48)[0].numpy().round(3)

    networks = {}
    write = {
        "cars": lambda: export_cars(options, planes, options.cars, "cars", seen),
        "secondPass": lambda: export_cars(options, planes, options.second_pass, "second-pass", seen),
        "offset": lambda: export_offset(options, planes),
    }
    for name in given:
        if given[name]:
            description, references[name] = write[name]()
            networks[name] = {**description, "made": made(options, before.get(name) if options.went_on else None)}
        else:
            networks[name] = before[name]
    with open(referred, "w") as file:
        json.dump(references, file)

    description = {
        "version": options.version,
        "opset": OPSET,
        "spacingMetres": SPACING,
        "rows": ROWS,
        "channels": CHANNELS,
        "standardisation": (
            "red, green, blue: minus the mean, divided by the standard deviation of the strip's usable pixels over all "
            "three; 0 where unusable. gsd: 0.5 log2(gsdMetres / 0.5). sun: unit vector towards the sun, along the strip "
            "and to its right; 0, 0 when unknown"
        ),
        **networks,
    }
    # What calibration fitted belongs to the weights that it was fitted on.
    kept = {name: before[name] for name in ("calibration",) if name in before}
    with open(path, "w") as file:
        json.dump({**description, **kept}, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
