import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { recordObservation } from "../../src/adapters/store/observations.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import type { GeometryVersionId } from "../../src/core/ids.ts";
import type { Counting } from "../../src/core/observation/observation.ts";
import { NORTH, NOW, sampleScene, WITHHELD } from "../store/samples.ts";
import { countingOf, type Draft, northYard } from "./records.ts";
import { type TestService, testService } from "./service.ts";

let service: TestService;
let observations: readonly string[];
before(async () => {
  service = await testService();
  observations = await northYard(service.context.db);
});
after(() => service[Symbol.asyncDispose]());

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const _facility = (id: string) => ({ id, names: { en: id }, geometry: null });

test("two readers are blind to each other until both have handed in; then their agreement and a settled count", async () => {
  const scene = `/api/facilities/${NORTH}/scenes/scene-2`;
  const start = await json<Draft>(await service.ask("GET", `${scene}/reading?reader=ada`));
  assert.deepEqual([start.revision, start.document.cars.length], [0, 5]);

  const saved = await service.ask("PUT", `${scene}/reading?reader=ada`, { body: start });
  assert.equal((await json<{ revision: number }>(saved)).revision, 1);
  const stale = await service.ask("PUT", `${scene}/reading?reader=ada`, { body: start });
  assert.equal(stale.status, 412);
  const bo = await json<Draft>(await service.ask("GET", `${scene}/reading?reader=bo`));
  assert.equal(bo.revision, 0);

  const accepted = { ...start.document, cars: start.document.cars.map((car) => ({ ...car, verdict: "accepted" })) };
  const rejectsOne = {
    ...accepted,
    cars: accepted.cars.map((car, k) => (k === 0 ? { ...car, verdict: "rejected" } : car)),
  };
  assert.equal(
    (await service.ask("POST", `${scene}/readings?reader=ada`, { body: { document: accepted } })).status,
    201,
  );
  const alone = await json<{ blind: boolean; readings: unknown[]; agreement: unknown }>(
    await service.ask("GET", `${scene}/readings?reader=bo`),
  );
  assert.deepEqual([alone.blind, alone.readings.length, alone.agreement], [true, 0, null]);
  const settled = { document: rejectsOne, reason: "looked at it together" };
  assert.equal((await service.ask("POST", `${scene}/settlement`, { body: settled })).status, 409);
  assert.equal(
    (await service.ask("POST", `${scene}/readings?reader=bo`, { body: { document: rejectsOne } })).status,
    201,
  );
  assert.equal(
    (await service.ask("POST", `${scene}/readings?reader=bo`, { body: { document: accepted } })).status,
    409,
  );

  const both = await json<{
    blind: boolean;
    readings: unknown[];
    agreement: { countDifference: number; matched: number };
  }>(await service.ask("GET", `${scene}/readings?reader=bo`));
  assert.deepEqual([both.blind, both.readings.length], [false, 2]);
  assert.deepEqual([both.agreement.countDifference, both.agreement.matched], [1, 4]);

  const response = await service.ask("POST", `${scene}/settlement?reader=vera`, { body: settled });
  assert.equal(response.status, 201, await response.clone().text());
  const observation = await json<{
    id: string;
    method: string;
    count: { low: number };
    seen: { low: number; high: number };
  }>(response);
  assert.equal(observation.method, "strips@1+read-by-ada-and-bo");
  assert.deepEqual([observation.count.low, observation.seen.low, observation.seen.high], [4, 4, 4]);
  const { history } = await json<{
    history: { id: string; by: string | null; reason: string | null; median: number }[];
  }>(await service.ask("GET", `/api/observations/${observation.id}/history`));
  assert.deepEqual(
    history.map(({ median, by }) => [median, by]),
    [
      [4, "vera"],
      [5, null],
    ],
  );
  const { entries } = await json<{ entries: { figure: { count?: { median: number } } }[] }>(
    await service.ask("GET", `/api/facilities/${NORTH}/series`),
  );
  assert.deepEqual(
    entries.flatMap(({ figure }) => (figure.count ? [figure.count.median] : [])),
    [3, 4],
  );
});

test("what was corrected and corrected again can be settled still, and the settled count stands", async () => {
  await using fresh = await testService();
  const [first = ""] = await northYard(fresh.context.db);
  const scene = `/api/facilities/${NORTH}/scenes/scene-1`;
  const { document } = await json<Draft>(await fresh.ask("GET", `${scene}/reading?reader=ada`));
  const accepted = { ...document, cars: document.cars.map((one) => ({ ...one, verdict: "accepted" })) };
  const body = { document: accepted, reason: "looked again" };
  let standing = first;
  for (const reader of ["ada", "bo"]) {
    const path = `/api/observations/${standing}/corrections?reader=${reader}`;
    standing = (await json<{ id: string }>(await fresh.ask("POST", path, { body }))).id;
    await fresh.ask("POST", `${scene}/readings?reader=${reader}`, { body: { document: accepted } });
  }
  const settled = await fresh.ask("POST", `${scene}/settlement`, { body });
  assert.equal(settled.status, 201, await settled.clone().text());
  const { correction } = await json<{ correction: { of: string } }>(settled);
  assert.equal(correction.of, standing);
});

test("a reading that names one track twice in place of another is refused", async () => {
  const scene = `/api/facilities/${NORTH}/scenes/scene-1`;
  const { revision, document } = await json<Draft>(await service.ask("GET", `${scene}/reading?reader=ada`));
  const twice = { revision, document: { ...document, cars: [], tracks: [document.tracks[0], document.tracks[0]] } };
  assert.equal((await service.ask("PUT", `${scene}/reading?reader=ada`, { body: twice })).status, 400);
});

test("a reading that could not be is refused: a track that is not there, a car beyond its end, one car twice", async () => {
  const scene = `/api/facilities/${NORTH}/scenes/scene-1`;
  const { document } = await json<Draft>(await service.ask("GET", `${scene}/reading?reader=ada`));
  const [car] = document.cars;
  for (const cars of [
    [{ ...car, track: "9" }],
    [{ ...car, from: 555, to: 600 }],
    [{ ...car, from: 30, to: 20 }],
    [car, car],
  ]) {
    const body = { document: { ...document, cars }, reason: "try" };
    assert.equal((await service.ask("POST", `/api/observations/${observations[0]}/corrections`, { body })).status, 400);
  }
});

test("a correction is one more row, made once, and its labels can be taken for training", async () => {
  const scene = `/api/facilities/${NORTH}/scenes/scene-1`;
  const { document } = await json<Draft>(await service.ask("GET", `${scene}/reading?reader=ada`));
  const cars = document.cars.map((one) => ({ ...one, verdict: "accepted", type: "open" }));
  const body = { document: { ...document, cars }, reason: "types were wrong" };
  const path = `/api/observations/${observations[0]}/corrections?reader=ada`;
  const corrected = await service.ask("POST", path, { body });
  assert.equal(corrected.status, 201, await corrected.clone().text());
  assert.equal((await service.ask("POST", path, { body })).status, 409);
  const { id } = await json<{ id: string }>(corrected);
  const coco = await json<{ annotations: { category_id: number }[] }>(
    await service.ask("GET", `/api/observations/${id}/labels`),
  );
  assert.deepEqual(
    coco.annotations.map(({ category_id }) => category_id),
    [3, 3, 3],
  );
  const yolo = await (await service.ask("GET", `/api/observations/${id}/labels?f=yolo-obb`)).text();
  assert.equal(yolo.trim().split("\n").length, 3);
});

test("labels of a scene whose CRS has no code are refused as GeoJSON, which could not say what they are in", async () => {
  await using fresh = await testService();
  const { db } = fresh.context;
  await northYard(db);
  const { grid, ...scene } = sampleScene(9);
  await addScene(db, NORTH, { ...scene, grid: { ...grid, transform: { ...grid.transform, epsg: 32767 } } }, NOW);
  const of = { facility: NORTH, geometry: `${NORTH}@1` as GeometryVersionId, scene: scene.id };
  const { observation } = await recordObservation(db, of, countingOf(2), NOW);
  const labels = `/api/observations/${observation.id}/labels`;
  const refused = await fresh.ask("GET", `${labels}?f=geojson`);
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /has no EPSG code.*f=coco/s);
  assert.equal((await fresh.ask("GET", labels)).status, 200);
});

test("a reading with cars that nobody has checked is saved, but is no correction, not handed in, and settles nothing", async () => {
  await using fresh = await testService();
  const [observation] = await northYard(fresh.context.db);
  const scene = `/api/facilities/${NORTH}/scenes/scene-1`;
  const start = await json<Draft>(await fresh.ask("GET", `${scene}/reading?reader=ada`));
  const { document } = start;
  const accepted = { ...document, cars: document.cars.map((car) => ({ ...car, verdict: "accepted" })) };
  const half = { ...document, cars: document.cars.map((car, k) => (k === 0 ? { ...car, verdict: "rejected" } : car)) };
  assert.equal((await fresh.ask("PUT", `${scene}/reading?reader=ada`, { body: start })).status, 200);
  const refuse = async (path: string) => {
    const body = { document: half, reason: "untouched" };
    const response = await fresh.ask("POST", path, { body });
    assert.equal(response.status, 400, path);
    assert.match((await json<{ detail: string }>(response)).detail, /2 of 3 cars are not checked/);
  };
  await refuse(`${scene}/readings?reader=ada`);
  await refuse(`/api/observations/${observation}/corrections?reader=ada`);
  for (const reader of ["ada", "bo"]) {
    const handedIn = await fresh.ask("POST", `${scene}/readings?reader=${reader}`, { body: { document: accepted } });
    assert.equal(handedIn.status, 201);
  }
  await refuse(`${scene}/settlement`);
});

interface Shared {
  readings: { median: number }[];
  withheld: unknown;
  hidden: { track: string; metres: number }[];
}

test("a withheld scene is read only with the reader's word, and not at all where its pixels show nothing", async () => {
  await using fresh = await testService();
  const [, , withheld = ""] = await northYard(fresh.context.db);
  const of = { facility: NORTH, geometry: `${NORTH}@1` as GeometryVersionId, scene: sampleScene(4).id };
  const hidden: Counting = {
    ...WITHHELD,
    status: "withheld",
    usableFraction: 0,
    reasons: [{ code: "too-hidden", got: 0, limit: 0.25 }],
  };
  const { id: unusable } = (await recordObservation(fresh.context.db, of, hidden, NOW)).observation;
  const oblique: Counting = {
    ...hidden,
    reasons: [{ code: "too-oblique", got: 48, limit: 35 }],
    read: { bytes: 0, requests: 0, fileBytes: 0 },
  };
  await addScene(fresh.context.db, NORTH, sampleScene(5), NOW);
  const { id: unread } = (await recordObservation(fresh.context.db, { ...of, scene: sampleScene(5).id }, oblique, NOW))
    .observation;
  const scene = (n: number) => `/api/facilities/${NORTH}/scenes/scene-${n}`;
  const { document } = await json<Draft>(await fresh.ask("GET", `${scene(3)}/reading?reader=ada`));
  const shared = await json<Shared>(await fresh.ask("GET", `${scene(3)}/readings?reader=ada`));
  assert.deepEqual(shared.withheld, { reasons: ["too-hidden"], usableFraction: 0.2 });
  assert.deepEqual(
    shared.hidden.map(({ track, metres }) => [track, Math.round(metres)]),
    document.tracks.map(({ track, lengthMetres }) => [track, Math.round(0.8 * lengthMetres)]),
  );
  const said = { ...document, allEmpty: true };
  const send = async (path: string, of: unknown) => {
    const answer = await fresh.ask("POST", path, { body: { document: of, reason: "looked" } });
    return [answer.status, (await json<{ detail?: string }>(answer)).detail ?? ""] as const;
  };
  const sharedUnread = await json<Shared>(await fresh.ask("GET", `${scene(5)}/readings?reader=ada`));
  assert.deepEqual(sharedUnread.withheld, { reasons: ["too-oblique"], usableFraction: 0 });
  assert.deepEqual(sharedUnread.hidden, [], "nobody looked: nothing is known to be hidden");
  const paths = (n: number, observation: string) => [
    `${scene(n)}/readings?reader=ada`,
    `/api/observations/${observation}/corrections?reader=ada`,
  ];
  for (const path of paths(3, withheld)) {
    const [status, detail] = await send(path, document);
    assert.equal(status, 400, path);
    assert.match(detail, /no cars, in scene scene-3 \(withheld: too-hidden: got 0.2, limit 0.6\).*allEmpty/);
    assert.equal((await send(path, said))[0], 201, path);
  }
  const { observations } = await json<{
    observations: { scene: string; low: number; median: number; high: number }[];
  }>(await fresh.ask("GET", `/api/facilities/${NORTH}/observations`));
  const standing = observations.find((one) => one.scene === sampleScene(3).id);
  assert.equal(standing?.low, 0);
  assert.ok((standing?.high ?? 0) > 0, "no car where it could be seen is not no car");
  const { readings } = await json<Shared>(await fresh.ask("GET", `${scene(3)}/readings?reader=ada`));
  assert.deepEqual(
    readings.map(({ median }) => median),
    [standing?.median],
    "a reading handed in says as much as the count that it makes",
  );
  assert.ok((standing?.median ?? 0) > 0);
  const car = { id: "a", track: "1", from: 0, to: 14, probability: 1, type: "tank", covered: null, verdict: "added" };
  const [track] = document.tracks;
  const drawn = { ...document, cars: [{ ...car, track: track?.track }] };
  for (const path of paths(4, unusable))
    for (const reading of [document, said, drawn]) {
      const [status, detail] = await send(path, reading);
      assert.equal(status, 409, path);
      assert.match(detail, /scene scene-4: nothing of it can be used \(withheld: too-hidden: got 0, limit 0.25\)/);
    }
  const [handIn = "", correct = ""] = paths(5, unread);
  for (const path of [handIn, correct]) assert.equal((await send(path, document))[0], 400, path);
  assert.equal((await send(handIn, drawn))[0], 201);
  const corrected = await fresh.ask("POST", correct, { body: { document: drawn, reason: "looked" } });
  const { id: read, usableFraction } = await json<{ id: string; usableFraction: number }>(corrected);
  assert.deepEqual([corrected.status, usableFraction], [201, 0]);
  assert.equal((await send(correct.replace(unread, read), said))[0], 201, "and corrected once more");
});
