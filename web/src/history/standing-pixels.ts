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

/**
 * Paints every track and look: pixels are written straight, because 60 tracks over 300 looks are some 200,000 cars, and
 * a frame is 16 ms.
 *
 * @param into  the sheet's pixels; row-major, width x height; changed
 */
export function paint(standing: Standing, sheet: Sheet, inks: Inks, into: Uint32Array): void {
  const { width, rowPixels } = sheet;
  const lengths = new Map(standing.tracks.map(({ track, lengthMetres }) => [track, lengthMetres]));
  const inner = rowPixels > 2 ? rowPixels - 1 : rowPixels;
  for (const { track, left, top, width: panelWidth } of sheet.panels) {
    const scale = panelWidth / Math.max(1, lengths.get(track) ?? 1);
    standing.looks.forEach(({ cars }, look) => {
      const first = (top + look * rowPixels) * width + left;
      fill(into, first, panelWidth, inner, width, inks.empty);
      if (cars === null) {
        hatch(into, first, panelWidth, inner, width, inks.withheld);
        return;
      }
      for (const [from = 0, to = 0, probability = 0] of cars[track] ?? []) {
        const start = Math.max(0, Math.round(from * scale));
        // A gap of a pixel between neighbours, where a car has that many.
        const end = Math.min(panelWidth, Math.max(start + 1, Math.round(to * scale) - 1));
        const ink = inks.cars[Math.min(7, Math.floor(probability * 8))] ?? 0;
        fill(into, first + start, end - start, inner, width, ink);
      }
    });
  }
}

function fill(into: Uint32Array, first: number, width: number, height: number, stride: number, ink: number): void {
  for (let row = 0; row < height; row++) into.fill(ink, first + row * stride, first + row * stride + width);
}

/** A dash every other few pixels, moved by each row: a withheld look is no empty one. */
function hatch(into: Uint32Array, first: number, width: number, height: number, stride: number, ink: number): void {
  for (let row = 0; row < height; row++) {
    const start = first + row * stride;
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
