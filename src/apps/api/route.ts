import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Action, mayDo, type Principal, rolesFor } from "../../core/access/access.ts";
import { YardcheckError } from "../../errors.ts";
import { type ApiContext, type ApiEnv, NOBODY } from "./context.ts";
import { hasAlready, tagOf } from "./etag.ts";
import { tooMany } from "./gate.ts";
import { answerOnce } from "./idempotency.ts";
import { refuseUnstorable } from "./storable.ts";
import { auditRefusal, withAudit } from "./write-log.ts";

export type Api = OpenAPIHono<ApiEnv>;

const JSON_TYPE = "application/json";

/** What a route takes, gives and demands. The OpenAPI document, the checks and the access rule all come from it. */
export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it: `/api/facilities/{facility}`. */
  readonly path: string;
  /** Who may use it; there is no default. */
  readonly access: Action | "public";
  readonly tag: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Shape of the JSON answer. */
  readonly answer?: A;
  readonly answerType?: string;
  /** Other types that it may answer with. */
  readonly media?: readonly string[];
  readonly status?: ContentfulStatusCode;
  /** Its answer has an ETag, so that 304 may be answered; unless told otherwise, a JSON answer has one. */
  readonly tagged?: boolean;
  /** A part of it may be asked for by Range. */
  readonly ranges?: boolean;
  /** Its answer holds a secret: it is not kept for a request sent twice. */
  readonly secret?: boolean;
  /**
   * It checks a secret: one address tries all such routes seldom, and what is refused for that leaves no trace in the
   * audit log.
   */
  readonly guessed?: boolean;
  /** A question that is too long for an address: changes nothing, whatever its method. */
  readonly reads?: boolean;
  /** Takes its body by itself, as a stream of bytes of these types. */
  readonly upload?: readonly string[];
}

export interface Asked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly who: Principal;
  readonly http: Context<ApiEnv>;
}

/** What a route's function gives back: the JSON answer (nothing where there is none), or a whole response. */
type Given<A extends z.ZodType> = ReadonlyDeep<z.input<A>> | Response;

type ReadonlyDeep<T> = T extends readonly (infer Part)[]
  ? readonly ReadonlyDeep<Part>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
    : T;

const PROBLEM = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    fix: z.string(),
    requestId: z.string(),
  })
  .openapi("Problem");

/**
 * Adds a route: to the server, and to the OpenAPI document, from one description.
 *
 * @param answer  gives the JSON answer, or a whole response
 */
export function addRoute<
  P extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
>(
  api: Api,
  context: ApiContext,
  spec: RouteSpec<P, Q, B, A>,
  answer: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Given<A>> | Given<A>,
): void {
  api.openAPIRegistry.registerPath(documentOf(spec));
  const writes = spec.method !== "get" && spec.reads !== true;
  api.on(spec.method.toUpperCase(), spec.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (http) => {
    const who = http.get("who");
    const run = async () => {
      const asked = {
        params: parse(spec.params, http.req.param(), "path"),
        query: parse(spec.query, queryOf(http), "query"),
        body: spec.body === undefined ? undefined : parse(spec.body, await bodyOf(http, spec.body), "body"),
        who,
        http,
      } as Asked<z.output<P>, z.output<Q>, z.output<B>>;
      const given = await answer(asked);
      return given instanceof Response
        ? given
        : sendJson(http, given, spec.status ?? 200, spec.answerType ?? JSON_TYPE);
    };
    const act = { action: spec.access, who };
    try {
      requireAccess(spec.access, who, http, writes);
    } catch (error) {
      if (writes && who !== NOBODY) await auditRefusal(context, http, act, error);
      throw error;
    }
    const wait = spec.guessed ? context.guesses.take(http.get("address"), Date.parse(context.now())) : null;
    if (wait !== null) throw tooMany(http, wait, "too many tries to sign in");
    if (!writes) return await run();
    const audited = () => withAudit(context, http, act, run);
    return spec.secret || spec.upload ? await audited() : await answerOnce(context, http, who, audited);
  });
}

function requireAccess(access: Action | "public", who: Principal, http: Context<ApiEnv>, writes: boolean): void {
  if (access !== "public" && !mayDo(who, access)) {
    if (who === NOBODY) throw new YardcheckError("sign-in-required", "this address is for accounts only");
    throw new YardcheckError("access-denied", `${who.name} (${who.role}) may not do ${access}`);
  }
  if (writes && http.get("csrf") === "missing")
    throw new YardcheckError(
      "access-denied",
      "the request does not come from our own page (X-CSRF-Token is missing or old)",
    );
}

/** A JSON answer with its ETag; 304 where the caller has it already. */
export function sendJson(
  http: Context,
  value: unknown,
  status: ContentfulStatusCode = 200,
  type = JSON_TYPE,
): Response {
  if (value === undefined) return http.body(null, 204);
  const text = JSON.stringify(value);
  if (http.req.method !== "GET" && http.req.method !== "HEAD") return http.body(text, status, { "content-type": type });
  const tag = tagOf(text);
  const headers = { etag: tag, "cache-control": "private, no-cache", vary: "Accept, Authorization, Cookie" };
  if (hasAlready(http, tag)) return http.body(null, 304, headers);
  return http.body(text, status, { ...headers, "content-type": type });
}

function queryOf(http: Context): Record<string, string> {
  const all = http.req.queries();
  for (const [name, values] of Object.entries(all))
    if (values.length > 1)
      throw new YardcheckError("usage", `query: ${name} is given ${values.length} times, expected once`);
  return http.req.query();
}

async function bodyOf(http: Context, schema: z.ZodType): Promise<unknown> {
  const text = await http.req.text();
  if (text === "" && schema.safeParse(undefined).success) return undefined;
  const type = http.req.header("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new YardcheckError("usage", `body: expected ${JSON_TYPE}, got "${type}"`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new YardcheckError("usage", "body: it is no JSON");
  }
  refuseUnstorable(body, "body", 0);
  return body;
}

/** @throws YardcheckError "usage" that names every field that does not fit */
function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return {};
  if (where !== "body") refuseUnstorable(value, where, 0);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${[where, ...issue.path].join(".")}: ${issue.message}`);
  throw new YardcheckError("usage", issues.slice(0, 10).join("; "));
}

function documentOf(spec: RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>) {
  const problem = (description: string) => ({
    description,
    content: { "application/problem+json": { schema: PROBLEM } },
  });
  const content: Record<string, { schema: z.ZodType }> = {};
  if (spec.answer !== undefined) content[spec.answerType ?? JSON_TYPE] = { schema: spec.answer };
  for (const type of spec.media ?? []) content[type.replace(/;.*/, "")] = { schema: z.string() };
  const none = Object.keys(content).length === 0;
  const upload = spec.upload?.map((type) => [type, { schema: z.string().openapi({ format: "binary" }) }] as const);
  const bodyContent = upload ? Object.fromEntries(upload) : spec.body ? { [JSON_TYPE]: { schema: spec.body } } : null;
  const tagged = spec.method === "get" && (spec.tagged ?? spec.answer !== undefined);
  const isPublic = spec.access === "public";
  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    tags: [spec.tag],
    operationId: `${spec.method} ${spec.path}`.replaceAll(/[^a-z0-9]+/gi, "-").replace(/-$/, ""),
    security: isPublic ? [] : [{ session: [] }, { token: [] }],
    "x-yardcheck-access": isPublic
      ? { public: true }
      : { action: spec.access, roles: [...rolesFor(spec.access as Action)] },
    request: {
      ...(spec.params ? { params: spec.params } : {}),
      ...(spec.query ? { query: spec.query } : {}),
      ...(bodyContent ? { body: { content: bodyContent, required: !spec.body?.safeParse(undefined).success } } : {}),
    },
    responses: {
      [none ? "204" : String(spec.status ?? 200)]: { description: spec.summary, ...(none ? {} : { content }) },
      ...(tagged ? { "304": { description: "You have it already: If-None-Match names its ETag" } } : {}),
      ...(spec.ranges ? { "206": { description: "The part that Range asks for", content } } : {}),
      ...(spec.ranges ? { "416": { description: "Range asks for bytes past the end" } } : {}),
      "4XX": problem("What was wrong with the request, and what to do about it"),
      "5XX": problem("What went wrong here, and what to do about it"),
    },
  };
}
