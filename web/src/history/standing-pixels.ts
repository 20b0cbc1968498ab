/** What stood on a facility's tracks over time, as the API gives it. */
export interface Standing {
  readonly tracks: readonly { readonly track: string; readonly name: string; readonly lengthMetres: number }[];
  readonly looks: readonly {
    readonly observation: string;
    readonly acquiredAt: string;
    /** By track: from, to, probability; null: withheld. */
    readonly cars: Readonly<Record<string, readonly (readonly number[])[]>> | null;
  }[];
}

/** Where a track's picture lies on the sheet, in its pixels. */
export interface Panel {
  readonly track: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** Pixels of a look. */
  readonly rowPixels: number;
  readonly panels: readonly Panel[];
}

/** Colours as 32-bit ABGR, the order of bytes in memory on every machine that browsers run on. */
export interface Inks {
  readonly empty: number;
  readonly withheld: number;
  /** From the least probable car to the surest. Shape: 8 */
  readonly cars: Uint32Array;
}

const PANEL_LEAST = 260;
const GAP = 16;
/** Above each panel, for the track's name. */
export const CAPTION = 20;
/** A panel is about so high, however many looks it has. */
const PANEL_HEIGHT = 240;

/** Lays the tracks out side by side, as many in a row as fit. */
export function sheetOf({ tracks, looks }: Standing, width: number, sharpness: number): Sheet {
  const [gap, caption] = [Math.round(GAP * sharpness), Math.round(CAPTION * sharpness)];
  const across = Math.max(1, Math.min(tracks.length, Math.floor((width + gap) / (PANEL_LEAST * sharpness + gap))));
  const panelWidth = Math.floor((width - gap * (across - 1)) / across);
  const rowPixels = Math.max(
    1,
    Math.min(12 * sharpness, Math.floor((PANEL_HEIGHT * sharpness) / Math.max(1, looks.length))),
  );
  const panelHeight = rowPixels * looks.length + caption + gap;
  const panels = tracks.map(({ track }, k) => ({
    track,
    left: (k % across) * (panelWidth + gap),
    top: Math.floor(k / across) * panelHeight + caption,
    width: panelWidth,
  }));
  return { width, height: Math.ceil(tracks.length / across) * panelHeight, rowPixels, panels };
}

/** Height of a panel without its caption, pixels. */
export const panelHeight = ({ rowPixels }: Sheet, { looks }: Standing): number => Math.max(1, rowPixels * looks.length);

/**
 * Paints one track over all looks. Pixels are written straight, because 60 tracks over 300 looks are some 200,000 cars,
 * and into a buffer that all panels share: one of the whole sheet is 25 MB, and to touch so much fresh memory takes longer
 * than all else.
 *
 * @param into  the panel's pixels, all of them painted; row-major, panel's width x {@link panelHeight}; changed
 */
export function paintPanel(standing: Standing, sheet: Sheet, panel: Panel, inks: Inks, into: Uint32Array): void {
  const { track, width } = panel;
  const { rowPixels } = sheet;
  const length = standing.tracks.find((one) => one.track === track)?.lengthMetres ?? 1;
  const scale = width / Math.max(1, length);
  const inner = rowPixels > 2 ? rowPixels - 1 : rowPixels;
  // The ground of all looks at once: 300 calls for as many rows take longer than the cars on them.
  into.fill(inks.empty);
  for (let look = 0; look < standing.looks.length; look++) {
    const cars = standing.looks[look]?.cars ?? null;
    const first = look * rowPixels * width;
    if (inner < rowPixels) into.fill(0, first + inner * width, first + rowPixels * width);
    if (cars === null) hatch(into, first, width, inner, inks.withheld);
    else paintCars(cars[track] ?? NO_CARS, scale, width, inks.cars, into, first, inner);
  }
}

const NO_CARS: readonly (readonly number[])[] = [];

/** The cars of one track and look; by index and without a single call, since a first sheet is drawn unoptimized. */
function paintCars(
  cars: readonly (readonly number[])[],
  scale: number,
  width: number,
  inks: Uint32Array,
  into: Uint32Array,
  first: number,
  height: number,
): void {
  for (let k = 0; k < cars.length; k++) {
    const car = cars[k] as readonly number[];
    const from = ((car[0] as number) * scale + 0.5) | 0;
    const start = from < 0 ? 0 : from;
    // A gap of a pixel between neighbours, where a car has that many.
    const to = ((car[1] as number) * scale - 0.5) | 0;
    const end = to > width ? width : to <= start ? start + 1 : to;
    const shade = ((car[2] as number) * 8) | 0;
    const ink = inks[shade > 7 ? 7 : shade] as number;
    for (let row = 0, at = first; row < height; row++, at += width)
      for (let pixel = at + start; pixel < at + end; pixel++) into[pixel] = ink;
  }
}

/** A dash every other few pixels, moved by each row: a withheld look is no empty one. */
function hatch(into: Uint32Array, first: number, width: number, height: number, ink: number): void {
  for (let row = 0; row < height; row++) {
    const start = first + row * width;
    for (let at = (row * 2) % 8; at < width; at += 8) into.fill(ink, start + at, start + Math.min(width, at + 3));
  }
}

/** Which track and look a place on the sheet is of; null: none. */
export function panelAt({ looks }: Standing, { panels, rowPixels }: Sheet, x: number, y: number) {
  const panel = panels.find(
    ({ left, top, width }) => x >= left && x < left + width && y >= top && y < top + rowPixels * looks.length,
  );
  if (panel === undefined) return null;
  return { panel, look: looks[Math.floor((y - panel.top) / rowPixels)] ?? null };
}
