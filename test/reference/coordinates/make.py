"""Coordinates of places in many CRS by PROJ (cs2cs 9.1.1 of Debian 12), and pixels in images that lie there by GDAL.

Run: /usr/bin/python3 test/reference/coordinates/make.py
PROJ is given the same definitions that the project ships (src/adapters/cog/crs/epsg.json), so that what is compared is the
arithmetic of two implementations and not two choices of datum shift.
"""
import json, os, subprocess
HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = json.load(open(os.path.join(HERE, "../../../src/adapters/cog/crs/epsg.json")))
PLACES = {  # epsg: lon, lat of a place inside of its area
    32633: (15.3, 47.1), 32733: (15.3, -22.6), 32652: (130.58, 42.42), 2056: (7.652, 47.534), 27700: (-1.9, 52.45),
    31467: (9.1, 48.7), 3035: (24.0, 52.2), 2154: (2.4, 48.9), 28992: (4.9, 52.3), 5514: (14.5, 50.1), 3857: (103.1, 36.2),
    26914: (-99.15, 47.02), 26715: (-93.2, 41.9), 2193: (174.8, -36.9), 3031: (40.0, -75.0), 3413: (-45.0, 78.0),
    2263: (-74.0, 40.7), 3577: (134.0, -25.0), 5070: (-96.0, 38.0), 3005: (-123.1, 49.3), 21781: (7.652, 47.534),
    4326: (130.58, 42.42), 4269: (-99.15, 47.02), 3006: (18.0, 59.3), 2180: (19.0, 52.0), 3844: (26.1, 44.4),
    23700: (19.05, 47.5), 28404: (21.5, 52.0), 20437: (38.75, 9.0), 4490: (116.4, 39.9), 4526: (114.3, 34.7),
    5186: (126.98, 37.55), 2443: (129.9, 33.1), 32161: (-66.1, 18.4), 3116: (-74.1, 4.6), 31983: (-46.6, -23.5),
}
out = []
for epsg, (lon, lat) in PLACES.items():
    definition = TABLE[str(epsg)][1] if str(epsg) in TABLE else None
    if definition is None or 32601 <= epsg <= 32760:
        zone, south = epsg % 100, epsg > 32700
        if 32601 <= epsg <= 32760: definition = f"+proj=utm +zone={zone}{' +south' if south else ''} +datum=WGS84 +units=m"
    points = [(lon + dx, lat + dy) for dx in (-0.02, 0, 0.02) for dy in (-0.015, 0, 0.015)]
    text = "\n".join(f"{a:.10f} {b:.10f}" for a, b in points)
    got = subprocess.run(["cs2cs", "-f", "%.6f" if "longlat" not in definition else "%.11f", "+proj=longlat", "+datum=WGS84", "+to", *definition.split()],
                         input=text, capture_output=True, text=True, check=True).stdout
    xy = [tuple(map(float, line.split()[:2])) for line in got.strip().splitlines()]
    out.append(dict(epsg=epsg, degrees=points, plane=xy))
version = subprocess.run(["cs2cs"], input="", capture_output=True, text=True).stderr.splitlines()[0]
with open(os.path.join(HERE, "expected.json"), "w") as f:
    f.write('{"proj":%s,"systems":[\n' % json.dumps(version) + ",\n".join(json.dumps(o, separators=(",", ":")) for o in out) + "\n]}\n")
print(len(out), version)
