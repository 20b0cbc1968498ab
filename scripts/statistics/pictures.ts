/** Draws the pictures of docs/methods/statistics.md: npx node scripts/statistics/pictures.ts. Synthetic counts, and they say so. */
import { writeFileSync } from "node:fs";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import { dayNumber } from "../../src/core/stats/day-number.ts";
import { simulate } from "./scenarios.ts";

const WIDTH = 860;
const HEIGHT = 300;
const LEFT = 56;
const RIGHT = 150;
const TOP = 28;
const BOTTOM = 34;

const { series, onsetDay } = simulate(
  { usual: "S7", baseline: 41, monitored: 20, effect: { ratio: 2.5, rampDays: 0, looks: 8 } },
  20,
);
const answer = assessSeries(series);
if (answer.status !== "ready") throw new Error("the pictured series is too short");

const days = series.looks.map(({ date }) => dayNumber(date) ?? 0);
const first = days[0] ?? 0;
const last = days.at(-1) ?? 1;
const x = (day: number) => LEFT + ((day - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
const most = Math.max(...series.looks.map(({ count }) => count ?? 0)) * 1.05;
const yCars = (cars: number) => HEIGHT - BOTTOM - (cars / most) * (HEIGHT - TOP - BOTTOM);
const yEvidence = (value: number) =>
  HEIGHT - BOTTOM - ((Math.log10(Math.max(0.1, value)) + 1) / 8) * (HEIGHT - TOP - BOTTOM);

const band = answer.looks.map((look) => ({ day: dayNumber(look.date) ?? 0, ...look.predictive }));
const outline = [
  ...band.map(({ day, high }) => `${x(day).toFixed(1)},${yCars(high).toFixed(1)}`),
  ...[...band].reverse().map(({ day, low }) => `${x(day).toFixed(1)},${yCars(low).toFixed(1)}`),
].join(" ");
const dots = series.looks
  .map(({ count = 0 }, i) => circle(x(days[i] ?? 0), yCars(count), i < 41 ? "#5b6b7b" : "#b3261e"))
  .join("\n");
const onset = answer.onset;
const shade =
  onset === null
    ? ""
    : `<rect x="${x(dayNumber(onset.low) ?? 0).toFixed(1)}" y="${TOP}" width="${Math.max(2, x(dayNumber(onset.high) ?? 0) - x(dayNumber(onset.low) ?? 0)).toFixed(1)}" height="${HEIGHT - TOP - BOTTOM}" fill="#e8b84a" opacity=".45"/>`;
write(
  "statistics-series.svg",
  "Cars a look (synthetic)",
  [
    shade,
    `<polygon points="${outline}" fill="#2f6f4f" opacity=".22"/>`,
    dots,
    axis([0, Math.round(most / 2), Math.round(most)], yCars, String),
    line(x(onsetDay ?? 0), TOP, x(onsetDay ?? 0), HEIGHT - BOTTOM, "#222", "4 3"),
    label(WIDTH - RIGHT + 10, TOP + 12, "grey: earlier looks"),
    label(WIDTH - RIGHT + 10, TOP + 30, "red: judged looks"),
    label(WIDTH - RIGHT + 10, TOP + 48, "green: usual, 95 %"),
    label(WIDTH - RIGHT + 10, TOP + 66, "yellow: onset, 90 %"),
    label(WIDTH - RIGHT + 10, TOP + 84, "dashed: true onset"),
  ].join("\n"),
);
const path = answer.looks
  .map(
    (look, i) =>
      `${i === 0 ? "M" : "L"}${x(dayNumber(look.date) ?? 0).toFixed(1)} ${yEvidence(look.evidence).toFixed(1)}`,
  )
  .join("");
write(
  "statistics-evidence.svg",
  "Evidence for a lasting rise (synthetic, the same looks)",
  [
    axis([0.1, 10, 1e3, 1e5, 1e7], yEvidence, (value) => (value < 1e3 ? String(value) : `1e${Math.log10(value)}`)),
    ...(["watch 120", "alarm 240", "firm 2400"] as const).map((name) => {
      const value = Number(name.split(" ")[1]);
      return `${line(LEFT, yEvidence(value), WIDTH - RIGHT, yEvidence(value), "#b3261e", "5 4")}${label(WIDTH - RIGHT + 10, yEvidence(value) + (value === 120 ? 9 : 1), name)}`;
    }),
    `<path d="${path}" fill="none" stroke="#1f4e79" stroke-width="2"/>`,
    ...answer.looks.map((look) =>
      circle(x(dayNumber(look.date) ?? 0), yEvidence(look.evidence), look.tier === "ended" ? "#2f6f4f" : "#1f4e79"),
    ),
    label(WIDTH - RIGHT + 10, HEIGHT - BOTTOM - 6, "green: ended"),
  ].join("\n"),
);

function circle(cx: number, cy: number, fill: string): string {
  return `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3.2" fill="${fill}"/>`;
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string, dash: string): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${stroke}" stroke-dasharray="${dash}"/>`;
}

function label(left: number, base: number, text: string): string {
  return `<text x="${left.toFixed(1)}" y="${base.toFixed(1)}">${text}</text>`;
}

function axis(values: readonly number[], y: (value: number) => number, text: (value: number) => string): string {
  return values
    .map(
      (value) =>
        `<text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${text(value)}</text>` +
        line(LEFT - 4, y(value), LEFT, y(value), "#222", ""),
    )
    .join("");
}

function write(name: string, title: string, body: string): void {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${title}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="16" font-weight="bold">${title}</text>
<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" fill="none" stroke="#222"/>
${body}
</svg>
`;
  writeFileSync(new URL(`../../docs/methods/${name}`, import.meta.url), svg);
}
