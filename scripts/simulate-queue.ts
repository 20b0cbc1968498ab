/**
 * A day of the queue at scale: facilities searched at their times, new images counted and assessed, by so many workers.
 * Seeded; prints the wait from the arrival of a job to its end. The table of docs/operating/scale.md is made by it.
 *
 * Run: `npx node scripts/simulate-queue.ts [facilities]`
 */
import { RandomStream } from "../src/core/synthetic/random.ts";

const FACILITIES = Number(process.argv[2] ?? 100_000);
const DAY = 86_400;
/** Seconds of one core. Counting and assessing are measured (docs/operating/scale.md); a search mostly waits, 0.2 is assumed. */
const SEARCH = 0.2;
// 1.9 km at 0.09 s, and what reading takes.
const COUNT = 0.2;
const ASSESS = 0.05;
/** Share of facilities with a new image on a day. Suppliers publish most of a day's images within six hours. */
const NEW_IMAGE = 0.2;
const PUBLISHED_FROM = 6 * 3600;
const PUBLISHED_TO = 12 * 3600;

interface Job {
  readonly at: number;
  readonly seconds: number;
}

/** Jobs of a day, in order of arrival: times of service vary by their own mean (exponential), as a hard case. */
function jobsOf(seed: number): Job[] {
  const stream = new RandomStream(seed);
  const random = () => stream.uniform();
  const around = (mean: number) => -Math.log(1 - random()) * mean;
  const jobs: Job[] = [];
  for (let f = 0; f < FACILITIES; f++) {
    jobs.push({ at: random() * DAY, seconds: around(SEARCH) });
    if (random() >= NEW_IMAGE) continue;
    const at = PUBLISHED_FROM + random() * (PUBLISHED_TO - PUBLISHED_FROM);
    jobs.push({ at, seconds: around(COUNT) + around(ASSESS) });
  }
  return jobs.sort((a, b) => a.at - b.at);
}

/** First come, first served, by the worker that is free first. */
function waitsOf(jobs: readonly Job[], workers: number): number[] {
  const free = new Float64Array(workers);
  return jobs.map(({ at, seconds }) => {
    let first = 0;
    for (let w = 1; w < workers; w++) if ((free[w] as number) < (free[first] as number)) first = w;
    free[first] = Math.max(at, free[first] as number) + seconds;
    return (free[first] as number) - at;
  });
}

const jobs = jobsOf(1);
const work = jobs.reduce((sum, { seconds }) => sum + seconds, 0);
process.stdout.write(`${FACILITIES} facilities a day: ${jobs.length} jobs, ${(work / 3600).toFixed(0)} core hours\n`);
process.stdout.write("workers  busy   median s   95 % s  longest s\n");
const least = Math.ceil(work / DAY);
for (const factor of [1, 2, 4]) {
  const workers = least * factor;
  const waits = waitsOf(jobs, workers).sort((a, b) => a - b);
  const at = (share: number) => waits[Math.floor(share * (waits.length - 1))] ?? Number.NaN;
  const busy = `${((100 * work) / (workers * DAY)).toFixed(0)} %`;
  process.stdout.write(
    `${String(workers).padStart(7)}  ${busy.padStart(4)}  ${at(0.5).toFixed(1).padStart(9)}  ${at(0.95).toFixed(1).padStart(7)}  ${at(1).toFixed(1).padStart(9)}\n`,
  );
}
