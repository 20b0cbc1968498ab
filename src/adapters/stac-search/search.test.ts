import assert from "node:assert/strict";
import { test } from "node:test";
import { searchCatalogue } from "./search.ts";
import { CATALOGUE } from "./settings.ts";

test("an image that counts on beyond 180 degrees is found for what lies there, and for nothing a turn away", async () => {
  const [west, east] = [179.9, 180.2];
  const ring = [
    [west, 51],
    [east, 51],
    [east, 53],
    [west, 53],
    [west, 51],
  ];
  const item = {
    type: "Feature",
    stac_version: "1.0.0",
    id: "across",
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { datetime: "2024-01-15T10:00:00Z" },
    assets: { visual: { href: "across.tif", type: "image/tiff; application=geotiff", roles: ["visual"] } },
    links: [],
  };
  const found = async (lon: number) => {
    const corners = [0, 0.01].map((step) => lon + step);
    const area = [
      { lon: corners[0] as number, lat: 52 },
      { lon: corners[1] as number, lat: 52 },
      { lon: corners[1] as number, lat: 52.01 },
    ];
    const fetch = async () => new Response(JSON.stringify({ type: "FeatureCollection", features: [item] }));
    const wanted = { area, from: "2024-01-01T00:00:00Z", to: "2024-02-01T00:00:00Z" };
    const catalogue = CATALOGUE.parse({ url: "http://c/items.json" });
    const names: string[] = [];
    for await (const { item: name } of searchCatalogue("c", catalogue, wanted, { fetch, environment: {} }))
      names.push(name);
    return names;
  };
  assert.deepEqual(await found(-179.9), ["across"]);
  assert.deepEqual(await found(179.95), ["across"]);
  assert.deepEqual([await found(-179.7), await found(0)], [[], []]);
});
