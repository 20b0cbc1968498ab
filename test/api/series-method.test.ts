import assert from "node:assert/strict";
import { test } from "node:test";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { correctObservation, recordObservation } from "../../src/adapters/store/observations.ts";
import { addRevision } from "../../src/adapters/store/revisions.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { GeometryVersionId, MethodId } from "../../src/core/ids.ts";
import { DRAWING, NORTH, sampleScene, WITHHELD } from "../store/samples.ts";
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
  for (const path of ["series", "assessment", "report-draft", "observations", "standing", "report", "report-sentences"])
    assert.equal((await service.ask("GET", `${at}/${path}?method=strips@0`, { token })).status, 400, path);
  const answer = async (path: string) =>
    (await (await service.ask("GET", `${at}/${path}`, { token })).json()) as Record<string, readonly unknown[]>;
  assert.deepEqual(await answer("methods"), { method: "boxes@5+a", others: [ours] });
  const listed = async (query: string) => (await answer(`observations${query}`))["observations"]?.length;
  const stood = async (query: string) => (await answer(`standing${query}`))["looks"]?.length;
  const query = `?method=${ours}`;
  assert.deepEqual([await listed(""), await listed(query), await listed(`${query}&limit=1`)], [4, 3, 1]);
  assert.deepEqual([await stood(""), await stood(query), await stood("?method=boxes@5%2Ba")], [4, 3, 1]);
  const frozen = await service.ask("GET", `${at}/report?revision=1&method=${ours}`, { token });
  assert.equal(frozen.status, 400, await frozen.text());
});

test("a look that the evidence names is told of by what stands for its image: a correction, or the look of the method that is told", async () => {
  await using service = await testService();
  const { db, now } = service.context;
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, now());
  const look = async (n: number, method: string) => {
    await addScene(db, NORTH, sampleScene(n), now());
    const of = { facility: NORTH, geometry: `${NORTH}@1` as GeometryVersionId, scene: sampleScene(n).id };
    return (await recordObservation(db, of, { ...WITHHELD, method: method as MethodId }, now())).observation.id;
  };
  await look(1, "strips@1");
  const named = await look(2, "strips@1");
  await look(3, "strips@1");
  const token = (await accountsOf(service)).admin;
  const draft = async (query: string) => {
    const response = await service.ask("GET", `/api/facilities/${NORTH}/report-draft${query}`, { token });
    return { status: response.status, body: await response.text() };
  };
  const focusOf = async (query: string) => {
    const { status, body } = await draft(query);
    assert.equal(status, 200, body);
    return (JSON.parse(body) as { basis: { focus: string } }).basis.focus;
  };
  await addRevision(db, "evidence", NORTH, { ...noEvidence(NORTH), focus: named }, now());
  assert.equal(await focusOf(""), named);
  const corrected = await correctObservation(db, { of: named, by: "ada", reason: "hazier" }, WITHHELD, now());
  assert.equal(await focusOf(""), corrected.id);

  await look(4, "boxes@5+a");
  const { status, body } = await draft("");
  assert.equal(status, 422, body);
  assert.match(body, /of its image the series of boxes@5\+a has none/);
  assert.match(body, /another method: strips@1\./);
  assert.equal(await focusOf("?method=strips@1"), corrected.id);
  await look(5, "other@1");
  assert.match((await draft("")).body, /another method: strips@1\./, "and none that has not counted its image");
  assert.equal(await look(2, "other@1"), await focusOf(""));
});
