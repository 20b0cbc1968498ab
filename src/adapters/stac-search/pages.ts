import { createHash } from "node:crypto";
import { z } from "zod";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { readJson } from "../fetch-guard/read-body.ts";
import { absolute } from "./item.ts";

/** One request of a search. */
export interface PageRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly body: Readonly<Record<string, unknown>> | null;
}

const NEXT = z.looseObject({
  rel: z.literal("next"),
  href: z.string(),
  method: z.string().optional(),
  body: z.record(z.string(), z.unknown()).optional(),
  merge: z.boolean().optional(),
});
const PAGE = z.looseObject({
  type: z.literal("FeatureCollection"),
  features: z.array(z.unknown()),
  links: z.array(z.unknown()).optional(),
});

/** Where a search stops, whatever the catalogue goes on to say. */
export interface SearchLimits {
  readonly pages: number;
  readonly items: number;
  readonly pageBytes: number;
}

export const SEARCH_LIMITS: SearchLimits = { pages: 500, items: 20_000, pageBytes: 64 * 1024 * 1024 };

/** One page's items, as sent; or that the search was cut short, and why. */
export type PageRead =
  | { readonly kind: "items"; readonly items: readonly unknown[]; readonly url: string }
  | { readonly kind: "cut-short"; readonly why: string };

/**
 * Reads a search page by page along its `next` links.
 *
 * A catalogue that repeats a page, whether by the same link or the same items under a new one, is read no further.
 *
 * @throws YardcheckError "remote-invalid" when a page cannot be read
 */
export async function* pagesOf(
  fetch: Fetch,
  first: PageRequest,
  headersFor: (url: string) => Readonly<Record<string, string>>,
  limits: SearchLimits,
  signal?: AbortSignal,
): AsyncGenerator<PageRead> {
  const asked = new Set<string>();
  const met = new Set<string>();
  let items = 0;
  let request: PageRequest | null = first;
  for (let pages = 0; request !== null; pages++) {
    const key = JSON.stringify([request.method, request.url, request.body]);
    if (asked.has(key)) return yield { kind: "cut-short", why: "it leads back to a page that was read already" };
    if (pages >= limits.pages) return yield { kind: "cut-short", why: `it has more than ${limits.pages} pages` };
    asked.add(key);
    const page: z.infer<typeof PAGE> = await readPage(
      fetch,
      request,
      headersFor(request.url),
      limits.pageBytes,
      signal,
    );
    const fresh = page.features.filter((feature) => !met.has(fingerprint(feature)));
    for (const feature of fresh) met.add(fingerprint(feature));
    items += fresh.length;
    yield { kind: "items", items: fresh, url: request.url };
    if (page.features.length > 0 && fresh.length === 0)
      return yield { kind: "cut-short", why: "it repeats items that it gave already" };
    if (items >= limits.items)
      return yield { kind: "cut-short", why: `it gave ${items} items, the most that are read` };
    request = nextOf(page.links ?? [], request);
  }
}

const fingerprint = (feature: unknown) => createHash("sha256").update(JSON.stringify(feature)).digest("base64");

async function readPage(
  fetch: Fetch,
  { url, method, body }: PageRequest,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<z.infer<typeof PAGE>> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/geo+json, application/json",
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw new SearchRefused(response.status, `${method} ${url} answered ${response.status}`);
  const parsed = PAGE.safeParse(await readJson(response, maxBytes));
  if (!parsed.success) throw new YardcheckError("remote-invalid", `${url} answered with no FeatureCollection`);
  return parsed.data;
}

/** A search that the catalogue refused; a simpler one may be answered. */
export class SearchRefused extends YardcheckError {
  readonly status: number;

  constructor(status: number, detail: string) {
    super("remote-invalid", detail);
    this.status = status;
  }
}

function nextOf(links: readonly unknown[], from: PageRequest): PageRequest | null {
  const link = links.map((one) => NEXT.safeParse(one).data).find((one) => one !== undefined);
  const url = absolute(link?.href, from.url);
  if (link === undefined || url === null) return null;
  if (link.method?.toUpperCase() !== "POST") return { url, method: "GET", body: null };
  return { url, method: "POST", body: link.merge ? { ...from.body, ...link.body } : (link.body ?? from.body) };
}
