import { z } from "zod";
import type { Box } from "../../core/facility/local-plane.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { readJson } from "../fetch-guard/read-body.ts";
import { absolute } from "./item.ts";

const LINKS = z.looseObject({
  type: z.string().optional(),
  id: z.unknown().optional(),
  links: z.array(z.unknown()).optional(),
});
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
 * a collection whose extent rules out the place or the time is passed over, and of one that was not asked for only the
 * collections within it are looked at.
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
  const missing = new Set<unknown>(asked.collections);
  const waiting: { url: string; document?: unknown; isAskedFor: boolean }[] = [{ ...root, isAskedFor: true }];
  for (let read = 0; waiting.length > 0; read++) {
    if (read >= maxDocuments) return yield { kind: "cut-short", why: `it has more than ${maxDocuments} documents` };
    const next = waiting.pop();
    // What lies in collections that were not asked for comes last, and is needed only while one that was is missing.
    if (next === undefined || !(next.isAskedFor || missing.size > 0)) return;
    const { url } = next;
    let { document, isAskedFor } = next;
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
    if (parsed.data.type === "Collection") {
      missing.delete(parsed.data.id);
      if (isElsewhere(document, asked)) continue;
      isAskedFor = isAmong(asked.collections, parsed.data.id);
    }
    for (const link of parsed.data.links ?? []) {
      const { data } = LINK.safeParse(link);
      if (data === undefined || !(isAskedFor ? ["item", "items", "child"] : ["child"]).includes(data.rel)) continue;
      const to = absolute(data.href, url);
      if (to === null || to.startsWith("s3:") || met.has(to)) continue;
      met.add(to);
      if (isAskedFor) waiting.push({ url: to, isAskedFor });
      else waiting.unshift({ url: to, isAskedFor });
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

function isAmong(collections: readonly string[], id: unknown): boolean {
  return collections.length === 0 || typeof id !== "string" || collections.includes(id);
}

function isElsewhere(
  document: unknown,
  { box, from, to }: { readonly box: Box; readonly from: string; readonly to: string },
): boolean {
  const { data } = EXTENT.safeParse(document);
  if (data === undefined) return false;
  const [whole] = data.extent.spatial.bbox;
  const [west = -180, south = -90, east = 180, north = 90] =
    whole?.length === 6 ? [whole[0], whole[1], whole[3], whole[4]] : (whole ?? []);
  const [interval] = data.extent.temporal.interval;
  const begins = interval?.[0] ? Date.parse(interval[0]) : -Infinity;
  const ends = interval?.[1] ? Date.parse(interval[1]) : Infinity;
  // Across the antimeridian the west edge is the greater one (RFC 7946, 5.2).
  const beside = west <= east ? west > box.east || east < box.west : west > box.east && east < box.west;
  return beside || south > box.north || north < box.south || begins > Date.parse(to) || ends < Date.parse(from);
}
