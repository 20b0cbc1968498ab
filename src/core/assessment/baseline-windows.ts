import type { Expectation } from "../baseline/expectation.ts";
import { RegimeModel } from "../baseline/regime-model.ts";
import { type Sighting, tellsOf } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";

/** One choice of which looks are called usual. */
export interface BaselineWindow {
  /** "all" without regimes; else "own", "separate", "pooled", "regime NAME", "without NAME". */
  readonly name: string;
  readonly looks: readonly Sighting[];
  /** Looks of other regimes that share the assumption, not the level. */
  readonly others: readonly (readonly Sighting[])[];
  readonly expectation: Expectation;
  /** Its looks are fewer than {@link LOOKS_NEEDED}, and there is another window to judge by: it is listed, and no headline. */
  readonly tooFew: boolean;
}

/** Whether looks of a regime are in the window of that name, where a look of the regime `own` is judged. */
export function windowHolds(window: string, regime: string, own: string): boolean {
  if (window === "own" || window === "separate") return tellsOf({ regime }, own);
  if (window.startsWith("regime ")) return window === `regime ${regime}`;
  return window !== `without ${regime}`;
}

/**
 * Fewest earlier looks for an answer, and of a window. Below, the prior of the level says more than the looks do, and every
 * count would look usual.
 * Source: our choice, docs/methods/statistics.md part 1, "Too few looks".
 */
export const LOOKS_NEEDED = 5;

/**
 * Models of the windows other than the watch's own, kept from look to look: a window that has only grown takes in the new
 * looks, any other is fitted anew.
 */
export class WindowModels {
  readonly #models = new Map<string, { looks: Sighting[]; model: RegimeModel }>();
  readonly #workings: Workings;

  constructor(workings: Workings) {
    this.#workings = workings;
  }

  expectation(name: string, looks: readonly Sighting[]): Expectation {
    const kept = this.#models.get(name);
    if (kept?.looks.every((sighting, i) => looks[i] === sighting)) {
      for (const sighting of looks.slice(kept.looks.length)) {
        kept.model.add(sighting);
        kept.looks.push(sighting);
      }
      return kept.model.expectation();
    }
    const model = new RegimeModel(looks, [], this.#workings);
    this.#models.set(name, { looks: [...looks], model });
    return model.expectation();
  }
}

/**
 * Every window that the record allows, the watch's own first. The headline is the least surprising of them, so that no
 * choice of window can have made a count look unusual. Where a regime has hardly looks of its own its window is left out of
 * that: it would be the prior of the level that speaks.
 *
 * @param usual   looks that are known and not part of a change, all regimes, in order of day
 * @param own     the regime of the look that is judged
 * @param separate  expectation in which regimes have levels of their own and share the assumption
 */
export function baselineWindows(
  usual: readonly Sighting[],
  own: string,
  separate: Expectation,
  models: WindowModels,
): BaselineWindow[] {
  const ownLooks = usual.filter((sighting) => tellsOf(sighting, own));
  const names = [...new Set(usual.filter((sighting) => !tellsOf(sighting, own)).map(({ regime }) => regime))];
  const others = names.map((name) => usual.filter(({ regime }) => regime === name));
  if (others.length === 0) return [{ name: "all", looks: ownLooks, others: [], expectation: separate, tooFew: false }];

  const windows: BaselineWindow[] = [];
  const add = (name: string, looks: readonly Sighting[]) => {
    if (looks.length >= LOOKS_NEEDED)
      windows.push({ name, looks, others: [], expectation: models.expectation(name, looks), tooFew: false });
  };
  add("own", ownLooks);
  add("pooled", usual);
  for (const looks of others) {
    const name = looks[0]?.regime ?? "";
    add(`regime ${name}`, looks);
    if (others.length >= 2)
      add(
        `without ${name}`,
        usual.filter(({ regime }) => regime !== name),
      );
  }
  const tooFew = ownLooks.length < LOOKS_NEEDED && windows.length > 0;
  return [{ name: "separate", looks: ownLooks, others, expectation: separate, tooFew }, ...windows];
}
