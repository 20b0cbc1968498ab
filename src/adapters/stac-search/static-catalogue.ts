import { z } from "zod";
import type { Box } from "../../core/facility/local-plane.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { readJson } from "../fetch-guard/read-body.ts";
import { absolute } from "./item.ts";

const LINKS = z.looseObject({ type: z.string().optional(), links: z.array(z.unknown()).optional() });
const LINK = z.looseObject({ rel: z.string(), href: z.string() });
const EXTENT = z.looseObject({
  extent: z.looseObject({
    spatial: z.looseObject({ bbox: z.array(z.array(z.number()).min(4)) }),
    temporal: z.looseObject({ interval: z.array(z.tuple([z.string().nullable(), z.string().nullable()])) }),
  }),
});

const DOCUMENT_BYTES = 16 * 1024 * 1024;

/** What a walk came upon: an item, or a document that could not be read. */
export type Found =
  | { readonly kind: "item"; readonly document: unknown; readonly url: string }
  | { readonly kind: "unreadable"; readonly url: string; readonly why: string }
  | { readonly kind: "cut-short"; readonly why: string };

/**
 * Walks along the links of a static catalogue to its items. Each document is read once, however many links lead to it;
 * a collection whose extent rules out the place or the time is passed over.
 *
 * @param maxDocuments  where the walk stops
 */
export async function* walkCatalogue(
  fetch: Fetch,
  root: { readonly url: string; readonly document: unknown },
  asked: { readonly box: Box; readonly from: string; readonly to: string; readonly collections: readonly string[] },
  headersFor: (url: string) => Readonly<Record<string, string>>,
  maxDocuments: number,
  signal?: AbortSignal,
): AsyncGenerator<Found> {
  const met = new Set([root.url]);
  const waiting: { url: string; document?: unknown }[] = [root];
  for (let read = 0; waiting.length > 0; read++) {
    if (read >= maxDocuments) return yield { kind: "cut-short", why: `it has more than ${maxDocuments} documents` };
    const { url, document: known } = waiting.pop() ?? root;
    let document = known;
    if (document === undefined) {
      try {
        document = await documentAt(fetch, url, headersFor(url), signal);
      } catch (error) {
        if (signal?.aborted) throw error;
        yield { kind: "unreadable", url, why: error instanceof Error ? error.message : String(error) };
        continue;
      }
    }
    const parsed = LINKS.safeParse(document);
    if (!parsed.success) {
      yield { kind: "unreadable", url, why: "it is no STAC document" };
      continue;
    }
    if (parsed.data.type === "Feature") {
      yield { kind: "item", document, url };
      continue;
    }
    if (parsed.data.type === "Collection" && isElsewhere(document, asked)) continue;
    for (const link of parsed.data.links ?? []) {
      const { data } = LINK.safeParse(link);
      if (data === undefined || !["item", "items", "child"].includes(data.rel)) continue;
      const next = absolute(data.href, url);
      if (next === null || next.startsWith("s3:") || met.has(next)) continue;
      met.add(next);
      waiting.push({ url: next });
    }
  }
}

async function documentAt(
  fetch: Fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: "application/json", ...headers },
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw new YardcheckError("remote-invalid", `${url} answered ${response.status}`);
  return await readJson(response, DOCUMENT_BYTES);
}

function isElsewhere(
  document: unknown,
  { box, from, to, collections }: { box: Box; from: string; to: string; collections: readonly string[] },
): boolean {
  const id = typeof document === "object" && document !== null && "id" in document ? document.id : null;
  if (collections.length > 0 && typeof id === "string" && !collections.includes(id)) return true;
  const { data } = EXTENT.safeParse(document);
  if (data === undefined) return false;
  const [whole] = data.extent.spatial.bbox;
  const [west = -180, south = -90, east = 180, north = 90] =
    whole?.length === 6 ? [whole[0], whole[1], whole[3], whole[4]] : (whole ?? []);
  const [interval] = data.extent.temporal.interval;
  const begins = interval?.[0] ? Date.parse(interval[0]) : -Infinity;
  const ends = interval?.[1] ? Date.parse(interval[1]) : Infinity;
  const apart = west > box.east || east < box.west || south > box.north || north < box.south;
  return apart || begins > Date.parse(to) || ends < Date.parse(from);
}
