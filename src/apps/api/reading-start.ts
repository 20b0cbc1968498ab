import { facilityById, geometryAt, versionNumber } from "../../adapters/store/facilities.ts";
import { observationById, type StoredObservation } from "../../adapters/store/observations.ts";
import { sceneById } from "../../adapters/store/scenes.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import { lengthMetres } from "../../core/facility/local-plane.ts";
import type { FacilityId, ObservationId, SceneId } from "../../core/ids.ts";
import { hindranceOf } from "../../core/reading/hindrance.ts";
import { type Reading, readingOf, standingCars } from "../../core/reading/reading.ts";
import { YardcheckError } from "../../errors.ts";
import type { ApiContext } from "./context.ts";

/**
 * Where every reader of a scene starts, so that no one sees another's work: the method's newest count of it, as it was
 * before any correction.
 */
export async function startOf({ db }: ApiContext, facility: FacilityId, scene: SceneId) {
  await sceneById(db, scene);
  const row = await db
    .selectFrom("observation")
    .select("id")
    .where("facility", "=", facility)
    .where("scene", "=", scene)
    .where("corrects", "is", null)
    .orderBy("geometry_version", "desc")
    .orderBy("recorded_at", "desc")
    .executeTakeFirst();
  if (row === undefined) {
    await facilityById(db, facility);
    throw new YardcheckError("conflict", `scene ${scene} was not counted for ${facility} yet; count it first`);
  }
  const counted = await observationById(db, row.id as ObservationId);
  const geometryVersion = versionNumber(counted.geometry);
  const geometry = await geometryAt(db, facility, geometryVersion);
  const reading = counted.status === "counted" ? readingOf(counted.tracks) : blankOf(geometry, counted);
  return { key: { facility, geometryVersion, scene }, counted, reading };
}

/** The tracks to be read, without any car. */
export function blankOf(geometry: FacilityGeometry, observation: StoredObservation): Reading {
  if (observation.status === "counted") return { ...readingOf(observation.tracks), cars: [] };
  const tracks = geometry.tracks.map(({ id, name, line }) => ({
    track: String(id),
    name,
    lengthMetres: lengthMetres(line),
  }));
  return { version: 1, tracks, cars: [] };
}

/** The correction that stands for an observation: the end of its chain. */
export async function standingOf({ db }: ApiContext, observation: StoredObservation): Promise<StoredObservation> {
  const newerThan = async (id: ObservationId) =>
    (await db.selectFrom("observation").select("id").where("corrects", "=", id).executeTakeFirst())?.id as
      | ObservationId
      | undefined;
  let { id } = observation;
  for (let newer = await newerThan(id); newer !== undefined; newer = await newerThan(id)) id = newer;
  return id === observation.id ? observation : await observationById(db, id);
}

/** @throws YardcheckError "usage" for cars that cannot stand where the reading says, or tracks that are not the facility's */
export function refuseImpossible(reading: Reading, start: Reading): void {
  const lengths = new Map(start.tracks.map(({ track, lengthMetres: length }) => [track, length]));
  const refuse = (what: string) => {
    throw new YardcheckError("usage", `body.document: ${what}`);
  };
  const read = new Set(reading.tracks.map(({ track }) => track));
  const same =
    reading.tracks.length === lengths.size && read.size === lengths.size && [...read].every((id) => lengths.has(id));
  if (!same) refuse(`expected the ${lengths.size} tracks of the facility, each once`);
  const ids = new Set<string>();
  for (const { id, track, from, to } of reading.cars) {
    const length = lengths.get(track);
    if (length === undefined) refuse(`car ${id} stands on track "${track}", which the facility has not`);
    else if (!(from < to && to <= length + 0.01))
      refuse(`car ${id} must lie within 0 and ${length} m, got ${from} to ${to}`);
    if (ids.has(id)) refuse(`car ${id} is there twice`);
    ids.add(id);
  }
}

/**
 * A reading is somebody's count only once they have looked at every car of it: until then its spread is not theirs, and
 * narrower than the method's. Of a withheld image it is one only with their word of what stands there.
 *
 * @param of  what the method said of the scene
 * @throws YardcheckError "usage" for cars that nobody has checked, and for no cars in a withheld image without
 *         `allEmpty`; "conflict" where nothing of the image can be used
 */
export function refuseUnready(reading: Reading, of: StoredObservation): void {
  const unchecked = standingCars(reading).filter(({ verdict }) => verdict === "unchecked").length;
  if (unchecked > 0)
    throw new YardcheckError("usage", `body.document: ${unchecked} of ${reading.cars.length} cars are not checked yet`);
  const hindrance = hindranceOf(reading, of);
  if (hindrance === "nothing-usable")
    throw new YardcheckError(
      "conflict",
      `scene ${of.scene}: nothing of it can be used${withheldAs(of)}, so neither cars nor empty tracks can be told from it; read another image of that time, or leave it withheld`,
    );
  if (hindrance === "not-said-empty")
    throw new YardcheckError(
      "usage",
      `body.document: no cars, in scene ${of.scene}${withheldAs(of)}; draw the cars, or set allEmpty to true if you looked at every track and none stands there`,
    );
}

function withheldAs({ reasons }: StoredObservation): string {
  const said = reasons.map(({ code, got, limit }) =>
    got === null || limit === null ? code : `${code}: got ${got}, limit ${limit}`,
  );
  return said.length === 0 ? "" : ` (withheld: ${said.join("; ")})`;
}
