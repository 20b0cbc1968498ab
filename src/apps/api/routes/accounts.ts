import { z } from "@hono/zod-openapi";
import { addAccount, changeAccount, listAccounts } from "../../../adapters/api-auth/accounts.ts";
import { listAudit, verifyAudit } from "../../../adapters/api-auth/audit.ts";
import { addToken, listTokens, revokeToken } from "../../../adapters/api-auth/tokens.ts";
import { mayDo, ROLES } from "../../../core/access/access.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { AT_KEY, CURSOR, LIMIT, pageOf, readCursor, readNameCursor } from "../paging.ts";
import { type Api, addRoute } from "../route.ts";

const ROLE = z.enum(ROLES);
const ACCOUNT = z
  .object({ name: z.string(), role: ROLE, createdAt: z.iso.datetime(), disabled: z.boolean() })
  .openapi("Account");
const TOKEN = z
  .object({
    id: z.uuid(),
    account: z.string(),
    label: z.string(),
    scopes: z.array(z.string()).nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .openapi("Token");
const AUDIT_ENTRY = z
  .object({
    seq: z.int(),
    recordedAt: z.string(),
    actor: z.string(),
    role: z.string(),
    action: z.string(),
    target: z.string(),
    outcome: z.string(),
    requestId: z.string(),
    detail: z.string(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .openapi("AuditEntry");

export function accountRoutes(api: Api, context: ApiContext): void {
  const { db, now } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/accounts",
      access: "account:read",
      tag: "Accounts",
      summary: "Accounts by name",
      query: z.object({ limit: LIMIT, cursor: CURSOR }),
      answer: z.object({ accounts: z.array(ACCOUNT), next: z.string().nullable() }),
    },
    async ({ query: { cursor, limit } }) => {
      const after = readNameCursor(cursor);
      const found = await listAccounts(db, { after, limit: limit + 1 });
      const { page, next } = pageOf(found, limit, (last) => [last.name]);
      return { accounts: page, next };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/accounts",
      access: "account:write",
      tag: "Accounts",
      summary: "Make an account",
      body: z.object({ name: z.string().max(63), role: ROLE, password: z.string().max(1000) }),
      status: 201,
      answer: z.object({ name: z.string(), role: ROLE }),
      secret: true,
    },
    async ({ body, who }) => {
      if (who.kind === "local" && body.role !== "admin")
        throw new YardcheckError("usage", "the first account must be an admin: from then on everybody signs in");
      await addAccount(db, body, now());
      return { name: body.name, role: body.role };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "patch",
      path: "/api/accounts/{name}",
      access: "account:write",
      tag: "Accounts",
      summary: "Change a role or a password, close an account or open it again; its sessions end",
      params: z.object({ name: z.string() }),
      body: z.object({
        role: ROLE.optional(),
        password: z.string().max(1000).optional(),
        disabled: z.boolean().optional(),
      }),
      secret: true,
    },
    async ({ params, body }) => {
      await changeAccount(db, params.name, body, now());
      return undefined;
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/tokens",
      access: "own-account:use",
      tag: "Accounts",
      summary: "One's own tokens, oldest first; an admin sees everybody's",
      query: z.object({ limit: LIMIT, cursor: CURSOR }),
      answer: z.object({ tokens: z.array(TOKEN), next: z.string().nullable() }),
    },
    async ({ who, query: { cursor, limit } }) => {
      const after = cursor === undefined ? null : readCursor(cursor, AT_KEY);
      const whose = mayDo(who, "account:read") ? null : who.name;
      const found = await listTokens(db, whose, { after, limit: limit + 1 });
      const { page, next } = pageOf(found, limit, (last) => [last.createdAt, last.id]);
      return { tokens: page, next };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/tokens",
      access: "own-account:use",
      tag: "Accounts",
      summary: "Make a token for a program; it is shown this once",
      body: z.object({
        label: z.string().min(1).max(200),
        scopes: z.array(z.string().max(60)).max(50).nullable(),
        days: z.number().min(1).max(366),
      }),
      status: 201,
      answer: z.object({ token: z.string(), record: TOKEN }),
      secret: true,
    },
    async ({ body, who }) => {
      if (who.kind !== "session") throw new YardcheckError("access-denied", "only who has signed in makes tokens");
      const { token, record } = await addToken(db, { account: who.name, ...body }, now());
      return { token, record };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "delete",
      path: "/api/tokens/{id}",
      access: "own-account:use",
      tag: "Accounts",
      summary: "Revoke a token",
      params: z.object({ id: z.uuid() }),
    },
    async ({ params, who }) => {
      await revokeToken(db, params.id, mayDo(who, "account:write") ? null : who.name, now());
      return undefined;
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/audit",
      access: "audit:read",
      tag: "Accounts",
      summary: "The audit log, newest first",
      query: z.object({ limit: LIMIT, cursor: CURSOR }),
      answer: z.object({ entries: z.array(AUDIT_ENTRY), next: z.string().nullable() }),
    },
    async ({ query }) => {
      const before = query.cursor === undefined ? null : readCursor(query.cursor, z.tuple([z.int()]))[0];
      const found = await listAudit(db, before, query.limit + 1);
      const { page, next } = pageOf(found, query.limit, (last) => [last.seq]);
      return { entries: page, next };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/audit/verdict",
      access: "audit:read",
      tag: "Accounts",
      summary: "Walk along the whole audit log and recompute each hash",
      query: z.object({
        expect: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
      answer: z.object({ entries: z.int(), head: z.string() }),
    },
    async ({ query }) => ({ ...(await verifyAudit(db, query.expect ?? null)) }),
  );
}
