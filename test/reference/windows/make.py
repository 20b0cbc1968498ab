"""Bicubic and averaged windows of one picture by GDAL 3.6.2 of Debian 12. Run: /usr/bin/python3 test/reference/windows/make.py"""
import json, os
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 64, 48
rng = np.random.default_rng(11)
y, x = np.mgrid[0:H, 0:W]
data = np.stack([120 + 60 * np.sin(x / (2.3 + b)) * np.cos(y / (3.1 + b)) + 12 * rng.standard_normal((H, W)) for b in range(3)])
data = np.clip(np.round(data), 1, 255).astype(np.float32)
srs = osr.SpatialReference(); srs.ImportFromEPSG(32633)
mem = gdal.GetDriverByName("MEM").Create("", W, H, 3, gdal.GDT_Float32)
mem.SetProjection(srs.ExportToWkt()); mem.SetGeoTransform([500000, 0.5, 0, 5200000, 0, -0.5])
for b in range(3): mem.GetRasterBand(b + 1).WriteArray(data[b])
out = dict(gdal=gdal.VersionInfo("RELEASE_NAME"), width=W, height=H, picture=data.astype(int).ravel().tolist(), cubic=[], average=[])
for name, left, top, cols, rows, spacing in [("shifted", 500003.15, 5199995.4, 40, 24, 0.5), ("finer", 500003.11, 5199990.3, 60, 32, 0.25), ("finest", 500010.07, 5199987.77, 50, 20, 0.1)]:
    warped = gdal.Warp("", mem, format="MEM", outputBounds=[left, top - rows * spacing, left + cols * spacing, top], xRes=spacing, yRes=spacing, resampleAlg="cubic", errorThreshold=0, outputType=gdal.GDT_Float32)
    got = np.stack([warped.GetRasterBand(b + 1).ReadAsArray() for b in range(3)])
    assert got.shape[1:] == (rows, cols)
    out["cubic"].append(dict(name=name, left=left, top=top, width=cols, height=rows, spacing=spacing, values=[round(float(v), 4) for v in got.ravel()]))
for factor in (2, 4):
    small = gdal.Translate("", mem, format="MEM", width=W // factor, height=H // factor, resampleAlg="average")
    got = np.stack([small.GetRasterBand(b + 1).ReadAsArray() for b in range(3)])
    out["average"].append(dict(factor=factor, values=[round(float(v), 4) for v in got.ravel()]))
with open(os.path.join(HERE, "expected.json"), "w") as f: json.dump(out, f, separators=(",", ":"))
