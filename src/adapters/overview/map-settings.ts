import { z } from "zod";

/** The ground under the facilities of the map. Without tiles it is Natural Earth's outlines, which are shipped. */
export const MAP_SETTINGS = z.strictObject({
  /** Address of web map tiles with {z}, {x} and {y}, Web Mercator; fetched by the server, which `fetch` must allow. */
  tiles: z
    .url({ protocol: /^https?$/ })
    .refine((text) => ["{z}", "{x}", "{y}"].every((part) => decodeURIComponent(text).includes(part)), {
      message: "expected an address with {z}, {x} and {y}",
    })
    .nullable()
    .default(null),
  /** Whom to thank, as their licence wants it; shown on the map. */
  attribution: z.string().max(300).default(""),
});
