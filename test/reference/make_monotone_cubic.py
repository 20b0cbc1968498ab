"""Monotone cubic curves by scipy.interpolate.PchipInterpolator, for src/core/stats/monotone-cubic.test.ts.

    python3 make_monotone_cubic.py > monotone-cubic.json
"""
import json
import sys

import numpy as np
import scipy
from scipy.interpolate import PchipInterpolator

rng = np.random.default_rng(20261128)
curves = []
for points in (2, 3, 3, 4, 5, 5, 8, 12):
    places = np.cumsum(rng.uniform(0.5, 9, points))
    values = np.cumsum(rng.normal(0, 4, points)) if points != 5 else np.array([0, 0, -0.1, -9, -40.0])
    at = np.linspace(places[0], places[-1], 23)
    curves.append({"places": places.tolist(), "values": values.tolist(), "at": at.tolist(),
                   "expected": PchipInterpolator(places, values)(at).tolist()})
json.dump({"scipy": scipy.__version__, "numpy": np.__version__, "curves": curves}, sys.stdout)
print()
