import assert from "node:assert/strict";
import { test } from "node:test";
import { renderReport } from "../../src/adapters/render/report.ts";
import type { MethodId } from "../../src/core/ids.ts";
import { countOf } from "../../src/core/observation/count.ts";
import type { ReportLook, ReportRecord } from "../../src/core/report/record.ts";
import { clouded, countsYard, looksOf, ownYard } from "./counted-yard.ts";
import { told } from "./told.ts";
import { monthlyCounts } from "./tumangang.ts";
import { look, yardRecord } from "./yard.ts";

const page = async (record: ReportRecord) =>
  String(await renderReport(record, { language: "en", format: "html", pictures: new Map() }));

test("a picture says what could be seen where its tables do: not where nearly all was seen", async () => {
  const told = async (usableFraction: number) => {
    const looks = clouded(looksOf([8, 9, 7, 8, 10, 3]), 35, "strips@1").map(({ observation, scene }) => {
      if (observation.status !== "counted") return { observation, scene };
      const tracks = observation.tracks.map((each) => ({ ...each, usableFraction, seen: countOf([0, 1]) }));
      return { observation: { ...observation, usableFraction, tracks }, scene };
    });
    const html = await page(ownYard(looks));
    return [...html.matchAll(/<figcaption[^>]*>(.*?)<\/figcaption>/gs)]
      .map(([, words]) => words?.replace(/<[^>]*>/g, "") ?? "")
      .filter((words) => /could be seen/.test(words)).length;
  };
  assert.equal(await told(0.97), 0);
  assert.equal(await told(0.74), 3, "the yard and its two tracks");
});

test("in a chart without events the unit of the axis is within the picture, and numbers do not run together", async () => {
  const record = countsYard(
    monthlyCounts([7, 8, 7, 8, 9, 7, 8, 7, 8, 7, 8, 9, 7, 8, 7, 8, 9, 7, 8, 7, 8, 9, 8, 7, 8, 9, 7, 8]),
  );
  const html = await page(record);
  const unit = /<text[^>]* y="(-?[\d.]+)"[^>]*>(?:<[^>]*>)*cars</.exec(html);
  assert.ok(unit && Number(unit[1]) >= 12, unit?.[0] ?? "no unit");
});

test("that figures of other ground or classes are not added up is said where there are such", async () => {
  const one = monthlyCounts([7, 8, 7, 8, 9, 7, 8]);
  assert.doesNotMatch(await page(countsYard(one)), /stand side by side and are not added up/);
  const other = one.map((entry, i) => (i < 2 ? { ...entry, ground: "station" } : entry));
  assert.match(await page(countsYard(other)), /stand side by side and are not added up/);
});

test("a track's metres and its probability of being empty are no more precise than they are known", async () => {
  const looks = looksOf([8, 9, 7, 8, 10, 3]).map(({ observation, scene }): ReportLook => {
    if (observation.status === "withheld") return { observation, scene };
    const tracks = observation.tracks.map((track, t) => (t === 1 ? { ...track, occupiedMetres: 0.03138 } : track));
    return { observation: { ...observation, tracks }, scene };
  });
  const text = String(await renderReport(ownYard(looks), { language: "en", format: "txt" }));
  assert.doesNotMatch(text, /0\.031/);
  assert.match(text, /Probability that it is empty: .*under .*0\.1%/);
  assert.doesNotMatch(text, /Probability that it is empty: \W*0%/);
});

/** The newest look of the yard, its second track, on which no car is supposed, seen to that share. */
function secondTrackSeen(share: number): ReportLook {
  const shown = look("2025-04-10", 4, true);
  if (shown.observation.status !== "counted") throw new Error("a counted look");
  const tracks = shown.observation.tracks.map((track, t) => (t === 1 ? { ...track, usableFraction: share } : track));
  return { ...shown, observation: { ...shown.observation, tracks } };
}

test("a track that was hidden is not told as empty, however probable that is supposed to be", () => {
  const sentences = (share: number) => {
    const record = yardRecord(true, { looks: [secondTrackSeen(share)], assessed: null });
    return [...told(record, "key", "en"), ...told(record, "brief", "en")].filter((text) => /empty/.test(text));
  };
  assert.ok(sentences(0.9).some((text) => text.startsWith("1 of 2 tracks was empty")));
  assert.deepEqual(
    sentences(0.1).filter((text) => /1 of (the )?2/.test(text)),
    [],
  );
});

test("a track of which nothing could be seen is told as that, with others in one line, and not as empty", async () => {
  const record = yardRecord(false, { looks: [secondTrackSeen(0)], assessed: null });
  const en = String(await renderReport(record, { language: "en", format: "txt" }));
  assert.match(en, /Nothing could be seen of \W*1\W* track: \W*t2/);
  assert.match(en, /Occupied: \W*not seen/);
  assert.doesNotMatch(en, /t2\W*, straightened/);
  const ar = String(await renderReport(record, { language: "ar", format: "txt" }));
  assert.match(ar, /لم تمكن رؤية أي جزء من \W*سكة واحدة/);
});

test("where a track could not be seen, its outlines and the map are hatched, and say so", async () => {
  const shown = look("2025-04-10", 4, false);
  if (shown.observation.status !== "counted") throw new Error("a counted look");
  const tracks = shown.observation.tracks.map((track, t) =>
    t === 0 ? { ...track, hidden: [{ from: 200, to: 400 }], usableFraction: 0.5 } : track,
  );
  const of = async (observation: ReportLook["observation"]) =>
    await page(yardRecord(false, { looks: [{ ...shown, observation }], assessed: null }));
  const hatched = await of({ ...shown.observation, tracks });
  assert.equal(hatched.match(/hatched: not seen/g)?.length, 2, "the map and the strip");
  assert.match(hatched, /stroke-dasharray="1 2\.5"/);
  assert.doesNotMatch(await of(shown.observation), /hatched: not seen|stroke-dasharray="1 2\.5"/);
});

test("a picture is captioned with the cars that are drawn, and the count beside it where that is another", async () => {
  const shown = look("2025-04-10", 4, false);
  if (shown.observation.status !== "counted") throw new Error("a counted look");
  const { count, tracks } = shown.observation;
  const observation = { ...shown.observation, count: { ...count, median: 5, high: 6 } };
  const text = async (of: typeof observation, language: string) =>
    String(
      await renderReport(yardRecord(false, { looks: [{ ...shown, observation: of }], assessed: null }), {
        language,
        format: "txt",
      }),
    );
  const drawn = tracks.reduce((sum, { cars }) => sum + cars.length, 0);
  assert.equal(drawn, 4);
  const en = await text(observation, "en");
  assert.match(en, /4\W* cars are drawn as outlines, without pixels of the image, and \W*5\W* were counted\./);
  assert.match(en, /of the \W*4\W* cars that were made out one by one carried/);
  assert.match(await text(observation, "ar"), /إطارات \W*4\W* عربات من دون الصورة نفسها، والعدد المُحصى \W*5/);
  assert.match(await text(shown.observation, "en"), /4\W* cars as outlines, without pixels of the image\./);
});

test("a reader's count of an image that no method read says nothing of how much of the track was seen", async () => {
  const shown = look("2025-04-10", 4, true);
  const unread = (method: string): ReportLook => ({
    ...shown,
    observation: {
      ...shown.observation,
      method: method as MethodId,
      usableFraction: 0,
      read: { bytes: 0, requests: 0, fileBytes: 9000 },
      ...(shown.observation.status === "counted"
        ? { tracks: shown.observation.tracks.map((track) => ({ ...track, usableFraction: 0 })) }
        : {}),
    } as ReportLook["observation"],
  });
  const record = yardRecord(true, { looks: [unread("strips@1+read-by-ada")], assessed: null });
  assert.ok(!record.findings.some(({ key }) => key === "cannot.hidden" || key === "brief.hidden"));
  assert.ok(told(record, "key", "en").some((text) => text.startsWith("1 of 2 tracks was empty")));
  const text = String(await renderReport(record, { language: "en", format: "txt" }));
  assert.doesNotMatch(text, /Track seen: \W*0%/);
  assert.match(text, /Track seen: not read/);
});
