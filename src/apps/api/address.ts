import type { Context } from "hono";
import type { ServerRules } from "./context.ts";

/** Where the caller reached us, for links that leave the page: `https://yard.example`. */
export function originOf(http: Context, { behindProxy }: ServerRules): string {
  const url = new URL(http.req.url);
  if (!behindProxy) return url.origin;
  const protocol = http.req.header("x-forwarded-proto") === "https" ? "https:" : url.protocol;
  const host = http.req.header("x-forwarded-host") ?? url.host;
  return `${protocol}//${/^[\w.:[\]-]+$/.test(host) ? host : url.host}`;
}

/** The same address with other query parameters; null takes one away. */
export function withQuery(address: string, query: Readonly<Record<string, string | null>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
