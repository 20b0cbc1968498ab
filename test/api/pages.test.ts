import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { recordAct } from "../../src/adapters/api-auth/audit.ts";
import { addToken } from "../../src/adapters/api-auth/tokens.ts";
import { enqueue } from "../../src/adapters/jobs/job-queue.ts";
import { OVERVIEW_SORTS } from "../../src/adapters/overview/facilities.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { addRevision } from "../../src/adapters/store/revisions.ts";
import { putWatch, WATCH_SETTINGS } from "../../src/adapters/watching/watches.ts";
import { documentOf } from "../../src/apps/api/openapi.ts";
import { cursorOf } from "../../src/apps/api/paging.ts";
import type { FacilityId } from "../../src/core/ids.ts";
import { DRAWING, NORTH } from "../store/samples.ts";
import { northYard } from "./records.ts";
import { accountsOf, type TestService, testService } from "./service.ts";

/** Lists that are given whole: what bounds each. */
const WHOLE: Readonly<Record<string, string>> = {
  "/": "links",
  "/api/places": "the marks of one map, a name and a point each",
  "/api/facilities/{facility}/events": "what analysts wrote down of one facility",
  "/api/facilities/{facility}/standing": "the looks asked for, 1100 at most",
  "/api/facilities/{facility}/scenes/{scene}/readings": "one for each person who read one scene",
  "/api/observations/{observation}/history": "corrections of one observation",
  "/api/facilities/{facility}/series": "one series, as it is assessed",
  "/api/facilities/{facility}/candidates": "one search, which has limits of its own",
  "/api/facilities/{facility}/report-sentences": "one report",
  "/api/facilities/{facility}/report-comparison": "two revisions of one report",
  "/health": "the checks of the installation",
  "/collections": "the four layers",
  "/collections/{collection}": "links",
  "/stac": "links",
  "/stac/collections": "the one collection",
  "/stac/collections/{collection}": "links",
};
/** STAC says `token` for the cursor, and both standards give the next page as a link. */
const BY_LINK = ["/collections/{collection}/items", "/stac/search", "/stac/collections/{collection}/items"];
const FACILITIES = ["a-yard", "b-yard", "c-yard", "d-yard"] as FacilityId[];

let service: TestService;
let token: string;
before(async () => {
  service = await testService();
  const { db, now, queue } = service.context;
  await northYard(db);
  for (const id of FACILITIES) {
    await putFacility(db, { id, names: { en: id }, drawing: DRAWING, origin: "test" }, now());
    await putWatch(db, id, WATCH_SETTINGS.parse({}), true, now());
    await enqueue(await queue(), "assess", { facility: id });
  }
  for (const n of [1, 2, 3]) await addRevision(db, "assessment", NORTH, { n }, now());
  const act = { actor: "test", role: "admin", action: "account:write", outcome: "begun", requestId: "r", target: "" };
  for (const n of [1, 2, 3]) await recordAct(db, { ...act, target: `${n}` }, now());
  token = (await accountsOf(service)).admin;
  await addToken(db, { account: "analyst", label: "one more", scopes: null, days: 30 }, now());
});
after(() => service[Symbol.asyncDispose]());

interface Page {
  readonly next: string | null;
  readonly [list: string]: unknown;
}

async function page(path: string): Promise<Page> {
  const response = await service.ask("GET", path, { token });
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return (await response.json()) as Page;
}

/** Follows `next` to the end. @param between  what happens after the first page */
async function paged(
  path: string,
  list: string,
  between = async () => {},
): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  const joint = path.includes("?") ? "&" : "?";
  for (let at: string | null = "", pages = 0; at !== null; pages++) {
    assert.ok(pages < 50, `pages of ${path} end`);
    const { next, [list]: entries }: Page = await page(`${path}${joint}limit=1${at}`);
    assert.equal((entries as unknown[]).length, 1, `no page of ${path} is empty`);
    found.push(...(entries as Record<string, unknown>[]));
    if (pages === 0) await between();
    at = next === null ? null : `&cursor=${next}`;
  }
  return found;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Shape }>> }>>;
}
interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

test("every route that lists has pages, or is known to be short", () => {
  const document = JSON.parse(JSON.stringify(documentOf(service.api)));
  const seen: string[] = [];
  const short: string[] = [];
  for (const [path, methods] of Object.entries<{ get?: Operation }>(document.paths)) {
    const content = Object.values(methods.get?.responses["200"]?.content ?? {})[0]?.schema ?? {};
    const shape: Shape = content.$ref ? document.components.schemas[content.$ref.split("/").at(-1) ?? ""] : content;
    if (!Object.values(shape.properties ?? {}).some(({ items }) => items?.$ref ?? items?.properties)) continue;
    const asked = methods.get?.parameters?.map(({ name }) => name) ?? [];
    const pages =
      asked.includes("limit") &&
      (asked.includes("cursor") ? BY_LINK.includes(path) || shape.properties?.["next"] : BY_LINK.includes(path));
    (pages ? seen : short).push(path);
  }
  assert.deepEqual(short.toSorted(), Object.keys(WHOLE).toSorted(), "lists without limit, cursor and next");
  for (const path of ["jobs", "watches", "accounts", "tokens", "audit", "alerts", "facilities"])
    assert.ok(seen.includes(`/api/${path}`), path);
  assert.ok(seen.length >= 14, `${seen.length} routes with pages`);
});

test("pages end to end are the whole list, each entry once", async () => {
  const lists: readonly (readonly [string, string, number, string])[] = [
    ["/api/jobs", "jobs", 4, "id"],
    ["/api/jobs?state=waiting", "jobs", 4, "id"],
    ["/api/watches", "watches", 4, "facility"],
    ["/api/accounts", "accounts", 4, "name"],
    ["/api/tokens", "tokens", 5, "id"],
    ["/api/facilities", "facilities", 5, "id"],
    [`/api/facilities/${NORTH}/scenes`, "scenes", 4, "id"],
    [`/api/facilities/${NORTH}/observations`, "observations", 3, "id"],
    [`/api/facilities/${NORTH}/assessments`, "revisions", 3, "revision"],
    ["/api/audit", "entries", 3, "seq"],
  ];
  for (const [path, list, length, id] of lists) {
    const whole = (await page(path))[list] as Record<string, unknown>[];
    assert.equal(whole.length, length, path);
    assert.deepEqual(
      (await paged(path, list)).map((entry) => entry[id]),
      whole.map((entry) => entry[id]),
      path,
    );
  }
});

test("a page goes on where the one before ended, whatever was added meanwhile", async () => {
  const { queue } = service.context;
  const before = (await page("/api/jobs"))["jobs"] as { id: string }[];
  const found = await paged("/api/jobs", "jobs", async () => {
    await enqueue(await queue(), "report", { facility: NORTH });
  });
  assert.deepEqual(
    found.map(({ id }) => id),
    before.map(({ id }) => id),
  );
  assert.equal(((await page("/api/jobs"))["jobs"] as unknown[]).length, before.length + 1);
});

test("a cursor made up by the caller is refused, or is one: never a fault of the service", async () => {
  const document = documentOf(service.api) as { paths: Record<string, { get?: Operation }> };
  const forged = [["x"], ["x", "y"], [1], [-1e300, "a"], [], ["2026-02-30T00:00:00Z", "x"], [0, 0, 0]].map(cursorOf);
  const cursors = [...forged, "%7B", Buffer.from("null").toString("base64url")];
  for (const [path, { get }] of Object.entries(document.paths)) {
    const name = get?.parameters?.map((one) => one.name).find((one) => one === "cursor" || one === "token");
    if (name === undefined) continue;
    const collections = path.startsWith("/stac") ? ["scenes"] : ["facilities", "tracks", "cars", "observations"];
    const asked = path.includes("{collection}")
      ? collections.map((collection) => `${path.replace("{collection}", collection)}?`)
      : path === "/api/facilities"
        ? OVERVIEW_SORTS.map((sort) => `${path}?sort=${sort}&`)
        : [`${path.replace("{facility}", NORTH)}?`];
    for (const at of asked)
      for (const cursor of cursors) {
        const response = await service.ask("GET", `${at}${name}=${cursor}`, { token });
        const given = `${at} with ${Buffer.from(cursor, "base64url")}`;
        assert.ok(response.status < 500, `${given}: ${await response.text()}`);
      }
  }
});
