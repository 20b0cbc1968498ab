import { USER_DEFINED } from "../../adapters/cog/crs/crs.ts";
import type { Count } from "../../core/observation/count.ts";
import { isUnread } from "../../core/observation/limits.ts";
import {
  CAR_TYPES,
  type Counted,
  type Counting,
  type Shift,
  type WithholdReason,
} from "../../core/observation/observation.ts";
import { shareOfFile } from "./share-of-file.ts";
import { some } from "./some.ts";

/**
 * A counting as `count --json` prints it. Names are a public interface and never change their meaning.
 *
 * `usableFraction` is null where the look was withheld before its pixels were read.
 *
 * @param about  `epsg`: of the scene; printed as `crs`, which the cars' outlines are in: "EPSG:2056", null for one without a code
 */
export function countingAsJson(
  counting: Counting,
  { acquiredAt, epsg }: { readonly acquiredAt: string | null; readonly epsg: number },
): string {
  const { method, status, reasons, usableFraction, warnings, inputs, read, classes } = counting;
  const rest = {
    read,
    usableFraction: isUnread(reasons) ? null : round(usableFraction, 4),
    warnings,
    inputs,
    acquiredAt,
    ...(classes && { classes }),
    crs: epsg === USER_DEFINED ? null : `EPSG:${epsg}`,
  };
  // Names of a count are there, and empty: a program that looks for one finds that there is none.
  if (counting.status === "withheld")
    return JSON.stringify(
      { method, status, reasons, count: null, registration: null, tracks: [], types: {}, ...rest },
      null,
      2,
    );
  const { count, registration, tracks, types, zones, basis, seen } = counting;
  const { turn, contradicted } = registration;
  return JSON.stringify(
    {
      method,
      status,
      reasons,
      count: printed(count),
      registration: {
        x: round(registration.x, 3),
        y: round(registration.y, 3),
        residualMetres: rounded(registration.residualMetres, 3),
        ambiguous: registration.ambiguous,
        ...(contradicted && {
          contradicted: { given: contradicted.given, seen: contradicted.seen && shiftRounded(contradicted.seen) },
        }),
        spreadMetres: rounded(registration.spreadMetres ?? null, 3),
        turn: turn === undefined ? null : { degrees: round(turn.degrees, 4), x: round(turn.x, 3), y: round(turn.y, 3) },
      },
      tracks: tracks.map((track) => ({
        name: track.name,
        ...(track.zone !== null && { zone: track.zone }),
        lengthMetres: round(track.lengthMetres, 3),
        usableFraction: round(track.usableFraction, 4),
        count: printed(track.count),
        cars: track.cars.map((car) => ({
          from: round(car.from, 3),
          to: round(car.to, 3),
          probability: round(car.probability, 4),
          type: car.type,
          covered: car.covered,
          outline: { type: car.outline.type, coordinates: car.outline.coordinates.map((ring) => ring.map(place)) },
          typeProbability: round(car.typeProbability, 4),
        })),
        emptyProbability: round(track.emptyProbability, 6),
        occupiedMetres: round(track.occupiedMetres, 2),
        ...(track.seen && { seen: printed(track.seen) }),
        ...(track.shared && {
          shared: track.shared.map(({ name, from, to }) => ({ with: name, from: round(from, 3), to: round(to, 3) })),
        }),
      })),
      types: Object.fromEntries(CAR_TYPES.map((type) => [type, printed(types[type])])),
      ...rest,
      basis,
      zones: zones.map((zone) => ({ zone: zone.zone, count: printed(zone.count) })),
      ...(seen && { seen: printed(seen) }),
    },
    null,
    2,
  );
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const rounded = (value: number | null, digits: number) => (value === null ? null : round(value, digits));
const shiftRounded = ({ x, y }: Shift) => ({ x: round(x, 3), y: round(y, 3) });
/** A millimetre in metres, and in degrees. */
const place = ([x, y]: readonly [number, number]) =>
  Math.abs(x) <= 360 && Math.abs(y) <= 90 ? [round(x, 8), round(y, 8)] : [round(x, 3), round(y, 3)];

function printed({ median, low, high, level, pmf }: Count) {
  return { median, low, high, level, pmf: pmf.map((p) => round(p, 9)) };
}

/** A counting for people. */
export function countingAsText(
  counting: Counting,
  { image, acquiredAt }: { image: string; acquiredAt: string | null },
): string {
  const lines = [acquiredAt === null ? image : `${image}, taken ${acquiredAt}`];
  if (counting.status === "withheld") {
    lines.push(`No count: ${counting.reasons.map(reasonInWords).join("; ")}.`, ...warningLines(counting));
    return `${lines.join("\n")}\n`;
  }
  lines.push("", ...tableOf(counting), "", totalOf(counting));
  const { usableFraction, read, classes } = counting;
  const { zones } = counting;
  if (zones.length > 0)
    lines.push(`Zones: ${zones.map(({ zone, count }) => `${zone} ${interval(count)}`).join(", ")}.`);
  const types = CAR_TYPES.filter((type) => counting.types[type].high > 0 && counting.basis === "cars");
  if (types.length > 0)
    lines.push(`Types: ${types.map((type) => `${type} ${interval(counting.types[type])}`).join(", ")}.`);
  lines.push(
    placeInWords(counting),
    `Seen: ${percent(usableFraction)} of the tracks. Read: ${read.bytes} bytes in ${some(read.requests, "request")}, ${shareOfFile(read)}.`,
  );
  if (classes && classes.counted.length > 0)
    lines.push(
      `Classes counted: ${classes.counted.join(", ")}${classes.leftOut.length > 0 ? `; left out: ${classes.leftOut.join(", ")}` : ""}.`,
    );
  lines.push(...warningLines(counting));
  return `${lines.join("\n")}\n`;
}

function warningLines({ warnings }: Counting): string[] {
  return warnings.map(
    ({ code, got, limit }) =>
      `Warning: ${code}${got === null ? "" : `, ${got.toFixed(2)}`}${limit === null ? "" : ` (limit ${limit})`}.`,
  );
}

function placeInWords({ registration, tracks, classes }: Counted): string {
  const { x, y, turn, residualMetres, spreadMetres, ambiguous, contradicted } = registration;
  const away = (of: Shift) => `${of.x.toFixed(2)} m east and ${of.y.toFixed(2)} m north`;
  const moved = `${away({ x, y })} of those given`;
  const turned =
    turn === undefined || Math.abs(turn.degrees) < 0.005 ? "" : `, turned by ${turn.degrees.toFixed(2)} degrees`;
  if (contradicted) {
    const { given, seen } = contradicted;
    const where =
      seen === null
        ? "without it the image does not tell where they lie. Look at the tracks in the image, and give the --shift that is seen there."
        : `without it they are seen ${away(seen)}, ${Math.hypot(seen.x - given.x, seen.y - given.y).toFixed(1)} m from there. ` +
          "Count without --shift, or give the one that you see.";
    return `Tracks were taken ${moved}${turned}, near --shift ${given.x},${given.y}, which the image contradicts: ${where}`;
  }
  if (classes !== undefined)
    return x === 0 && y === 0
      ? "Tracks were taken where they are drawn: another detector does not look for them in the image. Where they lie beside the rails, give --shift x,y."
      : `Tracks were taken ${moved}, as --shift says: another detector does not look for them in the image.`;
  if (residualMetres === null && typeof spreadMetres !== "number" && !ambiguous)
    return `Nothing in the image told where the tracks lie: they were taken ${x === 0 && y === 0 ? "as given" : moved}.`;
  const within = [
    ...(typeof spreadMetres === "number" ? [`within ${spreadMetres.toFixed(2)} m sideways`] : []),
    ...(residualMetres === null || tracks.length < 2 ? [] : [`residual ${residualMetres.toFixed(2)} m`]),
  ];
  return `Tracks as seen lie ${moved}${turned}${within.length > 0 ? ` (${within.join(", ")})` : ""}${
    ambiguous ? ", which is ambiguous: give --shift x,y" : ""
  }.`;
}

function tableOf({ tracks, basis }: Counted): string[] {
  const rows = tracks.map((track) => [
    track.name,
    `${track.lengthMetres.toFixed(0)} m`,
    percent(track.usableFraction),
    interval(track.count),
    basis === "cars" ? String(track.cars.length) : "-",
    track.emptyProbability.toFixed(2),
  ]);
  const head = ["track", "length", "seen", "cars (90 %)", "listed", "P(empty)"];
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join("  "),
  );
}

function totalOf({ count, tracks, basis }: Counted): string {
  const kilometres = tracks.reduce((sum, track) => sum + track.lengthMetres, 0) / 1000;
  const how = basis === "cars" ? "" : ", from the length under cars: too coarse for single cars";
  return `${count.median} cars (${count.low}-${count.high}, ${percent(count.level)}) on ${some(tracks.length, "track")}, ${kilometres.toFixed(2)} km${how}.`;
}

const interval = ({ median, low, high }: Count) => (low === high ? `${median}` : `${median} (${low}-${high})`);
const percent = (share: number) => `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;

function reasonInWords({ code, got, limit }: WithholdReason): string {
  const values = [got === null ? "" : `got ${got.toFixed(2)}`, limit === null ? "" : `limit ${limit}`].filter(Boolean);
  return values.length > 0 ? `${code} (${values.join(", ")})` : code;
}
