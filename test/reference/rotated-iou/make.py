"""Intersection over union of rotated boxes by shapely. Writes pairs.json. Run: python3 make.py"""
import json
import math
import os
import random

import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import box

random.seed(20261124)


def draw(near=None):
    x, y = (random.uniform(-5, 5), random.uniform(-5, 5)) if near is None else (
        near["x"] + random.gauss(0, 6), near["y"] + random.gauss(0, 3))
    return dict(x=x, y=y, length=random.uniform(3, 28), width=random.uniform(1, 4), angle=random.uniform(-math.pi, math.pi))


def polygon(b):
    shape = box(-b["length"] / 2, -b["width"] / 2, b["length"] / 2, b["width"] / 2)
    return translate(rotate(shape, b["angle"], origin=(0, 0), use_radians=True), b["x"], b["y"])


pairs = []
for k in range(400):
    a = draw()
    b = draw(a) if k % 4 else dict(a, x=a["x"] + a["length"] * math.cos(a["angle"]) * 0.5)
    if k % 10 == 0:
        b = dict(a)
    p, q = polygon(a), polygon(b)
    pairs.append([a, b, p.intersection(q).area / p.union(q).area])
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "pairs.json"), "w") as out:
    geos = ".".join(map(str, shapely.geos.geos_version))
    json.dump({"madeBy": f"shapely {shapely.__version__}, GEOS {geos}", "pairs": pairs}, out)
