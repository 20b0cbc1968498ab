import type { Expectation } from "../baseline/expectation.ts";
import { type Sighting, tellsOf } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import type { Rank } from "./assessment.ts";
import { type CandidateGap, ChangeEvidence, type Evidence } from "./change-evidence.ts";
import {
  type ChangeLooks,
  changeLooksOf,
  type EndedChange,
  type Followed,
  isWithin,
  type KnownLook,
  lastDayOf,
  looksApart,
  type WatchedChange,
  type WatchStep,
} from "./ended-change.ts";
import { BACK, ReturnWatch } from "./return-to-usual.ts";
import { TIERS, tierOf } from "./tiers.ts";
import { type Entry, type FullCount, rankOf } from "./to-sightings.ts";

/**
 * Probability of a change from which the looks since are left out of what is usual.
 * Source: our choice, docs/methods/statistics.md 2.3: more likely than not. No other value was measured.
 */
const LEFT_OUT = 0.5;

/**
 * Follows one series look by look. After a look it holds what that look and the earlier ones say, and nothing of later ones.
 *
 * A change that has reached the alarm is watched for its end. When it is over, its looks become a regime of their own, and the
 * evidence starts anew with the first look since: what ended a change may be the usual level, or the first of another change.
 */
export class Watch {
  readonly #workings: Workings;
  readonly #known: KnownLook[] = [];
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

  /** Looks from which the onset is told: up to now, or up to its end where the last change has ended and no other has begun. */
  looksOfChange(): ChangeLooks {
    return changeLooksOf(this.#sorted(), this.#ended, this.#regime ?? "", this.lastChange());
  }

  /** Looks that share the assumption with those of the last change, and not their level. */
  looksBesideChange(): Sighting[][] {
    const own = new Set(this.looksOfChange().looks.map(({ sighting }) => sighting));
    const sightings = this.#sorted().map(({ sighting }) => sighting);
    return looksApart(sightings, this.#regime ?? "", this.#ended, own);
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

  /** What watches for the end of a rise under way; null: there is none. */
  watchOfRise(): ReturnWatch | null {
    if (this.#open()?.direction !== "rise") return null;
    const gap = this.#gapOf("rise");
    return gap === undefined ? null : this.#returnFrom(gap, "rise");
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
    let followed = this.#follow(entry.knownDay);
    while (followed.over !== null) {
      this.#setApart(followed.over);
      this.#replay(entry.regime);
      followed = this.#follow(entry.knownDay);
    }
    const { evidence, direction, back } = followed;
    const past = (way: "rise" | "fall") =>
      this.#ended.some((change) => change.regime === entry.regime && change.direction === way);
    return {
      evidence,
      surge: evidence.riseProbability * (direction === "rise" ? 1 - back : 1),
      // A fall leaves some evidence of a rise behind, and the other way round: only one of the two has a tier.
      tier: tierOf(direction === "rise" ? evidence.rise : 0, past("rise")),
      tierFall: tierOf(direction === "fall" ? evidence.fall : 0, past("fall")),
    };
  }

  /** What the looks since the watch began, or began anew, say. */
  #follow(day: number): Followed {
    const evidence = this.#evidence;
    if (evidence === null) throw new RangeError("a monitored look leaves evidence");
    const open = this.#open();
    const stronger = evidence.rise >= evidence.fall ? "rise" : "fall";
    const isAlarmed = evidence[stronger] >= TIERS.alarm;
    // Once alarmed, a change is followed to its end even while its evidence dwindles.
    const direction = open?.direction ?? stronger;
    const gap = this.#gapOf(direction); // None where a period's images all lie before the watch began anew.
    if (gap === undefined || (!isAlarmed && open === null)) return { evidence, direction, back: 0, over: null };
    const { back, over } = this.#followChange(direction, gap, day);
    const isTurned = over === null && isAlarmed && direction !== stronger;
    return { evidence, direction, back, over: isTurned ? this.#turned(gap, stronger) : over };
  }

  #take(entry: Entry, monitored: boolean): void {
    const last = this.#known.at(-1)?.sighting.day ?? -Infinity;
    const inOrder = entry.sightings.every((sighting) => sighting.day >= last);
    const restartDay = lastDayOf(this.#ended, entry.regime);
    // Images of a period may lie within a change that has ended, or before the watch began anew.
    const gapAt = entry.sightings.findIndex((sighting) => !this.#isEnded(sighting) && sighting.day > restartDay);
    for (const [i, sighting] of entry.sightings.entries())
      this.#known.push({ sighting, gap: monitored && i === gapAt });
    if (entry.fullCount !== null) this.#fullCounts.push(entry.fullCount);
    if (this.#state === null) return;
    const isOwn = entry.sightings.every((sighting) => tellsOf(sighting, this.#regime ?? ""));
    if (!inOrder || !isOwn || (monitored && entry.regime !== this.#regime)) {
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
    const restartDay = lastDayOf(this.#ended, regime);
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
      restartDay,
    );
    if (firstGap !== -1) for (const { sighting, gap } of own.slice(firstGap)) this.#state.add(sighting, gap);
    // Without a gap it is 0.
    this.#evidence = this.#state.evidence();
  }

  #sorted(): KnownLook[] {
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

  /** Keeps the record of the change under way, and says how probable it is that it is over; its looks where it is. */
  #followChange(direction: "rise" | "fall", gap: CandidateGap, day: number): Pick<Followed, "back" | "over"> {
    const { probability, from } = this.#returnFrom(gap, direction).back();
    const end = this.#state?.sightings[gap.index + from];
    const isOver = probability > BACK && end !== undefined;
    const open = this.#open();
    const change: WatchedChange = {
      regime: this.#regime ?? "",
      direction,
      alarmDay: open?.alarmDay ?? day,
      fromDay: gap.toDay,
      untilDay: isOver ? end.day : null,
    };
    if (open === null) this.changes.push(change);
    else this.#replace(open, change);
    return {
      back: probability,
      over: isOver ? (this.#state?.sightings.slice(gap.index, gap.index + from) ?? []) : null,
    };
  }

  /** Looks of the change under way where one the other way is alarmed: it has ended where that began. Null: that began no later. */
  #turned(began: CandidateGap, other: "rise" | "fall"): readonly Sighting[] | null {
    const open = this.#open();
    const gap = this.#gapOf(other);
    if (open === null || gap === undefined || gap.index <= began.index) return null;
    this.#replace(open, { ...open, untilDay: gap.toDay });
    return this.#state?.sightings.slice(began.index, gap.index) ?? null;
  }

  /** In which gap a change began; of one under way that dwindles, or has less evidence than the other way, the one known of it. */
  #gapOf(direction: "rise" | "fall"): CandidateGap | undefined {
    const [state, evidence] = [this.#state, this.#evidence];
    if (state === null || evidence === null) return undefined;
    const open = this.#open();
    const least = Math.max(TIERS.alarm, direction === "rise" ? evidence.fall : evidence.rise);
    const known = open?.direction === direction && evidence[direction] < least ? open.fromDay : null;
    const byGap = direction === "rise" ? evidence.riseByGap : evidence.fallByGap;
    return state.gaps.find(({ toDay }) => toDay === known) ?? state.gaps[state.mostProbableGap(byGap)];
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

  /** After an end: the looks of the change stand apart, and those since its last day are to be watched anew. */
  #setApart(over: readonly Sighting[]): void {
    const change = this.lastChange();
    if (change === null || change.untilDay === null) throw new RangeError("no change has ended");
    const known = new Set(this.#known.map(({ sighting }) => sighting));
    const lastDay = Math.max(...over.map(({ day }) => day));
    this.#ended.push({ ...change, untilDay: change.untilDay, looks: new Set(over), known, lastDay });
  }
}
