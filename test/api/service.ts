import pino from "pino";
import { Registry } from "prom-client";
import { addAccount } from "../../src/adapters/api-auth/accounts.ts";
import { addToken } from "../../src/adapters/api-auth/tokens.ts";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { type JobQueue, openJobQueue } from "../../src/adapters/jobs/job-queue.ts";
import { stripPictures } from "../../src/adapters/pixels/strip-pictures.ts";
import { type OpenDatabase, openDatabase } from "../../src/adapters/store/database.ts";
import { createApi } from "../../src/apps/api/app.ts";
import { type ApiContext, SERVER_RULES, type ServerRules } from "../../src/apps/api/context.ts";
import { allowancesOf } from "../../src/apps/api/gate.ts";
import type { Role } from "../../src/core/access/access.ts";
import { embeddedTemplate } from "../store/databases.ts";

export const NOW = "2026-03-04T12:00:00Z";

/** A service of this process, on a database of its own. */
export interface TestService extends AsyncDisposable {
  readonly context: ApiContext;
  readonly database: OpenDatabase;
  readonly api: ReturnType<typeof createApi>;
  /** A request as a program on this machine sends it. */
  ask(method: string, path: string, options?: Asked): Promise<Response>;
  /** Lets time pass. */
  pass(ms: number): void;
}

export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

export async function testService(
  rules: Partial<ServerRules> = {},
  more: Partial<ApiContext> = {},
): Promise<TestService> {
  let time = Date.parse(NOW);
  const now = () => new Date(time).toISOString();
  const database = await openDatabase({ folder: null, template: await embeddedTemplate() }, now());
  const strips = stripPictures(30_000);
  let opened: Promise<JobQueue> | null = null;
  const queue = () => {
    opened ??= openJobQueue(database, false, () => {});
    return opened;
  };
  const context: ApiContext = {
    db: database.db,
    rules: { ...SERVER_RULES, perCaller: { burst: 1e9, perSecond: 1e9 }, ...rules },
    guesses: allowancesOf(rules.perSignIn ?? SERVER_RULES.perSignIn),
    log: pino({ level: "silent" }),
    metrics: new Registry(),
    now,
    folder: null,
    fetch: guardedFetch(),
    strips,
    queue,
    goldenYard: async () => ({ name: "golden yard", state: "right", found: "not counted in this test", fix: null }),
    settings: () => ({ version: 1, database: "embedded", parts: {} }),
    environment: {},
    ...more,
  };
  const api = createApi(context);
  return {
    context,
    database,
    api,
    async ask(method, path, { body, headers, token } = {}) {
      return await api.request(`http://localhost${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
    },
    pass(ms) {
      time += ms;
    },
    [Symbol.asyncDispose]: async () => {
      await strips.close();
      await (await opened)?.close();
      await database.close();
    },
  };
}

export const PASSWORD = "correct horse battery";

/** An account of each role, with a token that may do all that the role may. */
export async function accountsOf(service: TestService): Promise<Readonly<Record<Role, string>>> {
  const { db, now } = service.context;
  const tokenOf = async (role: Role) => {
    await addAccount(db, { name: role, role, password: PASSWORD }, now());
    const { token } = await addToken(db, { account: role, label: "test", scopes: null, days: 30 }, now());
    return token;
  };
  return {
    admin: await tokenOf("admin"),
    reader: await tokenOf("reader"),
    analyst: await tokenOf("analyst"),
    reviewer: await tokenOf("reviewer"),
  };
}
