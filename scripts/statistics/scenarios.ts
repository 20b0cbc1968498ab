import type { AssessEvent, AssessLook, AssessSeries } from "../../src/core/assessment/assessment.ts";
import { isoDate } from "../../src/core/stats/day-number.ts";
import { Random } from "./random.ts";

/** Kinds of usual life (docs/methods/statistics.md 2.12); each series draws its own parameters about these. */
export const USUAL = {
  S0: "NB(8, 3)",
  S1: "NB(8, 1.2)",
  S2: "Poisson(8)",
  S3: "level wanders, sd .6, 30 days",
  S4: "season, amplitude .5",
  S5: "35-100 % of the yard visible, modelled",
  S6: "NB(1, 1)",
  S7: "NB(60, 6)",
  S8: "queue of trains",
  S9: "drift of 10 % a year",
} as const;
export type Usual = keyof typeof USUAL;

/** A lasting change: how much, over how many days, and for how long. */
export interface Effect {
  readonly ratio: number;
  readonly rampDays: number;
  /** Looks until it ends; Infinity: it lasts. */
  readonly looks: number;
}

export interface Simulated {
  readonly series: AssessSeries;
  /** Day on which the change began; null without one. */
  readonly onsetDay: number | null;
  /** Index of the first and one past the last changed look among the monitored ones. */
  readonly firstChanged: number | null;
  readonly lastChanged: number | null;
  readonly ratio: number;
  /** Days that are asked about as events: every fifth from 90 days before the onset to 60 after it; one without a change. */
  readonly eventDays: readonly number[];
}

export interface Design {
  readonly usual: Usual;
  readonly baseline: number;
  readonly monitored: number;
  readonly effect: Effect | null;
  /** How the looks were made: see the table of measurement error. */
  readonly measured?: "visible" | "recall" | "false-cars";
}

const MEANS: Record<Usual, number> = { S0: 8, S1: 8, S2: 8, S3: 8, S4: 8, S5: 8, S6: 1, S7: 60, S8: 8, S9: 8 };
const SIZES: Record<Usual, number> = {
  S0: 3,
  S1: 1.2,
  S2: Infinity,
  S3: Infinity,
  S4: 3,
  S5: 3,
  S6: 1,
  S7: 6,
  S8: Infinity,
  S9: 3,
};

/** What is drawn for one series before its dates. */
export interface Traits {
  /** Cars on an average day, and the size of the negative binomial; infinite: Poisson. */
  readonly mean: number;
  readonly size: number;
  /** Standard deviation of the logarithm of the level; 0 but in S3. */
  readonly spread: number;
  /** Amplitude of the season, in logarithms; 0 but in S4. */
  readonly amplitude: number;
  /** Days that a train of S8 stays on average, and its cars over 4 to 20. */
  readonly stay: number;
  readonly length: number;
}

/** The first numbers that are drawn for a series: its mean and size, and what its kind has beside them; each times 0.7 to 1.4. */
export function traitsOf(usual: Usual, random: Random): Traits {
  const jittered = (value: number) => value * jitterOf(random, 0.7, 1.4);
  return {
    mean: jittered(MEANS[usual]),
    size: jittered(SIZES[usual]),
    spread: usual === "S3" ? jittered(0.6) : 0,
    amplitude: usual === "S4" ? jittered(0.5) : 0,
    stay: usual === "S8" ? jittered(6) : 6,
    length: usual === "S8" ? jittered(1) : 1,
  };
}

function jitterOf(random: Random, low: number, high: number): number {
  return Math.exp(random.between(Math.log(low), Math.log(high)));
}

/** One simulated series. Its traits are multiplied by 0.7 to 1.4, the spacing of dates by 0.7 to 1.5. */
export function simulate(design: Design, seed: number): Simulated {
  const random = new Random(seed);
  const { usual, effect } = design;
  const traits = traitsOf(usual, random);
  const { mean, size, spread, amplitude } = traits;
  const spacing = 12.5 * jitterOf(random, 0.7, 1.5);
  const looks = design.baseline + design.monitored;
  const days: number[] = [];
  let day = 17_000 + random.whole(0, 364);
  for (let i = 0; i < looks; i++) {
    day += Math.max(1, Math.round(random.gamma(2, spacing)));
    days.push(day);
  }
  const firstChanged = effect === null ? null : random.whole(0, Math.min(5, design.monitored - 1));
  const before = firstChanged === null ? 0 : (days[design.baseline + firstChanged - 1] ?? 0);
  const onsetDay =
    firstChanged === null ? null : random.whole(before + 1, days[design.baseline + firstChanged] ?? before + 1);
  const lastChanged = effect === null || firstChanged === null ? null : firstChanged + effect.looks;
  const ratioOn = (i: number) => {
    if (effect === null || onsetDay === null || lastChanged === null) return 1;
    const today = days[i] ?? 0;
    if (today < onsetDay || i - design.baseline >= lastChanged) return 1;
    const share = effect.rampDays === 0 ? 1 : Math.min(1, (today - onsetDay) / effect.rampDays);
    return 1 + (effect.ratio - 1) * share;
  };
  const phase = random.between(0, 2 * Math.PI);
  const wander = wanderingLevel(days, random);
  const level = (i: number) => {
    const t = days[i] ?? 0;
    if (usual === "S3") return mean * Math.exp(spread * (wander[i] ?? 0) - spread ** 2 / 2);
    if (usual === "S4") return mean * Math.exp(amplitude * Math.cos((2 * Math.PI * t) / 365.25 - phase));
    if (usual === "S9") return mean * 1.1 ** ((t - (days[0] ?? 0)) / 365.25);
    return mean;
  };
  const trains = usual === "S8" ? queue(days, traits, ratioOn, random) : null;
  const made = days.map((t, i): AssessLook => {
    const cars = trains?.[i] ?? random.negativeBinomial(level(i) * ratioOn(i), size);
    const monitored = i >= design.baseline ? { monitored: true } : {};
    return { date: isoDate(t), ...seen(design, cars, i >= design.baseline, random), ...monitored };
  });
  const eventDays =
    onsetDay === null
      ? [(days[design.baseline] ?? 0) - 5]
      : Array.from({ length: 31 }, (_, i) => onsetDay - 90 + 5 * i);
  const events = eventDays.map((on, i): AssessEvent => ({ id: `event-${i}`, date: isoDate(on) }));
  return {
    series: { id: `${usual}-${seed}`, looks: made, events },
    onsetDay,
    firstChanged,
    lastChanged,
    ratio: effect?.ratio ?? 1,
    eventDays,
  };
}

/** What a look shows of the cars that are there. */
function seen(design: Design, cars: number, isNew: boolean, random: Random): Partial<AssessLook> {
  const thin = (share: number) => {
    let n = 0;
    for (let c = 0; c < cars; c++) if (random.uniform() < share) n++;
    return n;
  };
  if (design.usual === "S5" || design.measured === "visible") {
    const visible = isNew && design.measured === "visible" ? 1 : Math.round(random.between(0.35, 1) * 100) / 100;
    return { count: thin(visible), visible };
  }
  if (design.measured === "recall") {
    const recall = isNew ? 0.95 : 0.7;
    return { count: thin(recall), recall };
  }
  if (design.measured === "false-cars" && isNew) return { count: cars + random.poisson(3), falsePositives: 3 };
  return { count: cars };
}

/** Ornstein-Uhlenbeck, memory 30 days, variance 1. */
function wanderingLevel(days: readonly number[], random: Random): number[] {
  const level: number[] = [];
  let x = random.normal();
  for (const [i, day] of days.entries()) {
    const rho = i === 0 ? 0 : Math.exp(-(day - (days[i - 1] ?? 0)) / 30);
    x = rho * x + Math.sqrt(1 - rho * rho) * random.normal();
    level.push(x);
  }
  return level;
}

/** Trains that come at random, and stay. */
function queue(days: readonly number[], traits: Traits, ratioOn: (i: number) => number, random: Random): number[] {
  const { mean, stay, length } = traits;
  const rate = mean / (stay * 12 * length);
  const counts = days.map(() => 0);
  const first = (days[0] ?? 0) - 60;
  const last = days.at(-1) ?? 0;
  for (let t = first + random.exponential(1 / (3 * rate)); t < last; t += random.exponential(1 / (3 * rate))) {
    const at = days.findIndex((day) => day >= t);
    if (random.uniform() > ratioOn(Math.max(0, at)) / 3) continue;
    const cars = Math.round(length * random.whole(4, 20));
    const leaves = t + random.exponential(stay);
    for (const [i, day] of days.entries()) if (day >= t && day < leaves) counts[i] = (counts[i] ?? 0) + cars;
  }
  return counts;
}
