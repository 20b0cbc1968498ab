import type { Context } from "hono";
import { recordAct } from "../../adapters/api-auth/audit.ts";
import type { Principal } from "../../core/access/access.ts";
import { YardcheckError } from "../../errors.ts";
import { type ApiContext, type ApiEnv, NOBODY } from "./context.ts";

interface Act {
  readonly action: string;
  readonly who: Principal;
  /** Method and path where it is left out. */
  readonly target?: string;
}

/** Writes down who did, or tried, what, from which address, and what came of it. */
export async function noteAct(
  { db, now }: ApiContext,
  http: Context<ApiEnv>,
  { action, who, target = `${http.req.method} ${http.req.path}` }: Act,
  outcome: string,
): Promise<void> {
  const act = {
    actor: who.name,
    role: who === NOBODY ? "nobody" : who.role,
    action,
    target: target.slice(0, 500),
    outcome,
    requestId: http.get("requestId"),
    detail: { address: http.get("address"), by: who === NOBODY ? "nobody" : who.kind },
  };
  await recordAct(db, act, now());
}

const codeOf = (error: unknown) => (error instanceof YardcheckError ? error.code : "bug");

/**
 * Does a write with its trace in the audit log: an entry before it is tried, and a second one if it did not happen. A
 * write that cannot be logged is not done.
 */
export async function withAudit(
  context: ApiContext,
  http: Context<ApiEnv>,
  act: Act,
  run: () => Promise<Response>,
): Promise<Response> {
  await noteAct(context, http, act, "begun");
  try {
    return await run();
  } catch (error) {
    await noteAct(context, http, act, `failed: ${codeOf(error)}`);
    throw error;
  }
}

/** Writes down that somebody tried what they may not do. */
export async function auditRefusal(
  context: ApiContext,
  http: Context<ApiEnv>,
  act: Act,
  error: unknown,
): Promise<void> {
  await noteAct(context, http, act, `refused: ${codeOf(error)}`);
}
