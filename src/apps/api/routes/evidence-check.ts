import { z } from "@hono/zod-openapi";
import { checkedAgainst, parseEvidence } from "../../../adapters/evidence/evidence-file.ts";
import { resolutionsNamed } from "../../../adapters/evidence/shipped.ts";
import { ucumFactor } from "../../../adapters/evidence/units.ts";
import { eventsOf } from "../../../adapters/store/events.ts";
import { requireFacility } from "../../../adapters/store/facilities.ts";
import { newestRevision } from "../../../adapters/store/revisions.ts";
import { publishedEntries } from "../../../adapters/store/series.ts";
import { computationsOf } from "../../../core/evidence/computation.ts";
import { withIds } from "../../../core/evidence/evidence.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { DOCUMENT, FACILITY_ID } from "../shapes.ts";

const CHECKED = z
  .object({
    evidence: DOCUMENT.openapi({ description: "As given, with every count and event named by its id." }),
    computations: z.array(DOCUMENT).openapi({ description: "Quantities worked out, in the order of their steps." }),
    published: z.array(DOCUMENT),
    events: z.array(DOCUMENT),
    law: z.array(DOCUMENT).openapi({ description: "The resolutions that it names." }),
    counted: z.boolean().openapi({ description: "Whether a look of our own was counted." }),
    typeMix: z.boolean().openapi({
      description:
        "Whether the newest assessment compares the mix of types before and since the onset: a row of the matrix may rest on `{kind: assessment, id: /typeMix}`.",
    }),
  })
  .openapi("CheckedEvidence");

function hasTypeMix(assessment: unknown): boolean {
  return (
    typeof assessment === "object" && assessment !== null && "typeMix" in assessment && assessment.typeMix !== null
  );
}

/** What follows from evidence that is being edited, and whether it holds together. */
export function evidenceCheckRoutes(api: Api, context: ApiContext): void {
  const { db } = context;
  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/facilities/{facility}/evidence-check",
      access: "evidence:read",
      tag: "Evidence",
      summary: "Check evidence and work out its quantities; nothing is stored",
      params: z.object({ facility: FACILITY_ID }),
      body: DOCUMENT,
      answer: CHECKED,
      reads: true,
    },
    async ({ params, body, http }) => {
      await requireFacility(db, params.facility);
      const published = await publishedEntries(db, params.facility);
      const events = await eventsOf(db, params.facility);
      const counted = await db
        .selectFrom("observation")
        .select("id")
        .where("facility", "=", params.facility)
        .where("status", "=", "counted")
        .limit(1)
        .executeTakeFirst();
      const assessed = await newestRevision(db, "assessment", params.facility);
      const name = `evidence on ${params.facility}`;
      const read = checkedAgainst(parseEvidence(body, name), published, name);
      try {
        const evidence = withIds(read, published, events);
        return sendJson(http, {
          evidence,
          computations: computationsOf(evidence.computations, evidence.claims, evidence.sources, ucumFactor),
          published,
          events,
          law: resolutionsNamed(evidence.law),
          counted: counted !== undefined,
          typeMix: hasTypeMix(assessed?.document),
        });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new YardcheckError("evidence-invalid", `${name}: ${error.message}`, { cause: error });
      }
    },
  );
}
