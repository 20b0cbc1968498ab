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
