"""Strips on disk, batches of crops with their targets, and what is done to a crop before the network sees it."""

import glob
import json
import math
import os
import queue
import threading

import numpy as np

ROWS, COLUMNS, SPACING = 56, 600, 0.25
STEP = 0.5
TYPES = ["tank", "covered", "open", "flat", "locomotive"]
CHANNELS = ["red", "green", "blue", "usable", "gsd", "sunAlong", "sunAcross"]
IGNORED_BELOW = 0.3  # visible share under which a car is neither taught nor denied


def whole_strips(path):
    return os.path.getsize(path) // (4 * ROWS * COLUMNS)


class Strips:
    """All strips of a set, memory-mapped, with their records and the mean and deviation of their usable pixels."""

    def __init__(self, pattern):
        self.pattern, self.moments = pattern, {}
        self.reload()

    def reload(self):
        """Reads the set again: rendering may still be adding to it."""
        self.maps, self.records, self.where = [], [], []
        for path in sorted(glob.glob(self.pattern)):
            lines = open(path.replace(".u8", ".jsonl")).read().split("\n")[:-1]
            pixels = np.memmap(path, np.uint8, "r", shape=(whole_strips(path), 4, ROWS, COLUMNS))
            count = min(len(lines), len(pixels))
            self.where += [(len(self.maps), path, i) for i in range(count)]
            self.records += [json.loads(line) for line in lines[:count]]
            self.maps.append(pixels)

    def __len__(self):
        return len(self.records)

    def pixels(self, index):
        part, _, at = self.where[index]
        return self.maps[part][at]

    def moment(self, index):
        key = self.where[index][1:]
        if key not in self.moments:
            pixels = self.pixels(index)
            usable = pixels[3] > 0
            counts = np.bincount(pixels[:3].ravel() if usable.all() else pixels[:3][:, usable].ravel(), minlength=256)
            levels, all_counts = np.arange(256), max(1, counts.sum())
            mean = (counts @ levels) / all_counts
            deviation = math.sqrt((counts @ (levels - mean) ** 2) / all_counts)
            self.moments[key] = (mean, max(deviation, 1e-3)) if counts.sum() else (0, 1)
        return self.moments[key]


def network_input(strips, index, first, columns, gsd_shift=0.0, keep_sun=True):
    """7 x 56 x columns as the counter makes it at run time; see model.json."""
    record = strips.records[index]
    mean, deviation = strips.moment(index)
    window = strips.pixels(index)[:, :, first : first + columns]
    planes = np.empty((len(CHANNELS), ROWS, columns), np.float32)
    usable = window[3] > 0
    planes[:3] = (window[:3].astype(np.float32) - mean) / deviation * usable
    planes[3] = usable
    planes[4] = 0.5 * math.log2(record["gsd"] / 0.5) + gsd_shift
    along, across = record["sun"] if keep_sun else (0, 0)
    planes[5], planes[6] = along, across
    return planes


def targets(record, first, columns):
    """Occupancy, start, end, tarpaulin, type (-1 none) and weight of each 0.5 m step of a crop."""
    steps = columns // 2
    offset = first * SPACING
    edges = np.arange(steps + 1) * STEP
    occupancy, start, end = (np.zeros(steps, np.float32) for _ in range(3))
    covered = np.zeros(steps, np.float32)
    kind = np.full(steps, -1, np.int64)
    weight = np.ones(steps, np.float32)
    for begin, stop, car_type, tarpaulin, visible in record["cars"]:
        a, b = begin - offset, stop - offset
        if b < -2 or a > steps * STEP + 2:
            continue
        share = np.clip((np.minimum(edges[1:], b) - np.maximum(edges[:-1], a)) / STEP, 0, 1)
        occupancy = np.maximum(occupancy, share)
        start = np.maximum(start, np.exp(-((edges[:-1] - a) ** 2) / (2 * 0.5**2)))
        end = np.maximum(end, np.exp(-((edges[1:] - b) ** 2) / (2 * 0.5**2)))
        inside = share > 0.5
        kind[inside] = car_type
        covered[inside] = tarpaulin
        if visible < IGNORED_BELOW:
            weight[(edges[1:] > a - 1) & (edges[:-1] < b + 1)] = 0
    return occupancy, start, end, covered, kind, weight


def augmented(strips, index, columns, random):
    """One training crop: where it is cut, mirrored or not, brighter or darker, with a hole or without."""
    first = 2 * random.integers(0, (COLUMNS - columns) // 2 + 1)
    planes = network_input(strips, index, first, columns, random.normal(0, 0.08), random.random() < 0.5)
    occupancy, start, end, covered, kind, weight = targets(strips.records[index], first, columns)
    if random.random() < 0.5:
        planes = planes[:, :, ::-1].copy()
        planes[5] *= -1
        occupancy, start, end, covered, kind, weight = (
            occupancy[::-1],
            end[::-1],
            start[::-1],
            covered[::-1],
            kind[::-1],
            weight[::-1],
        )
    if random.random() < 0.5:
        planes = planes[:, ::-1].copy()
        planes[6] *= -1
    planes[:3] = toned(planes[:3], random) * random.uniform(0.75, 1.33) + random.normal(0, 0.2)
    if random.random() < 0.2:
        planes[:3] += random.normal(0, 0.1, (3, 1, 1)).astype(np.float32)
    if random.random() < 0.12:
        length = random.integers(4, 120)
        at = random.integers(0, columns - length)
        top, bottom = sorted(random.integers(0, ROWS + 1, 2)) if random.random() < 0.5 else (0, ROWS)
        planes[3, top:bottom, at : at + length] = 0
    planes[:3] *= planes[3]
    # Where the middle of the track cannot be seen, nothing is taught.
    seen = planes[3, ROWS // 2 - 6 : ROWS // 2 + 6].mean(0).reshape(-1, 2).mean(1)
    weight = weight * (seen > 0.5)
    return planes, occupancy, start, end, covered, kind, weight


def toned(colours, random):
    """Colours as another sensor, another processing or another sky would give them, each now and then: nearer to grey,
    another tone curve, softer or sharper, noisier, under light that changes slowly along the track."""
    if random.random() < 0.3:
        grey = colours.mean(0, keepdims=True)
        colours = grey + (colours - grey) * random.uniform(0, 1.3)
    if random.random() < 0.4:
        bend = random.uniform(-0.13, 0.13)
        held = np.clip(colours, -2.5, 3.5)
        colours = colours + bend * (held * held - 1)
    if random.random() < 0.4:
        k = np.float32(random.uniform(-0.12, 0.2))
        for axis in (1, 2):
            colours = (1 - 2 * k) * colours + k * (np.roll(colours, 1, axis) + np.roll(colours, -1, axis))
    if random.random() < 0.3:
        colours = colours + random.normal(0, random.uniform(0.02, 0.15), colours.shape).astype(np.float32)
    if random.random() < 0.3:
        along = np.arange(colours.shape[2]) * SPACING
        wave = np.cos(2 * np.pi * (along / random.uniform(60, 300) + random.random()))
        colours = colours * (1 + random.uniform(0, 0.3) * wave).astype(np.float32)
    return colours.astype(np.float32)


def batches(strips, size, columns, seed, make=augmented):
    """An endless stream of batches, made in a thread of its own, in an order that the seed decides."""
    random = np.random.default_rng(seed)
    waiting = queue.Queue(6)

    def produce():
        order = np.zeros(0, int)
        while True:
            while len(order) < size:
                strips.reload()
                order = np.concatenate([order, random.permutation(len(strips))])
            chosen, order = order[:size], order[size:]
            crops = [make(strips, int(index), columns, random) for index in chosen]
            waiting.put([np.stack(parts) for parts in zip(*crops)])

    threading.Thread(target=produce, daemon=True).start()
    while True:
        yield waiting.get()
