"""Reference numbers for the days and the shape of an onset, on a dozen simulated series, by code that shares nothing with the product's.

Made with python 3.11.7, scipy 1.17.1, numpy 2.4.6: python3 test/reference/make_statistics_onsets.py
Every assumption, day, ramp and pair of levels on an even lattice of log levels, nothing left out. Some twenty minutes of a core.
"""
import json, os, sys
import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import norm, binom
from scipy.linalg import expm

HERE = os.path.dirname(os.path.abspath(__file__))
RAMPS = (0, 21, 45, 90)
STEP = 0.1
LEVELS = np.arange(-1, 5, STEP)
CHANGES = np.log(1.25) + STEP * np.arange(42)
WEIGHTS = np.exp(-(CHANGES - CHANGES[0])) * np.where(np.arange(42) == 0, 0.5, 1)
AFTER = LEVELS[0] + CHANGES[0] + STEP * np.arange(len(LEVELS) + 41)
TO = np.arange(len(LEVELS))[:, None] + np.arange(42)[None, :]
PI = binom.pmf(np.arange(9), 8, 0.5)
U = (2 * np.arange(9) - 8) / np.sqrt(8)
Q = np.zeros((9, 9))
for i in range(9):
    if i < 8: Q[i, i + 1] = (8 - i) / 2
    if i > 0: Q[i, i - 1] = i / 2
    Q[i, i] = -4

def assumptions():
    law = lambda k: np.exp(-0.5 * (np.log(k / 4) / 1.2) ** 2)
    for j in range(0, 11, 2):
        k = 0.6 * 1.6 ** j
        yield k, 0, 0, 0, 0, 0.4 * law(k)
        for s in (0.3, 0.6):
            for tau in (8, 30, 120): yield k, s, tau, 0, 0, 0.4 / 6 * law(k)
        for p in range(6): yield k, 0, 0, 0.6, 2 * np.pi * p / 6, 0.2 / 12 * law(k)

MOVES = {}
def moved(days, tau):
    if (days, tau) not in MOVES: MOVES[(days, tau)] = expm(Q * days / tau)
    return MOVES[(days, tau)]

def likelihood(y, k, lam):
    rate = np.log1p(np.exp(lam) / k)
    return np.exp(gammaln(y + k) - gammaln(k) - gammaln(y + 1) - k * rate + y * (lam - np.log(k) - rate))

def onset(counts, days, first):
    """Probability of a step, and of each day; looks lie on days of their own."""
    n, logs = len(counts), {}
    for k, s, tau, a, phi, weight in assumptions():
        states, share = (s * U, PI) if s > 0 else (np.zeros(1), np.ones(1))
        move = (lambda i: moved(days[i] - days[i - 1], tau)) if s > 0 else (lambda i: np.ones((1, 1)))
        look = lambda i, level: likelihood(counts[i], k, level[..., None] + states + a * np.cos(2 * np.pi * days[i] / 365.25 - phi))
        # Before look i: the weight of each level, by the looks before it.
        before, alpha, scale = {}, np.broadcast_to(share, (len(LEVELS), len(states))), 0.0
        for i in range(n):
            if i > 0: alpha = alpha @ move(i)
            if i >= first: before[i] = (alpha.sum(1) * np.exp(norm.logpdf(LEVELS, np.log(8), 2)), scale)
            alpha = alpha * look(i, LEVELS)
            top = alpha.max()
            alpha, scale = alpha / top, scale + np.log(top)
        # From look i on: likelihood of level and state.
        after, beta, scale = {n: (np.ones((len(AFTER), len(states))), 0.0)}, np.ones((len(AFTER), len(states))), 0.0
        for i in range(n - 1, first - 1, -1):
            if i < n - 1: beta = beta @ move(i + 1).T
            beta = beta * look(i, AFTER)
            top = beta.max()
            beta, scale = beta / top, scale + np.log(top)
            after[i] = (beta, scale)
        for gap in range(first, n):
            weights, log = before[gap]
            for day in range(days[gap - 1] + 1, days[gap] + 1):
                for ramp in RAMPS:
                    if ramp == 0 and (day, 0) not in logs: logs[(day, 0)] = []
                    if ramp == 0 and day > days[gap - 1] + 1:
                        logs[(day, 0)].append(logs[(day - 1, 0)][-1])
                        continue
                    alpha, i = np.broadcast_to(share, TO.shape + (len(states),)), gap
                    while i < n and days[i] - day < ramp:
                        if i > gap: alpha = alpha @ move(i)
                        alpha = alpha * look(i, LEVELS[:, None] + np.log1p(np.expm1(CHANGES)[None, :] * (days[i] - day) / ramp))
                        i += 1
                    if i > gap and i < n: alpha = alpha @ move(i)
                    beta, later = after[i]
                    value = (weights[:, None] * WEIGHTS[None, :] * (alpha * beta[TO]).sum(-1)).sum()
                    logs.setdefault((day, ramp), []).append(np.log(value) + log + later + np.log(weight))
    each = {key: logsumexp(v) for key, v in logs.items()}
    total = logsumexp(list(each.values()))
    places = sorted({day for day, _ in each})
    byday = [sum(np.exp(each[(day, r)] - total) for r in RAMPS) for day in places]
    return {"counts": counts, "days": days, "first": first,
            "stepProbability": float(sum(np.exp(each[(day, 0)] - total) for day in places)),
            "probabilities": [[int(day), float(f"{p:.6g}")] for day, p in zip(places, byday)]}

def series(usual, ratio, ramp, monitored, seed):
    """Thirty usual looks, then `monitored`, of which the third, or the one after it, is the first changed."""
    r = np.random.default_rng(seed)
    days, level, u, day = [], [], 0.0, 18000
    for i in range(30 + monitored):
        gap = int(max(2, round(r.gamma(2, 6.5))))
        day += gap
        days.append(day)
        u = r.normal() if i == 0 else u * np.exp(-gap / 30) + np.sqrt(1 - np.exp(-2 * gap / 30)) * r.normal()
        level.append(8 * np.exp(0.6 * u - 0.18) if usual == "S3" else 8)
    begins = days[31] + 1
    counts = []
    for i, t in enumerate(days):
        share = 0 if t < begins else 1 if ramp == 0 else min(1, (t - begins) / ramp)
        mean = level[i] * (1 + (ratio - 1) * share)
        counts.append(int(r.poisson(mean if usual == "S3" else r.gamma(3, mean / 3))))
    return counts, days, 30

KINDS = [(usual, ratio, ramp, 10) for usual in ("S0", "S3") for ratio in (2, 3) for ramp in (0, 45)]
KINDS += [(usual, 3, ramp, 5) for usual in ("S0", "S3") for ramp in (0, 45)]

if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        # The series that make_statistics_intervals.py sums in its own way.
        with open(os.path.join(HERE, "statistics-intervals.json")) as file: known = json.load(file)["onset"][0]
        print(onset(known["counts"], known["days"], known["first"])["stepProbability"], known["stepProbability"])
        sys.exit()
    value = []
    for seed, (usual, ratio, ramp, monitored) in enumerate(KINDS):
        value.append({"usual": usual, "ratio": ratio, "ramp": ramp, **onset(*series(usual, ratio, ramp, monitored, seed + 1))})
        print(usual, ratio, ramp, monitored, value[-1]["stepProbability"], value[-1]["counts"][30:], flush=True)
    with open(os.path.join(HERE, "statistics-onsets.json"), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in value) + "\n]\n")
