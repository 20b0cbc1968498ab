/**
 * Measures the counting on rendered yards of styles that were kept out of training, and on the one real yard, and
 * writes the tables, the reliability diagrams and pictures of the worst cases into docs/methods/counting.md.
 *
 *     npx node scripts/evaluate-counting.ts --scenes 30 --real ../shared/data/muttenz-west
 *
 * `--only rendered,registration,oblique,empty,real,coarse,turned` measures only these parts and leaves the others on the page as they are.
 * Another set of weights is measured with `--model FOLDER --into DOCUMENT`, a copy of the page, on the same scenes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { MODEL_FOLDER } from "../src/adapters/detectors/model-file.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import type { Counted } from "../src/core/observation/observation.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { HELD_OUT_STYLES, openCountry, stainedCountry, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import type { SceneToCount, TrackToCount } from "../src/pipeline/scene-to-count.ts";
import { realYard } from "./counting/muttenz.ts";
import { reliabilityDiagram, worstTracks } from "./counting/pictures.ts";
import { type RenderedScene, renderScene, type SceneDraw } from "./counting/rendered-scenes.ts";
import { labelsOf, scoreTracks, summary } from "./counting/score.ts";
import {
  CELLS,
  COARSE_CELLS,
  type CoarseJudged,
  cells,
  coarseCells,
  coarseEmptiness,
  emptiness,
  type Judged,
  medianAndRange,
  realCells,
  realYardSaid,
  shadowLine,
  table,
  withSections,
} from "./counting/tables.ts";

const ROOT = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "100" },
    seed: { type: "string", default: "9000" },
    real: { type: "string", default: "../shared/data/muttenz-west" },
    model: { type: "string", default: MODEL_FOLDER },
    only: { type: "string", default: "rendered,registration,oblique,empty,real,coarse,turned" },
    into: { type: "string", default: join(ROOT, "docs/methods/counting.md") },
  },
});
const DOCUMENT = resolve(values.into);
const PICTURES = join(dirname(DOCUMENT), "counting");
const TRACKS = join(ROOT, "test/fixtures/muttenz-west-tracks.geojson");
/** The real yard's fourth picture is at 1.02 m: counted car by car all the same, to have a figure at a metre. */
const LIMITS = { ...STRIP_LIMITS, maxGsdSingleCarsMetres: 1.05 };
/** A yard without a car: its fill is stated track by track. */
const NO_CARS = new Array<number>(40).fill(0);
const GSDS = [0.25, 0.5, 0.75, 1.0];
/** Of the scenes so many are drawn longer, and turned; those without a car are left out, whose F1 means nothing. */
const TURNED_SCENES = 6;
/** Yards on which errors that all of it shares show in the total, and what share of the scenes is drawn so. */
const LONG_YARDS = [
  { what: "600 m, 8 tracks", yard: { lengthMetres: 600, tracks: 8 }, share: 0.2 },
  { what: "1 km, 12 tracks", yard: { lengthMetres: 1000, tracks: 12 }, share: 0.08 },
];

const networks = await openStripNetworks({ threads: 1, folder: values.model });
const began = performance.now();
const say = (text: string) => process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s  ${text}\n`);
mkdirSync(PICTURES, { recursive: true });

const parts = values.only.split(",");
/** By title, in the order of the page. */
const sections = new Map<string, string>();
const judged: Judged[] = [];
if (parts.includes("rendered")) {
  const rows: string[][] = [];
  for (const [name, draw] of [
    ["clean", { clean: true }],
    ["as sensed", {}],
    ["painted over", { clean: true, painted: true }],
  ] as const)
    for (const gsdMetres of GSDS) {
      const group = await judgeAll(Number(values.scenes), { gsdMetres, ...draw });
      judged.push(...group.list);
      rows.push([name, `${gsdMetres}`, ...cells(group.list), `${group.withheld}`]);
      say(rows.at(-1)?.join("  ") ?? "");
    }
  say("shadows");
  sections.set(
    "Rendered yards of styles kept out of training",
    [table(["picture", "GSD m", ...CELLS, "withheld"], rows), shadowLine(judged)].join("\n\n"),
  );
}
if (parts.includes("registration")) {
  const rows: string[][] = [];
  const count = Number(values.scenes);
  for (const [name, draw] of [
    ["as drawn (within 0.3 m)", {}],
    ["common shift of 1 m", { shiftMetres: 1 }],
    ["common shift of 2 m", { shiftMetres: 2 }],
    ["turned by 1 degree", { turnDegrees: 1 }],
    ["sun stated", { sunStated: true }],
    ["sun not stated", { sunStated: false }],
  ] as const) {
    const { list, withheld } = await judgeAll(count, { gsdMetres: 0.5, clean: true, ...draw });
    rows.push([name, ...cells(list), `${withheld}`]);
    say(rows.at(-1)?.join("  ") ?? "");
  }
  const said =
    'Tracks of 150 m: turned by 1 degree their ends lie 1.3 m off. Longer yards stand under "Turned yards" below.';
  sections.set(
    "Registration and sun, clean, 0.5 m",
    [said, table(["tracks", ...CELLS, "withheld"], rows)].join("\n\n"),
  );
}
if (parts.includes("oblique")) {
  const rows: string[][] = [];
  for (const offNadirDegrees of [0, 20, 27, 34]) {
    const draw = { gsdMetres: 0.5, clean: true, yard: { offNadirDegrees } };
    const { list, withheld } = await judgeAll(Number(values.scenes), draw);
    rows.push([`${offNadirDegrees} degrees`, ...cells(list), `${withheld}`]);
    say(rows.at(-1)?.join("  ") ?? "");
  }
  sections.set("Oblique views, clean, 0.5 m", table(["off-nadir angle", ...CELLS, "withheld"], rows));
}
if (parts.includes("empty")) {
  const rows: string[][] = [];
  const open = { tracks: 1, lengthMetres: 300, coverShare: 0 };
  for (const [where, yard, style] of [
    ["yards", {}, undefined],
    ["open country", open, openCountry],
    ["open country, stained track", open, stainedCountry],
  ] as const)
    for (const gsdMetres of [0.25, 0.5, 1.0]) {
      const { list } = await judgeAll(Number(values.scenes), { gsdMetres, yard: { fill: NO_CARS, ...yard } }, style);
      const all = summary(list.flatMap(({ scores }) => scores));
      const falseCars = all.counted - all.matched;
      rows.push([
        where,
        `${gsdMetres}`,
        all.kilometres.toFixed(1),
        `${falseCars}`,
        (falseCars / all.kilometres).toFixed(2),
      ]);
      say(`empty ${rows.at(-1)?.join("  ")}`);
    }
  sections.set("Empty track, as sensed", table(["where", "GSD m", "km", "false cars", "false cars a km"], rows));
}
if ((parts.includes("real") || parts.includes("coarse")) && !existsSync(values.real))
  console.error(
    `${values.real} is not there: what the page says of the real yard is left out or as it was, not measured now`,
  );

if (parts.includes("real") && existsSync(values.real)) {
  const rows: string[][] = [];
  const listed: { probability: number; real: boolean }[] = [];
  let byProduct = "none";
  for (const factor of [1, 2, 3, 4]) {
    const yard = await realYard(values.real, TRACKS, factor);
    const counting = await counted(yard.scene, yard.tracks);
    if (!counting) continue;
    const scores = scoreTracks(counting, yard.labels);
    listed.push(...scores.flatMap((score) => score.listed));
    rows.push([yard.gsdMetres.toFixed(2), ...realCells(scores), medianAndRange(counting)]);
    say(`real ${rows.at(-1)?.join("  ")}`);
    if (yard.gsdMetres <= STRIP_LIMITS.maxGsdSingleCarsMetres) continue;
    const coarse = await counted(yard.scene, yard.tracks, STRIP_LIMITS);
    if (coarse) byProduct = medianAndRange(coarse);
  }
  writeFileSync(join(PICTURES, "reliability-real.svg"), `${reliabilityDiagram(listed)}\n`);
  const yards = table(
    ["GSD m", "F1", "P", "R", "net", "gross", "interval by track covers", "with cars (stated)", "yard: median (90 %)"],
    rows,
  );
  sections.set("The real yard", [realYardSaid(byProduct), yards].join("\n\n"));
}
if (parts.includes("coarse")) {
  const rows: string[][] = [];
  const row = (what: string, gsdMetres: number, list: readonly CoarseJudged[]) => {
    rows.push([what, gsdMetres.toFixed(2), ...coarseCells(list)]);
    say(rows.at(-1)?.join("  ") ?? "");
  };
  const rendered: Judged[] = [];
  for (const gsdMetres of [1.25, 1.5, 2, 3, 4.5]) {
    const { list } = await judgeAll(Number(values.scenes), { gsdMetres });
    rendered.push(...list);
    row("as sensed", gsdMetres, list);
  }
  for (const { what, yard, share } of LONG_YARDS)
    for (const gsdMetres of [1.25, 2, 3, 4.5]) {
      const { list } = await judgeAll(Math.ceil(share * Number(values.scenes)), { gsdMetres, yard });
      rendered.push(...list);
      row(what, gsdMetres, list);
    }
  for (const factor of existsSync(values.real) ? [6, 8, 12, 16] : []) {
    const yard = await realYard(values.real, TRACKS, factor);
    const counting = await counted(yard.scene, yard.tracks);
    if (counting) row("the real yard", yard.gsdMetres, [{ counting, scores: scoreTracks(counting, yard.labels) }]);
  }
  sections.set(
    "Coarse images: the total from the length under cars",
    table(["picture", "GSD m", ...COARSE_CELLS], rows),
  );
  sections.set("Reliability of empty tracks on coarse images", coarseEmptiness(rendered));
}
if (parts.includes("turned")) {
  const rows: string[][] = [];
  for (const lengthMetres of [150, 400, 700, 1000])
    for (const degrees of [0, 0.5, 1]) {
      const f1: number[] = [];
      let without = 0;
      for (const turnDegrees of degrees === 0 ? [0] : [-degrees, degrees]) {
        const yard = { lengthMetres, tracks: 5 };
        const draw = { gsdMetres: 0.5, clean: true, turnDegrees, yard };
        const { list, withheld } = await judgeAll(TURNED_SCENES, draw);
        f1.push(...list.map(({ scores }) => summary(scores)).flatMap((all) => (all.labelled > 0 ? [all.f1] : [])));
        without += withheld;
      }
      const mean = f1.reduce((sum, one) => sum + one, 0) / f1.length;
      const ends = (lengthMetres / 2) * Math.sin((degrees * Math.PI) / 180);
      rows.push([
        `${lengthMetres} m`,
        `${degrees} degree${degrees === 1 ? "" : "s"}`,
        `${ends.toFixed(1)} m`,
        `${f1.length}`,
        `${mean.toFixed(3)} (${Math.min(...f1).toFixed(3)})`,
        `${without}`,
      ]);
      say(rows.at(-1)?.join("  ") ?? "");
    }
  const said =
    `Clean, 0.5 m, five tracks, seeds ${values.seed} to ${Number(values.seed) + TURNED_SCENES - 1} but for yards without a car, each turned ` +
    "both ways about its middle. F1, mean and smallest.";
  sections.set(
    "Turned yards",
    [said, table(["length", "turned by", "ends off by", "counts", "F1", "withheld"], rows)].join("\n\n"),
  );
}
if (judged.length > 0) {
  const listed = judged.flatMap(({ scores }) => scores.flatMap((score) => score.listed));
  writeFileSync(join(PICTURES, "reliability-rendered.svg"), `${reliabilityDiagram(listed)}\n`);
  const reliability = [
    "Stated probability against the share of listed cars that were real; the small numbers are cars. Left: rendered yards " +
      "of the first table; right: the real yard, its four resolutions together.",
    "![Rendered yards](counting/reliability-rendered.svg) ![The real yard](counting/reliability-real.svg)",
  ];
  const worst = [
    "Rendered tracks with the most errors, each once, in its worst picture. White above: true cars (grey: hardly visible, not asked for); below: listed " +
      "cars, green right, red false.",
    ...(await worstTracks(judged, 6, PICTURES)),
  ];
  sections.set("Reliability of single cars", reliability.join("\n\n"));
  sections.set("Reliability of empty tracks", emptiness(judged));
  sections.set("Worst tracks", worst.join("\n\n"));
}

const model = Object.entries(networks.hashes)
  .map(([name, hash]) => `${name} ${hash.slice(0, 12)}`)
  .join(", ");
const made = `Made by \`npx node scripts/evaluate-counting.ts --scenes ${values.scenes} --seed ${values.seed}\` with ${model}.`;
const signed = new Map([...sections].map(([title, text]) => [title, `${text}\n\n${made}`]));
writeFileSync(DOCUMENT, withSections(readFileSync(DOCUMENT, "utf8"), signed));
say(`wrote ${DOCUMENT}`);

async function judgeAll(
  count: number,
  draw: Omit<SceneDraw, "style" | "seed">,
  change: (style: YardStyle, random: RandomStream) => YardStyle = (style) => style,
): Promise<{ list: Judged[]; withheld: number }> {
  const list: Judged[] = [];
  let withheld = 0;
  for (let k = 0; k < count; k++) {
    const seed = Number(values.seed) + k;
    const style = change(HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle, new RandomStream(seed));
    const redraw = () => renderScene({ style, seed, ...draw });
    const rendered = redraw();
    const counting = await counted(rendered.scene, rendered.tracks);
    if (!counting) {
      withheld++;
      continue;
    }
    const labels = labelsOf(rendered);
    list.push({ rendered: withoutPixels(rendered), redraw, counting, labels, scores: scoreTracks(counting, labels) });
  }
  return { list, withheld };
}

function withoutPixels({ image: _, scene: __, yard, ...rest }: RenderedScene): Judged["rendered"] {
  const { raster } = yard;
  return { ...rest, yard: { ...yard, raster: { ...raster, pixels: new Float32Array(0), usable: new Uint8Array(0) } } };
}

async function counted(scene: SceneToCount, tracks: readonly TrackToCount[], limits = LIMITS): Promise<Counted | null> {
  const counting = await countScene(scene, tracks, networks, { limits, shift: null });
  return counting.status === "counted" ? counting : null;
}
