declare module "osmtogeojson" {
  /** OpenStreetMap elements (Overpass JSON) as GeoJSON; with `flatProperties: false` tags lie in `properties.tags`. */
  export default function osmtogeojson(elements: unknown, options?: { readonly flatProperties?: boolean }): unknown;
}
declare module "osmtogeojson/parse_osmxml.js" {
  /** One parser for the whole module, with its elements: reset both before a text. */
  const parser: { parseFromString(xml: string): unknown; reset(): void; getJSON(): { elements: unknown[] } };
  export default parser;
}
