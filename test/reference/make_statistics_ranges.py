"""Reference numbers for records with wide ranges and with nothing but zeros, by code that shares nothing with the product's.

Made with python 3.11.2, scipy 1.10.1, numpy 1.24.2: python3 test/reference/make_statistics_ranges.py
As make_statistics.py, on some 4,400 levels from e^-10 to e^14.5, integrals over the level after a change by a cubic spline; a range is a
difference of two tails.
"""
import json, os
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.linalg import expm
from scipy.special import betainc, gammaln, logsumexp
from scipy.stats import binom, norm

c = np.log(1.25)
h = c / 40
m = np.arange(-1800, 2600) * h
sizes = np.array([0.6 * 1.6 ** j for j in range(11)])
prior_k = np.exp(-0.5 * (np.log(sizes / 4) / 1.2) ** 2); prior_k /= prior_k.sum()
grid = []
for k, w in zip(sizes, prior_k):
    grid.append((k, 0, 0, 0, 0, 0.4 * w))
    for s in (0.3, 0.6):
        for tau in (8, 30, 120): grid.append((k, s, tau, 0, 0, 0.4 * w / 6))
    for A in (0.3, 0.6):
        for p in range(6): grid.append((k, 0, 0, A, 2 * np.pi * p / 6, 0.2 * w / 12))
Q = np.zeros((9, 9))
for i in range(9):
    if i < 8: Q[i, i + 1] = (8 - i) / 2
    if i > 0: Q[i, i - 1] = i / 2
    Q[i, i] = -4
pi = binom.pmf(np.arange(9), 8, 0.5)
u = (2 * np.arange(9) - 8) / np.sqrt(8)
prior_m = norm.logpdf(m, np.log(8), 2)

def upper(n, k, x): return np.ones_like(x) if n <= 0 else betainc(n, k, x / (1 + x))
def lower(n, k, x): return betainc(k, n + 1, 1 / (1 + x))
def loglik(figure, k, lam):
    """Of a count, or of a range [low, high]; high None: at least."""
    x = np.exp(lam) / k
    if isinstance(figure, int):
        return gammaln(figure + k) - gammaln(k) - gammaln(figure + 1) - (k + figure) * np.log1p(x) + figure * np.log(x)
    low, high = figure
    p = upper(low, k, x) if high is None else lower(high, k, x) - (lower(low - 1, k, x) if low > 0 else 0)
    return np.log(np.maximum(p, 1e-300))
def run(hyper, looks):
    k, s, tau, A, phi, _ = hyper
    if s == 0:
        return sum((loglik(y, k, m + A * np.cos(2 * np.pi * t / 365.25 - phi)) for t, y in looks), np.zeros_like(m))
    alpha, scale, before = np.tile(pi, (len(m), 1)), np.zeros(len(m)), None
    for t, y in looks:
        if before is not None and t > before: alpha = alpha @ expm(Q * (t - before) / tau)
        before = t
        l = loglik(y, k, m[:, None] + s * u[None, :])
        top = l.max(axis=1)
        alpha = alpha * np.exp(l - top[:, None])
        total = np.maximum(alpha.sum(axis=1), 1e-300)
        alpha /= total[:, None]
        scale += top + np.log(total)
    return scale
def evidence(fs): return logsumexp([logsumexp(f) + np.log(h) + np.log(g[5]) for f, g in zip(fs, grid)])
def risen(F, G):
    """log of the integral over levels before and after a rise."""
    top, gtop = F.max(), G.max()
    e = CubicSpline(m, np.exp(F - top + m)).antiderivative()(m)
    after = np.zeros_like(m); after[40:] = e[:-40]
    return np.log((np.exp(-(m - c)) * after * np.exp(G - gtop)).sum() * h) + top + gtop

def series(looks, judged):
    """p of the first judged look, and the evidence of a rise after each."""
    n = len(looks) - judged
    past = [run(g, looks[:n]) + prior_m for g in grid]
    logz = np.array([logsumexp(f) + np.log(h) + np.log(g[5]) for f, g in zip(past, grid)])
    W = np.exp(logz - logsumexp(logz))
    day, cars = looks[n]
    p = 0.0
    for f, (k, s, tau, A, phi, _), w in zip(past, grid, W):
        f = np.exp(f - f.max()); f /= f.sum()
        for state, share in (zip(u, pi) if s > 0 else ((0, 1),)):
            x = np.exp(m + s * state + A * np.cos(2 * np.pi * day / 365.25 - phi)) / k
            p += w * share * (f * upper(cars, k, x)).sum()
    rises = []
    for t in range(1, judged + 1):
        none = evidence([run(g, looks[: n + t]) + prior_m for g in grid])
        rises.append(float(sum(
            np.exp(logsumexp([risen(run(g, looks[: n + j]) + prior_m, run(g, looks[n + j : n + t])) + np.log(g[5]) for g in grid]) - none)
            for j in range(t))))
    return {"looks": [[t, y] for t, y in looks], "judged": judged, "p": float(p), "rises": rises}

twelve = [20, 18, 25, 16, 22, 19, 24, 17, 21, 20, 23, 18]
out = {
    "a range that says nothing": series([(17990, [0, 1000])] + [(18000 + 10 * i, y) for i, y in enumerate(twelve + [33])], 1),
    "nothing but at most": series([(16000 + 91 * i, [0, 100]) for i in range(20)] + [(18000 + 10 * i, y) for i, y in enumerate([2, 1, 3, 0, 2, 1, 4, 2, 9])], 1),
    "at least one, and hundreds": series([(17000 + 40 * i, [1, None]) for i in range(20)] + [(18000 + 10 * i, y) for i, y in enumerate([300, 330, 270, 315, 300, 279, 450])], 1),
    "zeros": series([(18000 + 30 * i, 0) for i in range(12)], 4),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "statistics-ranges.json")
with open(path, "w") as f:
    json.dump(out, f, indent=1)
    f.write("\n")
