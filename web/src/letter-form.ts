import { answerOf, ask } from "./api.ts";

/**
 * How the server takes a document and gives it back: `body`: revision and document in the body; `if-match`: the document
 * alone, its revision in the header; `settings`: a part of the settings, by its ETag; `watch`: how a facility is watched,
 * by its ETag. The last two keep no earlier revisions.
 */
export type LetterForm = "body" | "if-match" | "settings" | "watch";

/** A number where revisions are counted, else an ETag. */
export type Edition = number | string;

export interface Written {
  readonly path: string;
  readonly form: LetterForm;
  readonly readAt: string;
  readonly revision: Edition;
  readonly document: unknown;
}

/** ETag of a watch that is not there yet: made only where nobody else has made it meanwhile. */
export const NONE_YET = '"none"';

/**
 * Sends a document and gives back its new edition.
 *
 * @throws ApiProblem  as the server refuses it
 * @throws Error       where the answer names no edition: sent again, since nothing could go on from it
 */
export async function deliver({ path, form, revision, document }: Written): Promise<Edition> {
  if (form === "body") {
    const body = JSON.stringify({ revision, document });
    return (await ask<{ revision: number }>(path, { method: "PUT", body })).revision;
  }
  const body = JSON.stringify(document);
  const tag = form === "if-match" ? `"r${revision}"` : String(revision);
  const answer = await answerOf(path, { method: "PUT", headers: { "if-match": tag }, body });
  const said = form === "settings" ? {} : ((await answer.json()) as { revision?: number; tag?: string });
  const next = form === "settings" ? answer.headers.get("etag") : (said.revision ?? said.tag);
  if (next === null || next === undefined) throw new Error(`the answer of ${path} names no edition`);
  return next;
}

/** The document and its edition as the server has them now. */
export async function readBack({
  path,
  form,
  readAt,
}: Written): Promise<{ readonly revision: Edition; readonly document: unknown }> {
  if (form === "settings") {
    const part = path.split("/").at(-1) ?? "";
    const { parts, tags } = await ask<Readonly<Record<"parts" | "tags", Readonly<Record<string, unknown>>>>>(readAt);
    return { revision: String(tags[part]), document: parts[part] };
  }
  if (form === "watch") {
    const { settings, enabled, tag } = await ask<{ settings: unknown; enabled: boolean; tag: string }>(readAt);
    return { revision: tag, document: { settings, enabled } };
  }
  return ask(readAt);
}
