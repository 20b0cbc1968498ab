import { type OpenScene, openScene } from "../../adapters/cog/open-scene.ts";
import { facilityTracksOn } from "../../adapters/cog/track-lines.ts";
import { openRegistered } from "../../adapters/counting/count-registered.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { facilityById, facilityId } from "../../adapters/store/facilities.ts";
import { facilitiesOfScene, listScenes, sceneById } from "../../adapters/store/scenes.ts";
import type { SceneId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { inWorkspace, type WorkspaceOptions } from "./in-workspace.ts";
import { lanesOf, printSeen, seenOf } from "./inspect-scene.ts";
import { stepLine } from "./step-line.ts";

export interface InspectFacilityOptions extends WorkspaceOptions {
  readonly out?: string;
  readonly halfWidth: number;
  readonly json?: boolean;
}

/**
 * Shows a registered scene of a facility, its newest where none is named, and the tracks of the facility's newest
 * drawing straightened on it. Tracks lie where they were drawn: what counting moved them by is not applied, so that a
 * misplaced drawing is seen.
 *
 * @throws YardcheckError "not-found" | "image-changed" | "image-unreadable" | "disk-full"
 */
export async function inspectFacility(
  id: string,
  scene: string | undefined,
  options: InspectFacilityOptions,
): Promise<void> {
  const facility = facilityId(id);
  const step = stepLine();
  const seen = await inWorkspace(options, "inspect", async ({ db, settings }, signal) => {
    const { geometry } = await facilityById(db, facility);
    if (!geometry)
      throw new YardcheckError(
        "not-found",
        `facility "${facility}" has no drawing: there are no tracks to straighten`,
        {
          fix: `Give a drawing: \`yardcheck facility add drawing.geojson --id ${facility}\`.`,
        },
      );
    const registered =
      scene === undefined
        ? (await listScenes(db, { facility, limit: 1_000_000 })).at(-1)
        : await sceneById(db, scene as SceneId);
    if (registered === undefined)
      throw new YardcheckError("not-found", `${facility} has no scene yet: register one with \`yardcheck scene add\``);
    if (!(await facilitiesOfScene(db, registered.id)).includes(facility))
      throw new YardcheckError("not-found", `scene ${registered.id} is not one of ${facility}'s`);
    step.show(`opening ${registered.location}`);
    const fetch = imageFetchOf(settings, process.env);
    const open = await openRegistered(registered, { signal, fetch });
    let mask: OpenScene | null = null;
    try {
      if (registered.cloudMask) mask = await openScene(registered.cloudMask.location, { signal, fetch });
      const lanes = await lanesOf(
        open,
        {
          lines: facilityTracksOn(open, geometry.tracks),
          scene: registered.id,
          halfWidthMetres: options.halfWidth,
          cloudMask:
            mask && registered.cloudMask
              ? { image: mask, hiddenWhereSet: registered.cloudMask.hiddenWhereSet }
              : undefined,
        },
        signal,
        step.show,
      );
      return await seenOf(open, lanes, { about: registered, placement: null, out: options.out }, step.show);
    } finally {
      await mask?.close();
      await open.close();
    }
  }).finally(step.clear);
  printSeen(seen, options);
}
