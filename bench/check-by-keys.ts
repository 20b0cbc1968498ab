import type { Person } from "../test/web/workbench.ts";

/** What a script that checks a yard by keys alone has measured. */
export interface CheckedByKeys {
  readonly cars: number;
  readonly keys: number;
  /** From a key to the frame that shows the new count and its interval, milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

interface Body {
  readonly revision: number;
  readonly document: { readonly tracks: { readonly track: string; readonly lengthMetres: number }[] };
}

/** Cars are put on a track behind one another, metres. */
const [CAR_METRES, STEP_METRES] = [14, 16];

/** The reading that the server begins with, with so many doubtful cars on its tracks. */
function withCars({ document, ...body }: Body, cars: number): unknown {
  const each = Math.ceil(cars / document.tracks.length);
  const tracks = document.tracks.map((track) => ({
    ...track,
    lengthMetres: Math.max(track.lengthMetres, each * STEP_METRES),
  }));
  const types = ["tank", "covered", "open", "flat"];
  const placed = Array.from({ length: cars }, (_, k) => ({
    id: `c${k}`,
    track: tracks[Math.floor(k / each)]?.track ?? "",
    from: (k % each) * STEP_METRES,
    to: (k % each) * STEP_METRES + CAR_METRES,
    verdict: "unchecked",
    probability: 0.5 + ((k * 7) % 50) / 100,
    type: types[k % 4],
    covered: null,
  }));
  return { ...body, document: { ...document, tracks, cars: placed } };
}

/** Goes from doubtful car to doubtful car: each fifth gets another type, each tenth is rejected, the others accepted. */
const pressAll = (most: number) => `(async () => {
  const times = [];
  const status = () => document.querySelector(".reading-status").textContent;
  const press = async (code) => {
    const began = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true }));
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    times.push(performance.now() - began);
  };
  const first = status();
  for (let car = 0; car < ${most} && document.querySelector(".lane .car.unchecked") !== null; car++) {
    if (car % 5 === 4) await press("Digit3");
    await press(car % 10 === 9 ? "KeyX" : "KeyA");
  }
  if (status() === first) throw new Error("the count did not follow the keys");
  return times;
})()`;

/** Most cars that are checked, of however many: enough for a 95th percentile. */
const MOST_CHECKED = 200;

/** Checks the first 200 of so many cars by keys, as fast as the page shows each new count. */
export async function checkByKeys(person: Person, cars: number): Promise<CheckedByKeys> {
  const { page } = person;
  const reader = `bench-${cars}`;
  let revision = 0;
  await page.route(`**/reading?reader=${reader}`, async (route) => {
    if (route.request().method() === "PUT") {
      revision += 1;
      return route.fulfill({ json: { revision } });
    }
    const response = await route.fetch();
    return route.fulfill({ response, json: withCars((await response.json()) as Body, cars) });
  });
  await person.open(`f/synthetic-yard/strips?reader=${reader}`);
  await page.locator(".lane .car.unchecked").first().waitFor();
  const times: number[] = await page.evaluate(pressAll(MOST_CHECKED));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { cars: Math.min(cars, MOST_CHECKED), keys: times.length, p50: at(0.5), p95: at(0.95) };
}
