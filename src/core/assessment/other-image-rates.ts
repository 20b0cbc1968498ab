import { RegimeModel } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import { Workings } from "../baseline/workings.ts";
import type { AssessLook, AssessSeries } from "./assessment.ts";
import type { BaselineWindow } from "./baseline-windows.ts";
import { chanceThisHigh } from "./judge-look.ts";
import { COARSE_GRID } from "./ratio.ts";
import { tellsNothing } from "./tells-nothing.ts";
import { type Entry, toEntries } from "./to-sightings.ts";

/** Days between images, one a month and one a year, for periods whose number of images nobody stated. */
const OTHER_IMAGE_RATES = [30.4375, 365.25] as const;

/** Probability of the newest count if the headline's periods with an unknown number of images had held more of them, or fewer. */
export function otherImageRates(
  series: AssessSeries,
  entries: readonly Entry[],
  { sighting, headline }: { readonly sighting: Sighting; readonly headline: BaselineWindow },
): number[] {
  const isOpen = (look: AssessLook) => look.until !== undefined && look.images == null && !tellsNothing(look);
  if (!series.looks.some(isOpen)) return [];
  const used = new Set(headline.looks);
  const keys = new Set(
    entries.filter(({ sightings }) => sightings.some((look) => used.has(look))).map(({ key }) => key),
  );
  return OTHER_IMAGE_RATES.map((days) => {
    const earlier = toEntries(series.looks, days)
      .filter(({ key }) => keys.has(key))
      .flatMap(({ sightings }) => sightings)
      .sort((a, b) => a.day - b.day);
    return chanceThisHigh(new RegimeModel(earlier, [], new Workings(), COARSE_GRID).expectation(), sighting).mean;
  });
}
