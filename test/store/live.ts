import type { Database } from "../../src/adapters/store/database.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { correctObservation, recordObservation } from "../../src/adapters/store/observations.ts";
import { addRevision } from "../../src/adapters/store/revisions.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import type { Drawing, Names } from "../../src/core/facility/facility.ts";
import type { FacilityId, GeometryVersionId, MethodId, ObservationId, SceneId } from "../../src/core/ids.ts";
import type { Counting } from "../../src/core/observation/observation.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { DRAWING, METHOD, NOW, sampleCounting, sampleScene, WITHHELD } from "./samples.ts";

const METHODS = [METHOD, "strips@2" as MethodId];
const NAMES: readonly Names[] = [
  { en: "North yard" },
  { ar: "محطّة الشَّمال" },
  { en: "Émile's 50%_yard", ar: "ساحة أُمّ قصر ١٢" },
  { en: "Yard of the east \\ east", fr: "Gare de l'Est" },
  { ar: "مرفأ طرطوس" },
];
const ASSESSMENTS: readonly unknown[] = [
  { status: "too-few-looks" },
  { status: "ready", looks: [] },
  ...["none", "watch", "alarm", "firm", "ended"].flatMap((tier) => [
    { status: "ready", looks: [{ tier, evidence: 3.5 }] },
    {
      status: "ready",
      looks: [
        { tier: "none", evidence: 9 },
        { tier, evidence: null },
      ],
    },
  ]),
  // A fall: under a rise that is no more than possible, and alone.
  ...["watch", "alarm", "firm"].flatMap((tierFall) =>
    ["none", "watch", "alarm"].map((tier) => ({ status: "ready", looks: [{ tier, tierFall, evidence: 1 }] })),
  ),
];

/** A yard whose whole drawing lies `east` degrees further on. */
function drawnAt(east: number): Drawing {
  const [first, second] = DRAWING.tracks;
  const moved = <Points extends readonly { lon: number; lat: number }[]>(points: Points) =>
    points.map(({ lon, lat }) => ({ lon: lon + east, lat })) as unknown as Points;
  if (!first || !second) throw new Error("the sample has two tracks");
  return {
    area: moved(DRAWING.area),
    tracks: [
      { ...first, line: moved(first.line) },
      { ...second, line: moved(second.line) },
    ],
    zones: DRAWING.zones.map((zone) => ({ ...zone, area: moved(zone.area) })),
  };
}

/** Facilities, scenes, looks, corrections and assessments in a seeded order, with many ties of times and of counts. */
export async function live(
  db: Database,
  seed: number,
  steps: number,
  onStep: (step: number) => Promise<void>,
): Promise<void> {
  const random = new RandomStream(seed);
  const facilities: { id: FacilityId; version: number }[] = [];
  const standing: { id: ObservationId; method: MethodId }[] = [];
  const counting = (method: MethodId): Counting =>
    random.chance(0.3) ? { ...WITHHELD, method } : sampleCounting(random.integer(0, 3), method);
  const draw = async (of: { id: FacilityId; version: number }, east: number) => {
    const put = { id: of.id, names: {}, drawing: drawnAt(east), origin: "test" };
    if ((await putFacility(db, put, NOW)).newVersion) of.version++;
  };
  const add = async () => {
    const facility = { id: `${random.pick(["b", "y", "f0"])}-${facilities.length}` as FacilityId, version: 0 };
    await putFacility(db, { id: facility.id, names: random.pick(NAMES), drawing: null, origin: "test" }, NOW);
    facilities.push(facility);
    if (random.chance(0.9)) await draw(facility, random.integer(0, 3));
  };
  const look = async (n: number) => {
    const { id, version } = random.pick(facilities);
    if (version === 0) return;
    const scene = sampleScene(n, `2024-03-0${random.integer(1, 6)}T09:30:00Z`);
    await addScene(db, id, scene, NOW);
    const method = random.pick(METHODS);
    const of = { facility: id, geometry: `${id}@${version}` as GeometryVersionId, scene: scene.id as SceneId };
    const { observation } = await recordObservation(db, of, counting(method), NOW);
    standing.push({ id: observation.id, method });
  };
  const correct = async () => {
    const at = random.integer(0, standing.length - 1);
    const old = standing[at];
    if (old === undefined) return;
    const correction = { of: old.id, by: "ada", reason: "counted again" };
    const { id } = await correctObservation(db, correction, counting(old.method), NOW);
    standing[at] = { id, method: old.method };
  };
  for (let step = 0; step < steps; step++) {
    const dice = random.uniform();
    if (facilities.length < 2 || dice < 0.1) await add();
    else if (dice < 0.15)
      await putFacility(
        db,
        { id: random.pick(facilities).id, names: random.pick(NAMES), drawing: null, origin: "test" },
        NOW,
      );
    else if (dice < 0.2) await draw(random.pick(facilities), random.integer(0, 3));
    else if (dice < 0.6) await look(step);
    else if (dice < 0.8) await correct();
    else await addRevision(db, "assessment", random.pick(facilities).id, random.pick(ASSESSMENTS), NOW);
    await onStep(step);
  }
}
