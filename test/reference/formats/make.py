"""Writes tiny GeoTIFFs of every layout that the reader must read, and GDAL's own reading of each (expected.json).

Run with Debian 12's python3-gdal (GDAL 3.6.2): /usr/bin/python3 test/reference/formats/make.py
The pictures are made of sines and noise with a fixed seed; no licence is needed for them.
"""
import json, os
import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 40, 28
rng = np.random.default_rng(7)
srs = osr.SpatialReference(); srs.ImportFromEPSG(32633)
NP = {"uint8": (np.uint8, gdal.GDT_Byte), "uint16": (np.uint16, gdal.GDT_UInt16), "int16": (np.int16, gdal.GDT_Int16),
      "uint32": (np.uint32, gdal.GDT_UInt32), "int32": (np.int32, gdal.GDT_Int32),
      "float32": (np.float32, gdal.GDT_Float32), "float64": (np.float64, gdal.GDT_Float64)}

def picture(kind, bands):
    y, x = np.mgrid[0:H, 0:W]
    base = np.stack([np.sin(x / (3 + b)) * np.cos(y / (4 + b)) + 0.1 * rng.standard_normal((H, W)) for b in range(bands)])
    unit = (base - base.min()) / (base.max() - base.min())
    scale = {"uint8": 255, "uint16": 2047, "int16": 4000, "uint32": 3e9, "int32": 2e9, "float32": 0.4, "float64": 0.4}[kind]
    low = {"int16": -1500, "int32": -1e9}.get(kind, 0)
    values = unit * scale + low
    return (np.round(values) if "float" not in kind else values).astype(NP[kind][0])

CASES = []
def case(name, kind="uint8", bands=3, nodata=None, mask=False, gcps=False, alpha=False, **options):
    CASES.append((name, kind, bands, nodata, mask, alpha, options))

TILED = dict(TILED="YES", BLOCKXSIZE=16, BLOCKYSIZE=16)
for layout, extra in (("tiles", TILED), ("strips", dict(BLOCKYSIZE=5))):
    for bands in (1, 3, 4):
        case(f"none-uint8-{bands}-{layout}", bands=bands, COMPRESS="NONE", **extra)
    for kind in ("uint8", "uint16", "int16", "float32"):
        for compress in ("DEFLATE", "LZW", "ZSTD"):
            predictor = 3 if kind == "float32" else 2
            case(f"{compress.lower()}-{kind}-{layout}", kind, COMPRESS=compress, **extra)
            case(f"{compress.lower()}-p{predictor}-{kind}-{layout}", kind, COMPRESS=compress, PREDICTOR=predictor, **extra)
        case(f"lerc-{kind}-{layout}", kind, bands=1, COMPRESS="LERC", **extra)
        case(f"lerc-{kind}-3-{layout}", kind, bands=3, COMPRESS="LERC", **extra)
    case(f"lerc-deflate-{layout}", "uint16", bands=1, COMPRESS="LERC_DEFLATE", **extra)
    case(f"lerc-zstd-{layout}", "float32", bands=1, COMPRESS="LERC_ZSTD", **extra)
    case(f"packbits-{layout}", COMPRESS="PACKBITS", **extra)
    case(f"deflate-uint16-8-bands-{layout}", "uint16", bands=8, COMPRESS="DEFLATE", **extra)
    case(f"deflate-uint16-separate-{layout}", "uint16", INTERLEAVE="BAND", COMPRESS="DEFLATE", PREDICTOR=2, **extra)
    case(f"lzw-uint8-separate-{layout}", INTERLEAVE="BAND", COMPRESS="LZW", **extra)
    case(f"deflate-float32-p2-{layout}", "float32", COMPRESS="DEFLATE", PREDICTOR=2, **extra)
JPEG_TILES = dict(TILED="YES", BLOCKXSIZE=16, BLOCKYSIZE=16, COMPRESS="JPEG", JPEG_QUALITY=90)
case("jpeg-ycbcr-tiles", PHOTOMETRIC="YCBCR", **JPEG_TILES)
case("jpeg-rgb-tiles", PHOTOMETRIC="RGB", **JPEG_TILES)
case("jpeg-grey-tiles", bands=1, **JPEG_TILES)
case("jpeg-4-bands-tiles", bands=4, **JPEG_TILES)
case("jpeg-separate-tiles", INTERLEAVE="BAND", **JPEG_TILES)
case("jpeg-ycbcr-strips", PHOTOMETRIC="YCBCR", COMPRESS="JPEG", JPEG_QUALITY=90, BLOCKYSIZE=16)
case("webp-lossless-3", COMPRESS="WEBP", WEBP_LOSSLESS="YES", **TILED)
case("webp-lossless-4", bands=4, alpha=True, COMPRESS="WEBP", WEBP_LOSSLESS="YES", **TILED)
case("webp-lossy-3", COMPRESS="WEBP", WEBP_LEVEL=80, **TILED)
case("bigtiff-deflate", "uint16", COMPRESS="DEFLATE", BIGTIFF="YES", **TILED)
case("big-endian-uint16-p2", "uint16", COMPRESS="DEFLATE", PREDICTOR=2, ENDIANNESS="BIG", **TILED)
case("big-endian-float32", "float32", COMPRESS="ZSTD", ENDIANNESS="BIG", **TILED)
case("big-endian-int16-none", "int16", COMPRESS="NONE", ENDIANNESS="BIG", BLOCKYSIZE=5)
case("int32-lzw", "int32", COMPRESS="LZW", PREDICTOR=2, **TILED)
case("uint32-deflate", "uint32", COMPRESS="DEFLATE", **TILED)
case("float64-deflate-p3", "float64", COMPRESS="DEFLATE", PREDICTOR=3, **TILED)
case("nodata-uint16", "uint16", nodata=0, COMPRESS="DEFLATE", **TILED)
case("nodata-float32-nan", "float32", bands=1, nodata=float("nan"), COMPRESS="DEFLATE", **TILED)
case("alpha-uint8", bands=4, alpha=True, COMPRESS="DEFLATE", **TILED)
case("alpha-lerc-uint8", bands=4, alpha=True, COMPRESS="LERC", **TILED)
case("grey-alpha-uint16", "uint16", bands=2, alpha=True, COMPRESS="DEFLATE", **TILED)
case("mask-tiles", mask=True, COMPRESS="DEFLATE", **TILED)
case("mask-jpeg", mask=True, PHOTOMETRIC="YCBCR", **JPEG_TILES)
case("white-is-zero", bands=1, PHOTOMETRIC="MINISWHITE", COMPRESS="DEFLATE", **TILED)
case("palette", bands=1, PHOTOMETRIC="PALETTE", COMPRESS="LZW", **TILED)
case("sparse", COMPRESS="DEFLATE", SPARSE_OK="TRUE", **TILED)

gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
expected, pools = {}, {}
source = {}
for name, kind, bands, nodata, mask, alpha, options in CASES:
    data = source.setdefault((kind, bands), picture(kind, bands)).copy()
    if name == "sparse": data[:, 16:, 16:32] = 0
    hole = np.zeros((H, W), bool); hole[5:12, 9:21] = True
    if nodata is not None: data[:, hole] = nodata
    if alpha: data[-1] = np.where(hole, 0, 255 if kind == "uint8" else 65535)
    path = os.path.join(HERE, name + ".tif")
    opts = [f"{k}={v}" for k, v in options.items()]
    if alpha: opts.append("ALPHA=YES")
    ds = gdal.GetDriverByName("GTiff").Create(path, W, H, bands, NP[kind][1], opts)
    ds.SetProjection(srs.ExportToWkt()); ds.SetGeoTransform([500000, 0.5, 0, 5200000, 0, -0.5])
    if name == "palette":
        table = gdal.ColorTable()
        for i in range(256): table.SetColorEntry(i, (i, 255 - i, (i * 7) % 256, 255))
        ds.GetRasterBand(1).SetColorTable(table)
    if nodata is not None:
        for b in range(bands): ds.GetRasterBand(b + 1).SetNoDataValue(nodata)
    if mask:
        ds.CreateMaskBand(gdal.GMF_PER_DATASET)
        ds.GetRasterBand(1).GetMaskBand().WriteArray(np.where(hole, 0, 255).astype(np.uint8))
    if name == "sparse":
        for by in range(0, H, 16):
            for bx in range(0, W, 16):
                part = data[:, by:by + 16, bx:bx + 16]
                if part.any():
                    for b in range(bands): ds.GetRasterBand(b + 1).WriteArray(part[b], bx, by)
    else:
        for b in range(bands): ds.GetRasterBand(b + 1).WriteArray(data[b])
    ds = None
    ds = gdal.Open(path)
    shown = 1 if bands < 3 else 3
    values = np.stack([ds.GetRasterBand(b + 1).ReadAsArray() for b in range(shown)])
    if name == "white-is-zero": values = 255 - values
    if name == "palette": values = np.stack([values[0], 255 - values[0], (values[0].astype(int) * 7) % 256])
    seen = np.zeros((H, W), bool) | True
    if name == "sparse": seen[16:, 16:32] = False
    elif name == "nodata-uint16": seen = ~(values == 0).all(0)
    elif name == "nodata-float32-nan": seen = ~np.isnan(values).any(0)
    elif alpha or mask: seen = ds.GetRasterBand(1).GetMaskBand().ReadAsArray() > 0
    flat = [None if np.isnan(v) else (float(f"{v:.9g}") if kind == "float32" else float(v) if kind == "float64" else int(v)) for v in values.ravel()]
    text = json.dumps(flat, separators=(",", ":"))
    pool = pools.setdefault(text, len(pools))
    runs = json.dumps(np.flatnonzero(~seen.ravel()).tolist(), separators=(",", ":"))
    lossy = any(k in name for k in ("jpeg", "lossy"))
    expected[name] = dict(bands=shown if name != "palette" else 3, type=kind, values=pool, unusable=json.loads(runs), tolerance=2 if lossy else 0)
    ds = None
with open(os.path.join(HERE, "expected.json"), "w") as f:
    f.write('{"gdal":"%s","width":%d,"height":%d,"pools":[\n' % (gdal.VersionInfo("RELEASE_NAME"), W, H))
    f.write(",\n".join(pools)); f.write('\n],"cases":{\n')
    f.write(",\n".join(f'"{k}":{json.dumps(v, separators=(",", ":"))}' for k, v in expected.items())); f.write("\n}}\n")
print(len(expected), "files")
