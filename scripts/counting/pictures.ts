import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { matchCars } from "../../src/core/detection/match.ts";
import type { Counted } from "../../src/core/observation/observation.ts";
import type { RenderedScene } from "./rendered-scenes.ts";
import type { Label } from "./score.ts";
import type { Judged } from "./tables.ts";

/** Reliability diagram of single cars: stated probability against the share that was real, with the number of cars. */
export function reliabilityDiagram(
  listed: readonly { readonly probability: number; readonly real: boolean }[],
): string {
  const bins = Array.from({ length: 8 }, (_, k) => {
    const [low, high] = [0.2 + k * 0.1, 0.3 + k * 0.1];
    const held = listed.filter(({ probability }) => probability >= low && (probability < high || k === 7));
    const mean = held.reduce((sum, { probability }) => sum + probability, 0) / held.length;
    return { mean, real: held.filter(({ real }) => real).length / held.length, count: held.length };
  }).filter(({ count }) => count >= 5);
  const [side, edge] = [320, 44];
  const x = (p: number) => edge + p * (side - 2 * edge);
  const y = (p: number) => side - edge - p * (side - 2 * edge);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (p) =>
      `<text x="${x(p)}" y="${side - edge + 16}" text-anchor="middle">${p}</text><text x="${edge - 8}" y="${y(p) + 4}" text-anchor="end">${p}</text>`,
  );
  const points = bins.map(
    ({ mean, real, count }) =>
      `<circle cx="${x(mean).toFixed(1)}" cy="${y(real).toFixed(1)}" r="4" fill="#0b6"/><text x="${(x(mean) + 7).toFixed(1)}" y="${(y(real) + 12).toFixed(1)}" fill="#555">${count}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" font-family="sans-serif" font-size="11">`,
    `<rect width="${side}" height="${side}" fill="#fff"/>`,
    `<path d="M${x(0)} ${y(1)}V${y(0)}H${x(1)}" fill="none" stroke="#888"/>`,
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#bbb" stroke-dasharray="4"/>`,
    ...ticks,
    ...points,
    `<text x="${side / 2}" y="${side - 8}" text-anchor="middle">stated probability</text>`,
    `<text x="14" y="${side / 2}" text-anchor="middle" transform="rotate(-90 14 ${side / 2})">share real</text>`,
    "</svg>",
  ].join("\n");
}

/** One track as a lane: true cars above in white, listed ones below in green (right) or red (false). */
async function lanePicture(
  rendered: RenderedScene,
  counting: Counted,
  track: number,
  labels: readonly Label[],
  falseCars: ReadonlySet<number>,
): Promise<Buffer> {
  const line = rendered.tracks[track];
  if (!line) throw new RangeError(`no track ${track}`);
  const { strips } = await rendered.scene.readStrips([line], { spacingMetres: 0.25, halfWidthMetres: 5 });
  const [strip] = strips;
  if (!strip) throw new RangeError("no strip");
  const { width, height, pixels, spacingMetres } = strip;
  const bytes = Buffer.alloc(3 * width * height);
  for (let k = 0; k < width * height; k++)
    for (let band = 0; band < 3; band++) bytes[3 * k + band] = pixels[band * width * height + k] ?? 0;
  const scale = 2;
  const at = (metres: number) => (metres / spacingMetres) * scale;
  const bar = (from: number, to: number, y: number, colour: string) =>
    `<rect x="${at(from).toFixed(1)}" y="${y}" width="${at(to - from).toFixed(1)}" height="4" fill="${colour}"/>`;
  const [top, bottom] = [2, height * scale - 6];
  const overlay = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}">`,
    ...labels.map(({ from, to, ignored }) => bar(from, to, top, ignored ? "#999" : "#fff")),
    ...(counting.tracks[track]?.cars ?? []).map(({ from, to }, k) =>
      bar(from, to, bottom, falseCars.has(k) ? "#f33" : "#3d3"),
    ),
    "</svg>",
  ].join("");
  return await sharp(bytes, { raw: { width, height, channels: 3 } })
    .resize(width * scale, height * scale, { kernel: "nearest" })
    .composite([{ input: Buffer.from(overlay), left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/**
 * The tracks with the most errors, worst first, each once: in the picture, of all that were made of it, with the most.
 *
 * @param count  how many of them
 */
export function worstOf(judged: readonly Judged[], count: number) {
  const all = judged.flatMap(({ scores, ...of }) =>
    scores.map((score, track) => ({ ...of, track, errors: score.labelled + score.counted - 2 * score.matched })),
  );
  const told = new Set<string>();
  return all
    .sort((a, b) => b.errors - a.errors)
    .filter(({ rendered, track }) => {
      const key = `${rendered.seed} ${track}`;
      return !told.has(key) && told.add(key);
    })
    .slice(0, count);
}

/**
 * Lines of a page, each with a picture written to `folder`, of the tracks with the most errors.
 *
 * @param count  how many of them
 */
export async function worstTracks(judged: readonly Judged[], count: number, folder: string): Promise<string[]> {
  const worst = worstOf(judged, count);
  const lines: string[] = [];
  for (const [k, { rendered, redraw, counting, labels, track, errors }] of worst.entries()) {
    const own = labels[track] ?? [];
    const { falseCars } = matchCars(counting.tracks[track]?.cars ?? [], own);
    const picture = await lanePicture(redraw(), counting, track, own, new Set(falseCars));
    writeFileSync(join(folder, `worst-${k + 1}.png`), picture);
    lines.push(
      `${errors} errors: ${rendered.name}, ${rendered.tracks[track]?.name}\n\n![Lane](counting/worst-${k + 1}.png)`,
    );
  }
  return lines;
}
