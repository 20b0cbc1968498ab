import { RandomStream } from "./random.ts";

/** One date of the synthetic yard of `yardcheck demo`: what stands there, and how it was seen. */
export interface DemoDate {
  readonly acquiredAt: string;
  readonly dateSeed: number;
  /** Share of each track's standing length that is taken. */
  readonly fill: readonly number[];
  readonly gsdMetres: number;
  readonly offNadirDegrees: number;
  readonly sun: { readonly azimuthDegrees: number; readonly elevationDegrees: number };
  /** Share under cloud, 0 to 1; a mask says where. */
  readonly cloud: number;
}

export interface DemoPlan {
  readonly layoutSeed: number;
  readonly lengthMetres: number;
  readonly tracks: number;
  readonly event: { readonly date: string; readonly label: Readonly<Record<string, string>> };
  readonly dates: readonly DemoDate[];
}

const TRACKS = 6;
const DAY_MS = 86_400_000;
const FIRST_LOOK = Date.UTC(2024, 1, 6, 2, 20);
const EVENT_DAY = "2025-01-14";
/** Looks after which the yard begins to fill, and those that must be withheld: one cloudy, one coarse, two oblique or hidden. */
const LOOKS = 24;
const LOOKS_BEFORE_RISE = 18;
/** Seeds whose clouds lie over the tracks. */
const CLOUDY: ReadonlyMap<number, number> = new Map([
  [4, 1204],
  [12, 1012],
]);
const COARSE = 8;
const OBLIQUE = 15;

/**
 * The dates of the demonstration: 18 looks at a quiet yard, an invented event, then six looks over which the yard
 * fills. Two looks are mostly under cloud, one is far too coarse, one too oblique: each of those must be withheld.
 *
 * Everything here is invented, and everything made from it is called synthetic.
 */
export function demoPlan(): DemoPlan {
  const random = new RandomStream(20_240_206);
  const dates: DemoDate[] = [];
  let day = FIRST_LOOK;
  for (let look = 0; look < LOOKS; look++) {
    const after = look - LOOKS_BEFORE_RISE;
    const fill = Array.from({ length: TRACKS }, (_, track) =>
      after < 0 ? quietFill(random, track) : Math.min(0.92, 0.35 + 0.12 * after + random.uniform(-0.08, 0.08)),
    );
    const [azimuth, elevation] = [random.uniform(125, 175), random.uniform(26, 55)];
    dates.push({
      acquiredAt: new Date(day).toISOString(),
      dateSeed: CLOUDY.get(look) ?? 1000 + look,
      fill,
      gsdMetres: look === COARSE ? 6 : random.chance(0.3) ? 0.31 : 0.5,
      offNadirDegrees: look === OBLIQUE ? 47 : Math.round(random.uniform(2, 22)),
      sun: { azimuthDegrees: Math.round(azimuth), elevationDegrees: Math.round(elevation) },
      cloud: CLOUDY.has(look) ? 1 : 0,
    });
    day = nextDay(day, after, random);
  }
  return {
    layoutSeed: 77,
    lengthMetres: 320,
    tracks: TRACKS,
    event: { date: EVENT_DAY, label: { en: "Invented event", ar: "حدث مُختلَق" } },
    dates,
  };
}

/** A quiet yard: most tracks empty, one or two with a short cut of cars. */
function quietFill(random: RandomStream, track: number): number {
  if (track === 0) return 0;
  return random.chance(0.4) ? random.uniform(0.06, 0.2) : 0;
}

/** Some three weeks between looks; after the event a look every four to eight days. The rise begins a week after it. */
function nextDay(day: number, after: number, random: RandomStream): number {
  if (after === -1) return Date.parse(`${EVENT_DAY}T02:30:00Z`) + 7 * DAY_MS;
  if (after >= 0) return day + random.integer(4, 8) * DAY_MS;
  const gap = (Date.parse(`${EVENT_DAY}T02:30:00Z`) - FIRST_LOOK) / (LOOKS_BEFORE_RISE + 1);
  return day + Math.round((gap * random.uniform(0.75, 1.2)) / DAY_MS) * DAY_MS;
}
