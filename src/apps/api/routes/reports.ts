import { join } from "node:path";
import { z } from "@hono/zod-openapi";
import { filesBeside } from "../../../adapters/bundle/report-folder.ts";
import { parseRecord } from "../../../adapters/evidence/record-file.ts";
import { SCRIPT_SOURCE } from "../../../adapters/render/html-style.ts";
import { languageTags } from "../../../adapters/render/language.ts";
import { renderBrief } from "../../../adapters/render/report.ts";
import { writtenChanges, writtenSentences } from "../../../adapters/render/written-sentences.ts";
import { revisionAt } from "../../../adapters/store/revisions.ts";
import { mayDo, type Principal } from "../../../core/access/access.ts";
import type { FacilityId, MethodId } from "../../../core/ids.ts";
import { SECTIONS } from "../../../core/report/finding.ts";
import type { ReportRecord } from "../../../core/report/record.ts";
import { YardcheckError } from "../../../errors.ts";
import { draftFacilityReport } from "../../steps/draft-facility-report.ts";
import { publishFacilityReport } from "../../steps/publish-facility-report.ts";
import { renderApart } from "../../steps/report-apart.ts";
import { REPORT_FORMATS } from "../../steps/report-files.ts";
import { type ApiContext, imageAccess } from "../context.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { DOCUMENT, FACILITY_ID, SERIES_METHOD } from "../shapes.ts";

const OF_FACILITY = z.object({ facility: FACILITY_ID });
const NUMBERING = z.enum(["latn", "arab"]).optional();
const REVISION = z.coerce.number().int().min(1).max(2_147_483_647);
const DRAFT_METHOD = SERIES_METHOD.openapi({
  description:
    "Whose series the draft tells; by default that of the newest count. Refused beside a revision, which is frozen.",
});
const SENTENCE = z
  .object({
    id: z.string(),
    section: z.enum(SECTIONS),
    pieces: z.array(
      z.object({
        text: z.string(),
        origin: z.string().nullable().openapi({ description: "Anchor in the HTML report where it can be checked." }),
      }),
    ),
    origins: z.array(z.string()),
  })
  .openapi("WrittenSentence");
const LANGUAGE = z.string().max(20).default("en").openapi({ example: "ar" });
const TYPES = {
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  txt: "text/plain; charset=utf-8",
  brief: "text/plain; charset=utf-8",
} as const;
/** A report is one file that needs nothing else: it may style itself, run its one script, and reach nothing. */
const REPORT_CSP = `sandbox allow-popups allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src ${SCRIPT_SOURCE}; img-src data:; font-src data:; frame-ancestors 'self'`;

/** A PDF runs nothing here, and browsers show none of theirs in a sandbox. */
const PDF_CSP = "frame-ancestors 'self'";

export function reportRoutes(api: Api, context: ApiContext): void {
  const { db, now, folder } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/report-draft",
      access: "report:draft",
      tag: "Reports",
      summary: "The record of a report as it would be now; nothing is stored",
      params: OF_FACILITY,
      query: z.object({ method: SERIES_METHOD }),
      answer: DOCUMENT,
    },
    async ({ params, query, http }) => {
      const { record } = await draftFacilityReport(db, params.facility, now(), {
        reason: null,
        access: imageAccess(context),
        method: query.method,
      });
      return sendJson(http, record);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/report",
      access: "report:read",
      tag: "Reports",
      summary: "A page of a report: of a published revision, or of the draft (for analysts)",
      params: OF_FACILITY,
      query: z.object({
        language: LANGUAGE,
        format: z.enum(["html", "pdf", "docx", "txt", "brief"]).default("html"),
        numbering: NUMBERING,
        revision: REVISION.optional(),
        method: DRAFT_METHOD,
      }),
      media: Object.values(TYPES),
    },
    async ({ params, query, who, http }) => {
      requireLanguage(query.language);
      const { record, pictures } = await foundAt(context, params.facility, query, who);
      const page =
        query.format === "brief"
          ? await renderBrief(record, languageOf(query))
          : await renderApart(record, { ...languageOf(query), format: query.format, pictures });
      http.set("policy", query.format === "pdf" ? PDF_CSP : REPORT_CSP);
      http.header("cache-control", "private, no-cache");
      const body = typeof page === "string" ? page : new Uint8Array(page);
      return http.body(body, 200, { "content-type": TYPES[query.format] });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/report-sentences",
      access: "report:read",
      tag: "Reports",
      summary: "The sentences of a report one by one, each with where it can be checked",
      params: OF_FACILITY,
      query: z.object({
        language: LANGUAGE,
        numbering: NUMBERING,
        revision: REVISION.optional(),
        method: DRAFT_METHOD,
      }),
      answer: z.object({ generatedAt: z.string(), revision: z.int(), sentences: z.array(SENTENCE) }),
    },
    async ({ params, query, who, http }) => {
      requireLanguage(query.language);
      const { record } = await foundAt(context, params.facility, query, who);
      const { generatedAt, revision } = record.basis;
      const sentences = await writtenSentences(record, languageOf(query));
      return sendJson(http, { generatedAt, revision: revision.number, sentences });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/report-comparison",
      access: "report:read",
      tag: "Reports",
      summary: "What a revision of a report prints differently from another, or from the draft",
      params: OF_FACILITY,
      query: z.object({
        language: LANGUAGE,
        numbering: NUMBERING,
        from: REVISION,
        to: REVISION.optional(),
        method: DRAFT_METHOD,
      }),
      answer: z.object({
        values: z.array(z.object({ sentence: SENTENCE, was: z.string(), now: z.string() })),
        appeared: z.array(SENTENCE),
        gone: z.array(SENTENCE),
      }),
    },
    async ({ params, query, who, http }) => {
      requireLanguage(query.language);
      const before = await foundAt(context, params.facility, { revision: query.from }, who);
      const after = await foundAt(context, params.facility, { revision: query.to, method: query.method }, who);
      return sendJson(http, await writtenChanges(before.record, after.record, languageOf(query)));
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/facilities/{facility}/reports",
      access: "report:publish",
      tag: "Reports",
      summary: "Publish: freeze the record as a new revision, and write its pages in each language",
      params: OF_FACILITY,
      body: z.object({
        reason: z.record(z.string().max(20), z.string().min(1).max(2000)).nullable().default(null),
        languages: z.array(z.string().max(20)).min(1).max(10).default(["en", "ar"]),
        method: SERIES_METHOD,
      }),
      status: 201,
      answer: z.object({ revision: z.int(), sha256: z.string(), added: z.boolean(), files: z.array(z.string()) }),
    },
    async ({ params, body, http }) => {
      for (const language of body.languages) requireLanguage(language);
      if (folder === null) throw new YardcheckError("conflict", "this service has no workspace to write reports into");
      const published = await publishFacilityReport(db, params.facility, join(folder, "reports"), now(), {
        reason: body.reason,
        access: imageAccess(context),
        method: body.method,
        languages: body.languages,
        formats: REPORT_FORMATS,
        signal: http.req.raw.signal,
      });
      return {
        revision: published.revision.revision,
        sha256: published.revision.sha256,
        added: published.isNew,
        files: published.paths.map((path) => path.split("/").at(-1) ?? path),
      };
    },
  );
}

function requireLanguage(tag: string): void {
  const tags = languageTags();
  if (!tags.includes(tag))
    throw new YardcheckError("usage", `there is no language "${tag}"; there are ${tags.join(", ")}`);
}

function languageOf({ language, numbering }: { language: string; numbering?: "latn" | "arab" | undefined }) {
  return numbering === undefined ? { language } : { language, numbering };
}

interface Found {
  readonly record: ReportRecord;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** A published revision, or without its number the draft: of the series by `method`, where one is named. */
async function foundAt(
  context: ApiContext,
  facility: FacilityId,
  { revision, method }: { readonly revision?: number | undefined; readonly method?: MethodId | undefined },
  who: Principal,
): Promise<Found> {
  if (revision !== undefined) {
    if (method !== undefined)
      throw new YardcheckError(
        "usage",
        `revision ${revision} is frozen with the method that it tells; name one of the two`,
      );
    return await published(context, facility, revision);
  }
  if (!mayDo(who, "report:draft"))
    throw new YardcheckError("access-denied", "drafts are for analysts; name a published revision");
  const access = imageAccess(context);
  return await draftFacilityReport(context.db, facility, context.now(), { reason: null, access, method });
}

async function published({ db, folder }: ApiContext, facility: FacilityId, number: number): Promise<Found> {
  const { document } = await revisionAt(db, "report", facility, number);
  const record = parseRecord(JSON.stringify(document), `report of ${facility}, revision ${number}`);
  if (folder === null) return { record, pictures: new Map() };
  return { record, pictures: filesBeside(join(folder, "reports", `${facility}.json`), record).pictures };
}
