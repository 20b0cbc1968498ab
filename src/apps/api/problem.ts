import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type FailureCode, YardcheckError } from "../../errors.ts";

/** What a caller reads when something went wrong: RFC 9457 with our code, what to do about it, and the request's id. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: FailureCode | "bug" | "no-route";
  readonly fix: string;
  readonly requestId: string;
}

/** A problem's title: its code in words. */
const titleOf = (code: string) => code[0]?.toUpperCase() + code.slice(1).replaceAll("-", " ");

/**
 * The problem that a failure is told as. A bug's own words stay in the log: they may hold what is not the caller's to
 * know.
 */
export function problemOf(thrown: unknown, requestId: string): Problem {
  const error = isUnfitValue(thrown) ? new YardcheckError("usage", `a value cannot be: ${thrown.message}`) : thrown;
  if (!(error instanceof YardcheckError))
    return {
      type: "urn:yardcheck:problem:bug",
      title: "A bug of ours",
      status: 500,
      detail: "the server met a fault of its own",
      code: "bug",
      fix: `Look for request ${requestId} in the server's log, and attach what it says to an issue.`,
      requestId,
    };
  const { http, overHttp } = error.handling;
  return {
    type: `urn:yardcheck:problem:${error.code}`,
    title: titleOf(error.code),
    status: http,
    detail: error.message.slice(error.code.length + 2),
    code: error.code,
    fix: overHttp,
    requestId,
  };
}

/** A value that the database refused: SQLSTATE class 22, "data exception" (a date that does not exist, say). */
function isUnfitValue(error: unknown): error is Error {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && /^22[0-9A-Z]{3}$/.test(error.code)
  );
}

export function sendProblem(http: Context, problem: Problem): Response {
  const body = JSON.stringify(problem);
  return http.body(body, problem.status as ContentfulStatusCode, { "content-type": "application/problem+json" });
}

/** Nothing is at this address. */
export function noRoute(http: Context): Problem {
  return {
    type: "urn:yardcheck:problem:no-route",
    title: "No such address",
    status: 404,
    detail: `nothing answers ${http.req.method} ${http.req.path}`,
    code: "no-route",
    fix: "Look at /openapi.json or /docs for what there is.",
    requestId: http.get("requestId"),
  };
}
