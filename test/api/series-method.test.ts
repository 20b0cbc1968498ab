import assert from "node:assert/strict";
import { test } from "node:test";
import { recordObservation } from "../../src/adapters/store/observations.ts";
import type { GeometryVersionId, MethodId } from "../../src/core/ids.ts";
import { NORTH, sampleScene } from "../store/samples.ts";
import { countingOf, northYard } from "./records.ts";
import { accountsOf, testService } from "./service.ts";

test("series and assessment are of the method that is asked for; one that counted nothing is refused, by drafts too", async () => {
  await using service = await testService();
  const { db, now } = service.context;
  await northYard(db);
  const token = (await accountsOf(service)).admin;
  const at = `/api/facilities/${NORTH}`;
  const methodsIn = async (query: string) => {
    const { entries } = (await (await service.ask("GET", `${at}/series${query}`, { token })).json()) as {
      entries: { origin: { method: string } }[];
    };
    return [...new Set(entries.map(({ origin }) => origin.method))];
  };
  const [ours = ""] = await methodsIn("");
  const of = { facility: NORTH, geometry: `${NORTH}@1` as GeometryVersionId, scene: sampleScene(4).id };
  await recordObservation(db, of, { ...countingOf(9), method: "boxes@5+a" as MethodId }, now());
  assert.deepEqual(await methodsIn(""), ["boxes@5+a"]);
  assert.deepEqual(await methodsIn(`?method=${ours}`), [ours]);
  const usable = async (method: string, query: string) => {
    const answer = (await (await service.ask(method, `${at}/${query}`, { token })).json()) as {
      usable?: number;
      assessment?: { usable: number };
    };
    return (answer.assessment ?? answer).usable;
  };
  assert.deepEqual(
    [await usable("GET", "assessment"), await usable("GET", `assessment?method=${ours}`)],
    [0, 1],
    "looks before the newest, of each series",
  );
  assert.equal(await usable("POST", `assessments?method=${ours}`), 1);
  for (const path of ["series", "assessment", "report-draft"])
    assert.equal((await service.ask("GET", `${at}/${path}?method=strips@0`, { token })).status, 400, path);
});
