import type { Context } from "hono";
import { type AuditAct, recordAct } from "../../adapters/api-auth/audit.ts";
import type { Principal } from "../../core/access/access.ts";
import { YardcheckError } from "../../errors.ts";
import { type ApiContext, type ApiEnv, NOBODY } from "./context.ts";

interface Act {
  readonly action: string;
  readonly who: Principal;
}

function actOf(http: Context<ApiEnv>, { action, who }: Act): Omit<AuditAct, "outcome"> {
  return {
    actor: who.name,
    role: who === NOBODY ? "nobody" : who.role,
    action,
    target: `${http.req.method} ${http.req.path}`.slice(0, 500),
    requestId: http.get("requestId"),
    detail: { address: http.get("address"), by: who === NOBODY ? "nobody" : who.kind },
  };
}

const codeOf = (error: unknown) => (error instanceof YardcheckError ? error.code : "bug");

/**
 * Does a write with its trace in the audit log: an entry before it is tried, and a second one if it did not happen. A
 * write that cannot be logged is not done.
 */
export async function withAudit(
  { db, now }: ApiContext,
  http: Context<ApiEnv>,
  act: Act,
  run: () => Promise<Response>,
): Promise<Response> {
  await recordAct(db, { ...actOf(http, act), outcome: "begun" }, now());
  try {
    return await run();
  } catch (error) {
    await recordAct(db, { ...actOf(http, act), outcome: `failed: ${codeOf(error)}` }, now());
    throw error;
  }
}

/** Writes down that somebody tried what they may not do. */
export async function auditRefusal(
  { db, now }: ApiContext,
  http: Context<ApiEnv>,
  act: Act,
  error: unknown,
): Promise<void> {
  await recordAct(db, { ...actOf(http, act), outcome: `refused: ${codeOf(error)}` }, now());
}
