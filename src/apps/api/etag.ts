import { createHash } from "node:crypto";
import type { Context } from "hono";
import { YardcheckError } from "../../errors.ts";

/** Strong ETag of a text. */
export function tagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
}

/** ETag of what is not there yet: who begins it overwrites nobody who began it meanwhile. */
export const NONE_TAG = '"none"';

/** ETag of a document that counts its revisions. */
export function revisionTag(revision: number): string {
  return `"r${revision}"`;
}

/** Whether the caller has already what the tag names: If-None-Match (RFC 9110, section 13.1.2). */
export function hasAlready(http: Context, tag: string): boolean {
  const strong = (one: string) => one.trim().replace(/^W\//, "");
  const known = http.req.header("if-none-match")?.split(",").map(strong) ?? [];
  return known.includes(strong(tag)) || known.includes("*");
}

/**
 * Compares a write's If-Match with the revision that is there, so that nobody overwrites what they have not seen.
 *
 * @throws YardcheckError "precondition-failed"
 */
export function requireMatch(http: Context, revision: number): void {
  requireTag(http, revisionTag(revision));
}

/**
 * The same for what counts no revisions: the tag of what is there now.
 *
 * @throws YardcheckError "precondition-failed"
 */
export function requireTag(http: Context, tag: string): void {
  const wanted = http.req.header("if-match");
  if (wanted === undefined || wanted === "*") return;
  const tags = wanted.split(",").map((one) => one.trim());
  if (!tags.includes(tag)) throw new YardcheckError("precondition-failed", `you have ${wanted}, here is ${tag}`);
}
