import { z } from "@hono/zod-openapi";
import { sql } from "kysely";
import type { Check } from "../../../adapters/doctor/checks.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { documentOf } from "../openapi.ts";
import { type Api, addRoute } from "../route.ts";

const CHECK = z.object({ name: z.string(), ok: z.boolean(), says: z.string() });

/** How long the count of the golden yard is taken to hold, milliseconds. */
const GOLDEN_MS = 600_000;

export function serviceRoutes(api: Api, context: ApiContext): void {
  let golden: { readonly check: Promise<Check>; readonly atMs: number } | null = null;
  const keptGolden = () => {
    const nowMs = Date.parse(context.now());
    if (golden === null || nowMs - golden.atMs > GOLDEN_MS) golden = { check: context.goldenYard(), atMs: nowMs };
    return golden.check;
  };

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/health",
      access: "public",
      tag: "Service",
      summary: "Whether the service does its work: the database answers, and a bundled yard is counted as it should be",
      answer: z.object({ status: z.enum(["ok", "failing"]), checks: z.array(CHECK) }).openapi("Health"),
    },
    async ({ http }) => {
      const { name, state, found } = await keptGolden();
      const checks = [await databaseCheck(context), { name, ok: state !== "wrong", says: found }];
      const ok = checks.every((check) => check.ok);
      http.header("cache-control", "no-store");
      http.status(ok ? 200 : 503);
      return http.json({ status: ok ? ("ok" as const) : ("failing" as const), checks });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/ready",
      access: "public",
      tag: "Service",
      summary: "Whether requests should be sent here now",
      answer: z.object({ ready: z.literal(true) }),
    },
    async () => {
      const check = await databaseCheck(context);
      if (!check.ok) throw new YardcheckError("database-unavailable", check.says);
      return { ready: true as const };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/metrics",
      access: "metrics:read",
      tag: "Service",
      summary: "Measurements for Prometheus",
      media: ["text/plain"],
    },
    async ({ http }) =>
      http.body(await context.metrics.metrics(), 200, { "content-type": context.metrics.contentType }),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/openapi.json",
      access: "public",
      tag: "Service",
      summary: "This API, described (OpenAPI 3.1)",
      answer: z.looseObject({ openapi: z.string() }),
      // The plain type: GDAL 3.6, and with it many a map, takes no newer one than OpenAPI 3.0.
      answerType: "application/json",
    },
    () => ({ ...documentOf(api) }),
  );
}

async function databaseCheck({ db }: ApiContext): Promise<z.infer<typeof CHECK>> {
  try {
    await sql`select 1`.execute(db);
    return { name: "database", ok: true, says: "answers" };
  } catch (error) {
    return { name: "database", ok: false, says: error instanceof YardcheckError ? error.message : "does not answer" };
  }
}
