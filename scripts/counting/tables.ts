import type { Counted } from "../../src/core/observation/observation.ts";
import type { RenderedScene } from "./rendered-scenes.ts";
import { type Label, summary, type TrackScore } from "./score.ts";
import { liesInShadow } from "./shadows.ts";

/** A rendered scene that was counted, with its truth and how the two compare. */
export interface Judged {
  /** Without its pixels: a hundred yards of them would not fit in memory. */
  readonly rendered: Omit<RenderedScene, "image" | "scene">;
  /** Renders it again, the same. */
  readonly redraw: () => RenderedScene;
  readonly counting: Counted;
  readonly labels: readonly (readonly Label[])[];
  readonly scores: readonly TrackScore[];
}

/** Heads of {@link cells}. */
export const CELLS = [
  "cars",
  "F1",
  "P",
  "R",
  "net",
  "interval by track covers",
  "with cars (stated)",
  "by yard",
  "mean width",
  "types right",
  "tarpaulins found",
  "right of those told",
];

export function cells(list: readonly Judged[]): string[] {
  const all = summary(list.flatMap(({ scores }) => scores));
  const yards = list.filter(({ counting, scores }) => {
    const cars = scores.reduce((sum, score) => sum + score.labelled, 0);
    return cars >= counting.count.low && cars <= counting.count.high;
  });
  return [
    `${all.labelled}`,
    all.f1.toFixed(3),
    all.precision.toFixed(3),
    all.recall.toFixed(3),
    percent(all.net),
    all.coverage.toFixed(2),
    withCars(all),
    `${yards.length} of ${list.length}`,
    all.intervalWidth.toFixed(1),
    all.types.toFixed(2),
    `${all.tarpaulins.both} of ${all.tarpaulins.truly}`,
    `${all.tarpaulins.both} of ${all.tarpaulins.told}`,
  ];
}

/** Edges of the classes in which the stated probability that a track is empty is held against the truth. */
const EMPTY_EDGES = [0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1];

/** Heads of {@link emptyRows}. */
const EMPTY_CELLS = ["stated", "tracks", "stated on the average", "were empty"];

/** How often tracks that can be seen all over were empty, by what was stated. */
function emptyRows(list: readonly Judged[]): string[][] {
  const tracks = list.flatMap(({ counting, labels }) =>
    counting.tracks
      .map(({ usableFraction, emptyProbability }, k) => ({
        usableFraction,
        emptyProbability,
        empty: !labels[k]?.length,
      }))
      .filter(({ usableFraction }) => usableFraction === 1),
  );
  return EMPTY_EDGES.slice(1).map((to, k) => {
    const from = EMPTY_EDGES[k] as number;
    const some = tracks.filter((t) => t.emptyProbability >= from && (t.emptyProbability < to || to === 1));
    const stated = some.reduce((sum, t) => sum + t.emptyProbability, 0) / some.length;
    return [
      `${from} to ${to}`,
      `${some.length}`,
      some.length > 0 ? stated.toFixed(3) : "-",
      `${some.filter(({ empty }) => empty).length}`,
    ];
  });
}

/** What was said of tracks without a car. */
export function emptiness(judged: readonly Judged[]): string {
  const rowsOf = (some: (gsdMetres: number) => boolean) =>
    table(EMPTY_CELLS, emptyRows(judged.filter(({ rendered }) => some(rendered.gsdMetres))));
  return [
    "Stated probability that a track holds no car, against the number of such tracks; tracks seen all over, of the yards of the " +
      "first table, in all of its pictures.",
    `0.25 and 0.5 m:\n\n${rowsOf((gsd) => gsd <= 0.5)}`,
    `0.75 and 1 m:\n\n${rowsOf((gsd) => gsd > 0.5)}`,
  ].join("\n\n");
}

/** How many of the false cars are shadows of cars next door: the most that decoding tracks with each other could take away. */
export function shadowLine(judged: readonly Judged[]): string {
  const falseCars = judged.flatMap(({ rendered, scores }) =>
    scores.flatMap((score, track) => score.falseCars.map((car) => ({ rendered, track, car }))),
  );
  const shaded = (away: boolean) =>
    falseCars.filter(({ rendered, track, car }) => liesInShadow(rendered, track, car, away)).length;
  return (
    `Of these ${falseCars.length} false cars, ${shaded(false)} lie in the shadow of a car on another track, ` +
    `${shaded(true)} where it would lie if the sun stood on the other side.`
  );
}

/** What was said of tracks without a car on coarse images. */
export function coarseEmptiness(judged: readonly Judged[]): string {
  const rowsOf = (some: (judged: Judged) => boolean) => table(EMPTY_CELLS, emptyRows(judged.filter(some)));
  const isLong = ({ scores }: Judged) => (scores[0]?.lengthMetres ?? 0) > 300;
  return [
    "Stated probability that a track holds no car, against the number of such tracks; tracks seen all over, of the rendered yards of the " +
      "coarse images' table.",
    ...[
      ["1.25 to 2 m, yards of 150 m", false, false],
      ["1.25 to 2 m, longer yards", false, true],
      ["3 and 4.5 m, yards of 150 m", true, false],
      ["3 and 4.5 m, longer yards", true, true],
    ].map(
      ([what, coarser, long]) =>
        `${what}:\n\n${rowsOf((each) => each.rendered.gsdMetres > 2 === coarser && isLong(each) === long)}`,
    ),
  ].join("\n\n");
}

export type CoarseJudged = Pick<Judged, "counting" | "scores">;

/** Heads of {@link coarseCells}. */
export const COARSE_CELLS = [
  "cars",
  "median",
  "net",
  "by yard",
  "mean width by yard",
  "interval by track covers",
  "with cars (stated)",
];

export function coarseCells(list: readonly CoarseJudged[]): string[] {
  const trueCars = ({ scores }: CoarseJudged) => scores.reduce((sum, { labelled }) => sum + labelled, 0);
  const sum = (of: (judged: CoarseJudged) => number) => list.reduce((total, judged) => total + of(judged), 0);
  const all = summary(list.flatMap(({ scores }) => scores));
  const [cars, medians] = [sum(trueCars), sum(({ counting }) => counting.count.median)];
  const covered = list.filter((judged) => {
    const { low, high } = judged.counting.count;
    return trueCars(judged) >= low && trueCars(judged) <= high;
  });
  return [
    `${cars}`,
    `${medians}`,
    percent(medians / cars - 1),
    `${covered.length} of ${list.length}`,
    (sum(({ counting }) => counting.count.high - counting.count.low) / list.length).toFixed(1),
    all.coverage.toFixed(2),
    withCars(all),
  ];
}

export function realCells(scores: readonly TrackScore[]): string[] {
  const all = summary(scores);
  return [
    all.f1.toFixed(3),
    all.precision.toFixed(2),
    all.recall.toFixed(2),
    percent(all.net),
    `${all.gross}`,
    all.coverage.toFixed(2),
    withCars(all),
  ];
}

/** What the real yard is, and what the product gives at a metre. @param byProduct  median and interval */
export function realYardSaid(byProduct: string): string {
  return (
    "Muttenz west, 2018: 44 labelled cars on 48 tracks drawn by hand (46 labels, two cars being there twice); one real yard with invented pixels (the labels' " +
    "outlines had been burned in and were painted over, 14 % of the pixels, at the edges of cars). Coarser pictures by area " +
    "averaging. F1 differences under 0.035 are noise on three times as many cars; here more so. Nothing was fitted on it. The row of " +
    "1.02 m is counted car by car with the limit of single cars raised to 1.05 m for the sake of the table: the product gives " +
    `the length under cars there, ${byProduct}.`
  );
}

export function medianAndRange({ count }: Counted): string {
  return `${count.median} (${count.low}-${count.high})`;
}

function withCars(all: ReturnType<typeof summary>): string {
  return `${all.coverageWithCars.toFixed(2)} (${all.statedWithCars.toFixed(2)})`;
}

function percent(share: number): string {
  return `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)} %`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (list: readonly string[]) => `| ${list.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The page with these sections of what was measured written anew, by title; the others stay as they are. */
export function withSections(page: string, sections: ReadonlyMap<string, string>): string {
  const [begin, end] = ["<!-- measured: begin -->", "<!-- measured: end -->"];
  const [head = "", rest = ""] = page.split(begin);
  const [measured = "", tail = ""] = rest.split(end);
  const all = new Map<string, string>();
  for (const section of measured.split("\n### ").slice(1)) {
    const [title = "", ...lines] = section.split("\n");
    all.set(title, lines.join("\n").trim());
  }
  for (const [title, text] of sections) all.set(title, text);
  const written = [...all].map(([title, text]) => `### ${title}\n\n${text}`);
  return `${head}${begin}\n${written.join("\n\n")}\n\n${end}${tail}`;
}
