"""Affine and similarity fits of control points by numpy's least squares. Run: /usr/bin/python3 test/reference/placement/make.py"""
import json, os
import numpy as np

rng = np.random.default_rng(3)
cases = []
for n, kind in [(4, "affine"), (9, "affine"), (40, "affine"), (3, "affine"), (2, "similarity"), (6, "similarity"), (30, "similarity")]:
    col, row = rng.uniform(0, 8000, n), rng.uniform(0, 6000, n)
    a = rng.uniform(-.5, .5); s = rng.uniform(.2, .8)
    x = 2616000 + s * (np.cos(a) * col + np.sin(a) * row) + rng.normal(0, .7, n)
    y = 1265000 + s * (np.sin(a) * col - np.cos(a) * row) + rng.normal(0, .7, n)
    mx, my = x.mean(), y.mean()
    if kind == "affine":
        M = np.c_[np.ones(n), col, row]
        p = np.linalg.lstsq(M, np.c_[x - mx, y - my], rcond=None)[0]
        t = [p[0, 0] + mx, p[1, 0], p[2, 0], p[0, 1] + my, p[1, 1], p[2, 1]]
    else:
        M = np.block([[np.ones((n, 1)), np.zeros((n, 1)), col[:, None], row[:, None]], [np.zeros((n, 1)), np.ones((n, 1)), -row[:, None], col[:, None]]])
        p = np.linalg.lstsq(M, np.r_[x - mx, y - my], rcond=None)[0]
        t = [p[0] + mx, p[2], p[3], p[1] + my, p[3], -p[2]]
    dx = x - (t[0] + t[1] * col + t[2] * row); dy = y - (t[3] + t[4] * col + t[5] * row)
    cases.append(dict(kind=kind, points=[dict(col=c, row=r, x=u, y=v) for c, r, u, v in zip(col, row, x, y)], transform=t, rms=float(np.sqrt((dx**2 + dy**2).mean()))))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected.json"), "w") as f:
    json.dump(dict(numpy=np.__version__, cases=cases), f, indent=0)
