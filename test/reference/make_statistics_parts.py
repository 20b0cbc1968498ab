"""Reference numbers for lengths of trains and for many facilities, by code that shares nothing with the product's.

Made with python 3.11, scipy 1.17.1, numpy 2.4.6: python3 test/reference/make_statistics_parts.py
A line's cars: normal densities of scipy, lines added by numpy.convolve. e-BH: the e-values' inverses through
Benjamini-Hochberg written over sorted ranks, as Wang & Ramdas (2022), section 4, show the two to be the same.
"""
import json, os
import numpy as np
from scipy.stats import norm

def line(metres):
    cars = np.arange(0, int(np.ceil(metres / 6)) + 4)
    sd = np.sqrt(np.maximum(cars, 1e-12) * 3.8 ** 2 + 100 / 12)
    p = norm.pdf(metres, 14.5 * cars, sd); p[0] = 0
    return p / p.sum()

trains = []
for metres, plus in (([290], [0, 0]), ([120, 410.5], [2, 3]), ([33, 88, 700], [0, 4])):
    total = np.array([1.0])
    for m in metres: total = np.convolve(total, line(m))
    single = np.zeros(plus[1] + 1); single[plus[0]:] = 1 / (plus[1] - plus[0] + 1)
    trains.append({"metres": metres, "plus": plus, "pmf": np.convolve(total, single).tolist()})

rng = np.random.default_rng(5)
many = []
for n, rate in ((5, 0.1), (40, 0.05), (40, 0.2), (200, 0.1)):
    evidence = np.exp(rng.normal(1, 3, n)); looks = rng.integers(1, 40, n)
    p = np.minimum(1, looks / evidence)
    order = np.argsort(p); k = np.nonzero(p[order] <= rate * np.arange(1, n + 1) / n)[0]
    chosen = sorted(order[: k[-1] + 1].tolist()) if len(k) else []
    many.append({"rate": rate, "evidence": evidence.tolist(), "looks": looks.tolist(), "discovered": chosen})

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "statistics-parts.json"), "w") as f:
    json.dump({"trains": trains, "many": many}, f); f.write("\n")
