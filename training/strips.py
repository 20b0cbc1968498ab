"""Strips on disk or in a card's memory, batches of crops with their targets, and what is done to a crop before the network
sees it. Everything works on whole batches, on the processor and on a card alike."""

import glob
import json
import math
import os
import queue
import threading

import numpy as np
import torch

ROWS, COLUMNS, SPACING = 56, 600, 0.25
BYTES = 4 * ROWS * COLUMNS
STEP = 0.5
TYPES = ["tank", "covered", "open", "flat", "locomotive"]
CHANNELS = ["red", "green", "blue", "usable", "gsd", "sunAlong", "sunAcross"]
IGNORED_BELOW = 0.3  # visible share under which a car is neither taught nor denied
FAR = -1e6  # where the cars lie that fill up a list, metres
CARD_SHARE = 0.6  # of a card's free memory that strips may take


class Strips:
    """All strips of a set with their records. In a card's memory as far as it holds them, else memory-mapped.

    records: what stands in the .jsonl files; facts [n, 5]: gsd, sun along, sun across, track across, slope;
    cars [n, most, 5]: from, to, type, covered, visible share.
    """

    def __init__(self, pattern, device="cpu"):
        self.pattern, self.device = pattern, torch.device(device)
        self.records, self.where, self.taken, self.maps = [], [], {}, {}
        self.facts = torch.zeros(0, 5, device=self.device)
        self.cars = torch.zeros(0, 1, 5, device=self.device)
        # Mean and deviation of a whole strip, NaN until they are asked for.
        self.moments = torch.zeros(0, 2, device=self.device)
        self.card = None
        if self.device.type == "cuda":
            room = int(CARD_SHARE * torch.cuda.mem_get_info()[0]) // BYTES
            self.card = torch.empty((room, 4, ROWS, COLUMNS), dtype=torch.uint8, device=self.device)
        self.reload()

    def reload(self):
        """Takes in what rendering has added since."""
        for path in sorted(glob.glob(self.pattern)):
            lines = open(path.replace(".u8", ".jsonl")).read().split("\n")[:-1]
            first, last = self.taken.get(path, 0), min(len(lines), os.path.getsize(path) // BYTES)
            if self.card is not None:
                last = min(last, first + len(self.card) - len(self))
            if last <= first:
                continue
            self.taken[path] = last
            self.maps[path] = np.memmap(path, np.uint8, "c", shape=(last, 4, ROWS, COLUMNS))
            if self.card is not None:
                for at in range(first, last, 1024):
                    few = self.maps[path][at : min(last, at + 1024)]
                    self.card[len(self) + at - first :][: len(few)] = torch.from_numpy(np.array(few)).to(self.device)
            self.take([json.loads(line) for line in lines[first:last]])
            self.where += [(path, i) for i in range(first, last)]

    def take(self, records):
        facts = [(r["gsd"], *r["sun"], r["trackAcross"], r["slope"]) for r in records]
        most = max(self.cars.shape[1], *(len(r["cars"]) for r in records))
        filled = [r["cars"] + [[FAR, FAR, 0, 0, 1]] * (most - len(r["cars"])) for r in records]
        filling = torch.tensor([FAR, FAR, 0, 0, 1.0], device=self.device).expand(len(self), most - self.cars.shape[1], 5)
        self.cars = torch.cat([torch.cat([self.cars, filling], 1), torch.tensor(filled, device=self.device).float()])
        self.facts = torch.cat([self.facts, torch.tensor(facts, device=self.device).float()])
        self.moments = torch.cat([self.moments, torch.full((len(records), 2), math.nan, device=self.device)])
        if self.card is not None:
            for at in range(len(self), len(self) + len(records), 1024):
                self.moments[at : at + 1024] = moments(self.card[at : min(at + 1024, len(self) + len(records))])
        self.records += records

    def __len__(self):
        return len(self.records)

    def pixels(self, indices, first, columns):
        """Bytes [n, 4, ROWS, columns] of the strips of these numbers (numpy), each cut at its own first column (tensor)."""
        if self.card is not None:
            strips = self.card[torch.from_numpy(indices).to(self.device)]
            cut = first[:, None] + torch.arange(columns, device=self.device)
            return strips.gather(3, cut[:, None, None].expand(-1, 4, ROWS, -1))
        strips = [torch.from_numpy(self.maps[path][at]) for path, at in (self.where[i] for i in indices)]
        return torch.stack([strip[:, :, at : at + columns] for strip, at in zip(strips, first.tolist())])

    def moment(self, indices):
        """Mean and deviation [n, 2] of the usable samples of all three colours of each whole strip (numbers in numpy)."""
        if self.card is None:
            unknown = indices[self.moments[indices, 0].isnan().numpy()]
            if len(unknown):
                self.moments[unknown] = moments(self.pixels(unknown, torch.zeros(len(unknown), dtype=torch.long), COLUMNS))
        return self.moments[torch.from_numpy(indices).to(self.device)]


def moments(pixels):
    """Mean and deviation [n, 2] of the usable samples of all three colours of strips' bytes [n, 4, ROWS, COLUMNS]."""
    usable = (pixels[:, 3:] > 0).byte()
    colours = pixels[:, :3] * usable
    count = (3 * usable.sum((1, 2, 3))).clamp(min=1)
    mean = colours.sum((1, 2, 3)).double() / count
    square = (colours.float() ** 2).sum(3).double().sum((1, 2)) / count
    return torch.stack([mean, (square - mean * mean).clamp(min=1e-6).sqrt()], 1).float()


def network_input(strips, indices, first, columns, gsd_shift=0.0, keep_sun=1.0):
    """n x 7 x 56 x columns as the counter makes it at run time; see model.json.

    indices (numpy [n]): which strips; first [n]: where each is cut; gsd_shift, keep_sun: numbers or [n, 1, 1].
    """
    cut = strips.pixels(indices, first, columns)
    moment = strips.moment(indices)[:, :, None, None, None]
    planes = torch.empty((len(indices), len(CHANNELS), ROWS, columns), device=strips.device)
    planes[:, 3] = (cut[:, 3] > 0).float()
    planes[:, :3] = (cut[:, :3].float() - moment[:, 0]) / moment[:, 1] * planes[:, 3:4]
    facts = strips.facts[torch.from_numpy(indices).to(strips.device)][:, :, None, None]
    planes[:, 4] = 0.5 * torch.log2(facts[:, 0] / 0.5) + gsd_shift
    planes[:, 5] = facts[:, 1] * keep_sun
    planes[:, 6] = facts[:, 2] * keep_sun
    return planes


def targets(strips, indices, first, columns):
    """Occupancy, start, end, tarpaulin, type (-1 none) and weight [n, columns / 2] of each 0.5 m step of a crop."""
    cars = strips.cars[torch.from_numpy(indices).to(strips.device)]
    offset = first[:, None, None] * SPACING
    begin, stop = cars[:, :, 0:1] - offset, cars[:, :, 1:2] - offset
    edges = torch.arange(columns // 2 + 1, device=strips.device) * STEP
    left, right = edges[:-1], edges[1:]
    share = ((torch.minimum(right, stop) - torch.maximum(left, begin)) / STEP).clamp(0, 1)
    bump = lambda away: torch.exp(-(away**2) / (2 * 0.5**2)).amax(1)
    inside = share > 0.5
    which = inside.int().argmax(1)
    of_car = lambda column: cars[:, :, column].gather(1, which)
    on_car = inside.any(1)
    kind = torch.where(on_car, of_car(2), torch.full_like(on_car, -1, dtype=torch.float32)).long()
    hidden = (cars[:, :, 4:5] < IGNORED_BELOW) & (right > begin - 1) & (left < stop + 1)
    weight = (~hidden.any(1)).float()
    return share.amax(1), bump(left - begin), bump(right - stop), on_car * of_car(3), kind, weight


def picked(strips, count):
    """Numbers of `count` strips spread evenly over a set."""
    return np.linspace(0, len(strips) - 1, min(count, len(strips))).astype(int)


class Draw:
    """Random numbers for the n crops of a batch, each [n, 1, 1, 1]."""

    def __init__(self, count, random):
        self.shape, self.random = (count, 1, 1, 1), random

    def uniform(self, low, high):
        return low + (high - low) * torch.rand(self.shape, generator=self.random, device=self.random.device)

    def normal(self, spread, shape=None):
        return spread * torch.randn(shape or self.shape, generator=self.random, device=self.random.device)

    def chance(self, share):
        return self.uniform(0, 1) < share


def cuts(count, columns, random):
    """Where each crop of a batch begins: an even column, so that steps stay steps."""
    return 2 * torch.randint(0, (COLUMNS - columns) // 2 + 1, (count,), generator=random, device=random.device)


def turned(planes, along, across):
    """Crops mirrored along or across the track where the masks [n] say so, the sun with them."""
    planes[along] = planes[along].flip(3)
    planes[across] = planes[across].flip(2)
    planes[along, 5] *= -1
    planes[across, 6] *= -1
    return planes


def augmented(strips, indices, columns, random):
    """Training crops: where they are cut, mirrored or not, brighter or darker, with a hole or without."""
    draw = Draw(len(indices), random)
    first = cuts(len(indices), columns, random)
    keep_sun = draw.chance(0.5)[:, 0].float()
    planes = network_input(strips, indices, first, columns, draw.normal(0.08)[:, 0], keep_sun)
    occupancy, start, end, covered, kind, weight = targets(strips, indices, first, columns)
    along, across = draw.chance(0.5).flatten(), draw.chance(0.5).flatten()
    planes = turned(planes, along, across)
    back = along[:, None]
    start, end = torch.where(back, end.flip(1), start), torch.where(back, start.flip(1), end)
    occupancy, covered, kind, weight = (
        torch.where(back, part.flip(1), part) for part in (occupancy, covered, kind, weight)
    )
    colours = toned(planes[:, :3], draw) * draw.uniform(0.75, 1.33) + draw.normal(0.2)
    colours += draw.chance(0.2) * draw.normal(0.1, (len(indices), 3, 1, 1))
    planes[:, 3:4] *= (~holes(columns, draw)).float()
    planes[:, :3] = colours * planes[:, 3:4]
    # Where the middle of the track cannot be seen, nothing is taught.
    seen = planes[:, 3, ROWS // 2 - 6 : ROWS // 2 + 6].mean(1).reshape(len(indices), -1, 2).mean(2)
    return planes, occupancy, start, end, covered, kind, weight * (seen > 0.5)


def holes(columns, draw):
    """Masks [n, 1, ROWS, columns] of what a crop in eight lacks: 1 to 30 m of it, half of the time only some rows."""
    length = draw.uniform(4, 120)
    at = draw.uniform(0, 1) * (columns - length)
    rows = torch.cat([draw.uniform(0, ROWS), draw.uniform(0, ROWS)], 1)
    some = draw.chance(0.5)
    top, bottom = some * rows.amin(1, keepdim=True), torch.where(some, rows.amax(1, keepdim=True), torch.full_like(at, ROWS))
    col = torch.arange(columns, device=at.device)
    row = torch.arange(ROWS, device=at.device)[:, None]
    return draw.chance(0.12) & (col >= at) & (col < at + length) & (row >= top) & (row < bottom)


def toned(colours, draw):
    """Colours as another sensor, another processing or another sky would give them, each now and then: nearer to grey,
    another tone curve, softer or sharper, noisier, under light that changes slowly along the track."""
    grey = colours.mean(1, keepdim=True)
    mix = torch.where(draw.chance(0.3), draw.uniform(0, 1.3), 1.0)
    colours = grey + (colours - grey) * mix
    held = colours.clamp(-2.5, 3.5)
    bend = draw.chance(0.4) * draw.uniform(-0.13, 0.13)
    colours = colours + bend * (held * held - 1)
    soft = draw.chance(0.4) * draw.uniform(-0.12, 0.2)
    for axis in (2, 3):
        colours = (1 - 2 * soft) * colours + soft * (colours.roll(1, axis) + colours.roll(-1, axis))
    colours = colours + draw.chance(0.3) * draw.uniform(0.02, 0.15) * draw.normal(1, colours.shape)
    metres = torch.arange(colours.shape[3], device=colours.device) * SPACING
    wave = torch.cos(2 * math.pi * (metres / draw.uniform(60, 300) + draw.uniform(0, 1)))
    return colours * (1 + draw.chance(0.3) * draw.uniform(0, 0.3) * wave)


def batches(strips, size, columns, seed, make=augmented):
    """An endless stream of batches, made in a thread of its own, in an order that the seed decides."""
    shuffle = np.random.default_rng(seed)
    random = torch.Generator(strips.device)
    random.manual_seed(seed)
    waiting = queue.Queue(4)

    def produce():
        order = np.zeros(0, int)
        try:
            while True:
                while len(order) < size:
                    strips.reload()
                    order = np.concatenate([order, shuffle.permutation(len(strips))])
                chosen, order = order[:size], order[size:]
                waiting.put(make(strips, chosen, columns, random))
        except Exception as error:
            waiting.put(error)

    threading.Thread(target=produce, daemon=True).start()
    while True:
        batch = waiting.get()
        if isinstance(batch, Exception):
            raise batch
        yield batch
