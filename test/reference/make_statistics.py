"""Reference numbers for the statistics, by code that shares nothing with the product's.

Made with python 3.13, scipy 1.17.1, numpy 2.4.6, mpmath 1.3.0: python3 test/reference/make_statistics.py
Filters on a lattice of some 5,600 levels with transition matrices from the generator by scipy.linalg.expm; integrals
over the level after a change by cumulative Simpson sums; special functions by scipy and mpmath.
"""
import json, os
import numpy as np
import mpmath as mp
from scipy.special import gammaln, sici, betainc, logsumexp
from scipy.stats import nbinom, norm, poisson, binom, dirichlet_multinomial, beta
from scipy.linalg import expm
from scipy.integrate import cumulative_simpson

HERE = os.path.dirname(os.path.abspath(__file__))
def write(name, value):
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(value, f, indent=1)
        f.write("\n")

# ---- special functions
mp.mp.dps = 40
def nb_upper(n, k, mean):
    r = mp.mpf(mean) / (mp.mpf(mean) + mp.mpf(k))
    return float(mp.betainc(n, k, 0, r, regularized=True))
tails = [[n, k, m, nb_upper(n, k, m), float(nbinom(k, k / (k + m)).cdf(n))]
         for n in (1, 5, 20, 73, 300) for k in (0.6, 2.4576, 65.97) for m in (0.3, 8, 60)]
b, a = [3, 0, 9], [1, 7, 2]
write("statistics-special.json", {
    "logGamma": [[x, float(mp.loggamma(x))] for x in (0.01, 0.6, 1.5, 3.3, 8.9, 9, 66, 1000.5)],
    "sineIntegral": [[x, float(sici(x)[0])] for x in (0.5, 3.0, 4.0, 4.1, 6.2, 31.4, 100.0)],
    "negativeBinomial": tails,
    "betaCumulative": [[x, p, q, float(betainc(p, q, x))] for x in (0.01, 0.3, 0.8) for p, q in ((0.7, 2), (5, 9), (40, 3))],
    "betaQuantile": [[s, p, q, float(beta(p, q).ppf(s))] for s in (0.05, 0.5, 0.95) for p, q in ((1, 4), (5, 9))],
    "dirichletMultinomialLog": [[list(c), list(p), float(dirichlet_multinomial(p, sum(c)).logpmf(c)
        - gammaln(sum(c) + 1) + sum(gammaln(np.array(c) + 1)))] for c, p in ((b, [1, 1, 1]), (a, [0.5, 2, 3]))],
})

# ---- likelihoods of looks: direct sums over cars present and false cars
def seen(k, mean, share, false_mean, most=900):
    present = nbinom(k, k / (k + mean)).pmf(np.arange(most))
    counted = np.zeros(most)
    for n in range(most):
        counted[: n + 1] += present[n] * binom.pmf(np.arange(n + 1), n, share)
    if false_mean == 0: return counted
    return np.convolve(counted, poisson.pmf(np.arange(60), false_mean))[:most]
looks = []
for k, mean, share, false_mean in ((0.6, 8, 1, 0), (2.4576, 8, 0.45, 0), (10.066, 20, 0.9, 1.5), (65.97, 8, 0.7, 3)):
    pmf = seen(k, mean, share, false_mean)
    looks.append({"k": k, "mean": mean, "share": share, "false": false_mean,
                  "exact": [[y, float(pmf[y])] for y in (0, 3, 9, 30)],
                  "atLeast": [[y, float(pmf[y:].sum())] for y in (1, 8, 25)],
                  "between": [[0, 20, float(pmf[:21].sum())], [5, 9, float(pmf[5:10].sum())]]})
write("statistics-likelihood.json", looks)

# ---- the whole model on two series: one that rises, and a queue of trains that empties
def days_of(counts):
    days, d, r = [], 18000, 1
    for _ in counts:
        r = (r * 16807) % 2147483647
        d += 5 + r % 17
        days.append(d)
    return days
c = np.log(1.25)
h = c / 40
m = np.arange(-3600, 2000) * h          # -20.1 ... 11.2: what falls without end is below the first node in e^-22 of cases
weights_k = np.array([0.6 * 1.6 ** j for j in range(11)])
law = lambda k: np.exp(-0.5 * (np.log(k / 4) / 1.2) ** 2)
total_k = law(weights_k).sum()
prior_k = law(weights_k) / total_k
# More scatter, and no wandering level or season: falls alone are held against it as well.
wide = [(k, 0, 0, 0, 0, law(k) / total_k) for k in 0.6 / 1.6 ** np.arange(1, 4)]
grid = []
for k, w in zip(weights_k, prior_k):
    grid.append((k, 0, 0, 0, 0, 0.4 * w))
    for s in (0.3, 0.6):
        for tau in (8, 30, 120): grid.append((k, s, tau, 0, 0, 0.4 * w / 6))
    for A in (0.3, 0.6):
        for p in range(6): grid.append((k, 0, 0, A, 2 * np.pi * p / 6, 0.2 * w / 12))
Q = np.zeros((9, 9))                     # generator of eight signals that flip at rate 1/2: correlation exp(-t)
for i in range(9):
    if i < 8: Q[i, i + 1] = (8 - i) / 2
    if i > 0: Q[i, i - 1] = i / 2
    Q[i, i] = -4
pi = binom.pmf(np.arange(9), 8, 0.5)
u = (2 * np.arange(9) - 8) / np.sqrt(8)
def loglik(y, k, lam):
    return (gammaln(y + k) - gammaln(k) - gammaln(y + 1) - k * np.log1p(np.exp(lam) / k)
            + y * (lam - np.log(k) - np.log1p(np.exp(lam) / k)))
def run(hyper, counts, when):
    """log of the likelihood of the looks at each level."""
    k, s, tau, A, phi, _ = hyper
    if s == 0:
        return sum(loglik(y, k, m + A * np.cos(2 * np.pi * t / 365.25 - phi)) for y, t in zip(counts, when))
    alpha, scale, before = np.tile(pi, (len(m), 1)), np.zeros(len(m)), None
    for y, t in zip(counts, when):
        if before is not None and t > before: alpha = alpha @ expm(Q * (t - before) / tau)
        before = t
        l = loglik(y, k, m[:, None] + s * u[None, :])
        top = l.max(axis=1)
        alpha = alpha * np.exp(l - top[:, None])
        total = alpha.sum(axis=1)
        alpha /= total[:, None]
        scale += top + np.log(total)
    return scale
prior_m = norm.logpdf(m, np.log(8), 2)
def model(ys, new):
    n, days = len(ys), days_of(ys + new)
    out = {"counts": ys + new, "days": days, "baseline": n, "p": [], "steps": []}
    # After each number of new looks, the looks so far at each level.
    known = [[run(g, ys + new[:j], days[: n + j]) + prior_m for g in grid + wide] for j in range(len(new) + 1)]
    past = known[0][: len(grid)]
    logz = np.array([logsumexp(f) + np.log(h) + np.log(g[5]) for f, g in zip(past, grid)])
    W = np.exp(logz - logsumexp(logz))
    y_list = (9, 20, 40, 73, 150)
    tail = np.zeros(len(y_list)); low = np.zeros(len(y_list))
    for f, g, w in zip(past, grid, W):
        k, s, tau, A, phi, _ = g
        f = np.exp(f - f.max()); f /= f.sum()
        keep = f > 1e-22
        for state, share in (zip(u, pi) if s > 0 else ((0, 1),)):
            lam = m[keep] + s * state + A * np.cos(2 * np.pi * days[n] / 365.25 - phi)
            x = np.exp(lam) / k
            for i, y in enumerate(y_list):
                tail[i] += w * share * (f[keep] * betainc(y, k, x / (1 + x))).sum()
                low[i] += w * share * (f[keep] * betainc(k, y + 1, 1 / (1 + x))).sum()
    out["p"] = [[y, t, l] for y, t, l in zip(y_list, tail, low)]
    for t in range(1, len(new) + 1):
        same = [logsumexp(f) + np.log(h) + np.log(g[5]) for f, g in zip(known[t], grid + wide)]
        none, none_wide = logsumexp(same[: len(grid)]), logsumexp(same)
        rise = fall = 0.0
        for j in range(t):
            up, down = [], []
            for g, F in zip(grid + wide, known[j]):
                top = F.max(); F = np.exp(F - top)
                G = run(g, new[j:t], days[n + j : n + t])
                gtop = G.max(); G = np.exp(G - gtop)
                e = cumulative_simpson(F * np.exp(m), x=m, initial=0)
                after = np.zeros_like(m); after[40:] = e[:-40]
                hr = np.exp(-(m - c)) * after
                eb = cumulative_simpson((F * np.exp(-m))[::-1], dx=h, initial=0)[::-1]
                before_ = np.zeros_like(m); before_[:-40] = eb[40:]
                hf = np.exp(m + c) * before_
                up.append(np.log((hr * G).sum() * h) + top + gtop + np.log(g[5]))
                down.append(np.log((hf * G).sum() * h) + top + gtop + np.log(g[5]))
            rise += np.exp(logsumexp(up[: len(grid)]) - none); fall += np.exp(logsumexp(down) - none_wide)
        out["steps"].append([float(rise), float(fall), float(none)])
    return out
ys = [7,3,12,8,9,5,14,2,6,8,11,4,9,7,3,10,6,8,15,1,7,9,5,13,8,6,4,10,7,12,3,9,8,6,5,11,7,16,4,8,9]
write("statistics-model.json", model(ys, [9, 25, 31]))
queue = [0,12,0,0,19,7,0,0,4,16,0,11,0,0,28,0,9,13,0,0]
write("statistics-queue.json", model(queue, [0, 0, 3]))
