import type { Expectation } from "../baseline/expectation.ts";
import { type Sighting, tellsOf } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import type { Rank } from "./assessment.ts";
import { type CandidateGap, ChangeEvidence, type Evidence } from "./change-evidence.ts";
import { type EndedChange, isWithin, looksApart, type WatchedChange, type WatchStep } from "./ended-change.ts";
import { ReturnWatch } from "./return-to-usual.ts";
import { TIERS, tierOf } from "./tiers.ts";
import { type Entry, type FullCount, rankOf } from "./to-sightings.ts";

/**
 * Probability of the usual level from which a change counts as ended.
 * Source: our choice, docs/methods/statistics.md 2.5; how it does on surges that end is measured there ("S0 x3 ended").
 */
const BACK = 0.9;
/**
 * Probability of a change from which the looks since are left out of what is usual.
 * Source: our choice, docs/methods/statistics.md 2.3: more likely than not. No other value was measured.
 */
const LEFT_OUT = 0.5;

/**
 * Follows one series look by look. After a look it holds what that look and the earlier ones say, and nothing of the later
 * ones.
 *
 * A change that has reached the alarm is watched for its end. When the level is back, the looks of the change become a
 * regime of their own, the looks since then join the usual ones, and the evidence starts from nothing.
 */
export class Watch {
  readonly #workings: Workings;
  readonly #known: { readonly sighting: Sighting; readonly gap: boolean }[] = [];
  readonly #ended: EndedChange[] = [];
  readonly changes: WatchedChange[] = [];
  #regime: string | null = null;
  #state: ChangeEvidence | null = null;
  #evidence: Evidence | null = null;
  #return: ReturnWatch | null = null;
  readonly #fullCounts: FullCount[] = [];

  constructor(workings: Workings) {
    this.#workings = workings;
  }

  get state(): ChangeEvidence | null {
    return this.#state;
  }

  /** Takes in a look that is part of the record only. */
  learn(entry: Entry): void {
    this.#take(entry, false);
  }

  /** Every look that is known and not part of an ended change, all regimes, in order of day. */
  usualLooks(): Sighting[] {
    return this.#sorted()
      .filter(({ sighting }) => !this.#isEnded(sighting))
      .map(({ sighting }) => sighting);
  }

  /** How many of the earlier full counts a full count exceeds, of those that it can be held against. */
  rank(count: FullCount | null): Rank {
    return rankOf(count, this.#fullCounts);
  }

  /**
   * Looks of the regime of the newest look that was judged, from which the onset is told: up to now while a change lasts or
   * none is seen, up to its end when the last change has ended and nothing new has begun.
   */
  lastEpisode(): { readonly sighting: Sighting; readonly gap: boolean }[] {
    const regime = this.#regime ?? "";
    const isOver = (this.lastChange()?.untilDay ?? null) !== null;
    const last = isOver ? this.#ended.findLast((span) => span.regime === regime) : undefined;
    return this.#sorted().filter(
      ({ sighting }) =>
        tellsOf(sighting, regime) &&
        !this.#ended.some((span) => span.regime === regime && span !== last && isWithin(span, sighting)) &&
        (last === undefined || sighting.day < last.untilDay || isWithin(last, sighting)),
    );
  }

  /** Looks that share the assumption with those of the last episode, and not their level. */
  besideEpisode(): Sighting[][] {
    const episode = new Set(this.lastEpisode().map(({ sighting }) => sighting));
    const sightings = this.#sorted().map(({ sighting }) => sighting);
    return looksApart(sightings, this.#regime ?? "", this.#ended, episode);
  }

  /** The last change of the regime of the newest look that was judged, under way or ended; null: there was none. */
  lastChange(): WatchedChange | null {
    return this.#lastIn(this.#regime ?? "");
  }

  #lastIn(regime: string): WatchedChange | null {
    return this.changes.findLast((change) => change.regime === regime) ?? null;
  }

  /** Direction of the change that is told of; null when the evidence is even. */
  leaning(): "rise" | "fall" | null {
    const last = this.lastChange();
    if (last !== null) return last.direction;
    const evidence = this.#evidence;
    if (evidence === null || this.#state === null || this.#state.gaps.length < 2) return null;
    return evidence.rise >= evidence.fall ? "rise" : "fall";
  }

  /** Probability, after the newest look, that a change under way is over. */
  backProbability(): number {
    const open = this.#open();
    if (open === null) return 0;
    const gap = this.#gapOf(open.direction);
    return gap === undefined ? 0 : this.#returnFrom(gap, open.direction).back().probability;
  }

  /** Makes the model ready to judge a look of a regime, from what is known. */
  prepare(regime: string): ChangeEvidence {
    if (this.#state === null || this.#regime !== regime) this.#replay(regime);
    if (this.#state === null) throw new RangeError("a watch has a state once it is prepared");
    return this.#state;
  }

  /**
   * What is usual, as the looks so far have it: when a change is more likely than not, the looks since its most probable
   * gap are left out.
   */
  usual(): { readonly expectation: Expectation; readonly before: CandidateGap | null } {
    const state = this.#state;
    if (state === null) throw new RangeError("prepare the watch first");
    const evidence = this.#evidence;
    if (evidence !== null && Math.max(evidence.riseProbability, evidence.fallProbability) > LEFT_OUT) {
      const byGap = evidence.riseProbability >= evidence.fallProbability ? evidence.riseByGap : evidence.fallByGap;
      const gap = state.gaps[state.mostProbableGap(byGap)];
      if (gap !== undefined && gap.index > 0) return { expectation: state.expectationBefore(gap), before: gap };
    }
    return { expectation: state.model.expectation(), before: null };
  }

  /** Takes in a monitored look, and says where the evidence stands. */
  judge(entry: Entry): WatchStep {
    this.prepare(entry.regime);
    this.#take(entry, true);
    const evidence = this.#evidence;
    if (evidence === null) throw new RangeError("a monitored look leaves evidence");
    const open = this.#open();
    const stronger = evidence.rise >= evidence.fall ? "rise" : "fall";
    const strength = Math.max(evidence.rise, evidence.fall);
    let back = 0;
    let endedNow = false;
    let changed: readonly Sighting[] = [];
    // Once alarmed, a change is followed to its end even while its evidence dwindles.
    const direction = strength >= TIERS.alarm ? stronger : (open?.direction ?? stronger);
    if (strength >= TIERS.alarm || open !== null) {
      const ended = this.#followChange(direction, entry.knownDay);
      back = ended.probability;
      endedNow = back > BACK;
      changed = ended.looks;
    }
    const past = (way: "rise" | "fall") =>
      this.#ended.some((change) => change.regime === entry.regime && change.direction === way);
    const step: WatchStep = {
      evidence,
      surge: evidence.riseProbability * (direction === "rise" ? 1 - back : 1),
      // A fall leaves some evidence of a rise behind, and the other way round: only the stronger of the two has a tier.
      tier: tierOf(direction === "rise" ? evidence.rise : 0, past("rise"), endedNow && direction === "rise"),
      tierFall: tierOf(direction === "fall" ? evidence.fall : 0, past("fall"), endedNow && direction === "fall"),
    };
    if (endedNow) this.#restart(changed);
    return step;
  }

  #take(entry: Entry, monitored: boolean): void {
    const last = this.#known.at(-1)?.sighting.day ?? -Infinity;
    const inOrder = entry.sightings.every((sighting) => sighting.day >= last);
    const restartDay = this.#restartDay(entry.regime);
    // Images of a period may lie within a change that has ended, or before the watch began anew.
    const gapAt = entry.sightings.findIndex((sighting) => !this.#isEnded(sighting) && sighting.day > restartDay);
    for (const [i, sighting] of entry.sightings.entries())
      this.#known.push({ sighting, gap: monitored && i === gapAt });
    if (entry.fullCount !== null) this.#fullCounts.push(entry.fullCount);
    if (this.#state === null) return;
    const own = entry.sightings.every((sighting) => tellsOf(sighting, this.#regime ?? ""));
    if (!inOrder || !own || (monitored && entry.regime !== this.#regime)) {
      if (monitored) this.#replay(entry.regime);
      else this.#state = null;
      return;
    }
    for (const [i, sighting] of entry.sightings.entries()) {
      this.#evidence = this.#state.add(sighting, monitored && i === gapAt);
      this.#return?.add(sighting);
    }
  }

  /** Builds the state of a regime from all known looks. */
  #replay(regime: string): void {
    const sorted = this.#sorted();
    const own = sorted.filter(({ sighting }) => tellsOf(sighting, regime) && !this.#isEnded(sighting));
    const restartDay = this.#restartDay(regime);
    const firstGap = own.findIndex(({ sighting, gap }) => gap && sighting.day > restartDay);
    const usual = firstGap === -1 ? own : own.slice(0, firstGap);
    this.#regime = regime;
    this.#return = null;
    this.#state = new ChangeEvidence(
      usual.map(({ sighting }) => sighting),
      looksApart(
        sorted.map(({ sighting }) => sighting),
        regime,
        this.#ended,
      ),
      this.#workings,
    );
    if (firstGap !== -1) for (const { sighting, gap } of own.slice(firstGap)) this.#state.add(sighting, gap);
    // Without a gap it is 0.
    this.#evidence = this.#state.evidence();
  }

  /** Day after which a regime's looks are watched anew: that of the look which ended its last change. */
  #restartDay(regime: string): number {
    const restarts = this.#ended.filter((change) => change.regime === regime || change.regime === "" || regime === "");
    return Math.max(-Infinity, ...restarts.map((change) => change.restartDay));
  }

  #sorted(): { readonly sighting: Sighting; readonly gap: boolean }[] {
    return this.#known
      .map((known, order) => ({ ...known, order }))
      .sort((a, b) => a.sighting.day - b.sighting.day || a.order - b.order);
  }

  #isEnded(sighting: Sighting): boolean {
    return this.#ended.some((span) => isWithin(span, sighting));
  }

  /** The change that has been alarmed and has not ended. */
  #open(): WatchedChange | null {
    const last = this.lastChange();
    return last === null || last.untilDay !== null ? null : last;
  }

  /** Keeps the record of the change under way, and says whether the level is back, and which looks are of the change then. */
  #followChange(
    direction: "rise" | "fall",
    day: number,
  ): { readonly probability: number; readonly looks: readonly Sighting[] } {
    const gap = this.#gapOf(direction);
    // A period whose images all lie before the watch began anew leaves no gap to watch from.
    if (gap === undefined) return { probability: 0, looks: [] };
    const back = this.#returnFrom(gap, direction);
    const known = this.#open();
    const open = known?.direction === direction ? known : null;
    // What rose and now lies below has ended where the fall began.
    if (known !== null && open === null) this.#replace(known, { ...known, untilDay: gap.toDay });
    const { probability, from } = back.back();
    const end = this.#state?.sightings[gap.index + from];
    const change: WatchedChange = {
      regime: this.#regime ?? "",
      direction,
      alarmDay: open?.alarmDay ?? day,
      fromDay: gap.toDay,
      untilDay: probability > BACK && end !== undefined ? end.day : null,
    };
    if (open === null) this.changes.push(change);
    else this.#replace(open, change);
    return { probability, looks: this.#state?.sightings.slice(gap.index, gap.index + from) ?? [] };
  }

  /** In which gap a change began; while its evidence dwindles, the one that its end is watched from. */
  #gapOf(direction: "rise" | "fall"): CandidateGap | undefined {
    const [state, evidence] = [this.#state, this.#evidence];
    if (state === null || evidence === null) return undefined;
    if (evidence[direction] < TIERS.alarm && this.#return?.direction === direction) return this.#return.gap;
    return state.gaps[state.mostProbableGap(direction === "rise" ? evidence.riseByGap : evidence.fallByGap)];
  }

  /** The watch for the end of a change that began in a gap. */
  #returnFrom(gap: CandidateGap, direction: "rise" | "fall"): ReturnWatch {
    const state = this.#state;
    if (state === null) throw new RangeError("no state to follow");
    if (this.#return === null || this.#return.gap !== gap || this.#return.direction !== direction) {
      this.#return = new ReturnWatch(gap, direction, state.weighed(gap, direction), this.#workings);
      for (const sighting of state.sightings.slice(gap.index)) this.#return.add(sighting);
    }
    return this.#return;
  }

  #replace(known: WatchedChange, change: WatchedChange): void {
    this.changes[this.changes.lastIndexOf(known)] = change;
  }

  /** After an end: the looks of the change stand apart, and the watch begins anew with the next day. */
  #restart(changed: readonly Sighting[]): void {
    const change = this.lastChange();
    if (change === null || change.untilDay === null) return;
    const known = new Set(this.#known.map(({ sighting }) => sighting));
    const restartDay = Math.max(...[...known].map(({ day }) => day));
    this.#ended.push({ ...change, untilDay: change.untilDay, looks: new Set(changed), known, restartDay });
    this.#state = null;
    this.#evidence = null;
    this.#return = null;
  }
}
