import { printable } from "../markup.ts";

/** What a problem is of: a shape by its name or id, or the drawing as a whole. */
export interface DrawnFeature {
  readonly kind: "area" | "track" | "zone" | "drawing";
  readonly name: string;
}

/** What can be wrong, each with the values that a sentence about it needs; metres, degrees, points counted from 1. */
export type DrawingFault =
  | { readonly code: "too-few-points"; readonly points: number; readonly least: number }
  | { readonly code: "too-many-points"; readonly points: number; readonly most: number }
  | { readonly code: "no-number"; readonly lon: number; readonly lat: number }
  | { readonly code: "axes-swapped"; readonly lat: number }
  | { readonly code: "no-degrees"; readonly lon: number; readonly lat: number }
  | { readonly code: "crosses-itself"; readonly first: number; readonly second: number }
  | { readonly code: "no-area" }
  | { readonly code: "too-large"; readonly kilometres: number; readonly most: number }
  | { readonly code: "too-many-tracks"; readonly tracks: number; readonly most: number }
  | { readonly code: "no-track" }
  | { readonly code: "repeated-track" | "repeated-zone" }
  | { readonly code: "too-short"; readonly metres: number; readonly least: number }
  | { readonly code: "outside"; readonly metres: number; readonly lon: number; readonly lat: number }
  | { readonly code: "outside-swapped"; readonly metres: number }
  | { readonly code: "no-such-zone"; readonly zone: string }
  | { readonly code: "canopy"; readonly from: number; readonly to: number; readonly length: number }
  | { readonly code: "outside-area" }
  | { readonly code: "name-too-long"; readonly characters: number; readonly most: number }
  /** `character`: such as U+000B. */
  | { readonly code: "name-unprintable"; readonly character: string }
  | { readonly code: "drawn-twice"; readonly other: string; readonly metres: number }
  | { readonly code: "drawn-back"; readonly metres: number };

/** Why a drawing is refused: the feature and the fault, and both in English, the feature as its author calls it. */
export interface DrawingProblem {
  readonly of: DrawnFeature;
  readonly fault: DrawingFault;
  readonly feature: string;
  readonly problem: string;
}

/** A problem with its English words, which the API and the command line print. */
export function told(of: DrawnFeature, fault: DrawingFault): DrawingProblem {
  const feature = of.kind === "area" ? "area" : of.kind === "drawing" ? of.name : `${of.kind} "${printable(of.name)}"`;
  return { of, fault, feature, problem: inEnglish(fault) };
}

export function inEnglish(fault: DrawingFault): string {
  switch (fault.code) {
    case "too-few-points":
      return `is empty: it has ${fault.points} different points, at least ${fault.least} are needed`;
    case "too-many-points":
      return `has ${fault.points} points, at most ${fault.most} are taken`;
    case "no-number":
      return `has a coordinate that is no number: ${fault.lon}, ${fault.lat}`;
    case "axes-swapped":
      return `has latitude ${fault.lat}, beyond 90 degrees: the axes look swapped (longitude comes first)`;
    case "no-degrees":
      return `has ${fault.lon}, ${fault.lat}, which are no degrees: if they are metres, name their CRS in the file's \`crs\` member`;
    case "crosses-itself":
      return `crosses itself: the edge after corner ${fault.first} meets the one after ${fault.second}`;
    case "no-area":
      return "is empty: it encloses less than a square metre";
    case "too-large":
      return `is ${fault.kilometres} km across, at most ${fault.most} km is a yard: are the coordinates degrees, longitude first?`;
    case "too-many-tracks":
      return `has ${fault.tracks} tracks, at most ${fault.most}`;
    case "no-track":
      return "has no track";
    case "repeated-track":
      return "has the name of another track";
    case "repeated-zone":
      return "has the name of another zone";
    case "too-short":
      return `is ${fault.metres.toFixed(1)} m long; at least ${fault.least} m is a track`;
    case "outside":
      return `leaves the area by ${Math.round(fault.metres)} m at ${fault.lon}, ${fault.lat}`;
    case "outside-swapped":
      return `leaves the area by ${Math.round(fault.metres)} m: its axes are swapped`;
    case "no-such-zone":
      return `names the zone "${fault.zone}", which the file does not have`;
    case "canopy":
      return `has a canopy from ${fault.from} to ${fault.to} m on ${fault.length.toFixed(1)} m of track`;
    case "drawn-twice":
      return `runs along track "${fault.other}" for ${Math.round(fault.metres)} m, within a metre: cars there would count twice; draw that part once`;
    case "drawn-back":
      return `runs along itself for ${Math.round(fault.metres)} m, within a metre: cars there would count twice; draw that part once`;
    case "outside-area":
      return "lies outside the area";
    case "name-too-long":
      return `has a name of ${fault.characters} characters, at most ${fault.most} are taken`;
    case "name-unprintable":
      return `has a name with the character ${fault.character}, which cannot be printed: write the name anew`;
  }
}
