import type { TypeMixChange } from "./type-mix-change.ts";

/**
 * What the statistics say of a series. The shapes are those of `yardcheck assess --ndjson`, which is a public
 * interface: names never change meaning.
 */

/** One look as `assess` reads it. Exactly one of count, atLeast, atMost, between, pmf, trainLengths. */
export interface AssessLook {
  /** ISO date. */
  readonly date: string;
  readonly count?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly between?: readonly [number, number];
  /** Our own count distribution: probability of 0, 1, 2, ... cars. */
  readonly pmf?: readonly number[];
  readonly trainLengths?: readonly number[];
  /** Cars beside the lines of `trainLengths`: a number, or fewest and most. */
  readonly plusCars?: number | readonly [number, number];
  /** For figures that speak of a period: its last day, and how many images it held (null: not known). */
  readonly until?: string;
  readonly images?: number | null;
  /** Share of the yard seen, 0 to 1; default 1. */
  readonly visible?: number;
  /** Share of the cars seen that the method counts, 0 to 1; default 1. */
  readonly recall?: number;
  /**
   * Instead of `visible` and `recall`, when their product is not known well: the share of the cars present that the look
   * would have counted, as pairs of share and weight.
   */
  readonly shares?: readonly (readonly [share: number, weight: number])[];
  /** Expected false cars in this look; default 0. */
  readonly falsePositives?: number;
  readonly regime?: string;
  /** True: judged against what came before. Default: all looks of the newest day, and no other. */
  readonly monitored?: boolean;
}

export interface AssessEvent {
  readonly id: string;
  readonly date: string;
}

/** Cars by type on one day, as far as their type was told. Days without a look among `looks` may stand here too. */
export interface AssessTypes {
  /** ISO date. */
  readonly date: string;
  /** Cars of each type, 0 or more, whole or expected; a type that is missing is none of that type. */
  readonly cars: Readonly<Record<string, number>>;
  readonly regime?: string;
}

/** A line of input. */
export interface AssessSeries {
  readonly id: string;
  readonly looks: readonly AssessLook[];
  readonly events?: readonly AssessEvent[];
  /** For the mix of types before and after the onset; one set of type names. */
  readonly types?: readonly AssessTypes[];
}

/** The answer for one series. Too few looks is an answer, not an error. */
export type Assessment = AssessmentReady | AssessmentTooFew;

export interface AssessmentTooFew {
  readonly id: string;
  readonly status: "too-few-looks";
  readonly usable: number;
  readonly needed: number;
  /** Smallest rise (times the usual level) that one clear look more, two weeks on, could confirm, where it can be said. */
  readonly smallestConfirmable: number | null;
}

export type Tier = "none" | "watch" | "alarm" | "firm" | "ended";

export interface AssessmentReady {
  readonly id: string;
  readonly status: "ready";
  /** Monitored looks only, in order of date. */
  readonly looks: readonly LookAssessment[];
  readonly baseline: BaselineSummary;
  /** Null where there is no evidence of a change. */
  readonly onset: Onset | null;
  readonly ratio: RatioInterval | null;
  readonly events: readonly EventRelation[];
  readonly sensitivity: Sensitivity;
  /** Rises and falls that reached the alarm, in order; `until` null while it lasts. */
  readonly changes: readonly LastingChange[];
  /** Breaks in the earlier looks that the program sees and the analyst has not declared. Never used until declared. */
  readonly proposedRegimes: readonly ProposedRegime[];
  /**
   * Mix of types before the onset against since. Only where the series holds `types`; null where there is no onset, or too
   * little of types on a side of it.
   */
  readonly typeMix?: TypeMix | null;
}

/** {@link TypeMixChange} about the onset; days within the onset's interval are on neither side. */
export interface TypeMix extends TypeMixChange {
  readonly looksBefore: number;
  readonly looksAfter: number;
  /** Last day of the looks before and first of those after, with types. */
  readonly lastBefore: string;
  readonly firstAfter: string;
}

export interface LastingChange {
  /** Left out where the series names none. */
  readonly regime?: string;
  readonly direction: "rise" | "fall";
  /** Date of the look at which the alarm was reached. */
  readonly alarm: string;
  /** First look after the most probable gap of the change, as known at the last look. */
  readonly from: string;
  /** First look that is of the change no more: of the usual level, or of one on its other side; null while the change lasts, and where its regime was over before it had ended. */
  readonly until: string | null;
}

export interface ProposedRegime {
  /** First look of the proposed regime. */
  readonly from: string;
  /** Bayes factor for a break here against none, as a power of ten. */
  readonly log10BayesFactor: number;
  /** Mean cars a look before and after, back to the neighbouring breaks. */
  readonly before: number;
  readonly after: number;
}

/** Earlier full looks that one exceeds, of how many. */
export interface Rank {
  readonly above: number;
  readonly of: number;
  /**
   * Chance to exceed as many or more of them, whatever the counts, if they come in any order as likely (interchangeable): (of - above + 1) /
   * (of + 1), so 1 / (of + 1) for one that exceeds all; less where some are alike. 1 where there is no other.
   *
   * Source: ranks of an interchangeable sequence are uniform; Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World, 2.2.
   */
  readonly chance: number;
}

export interface LookAssessment {
  readonly date: string;
  /** Probability of a count this high or higher under the facility's own baseline; never below `floor`. */
  readonly p: number;
  /** Probability of a count this low or lower; never below `floor`. */
  readonly pLow: number;
  /**
   * Smallest probability that this record can carry for this look: a thousandth of the chance 1 / (n + 1) of its ranks, n looks that can be
   * told from it ("at most 20000" cannot be from 150).
   */
  readonly floor: number;
  /** `p` as the model has it, before the floor: to be checked against other programs, not to be printed. */
  readonly modelP: number;
  /** Shortest run of counts that holds at least `level` for a look of this kind, had nothing changed. */
  readonly predictive: { readonly level: number; readonly low: number; readonly high: number };
  /**
   * How this look stands among earlier full ones. "At least" is ranked by its bound. Looks of another regime, and those that count another share of the cars, or other false ones, are left out;
   * those of a change that has ended are not. `of` is 0 where there is no other, and for a look that is neither a full count nor a
   * bound.
   */
  readonly rank: Rank;
  /**
   * Running evidence for a lasting rise, and for a fall, section 2.4 of the method; alarm at 240. One count far off may lift both, as it
   * speaks for some change: which one it is, `tier` and `tierFall` tell.
   */
  readonly evidence: number;
  readonly evidenceFall: number;
  /** Probability that a lasting rise has begun and not ended. */
  readonly surge: number;
  /**
   * Tier of the rise, and of the fall. "ended": there was an alarm, the change is over, and what came since is no alarm. Only one of the two
   * is told by its evidence, that of the change under way or the stronger one. A tier says how the evidence stands now, `changes` whether
   * a change that was alarmed is over.
   */
  readonly tier: Tier;
  readonly tierFall: Tier;
  /** There where one of the two is an alarm or firm: of that one. */
  readonly bound?: FalseAlarmBound;
}

/**
 * Where nothing changes and usual looks are as the model takes them to be, evidence for a rise (or for a fall) reaches `threshold`, that of
 * the tier, within `looks` with a probability of at most `atMost`. It is not the probability that this alarm is false.
 */
export interface FalseAlarmBound {
  readonly threshold: number;
  /** Judged up to this one, it included. */
  readonly looks: number;
  /** `looks` / `threshold`, and no more than 1. */
  readonly atMost: number;
}

export interface BaselineSummary {
  readonly looks: number;
  readonly from: string;
  readonly to: string;
  /** Which of the windows tried is the headline (the least surprising). */
  readonly window: string;
  readonly predictive: { readonly level: number; readonly low: number; readonly median: number; readonly high: number };
  readonly windows: readonly {
    readonly name: string;
    readonly looks: number;
    /** Never below a thousandth of what these looks alone can carry. */
    readonly p: number;
    /** There where the window has fewer looks than an answer needs, and another has them: then it is no headline. */
    readonly tooFew?: true;
  }[];
}

export interface Onset {
  /** In which it is; left out where the newest look that was judged is under none. */
  readonly regime?: string;
  readonly low: string;
  readonly median: string;
  readonly high: string;
  readonly level: number;
  /** For which of the two the looks speak, whatever was likelier beforehand: from a `stepProbability` of 1/4 on it is "step". */
  readonly shape: "step" | "ramp";
  readonly direction: "rise" | "fall";
  /** Probability of a step against ramps over 21, 45 and 90 days; each of the four is as likely beforehand. */
  readonly stepProbability: number;
  /** There where ramps were not worked out: `stepProbability` is 1 whatever they would say. */
  readonly rampsLeftOut?: true;
}

export interface RatioInterval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly level: number;
}

export interface EventRelation {
  readonly id: string;
  readonly date: string;
  /**
   * Probability that the onset fell within 30 days after the event (`follows`), and on its day or within the 30 days before
   * it (`precedes`); a change being taken as likely beforehand as none.
   */
  readonly follows: number;
  readonly precedes: number;
  /**
   * Probability that of `of` dates drawn at random from the days of the record at least one lies as close before the onset as this
   * event, or on its day: within 30 days where no onset is told, or the event lies after it.
   */
  readonly chance: number;
  /** Events of the series, 1 or more. */
  readonly of: number;
  /** Days from event to median onset; negative: the rise came first. */
  readonly daysToOnset: number | null;
  /** Level of the looks after the event against those before it, whatever its cause; null without looks on both sides. */
  readonly ratio: RatioInterval | null;
}

export interface Sensitivity {
  /** p over the assumptions tried, smallest and largest. */
  readonly p: readonly [number, number];
  /** Share of the cars that earlier images must have shown for the newest count to be unremarkable (p = 0.01); null: none would. */
  readonly explainedByMissed: number | null;
  /** Smallest lasting rise (times the usual) that this series would have confirmed, up to a hundredfold or 60 cars; null: none. */
  readonly smallestConfirmable: number | null;
  /**
   * What one more clear image a fortnight on would settle: the smallest count, not below the usual median, from which on a rise is confirmed
   * (where it is already, smaller ones may do) and not over, and the largest with which it has ended.
   */
  readonly nextLook: { readonly confirmsFrom: number | null; readonly endsBelow: number | null };
}
