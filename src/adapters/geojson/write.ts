import type { FacilityGeometry, Names, Ring } from "../../core/facility/facility.ts";
import type { LonLat } from "../../core/geo/frames.ts";

/** A drawing as GeoJSON (RFC 7946) that `facility add` reads back as the same drawing. */
export function geojsonOf(names: Names, geometry: FacilityGeometry): unknown {
  const tracks = geometry.tracks.map(({ name, line, zone, service, usage, gaugeMillimetres, canopies }) => ({
    type: "Feature",
    properties: {
      role: "track",
      name,
      ...(zone === null ? {} : { zone }),
      ...(service === null ? {} : { service }),
      ...(usage === null ? {} : { usage }),
      ...(gaugeMillimetres === null ? {} : { gauge: gaugeMillimetres }),
      ...(canopies.length === 0 ? {} : { canopies: canopies.map(({ from, to }) => [from, to]) }),
    },
    geometry: { type: "LineString", coordinates: line.map(position) },
  }));
  const zones = geometry.zones.map(({ id, names: zoneNames, area }) =>
    polygon({ role: "zone", id, ...tags(zoneNames) }, area),
  );
  return {
    type: "FeatureCollection",
    features: [polygon({ role: "area", ...tags(names) }, geometry.area), ...zones, ...tracks],
  };
}

function polygon(properties: unknown, ring: Ring) {
  const closed = [...ring, ...ring.slice(0, 1)].map(position);
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [closed] } };
}

function position({ lon, lat }: LonLat): [number, number] {
  return [lon, lat];
}

function tags(names: Names): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([language, name]) => [`name:${language}`, name]));
}
