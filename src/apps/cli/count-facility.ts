import { countingHere, countRegistered } from "../../adapters/counting/count-registered.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { facilityById, facilityId } from "../../adapters/store/facilities.ts";
import type { StoredObservation } from "../../adapters/store/observations.ts";
import { listScenes, sceneById } from "../../adapters/store/scenes.ts";
import type { SceneId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { countingAsJson, countingAsText } from "./counting-print.ts";
import { inWorkspace, type WorkspaceOptions } from "./in-workspace.ts";
import { type CountWithOptions, openCounter } from "./open-counter.ts";
import { stepLine } from "./step-line.ts";

export interface CountFacilityOptions extends WorkspaceOptions, CountWithOptions {
  readonly shift?: { readonly x: number; readonly y: number };
  readonly json?: boolean;
}

/**
 * Counts registered scenes of a facility and stores the observations: the scene that is named, else every one. What was
 * counted before by the same networks, detector or calibration is printed again, not counted again.
 */
export async function countFacility(
  id: string,
  scene: string | undefined,
  options: CountFacilityOptions,
): Promise<void> {
  const facility = facilityId(id);
  const step = stepLine();
  const counter = await openCounter(options);
  const count = countingHere(options.threads, counter);
  await inWorkspace(options, "count", async ({ db, settings }, signal) => {
    await facilityById(db, facility);
    const fetch = imageFetchOf(settings, process.env);
    const scenes =
      scene === undefined
        ? await listScenes(db, { facility, limit: 1_000_000 })
        : [await sceneById(db, scene as SceneId)];
    if (scenes.length === 0)
      process.stdout.write(`${facility} has no scene yet: register one with \`yardcheck scene add\`.\n`);
    const failures: YardcheckError[] = [];
    for (const [i, { id: sceneId, location, grid }] of scenes.entries()) {
      signal.throwIfAborted();
      const where = `scene ${i + 1} of ${scenes.length}`;
      step.show(where);
      let counted: Awaited<ReturnType<typeof countRegistered>>;
      try {
        counted = await countRegistered(db, facility, sceneId, count, () => new Date(), {
          signal,
          fetch,
          method: counter.method,
          shift: options.shift ?? null,
          onProgress: (done, all) => step.show(`${where}: track ${Math.min(done + 1, all)} of ${all}`),
        }).finally(step.clear);
      } catch (error) {
        // What is wrong with one image is told, and the others are counted.
        if (scenes.length === 1 || !(error instanceof YardcheckError) || error.handling.exit >= 6) throw error;
        process.stderr.write(`yardcheck: ${sceneId} (${location}): ${error.message}\n`);
        failures.push(error);
        continue;
      }
      const { observation, recorded } = counted;
      const { acquiredAt } = observation;
      const json = () => countingAsJson(observation, { acquiredAt, epsg: grid.transform.epsg });
      // Of several scenes a line each, which names its scene.
      if (options.json && scene === undefined)
        process.stdout.write(`${JSON.stringify({ scene: sceneId, ...JSON.parse(json()) })}\n`);
      else if (options.json) process.stdout.write(`${json()}\n`);
      else if (scene !== undefined) process.stdout.write(countingAsText(observation, { image: location, acquiredAt }));
      else
        process.stdout.write(
          `${sceneId}  ${acquiredAt}  ${countedText(observation)}${recorded ? "" : "  (counted before)"}\n`,
        );
    }
    const [failure] = failures;
    if (failure !== undefined)
      throw new YardcheckError(
        failure.code,
        `${failures.length} of ${scenes.length} scenes were not counted; they are named above`,
        { cause: failure },
      );
  });
}

function countedText(observation: StoredObservation): string {
  if (observation.status === "withheld") return `withheld: ${observation.reasons.map(({ code }) => code).join(", ")}`;
  const { median, low, high, level } = observation.count;
  return `${median} cars (${low}-${high}, ${Math.round(level * 100)} %)`;
}
