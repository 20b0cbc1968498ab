"""Reference numbers for the intervals: predictive, of the ratio, and of the onset, by code that shares nothing with the product's.

Made with python 3.11.7, scipy 1.17.1, numpy 2.4.6: python3 test/reference/make_statistics_intervals.py
Levels on a fine even lattice; the wandering level by scipy.linalg.expm of its generator; every assumption of a grid, every
day, every ramp, nothing left out. Quantiles of sums on that lattice.
"""
import json, os
import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import nbinom, norm, binom
from scipy.linalg import expm

HERE = os.path.dirname(os.path.abspath(__file__))
C = np.log(1.25)
SIZES = np.array([0.6 * 1.6 ** j for j in range(11)])
law = lambda k: np.exp(-0.5 * (np.log(k / 4) / 1.2) ** 2)
TOTAL = law(SIZES).sum()
PI = binom.pmf(np.arange(9), 8, 0.5)
U = (2 * np.arange(9) - 8) / np.sqrt(8)
Q = np.zeros((9, 9))
for i in range(9):
    if i < 8: Q[i, i + 1] = (8 - i) / 2
    if i > 0: Q[i, i - 1] = i / 2
    Q[i, i] = -4

def grid(sizes, memories, seasons):
    """Assumptions (k, wander, memory, season, phase, prior weight); weights are those of the whole grid."""
    out = []
    for k in sizes:
        w = law(k) / TOTAL
        out.append((k, 0, 0, 0, 0, 0.4 * w))
        for s in (0.3, 0.6):
            for tau in memories: out.append((k, s, tau, 0, 0, 0.4 * w / 6))
        for a in seasons:
            for p in range(6): out.append((k, 0, 0, a, 2 * np.pi * p / 6, 0.2 * w / 12))
    return out

MOVES = {}
def moved(days, tau):
    if (days, tau) not in MOVES: MOVES[(days, tau)] = expm(Q * days / tau)
    return MOVES[(days, tau)]

def loglik(y, k, lam):
    return (gammaln(y + k) - gammaln(k) - gammaln(y + 1) - k * np.log1p(np.exp(lam) / k)
            + y * (lam - np.log(k) - np.log1p(np.exp(lam) / k)))

def run(hyper, counts, when, level):
    """Log of the likelihood of looks, for each entry of `level(j)`, the log level at look j: arrays of one shape."""
    k, s, tau, a, phi, _ = hyper
    if len(counts) == 0: return 0.0
    if s == 0:
        return sum(loglik(y, k, level(j) + a * np.cos(2 * np.pi * t / 365.25 - phi)) for j, (y, t) in enumerate(zip(counts, when)))
    shape = level(0).shape
    alpha, scale = np.broadcast_to(PI, shape + (9,)), np.zeros(shape)
    for j, (y, t) in enumerate(zip(counts, when)):
        if j > 0 and t > when[j - 1]: alpha = alpha @ moved(t - when[j - 1], tau)
        l = loglik(y, k, level(j)[..., None] + s * U)
        top = l.max(axis=-1)
        alpha = alpha * np.exp(l - top[..., None])
        total = alpha.sum(axis=-1)
        alpha = alpha / total[..., None]
        scale = scale + top + np.log(total)
    return scale

def quantile(places, density, share):
    """Of a density at evenly spaced places, by the trapezoid rule."""
    mass = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return float(np.interp(share * mass[-1], mass, places))

# ---- predictive interval: the shortest run of counts, and the median
def predictive(counts, days, day, most=600):
    m = np.arange(-8, 8, 0.01)
    prior = norm.logpdf(m, np.log(8), 2)
    logs, pmfs = [], []
    for g in grid(SIZES, (8, 30, 120), (0.3, 0.6)):
        k, s, tau, a, phi, w = g
        f = run(g, counts, days, lambda j: m) + prior
        logs.append(logsumexp(f) + np.log(w))
        f = np.exp(f - f.max()); f /= f.sum()
        keep = f > 1e-12
        pmf = np.zeros(most)
        for u, share in (zip(U, PI) if s > 0 else ((0, 1),)):
            mean = np.exp(m[keep] + s * u + a * np.cos(2 * np.pi * day / 365.25 - phi))
            pmf += share * (f[keep][:, None] * nbinom.pmf(np.arange(most)[None, :], k, k / (k + mean[:, None]))).sum(axis=0)
        pmfs.append(pmf)
    weights = np.exp(np.array(logs) - logsumexp(logs))
    pmf = weights @ np.array(pmfs)
    total = np.concatenate([[0], np.cumsum(pmf)])
    out = {"counts": counts, "days": days, "day": day, "median": int(np.searchsorted(total[1:], 0.5)), "intervals": []}
    for level in (0.5, 0.9, 0.95):
        runs = [(hi - lo, -(total[hi + 1] - total[lo]), lo, hi) for lo in range(most)
                for hi in [int(np.searchsorted(total[1:] - total[lo], level))] if hi < most]
        width, held, lo, hi = min(runs)
        out["intervals"].append([level, lo, hi, -held])
    return out

# ---- ratio of the level after a known day to the level before: prior of its log normal (0, 1)
def ratio(before, days_before, after, days_after):
    sizes = SIZES[::2]
    wide = [(k, 0, 0, 0, 0, law(k) / TOTAL) for k in 0.6 / 1.6 ** np.array([2])]
    h = 0.01
    m = np.arange(-8, 8, h)
    d = np.arange(-7, 7 + h / 2, h)
    density, reference = np.zeros(len(d)), None
    for g in grid(sizes, (30, 120), (0.6,)) + wide:
        f = run(g, before, days_before, lambda j: m) + norm.logpdf(m, np.log(8), 2)
        e = run(g, after, days_after, lambda j: m)
        top = f.max() + e.max() + np.log(g[5])
        if reference is None: reference = top
        # sum over m of f(m) e(m + d)
        both = np.correlate(np.exp(e - e.max()), np.exp(f - f.max()), "full")
        lag = (np.arange(len(both)) - (len(m) - 1)) * h
        density += np.exp(top - reference) * np.interp(d, lag, both) * norm.pdf(d)
    return {"before": [before, days_before], "after": [after, days_after],
            "ratio": [[share, float(np.exp(quantile(d, density, share)))] for share in (0.025, 0.5, 0.975)]}

# ---- onset of a rise: days and shapes
def onset(counts, days, first):
    m = np.arange(-1, 5, 0.1)
    d = C + np.arange(0, 4, 0.1)
    weight_d = np.exp(-(d - C)) * np.where(np.arange(len(d)) == 0, 0.5, 1)
    logs = {}
    for g in grid(SIZES[::2], (8, 30, 120), (0.6,)):
        for gap in range(first, len(counts)):
            f = run(g, counts[:gap], days[:gap], lambda j: m) + norm.logpdf(m, np.log(8), 2) + np.log(g[5])
            for day in range(days[gap - 1] + 1, days[gap] + 1):
                for ramp in (0, 21, 45, 90):
                    if ramp == 0 and day > days[gap - 1] + 1: continue
                    share = [1.0 if ramp == 0 else min(1.0, (t - day) / ramp) for t in days[gap:]]
                    after = run(g, counts[gap:], days[gap:],
                                lambda j: m[:, None] + np.log1p(np.expm1(d)[None, :] * share[j]))
                    log = logsumexp(f[:, None] + after, b=np.broadcast_to(weight_d, after.shape))
                    for each in (range(day, days[gap] + 1) if ramp == 0 else (day,)):
                        logs.setdefault((each, ramp), []).append(log)
    places = sorted({day for day, _ in logs})
    all_logs = {key: logsumexp(v) for key, v in logs.items()}
    top = max(all_logs.values())
    byday = np.array([sum(np.exp(all_logs[(day, r)] - top) for r in (0, 21, 45, 90)) for day in places])
    step = sum(np.exp(all_logs[(day, 0)] - top) for day in places) / byday.sum()
    return {"counts": counts, "days": days, "first": first, "stepProbability": float(step),
            "cumulative": [[int(day), float(p)] for day, p in zip(places, np.cumsum(byday / byday.sum()))]}

def days_of(n, start=18000, seed=1):
    days, day, r = [], start, seed
    for _ in range(n):
        r = (r * 16807) % 2147483647
        day += 5 + r % 17
        days.append(day)
    return days

USUAL = [7,3,12,8,9,5,14,2,6,8,11,4,9,7,3,10,6,8,15,1]
QUIET = [0,1,0,2,0,0,1,3,0,1,0,0]
days = days_of(30)
value = {
    "predictive": [predictive(USUAL, days[:20], days[20]), predictive(QUIET, days[:12], days[12]),
                   predictive([8 * c for c in USUAL[:8]], days[:8], days[8])],
    "ratio": [ratio(USUAL[:14], days[:14], [19, 25, 31, 16], days[14:18]), ratio(USUAL[:14], days[:14], [4, 9, 6], days[14:17]),
              ratio(QUIET, days[:12], [6, 9], days[12:14])],
    "onset": [onset(USUAL[:14] + [29, 44, 38], days[:17], 13)],
}
with open(os.path.join(HERE, "statistics-intervals.json"), "w") as file:
    json.dump(value, file, indent=1)
    file.write("\n")
