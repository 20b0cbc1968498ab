"""What GDAL 3.6.2 of Debian 12 reads in a COG of our writer, and what its validator says of it.

Run from the project: /usr/bin/python3 test/reference/cog/make.py
"""
import json, os, subprocess, tempfile
from osgeo import gdal
from osgeo_utils.samples import validate_cloud_optimized_geotiff as validator
gdal.UseExceptions()
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../../..")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "picture.tif")
    subprocess.run([os.path.join(ROOT, "node_modules/.bin/node"), os.path.join(HERE, "picture.ts"), path], check=True)
    warnings, errors, _ = validator.validate(path, full_check=True)
    ds = gdal.Open(path)
    band = ds.GetRasterBand(1)
    levels = [dict(width=o.XSize, height=o.YSize, first=o.ReadAsArray().ravel().tolist()) for o in [band] + [band.GetOverview(i) for i in range(band.GetOverviewCount())]]
    out = dict(gdal=gdal.VersionInfo("RELEASE_NAME"), errors=errors, warnings=warnings, transform=ds.GetGeoTransform(),
               epsg=int(ds.GetSpatialRef().GetAuthorityCode(None)), nodata=band.GetNoDataValue(), description=ds.GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION"), levels=levels)
with open(os.path.join(HERE, "expected.json"), "w") as f: json.dump(out, f, separators=(",", ":"))
print(errors, warnings, [(l["width"], l["height"]) for l in levels])
