import { z } from "@hono/zod-openapi";
import { checkedAgainst, parseEvidence } from "../../../adapters/evidence/evidence-file.ts";
import { inTransaction } from "../../../adapters/store/database.ts";
import { holdFacility } from "../../../adapters/store/facilities.ts";
import {
  addRevision,
  type DocumentKind,
  newestRevision,
  type Revision,
  revisionAt,
  revisions,
} from "../../../adapters/store/revisions.ts";
import { publishedEntries } from "../../../adapters/store/series.ts";
import type { Action } from "../../../core/access/access.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { requireMatch, revisionTag } from "../etag.ts";
import { CURSOR, LIMIT, pageOf, readCursor } from "../paging.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { DOCUMENT, FACILITY_ID, TIME } from "../shapes.ts";

const REVISION = z
  .object({ facility: z.string(), revision: z.int(), sha256: z.string(), at: TIME, document: DOCUMENT })
  .openapi("Revision");
const REVISION_NUMBER = z.coerce.number().int().min(1).max(2_147_483_647);

const KINDS: readonly {
  readonly kind: DocumentKind;
  readonly plural: string;
  readonly read: Action;
  readonly what: string;
}[] = [
  { kind: "evidence", plural: "evidence", read: "evidence:read", what: "sources, claims and hypotheses" },
  { kind: "assessment", plural: "assessments", read: "assessment:read", what: "what the statistics said" },
  { kind: "report", plural: "reports", read: "report:read", what: "records of published reports" },
];

function revisionShape({ facility, revision, sha256, at, document }: Revision): z.input<typeof REVISION> {
  return { facility, revision, sha256, at, document: document as Record<string, unknown> };
}

/** Documents of a facility that are kept revision by revision. */
export function documentRoutes(api: Api, context: ApiContext): void {
  const { db, now } = context;
  for (const { kind, plural, read, what } of KINDS) {
    const tag = `${plural[0]?.toUpperCase()}${plural.slice(1)}`;
    addRoute(
      api,
      context,
      {
        method: "get",
        path: `/api/facilities/{facility}/${plural}`,
        access: read,
        tag,
        summary: `Revisions of a facility's ${what}, newest first`,
        params: z.object({ facility: FACILITY_ID }),
        query: z.object({ limit: LIMIT, cursor: CURSOR }),
        answer: z.object({
          revisions: z.array(z.object({ revision: z.int(), sha256: z.string(), at: TIME })),
          next: z.string().nullable(),
        }),
      },
      async ({ params, query: { cursor, limit } }) => {
        const before = cursor === undefined ? undefined : readCursor(cursor, z.tuple([REVISION_NUMBER]))[0];
        const upTo = before === undefined ? undefined : before - 1;
        const found = await revisions(db, kind, params.facility, limit + 1, upTo);
        const { page, next } = pageOf(found, limit, (last) => [last.revision]);
        return { revisions: page.map(({ revision, sha256, at }) => ({ revision, sha256, at })), next };
      },
    );
    addRoute(
      api,
      context,
      {
        method: "get",
        path: `/api/facilities/{facility}/${plural}/{revision}`,
        access: read,
        tag,
        summary: `One revision of a facility's ${what}; "newest" for the newest`,
        params: z.object({ facility: FACILITY_ID, revision: z.union([z.literal("newest"), REVISION_NUMBER]) }),
        answer: REVISION,
      },
      async ({ params, http }) => {
        const found =
          params.revision === "newest"
            ? await newestRevision(db, kind, params.facility)
            : await revisionAt(db, kind, params.facility, params.revision);
        if (found === null) throw new YardcheckError("not-found", `facility "${params.facility}" has no ${kind} yet`);
        http.header("x-revision", revisionTag(found.revision));
        return revisionShape(found);
      },
    );
  }

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/facilities/{facility}/evidence",
      access: "evidence:write",
      tag: "Evidence",
      summary: "Put a new revision of sources, claims and hypotheses; If-Match names the one that was edited",
      params: z.object({ facility: FACILITY_ID }),
      body: DOCUMENT,
      answer: REVISION,
    },
    async ({ params, body, http }) => {
      const evidence = parseEvidence(body, `evidence on ${params.facility}`);
      const { revision } = await inTransaction(db, async (tx) => {
        await holdFacility(tx, params.facility);
        checkedAgainst(evidence, await publishedEntries(tx, params.facility), `evidence on ${params.facility}`);
        const newest = await newestRevision(tx, "evidence", params.facility);
        requireMatch(http, newest?.revision ?? 0);
        return await addRevision(tx, "evidence", params.facility, evidence, now());
      });
      http.header("etag", revisionTag(revision.revision));
      return sendJson(http, revisionShape(revision));
    },
  );
}
