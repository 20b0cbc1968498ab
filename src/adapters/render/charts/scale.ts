const DAY = 86_400_000;

/** Days since 1970-01-01 of an ISO date, month (its first day) or instant. */
export function dayNumber(iso: string): number {
  const [year = "1970", month = "01", day = "01"] = iso.slice(0, 10).split("-");
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY;
}

/** ISO date of a day number. */
export function dayText(day: number): string {
  return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
}

export type Scale = (value: number) => number;

export function linearScale(from: number, to: number, start: number, end: number): Scale {
  const span = to === from ? 1 : to - from;
  return (value) => start + ((value - from) / span) * (end - start);
}

/** Round steps of 1, 2 or 5 times a power of ten, from 0 up to at least `most`, about `steps` of them. */
export function niceTicks(most: number, steps: number): number[] {
  const rough = Math.max(most, 1) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power);
  const ticks: number[] = [];
  for (let tick = 0; ; tick += step) {
    ticks.push(tick);
    if (tick >= most) return ticks;
  }
}

export interface TimeTick {
  readonly day: number;
  /** What the tick stands for: its label is written to that precision. */
  readonly precision: "year" | "month" | "day";
}

/** Ticks at the starts of years, months or days, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): TimeTick[] {
  const years = (to - from) / 365.25;
  for (const step of [1, 2, 3, 6, 12, 24, 60]) {
    if ((years * 12) / step > most) continue;
    if (step === 1 && years * 12 < 2) break;
    return monthTicks(from, to, step);
  }
  for (const step of [1, 2, 5, 7, 14]) {
    if ((to - from) / step > most) continue;
    const ticks: TimeTick[] = [];
    for (let day = Math.ceil(from); day <= to; day += step) ticks.push({ day, precision: "day" });
    return ticks;
  }
  return monthTicks(from, to, 120);
}

function monthTicks(from: number, to: number, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  const start = new Date(from * DAY);
  let month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  month = Math.ceil(month / step) * step;
  for (; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > to) return ticks;
    if (day >= from) ticks.push({ day, precision: step >= 12 ? "year" : "month" });
  }
}
