import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import pino from "pino";
import { countRegistered } from "../../src/adapters/counting/count-registered.ts";
import { type JobView, listJobs } from "../../src/adapters/jobs/job-list.ts";
import { enqueue } from "../../src/adapters/jobs/job-queue.ts";
import { facilityById, geometryVersionId, putFacility } from "../../src/adapters/store/facilities.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { sceneById } from "../../src/adapters/store/scenes.ts";
import { draftFacilityReport } from "../../src/apps/steps/draft-facility-report.ts";
import { takePictures } from "../../src/apps/steps/look-pictures.ts";
import { watchTools } from "../../src/apps/steps/watch-tools.ts";
import type { SceneId, TrackId } from "../../src/core/ids.ts";
import { localServer, sendJson } from "../api/http-server.ts";
import { onBoth, settled, work } from "./working.ts";
import { addGoldenYard, newWorkspace, YARD } from "./yards.ts";

const IMAGE = readFileSync(resolve(import.meta.dirname, "../../src/adapters/doctor/golden/yard.tif"));
const ITEM = {
  type: "Feature",
  stac_version: "1.0.0",
  id: "golden",
  properties: { datetime: "2024-03-01T09:00:00Z", gsd: 0.4, license: "CC0-1.0", "yardcheck:synthetic": true },
  assets: { data: { href: "s3://images/golden/yard.tif", type: "image/tiff; application=geotiff", roles: ["data"] } },
};

onBoth(
  "a job fetches a scene whose image lies in S3, and has it counted and assessed; another reports, once",
  async (workspace) => {
    const { db } = workspace;
    await addGoldenYard(db, 0);
    await using server = await localServer((request, response) => {
      if (request.url === "/items/golden") return sendJson(response, ITEM);
      const isSigned = /^AWS4-HMAC-SHA256 Credential=key\//.test(request.headers.authorization ?? "");
      if (request.url !== "/images/golden/yard.tif" || !isSigned) return response.writeHead(403).end();
      const [, from = "0", to = ""] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
      const end = to === "" ? IMAGE.length - 1 : Math.min(Number(to), IMAGE.length - 1);
      response.writeHead(206, { "content-range": `bytes ${from}-${end}/${IMAGE.length}`, etag: '"v1"' });
      response.end(IMAGE.subarray(Number(from), end + 1));
    });
    const environment = {
      YARDCHECK_FETCH_ALLOW: server.place,
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
    };
    const parts = { catalogues: { own: { url: `${server.url}/stac`, s3: { endpoint: server.url } } } };
    const tools = watchTools({ ...workspace.settings, parts }, environment, () => new Date().toISOString());
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const worker = await work(workspace, 2, tools, log);
    const jobOf = async (kind: string): Promise<JobView | undefined> =>
      (await listJobs(db, { limit: 99 })).find((job) => job.kind === kind);
    try {
      const fetchJob = await enqueue(worker.queue, "fetch", { facility: YARD, item: `${server.url}/items/golden` });
      await settled(workspace);
      const fetched = await jobOf("fetch");
      assert.equal(fetched?.state, "done", JSON.stringify(fetched?.output));
      const { facts } = fetched.output as { facts: { scene: SceneId } };
      assert.equal((await sceneById(db, facts.scene)).location, `${server.url}/images/golden/yard.tif`);
      const [observation] = await currentObservations(db, YARD);
      assert.deepEqual([observation?.scene, observation?.status], [facts.scene, "counted"]);
      assert.deepEqual((await jobOf("assess"))?.output, { outcome: "skipped", reasons: ["too-few-looks"] });

      // The same item once more: the scene and its count are known.
      await enqueue(worker.queue, "fetch", { facility: YARD, item: `${server.url}/items/golden` });
      await settled(workspace);
      assert.equal((await currentObservations(db, YARD)).length, 1);

      const reported: { isNew: boolean; files: number }[] = [];
      for (let time = 0; time < 2; time++) {
        await enqueue(worker.queue, "report", { facility: YARD });
        await settled(workspace);
        const job = await jobOf("report");
        assert.equal(job?.state, "done", JSON.stringify(job?.output));
        reported.push((job.output as { facts: (typeof reported)[number] }).facts);
      }
      const [first, second] = reported;
      assert.deepEqual([first?.isNew, second], [true, { ...first, isNew: false }]);
      for (const name of ["en.html", "ar.html", "en.pdf", "ar.pdf", "en.docx", "ar.docx"])
        assert.ok(existsSync(resolve(workspace.reports, `${YARD}.${name}`)), name);

      const ended = lines.filter(({ msg }) => /^job\./.test(String(msg)));
      const jobs = new Map((await listJobs(db, { limit: 99 })).map(({ id, kind }) => [id, kind]));
      assert.ok(ended.some(({ job, kind, msg }) => job === fetchJob && kind === "fetch" && msg === "job.done"));
      for (const { job, kind } of ended) assert.equal(jobs.get(String(job)), kind);
      assert.equal(new Set(ended.map(({ job }) => job)).size, jobs.size);
    } finally {
      await worker.stop(5);
    }
  },
);

test("a look's pictures show the tracks that it was counted on, whatever was drawn since", async () => {
  const { workspace, end } = await newWorkspace();
  const { db } = workspace;
  const [scene] = await addGoldenYard(db, 1);
  assert.ok(scene);
  const tools = watchTools(workspace.settings, {}, () => new Date().toISOString());
  const { observation } = await countRegistered(db, YARD, scene, tools.count, () => new Date());
  const { names, geometry } = await facilityById(db, YARD);
  assert.ok(geometry);
  const [first] = geometry.tracks;
  const drawing = { ...geometry, tracks: [{ ...first, id: "new" as TrackId }] as const };
  await putFacility(db, { id: YARD, names, drawing, origin: "drawn anew" }, "2024-05-07T00:00:00Z");
  const options = { reason: null, access: tools.access };
  const { record } = await draftFacilityReport(db, YARD, "2024-05-08T00:00:00Z", options);
  assert.equal(observation.geometry, geometryVersionId(YARD, 1));
  assert.deepEqual(
    record.basis.pictures?.strips.map(({ track }) => track),
    geometry.tracks.map(({ id }) => id),
  );
  await end();
});

test("the pictures of the next publication never replace those that an older revision names", async () => {
  const { workspace, end } = await newWorkspace();
  const { db } = workspace;
  const [id] = await addGoldenYard(db, 1);
  assert.ok(id);
  const tools = watchTools(workspace.settings, {}, () => new Date().toISOString());
  const { observation } = await countRegistered(db, YARD, id, tools.count, () => new Date());
  const { geometry } = await facilityById(db, YARD);
  assert.ok(geometry && observation.status === "counted");
  const scene = await sceneById(db, id);
  const moved = { ...observation.registration, x: observation.registration.x + 2 };
  const before = await takePictures(geometry, scene, observation, fetch);
  const after = await takePictures(geometry, scene, { ...observation, registration: moved }, fetch);
  const kept = new Map([...before.bytes, ...after.bytes]);
  assert.equal(before.bytes.size, geometry.tracks.length + 1);
  assert.equal(kept.size, before.bytes.size + geometry.tracks.length);
  for (const { pictures } of [before, after])
    for (const picture of [pictures.overview, ...pictures.strips.map((strip) => strip.picture)])
      assert.equal(
        picture &&
          createHash("sha256")
            .update(kept.get(picture.name) ?? "")
            .digest("hex"),
        picture?.sha256,
      );
  await end();
});
