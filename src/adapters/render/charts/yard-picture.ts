import type { Stretch, Track } from "../../../core/facility/facility.ts";
import { alongLine, type PlanePoint, planeAt } from "../../../core/facility/local-plane.ts";
import type { LonLat } from "../../../core/geo/frames.ts";
import { pixelToMap } from "../../../core/geo/frames.ts";
import { CAR_TYPES, type CarType, type TrackCount } from "../../../core/observation/observation.ts";
import type { SourceRef } from "../../../core/report/finding.ts";
import { newestCounted } from "../../../core/report/focus.ts";
import type { ReportLook } from "../../../core/report/record.ts";
import { hiddenStretches, isCountTold, seenPart } from "../../../core/report/seen-of.ts";
import { carCorners, sceneToLonLat, type ToLonLat } from "../cars-geojson.ts";
import type { Context } from "../context.ts";
import type { FigureBlock, Theme } from "../document.ts";
import { countValue, dateValue, plainText } from "../sentence.ts";
import { dataUrl, syntheticLabel, unseenLabel } from "./strip-picture.ts";
import { linked, overlaps, picture, type Rectangle, tag, tenth, textLabel, textWidth } from "./svg.ts";
import { TYPE_STYLE, typeLegend } from "./type-legend.ts";
import { furniture, plate } from "./yard-furniture.ts";

const WIDTH = 720;
const MARGIN_METRES = 25;
const TALLEST = 560;
const SHORTEST = 170;
/** A hatched line follows its track in pieces of so many metres. */
const HATCHED_METRES = 10;

/**
 * The yard from above, north up: the scene where it may be shown and white where not, the tracks with their counts, every
 * car by its outline and type, a scale, north and the sun. Null: nobody has drawn the yard.
 *
 * A scene whose CRS has no code is drawn on white too: it cannot be laid under the tracks from the record alone.
 */
export function yardFigure(context: Context): FigureBlock | null {
  const { geometry } = context.record.basis.facility;
  if (geometry === null) return null;
  const newest = newestCounted(context.record.basis);
  const points = geometry.tracks.flatMap(({ line }) => line);
  const [first] = points;
  const toLonLat = newest === null ? null : sceneToLonLat(newest.look.scene);
  if (first === undefined) return null;
  const plane = planeAt(first);
  const frame = frameOf(points.map(plane));
  const image = newest === null || toLonLat === null ? null : imagePlace(context, newest.look, plane, frame, toLonLat);
  const facility = context.text(context.record.basis.facility.names);
  const name = "text" in facility ? facility.text : "";
  const refs = geometry.tracks.map(
    ({ id }): SourceRef =>
      newest === null
        ? { kind: "facility", id: geometry.version }
        : { kind: "track", observation: newest.counted.id, id },
  );
  const ref: SourceRef =
    newest === null ? { kind: "facility", id: geometry.version } : { kind: "observation", id: newest.counted.id };
  const seen = newest === null ? null : seenPart(newest.counted);
  const tracks = geometry.tracks.map((track) => {
    const counted = newest?.counted.tracks.find((each) => each.track === track.id);
    return { track, counted, outlines: outlinesOf(track, counted?.cars ?? [], toLonLat) };
  });
  const drawn = tracks.reduce((sum, { outlines }) => sum + outlines.length, 0);
  const words =
    newest === null
      ? context.sentence("yard.caption-drawing", { facility: name })
      : context.sentence(image === null ? "yard.caption-outlines" : "yard.caption", {
          facility: name,
          date: dateValue(newest.counted.acquiredAt.slice(0, 10), ref),
          cars: countValue(drawn, ref),
          counted: countValue((seen ?? newest.counted.count).median, ref),
          differs: isCountTold(newest.counted, drawn) ? "no" : "yes",
          seen: seen === null ? "all" : "part",
        });
  const alternative = plainText(words);
  const types = CAR_TYPES.filter((type) =>
    newest?.counted.tracks.some(({ cars }) => cars.some((c) => c.type === type)),
  );
  // Under an image the ground itself shows what hides it.
  const hidden =
    newest === null || image !== null
      ? []
      : tracks.flatMap(({ track, counted }) => {
          const stretches = counted === undefined ? [] : hiddenStretches(newest.counted, counted);
          return stretches.map((stretch) => [track, stretch] as const);
        });
  const height = frame.height + (types.length > 0 || hidden.length > 0 ? 26 : 4);
  return {
    kind: "figure",
    id: "figure-yard",
    caption: words,
    alternative,
    aspect: WIDTH / height,
    links: [ref, ...refs],
    svg: (theme) =>
      picture(WIDTH, height, theme, alternative, [
        tag("rect", { x: 0, y: 0, width: WIDTH, height: frame.height, fill: "#ffffff", stroke: "#bbbbbb" }),
        ...(image === null ? [] : [image]),
        ...geometry.tracks.map((track) => trackLine(track, plane, frame, image !== null)),
        ...hidden.map(([track, stretch]) => hiddenLine(track, stretch, plane, frame)),
        ...(newest === null
          ? []
          : tracks.flatMap(({ track, outlines }) => carsOn(track, outlines, newest.counted.id, plane, frame, theme))),
        ...trackNames(geometry.tracks, plane, frame),
        ...furniture(context, newest?.look.scene.conditions.sunAzimuthDegrees ?? null, { width: WIDTH, ...frame }),
        ...(context.record.basis.synthetic ? [syntheticLabel(context, WIDTH - 10, 18)] : []),
        ...typeLegend(context, { types, covered: false }, { left: 10, y: height - 6 }, theme),
        ...(hidden.length > 0 ? [unseenLabel(context, WIDTH - 10, height - 6, theme)] : []),
      ]),
  };
}

interface Frame {
  readonly scale: number;
  readonly west: number;
  readonly north: number;
  readonly height: number;
}

function frameOf(points: readonly PlanePoint[]): Frame {
  const east = points.map((p) => p.east);
  const north = points.map((p) => p.north);
  const [west, right] = [Math.min(...east) - MARGIN_METRES, Math.max(...east) + MARGIN_METRES];
  const [south, top] = [Math.min(...north) - MARGIN_METRES, Math.max(...north) + MARGIN_METRES];
  const scale = Math.min(WIDTH / (right - west), TALLEST / (top - south));
  const height = Math.max(SHORTEST, (top - south) * scale);
  return {
    scale,
    west: (west + right) / 2 - WIDTH / scale / 2,
    north: (south + top) / 2 + height / scale / 2,
    height,
  };
}

const onPaper = (frame: Frame, { east, north }: PlanePoint): [number, number] => [
  (east - frame.west) * frame.scale,
  (frame.north - north) * frame.scale,
];

/** The scene's overview, laid into the frame by where three of its corners lie on the ground. */
function imagePlace(
  context: Context,
  look: ReportLook,
  plane: (point: LonLat) => PlanePoint,
  frame: Frame,
  toLonLat: ToLonLat,
): string | null {
  const { pictures } = context.record.basis;
  const overview = pictures?.observation === look.observation.id ? pictures.overview : null;
  const pixels = context.pixels(overview);
  if (overview === null || pixels === null) return null;
  const { grid } = look.scene;
  const corner = (col: number, row: number) => {
    const { x, y } = pixelToMap(grid.transform, { col, row });
    return onPaper(frame, plane(toLonLat(x, y)));
  };
  const [x0, y0] = corner(0, 0);
  const [x1, y1] = corner(grid.width, 0);
  const [x2, y2] = corner(0, grid.height);
  const { width, height } = overview;
  const matrix = [(x1 - x0) / width, (y1 - y0) / width, (x2 - x0) / height, (y2 - y0) / height, x0, y0];
  return tag(
    "svg",
    { x: 0, y: 0, width: WIDTH, height: frame.height, viewBox: `0 0 ${WIDTH} ${Math.round(frame.height * 10) / 10}` },
    tag("image", {
      width,
      height,
      "xlink:href": dataUrl(pixels),
      preserveAspectRatio: "none",
      transform: `matrix(${matrix.map((value) => value.toFixed(6)).join(" ")})`,
    }),
  );
}

function trackLine(track: Track, plane: (p: LonLat) => PlanePoint, frame: Frame, onImage: boolean): string {
  const d = track.line.map((point, i) => `${i === 0 ? "M" : "L"}${onPaper(frame, plane(point)).map(tenth).join(" ")}`);
  return tag("path", {
    d: d.join(""),
    fill: "none",
    stroke: onImage ? "#ffffff" : "#999999",
    "stroke-opacity": onImage ? 0.55 : 1,
    "stroke-width": 1,
  });
}

/** A stretch that could not be seen, hatched across the track. */
function hiddenLine(track: Track, { from, to }: Stretch, plane: (p: LonLat) => PlanePoint, frame: Frame): string {
  const line = track.line.map(plane);
  const steps = Math.max(1, Math.ceil((to - from) / HATCHED_METRES));
  const d = Array.from({ length: steps + 1 }, (_, n) => {
    const [x, y] = onPaper(frame, alongLine(line, from + ((to - from) * n) / steps));
    return `${n === 0 ? "M" : "L"}${tenth(x)} ${tenth(y)}`;
  });
  return tag("path", {
    d: d.join(""),
    fill: "none",
    stroke: "#b0b0b0",
    "stroke-width": 5,
    "stroke-dasharray": "1 2.5",
  });
}

/** A car as it is drawn on the ground. */
interface Outline {
  readonly type: CarType;
  readonly corners: readonly LonLat[];
}

/** Cars of a track that can be drawn. */
function outlinesOf(track: Track, cars: TrackCount["cars"], toLonLat: ToLonLat | null): Outline[] {
  return cars.flatMap((car) => {
    const corners = carCorners(car, track, toLonLat);
    return corners === null ? [] : [{ type: car.type, corners }];
  });
}

/** Cars by their outlines: at this scale the fill is the type. */
function carsOn(
  track: Track,
  outlines: readonly Outline[],
  observation: string,
  plane: (p: LonLat) => PlanePoint,
  frame: Frame,
  theme: Theme,
): string[] {
  const source: SourceRef = { kind: "track", observation, id: track.id };
  const boxes = outlines.map(({ type, corners }) => {
    const d = corners.map((p, i) => `${i === 0 ? "M" : "L"}${onPaper(frame, plane(p)).map(tenth).join(" ")}`).join("");
    const { colour } = TYPE_STYLE[type];
    return tag("path", { d: `${d}z`, fill: colour, stroke: "#ffffff", "stroke-width": 0.7, "paint-order": "stroke" });
  });
  return boxes.length === 0 ? [] : [linked(theme, source, track.name, boxes)];
}

/** Names at the start of each track, moved along it until they are clear of one another. */
function trackNames(tracks: readonly Track[], plane: (p: LonLat) => PlanePoint, frame: Frame): string[] {
  const taken: Rectangle[] = [];
  return tracks.flatMap((track) => {
    const line = track.line.map(plane);
    const total = line.reduce((sum, p, i) => {
      const before = line[i - 1];
      return before === undefined ? 0 : sum + Math.hypot(p.east - before.east, p.north - before.north);
    }, 0);
    const width = textWidth(track.name, 9.5);
    for (const share of [0.02, 0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.84]) {
      const [x, y] = onPaper(frame, alongLine(line, share * total));
      const box = { x: x - 2, y: y - 12, width: width + 4, height: 12 };
      if (box.x < 0 || box.x + box.width > WIDTH || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      return [
        plate(box.x, box.y, box.width, box.height),
        textLabel(x, y - 3, track.name, { plain: "name", size: 9.5, fill: "#222222", weight: 600 }),
      ];
    }
    return [];
  });
}
