import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { YardcheckError } from "../../errors.ts";

/** Types that an address offers: a short name for `?f=`, and the media type. The first is what we give unasked. */
export type Offer = readonly (readonly [name: string, type: string])[];

/**
 * The media type to answer with: what `?f=` names, else the best of the Accept header.
 *
 * @throws YardcheckError "usage" for an `f` that is not offered
 */
export function negotiate(http: Context, offer: Offer, f: string | undefined): string {
  if (f !== undefined) {
    const named = offer.find(([name, type]) => name === f || type === f);
    if (named === undefined)
      throw new YardcheckError("usage", `query.f: expected ${offer.map(([name]) => name).join(", ")}, got "${f}"`);
    return named[1];
  }
  const first = offer[0]?.[1] ?? "application/json";
  return accepts(http, { header: "Accept", supports: offer.map(([, type]) => type), default: first });
}
