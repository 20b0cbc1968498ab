import { type LonLat, mapToPixel, type PixelPoint, pixelToMap } from "../../core/geo/frames.ts";
import { longitudeNear } from "../../core/geo/longitude.ts";
import type { SceneId } from "../../core/ids.ts";
import { markClipped } from "../../core/imagery/clipped.ts";
import { type PlanePoint, placeLine } from "../../core/imagery/place-line.ts";
import type { Raster } from "../../core/imagery/raster.ts";
import type { Fingerprint, SceneGrid } from "../../core/imagery/scene.ts";
import { applyStretch, type Stretch, stretchOf } from "../../core/imagery/stretch.ts";
import type { ReadCost, Strip } from "../../core/imagery/strip.ts";
import type { TrackLine } from "../../core/imagery/track-line.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { type ByteSource, openSource } from "./byte-source.ts";
import { type CloudMask, hideUnder } from "./cloud-mask.ts";
import { type Converter, type Crs, converter, converterNear, WGS84 } from "./crs/crs.ts";
import { workingCrs } from "./crs/true-metres.ts";
import { readAlong } from "./read-along.ts";
import { readPicture, readRectangles, stretchOfWhole } from "./read-picture.ts";
import { type ImageOptions, SceneImage } from "./scene-image.ts";
import type { PixelWindow } from "./window-reader.ts";

export interface OpenOptions extends ImageOptions {
  /** Makes the requests of a remote file; the service passes one that refuses private addresses. */
  readonly fetch?: Fetch | undefined;
}

export interface StripOptions {
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
  /** Written into each strip. */
  readonly scene: SceneId;
  /** What its image covers (and does not leave out as nodata) is unusable. */
  readonly cloudMask?: CloudMask | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a GeoTIFF or COG and reads its description.
 *
 * @param location  path, `file:` or `http(s):` address
 * @throws YardcheckError "image-unreadable", "image-invalid", "image-unsupported", "crs-unknown", "interrupted"
 */
export async function openScene(location: string, options: OpenOptions = {}): Promise<OpenScene> {
  const source = await openSource(location, options.fetch ?? fetch, options.signal);
  try {
    return new OpenScene(await SceneImage.read(source, options));
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** A scene whose pixels can be read. Close it. */
export class OpenScene {
  readonly location: string;
  readonly grid: SceneGrid;
  readonly crs: Crs;
  /**
   * The plane in metres in which tracks, strips and cars are placed: the scene's own CRS where that is in metres at true
   * scale, else the UTM zone of the scene's centre.
   */
  readonly working: Crs;
  /** Corners of the image, WGS 84: upper left, upper right, lower right, lower left; beyond 180 degrees where it crosses them. */
  readonly footprint: readonly [LonLat, LonLat, LonLat, LonLat];
  readonly image: SceneImage;
  private readonly source: ByteSource;
  private readonly toSceneXY: Converter;
  private readonly fromSceneXY: Converter;
  private readonly toDegrees: Converter;
  private readonly fromDegrees: Converter;

  constructor(image: SceneImage) {
    this.image = image;
    this.source = image.source;
    this.location = image.location;
    this.crs = image.crs;
    const { layout } = image.levels[0];
    const { width, height } = layout;
    const middle = pixelToMap(image.transform, { col: width / 2, row: height / 2 });
    const degreesOf = converter(image.crs, WGS84);
    const [lon, lat] = degreesOf(middle.x, middle.y);
    const centre = { lon, lat };
    const corner = (col: number, row: number): LonLat => {
      const { x, y } = pixelToMap(image.transform, { col, row });
      const [lon, lat] = degreesOf(x, y);
      return { lon: longitudeNear(lon, centre.lon), lat };
    };
    if (!(Math.abs(centre.lon) <= 540 && Math.abs(centre.lat) <= 90))
      throw new YardcheckError(
        "image-invalid",
        `${image.location}: its centre does not lie on the earth (EPSG:${image.crs.epsg} ${image.crs.name})`,
      );
    this.working = workingCrs(image.crs, centre);
    this.toSceneXY = converterNear(this.working, image.crs, middle.x);
    this.fromSceneXY = converter(image.crs, this.working);
    this.toDegrees = converter(this.working, WGS84);
    this.fromDegrees = converter(WGS84, this.working);
    this.footprint = [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)];
    this.grid = {
      width,
      height,
      bands: layout.bands,
      sampleType: layout.sampleType,
      transform: image.transform,
      pixelSizeMetres: this.pixelSizeAt(width / 2, height / 2),
    };
  }

  get workingEpsg(): number {
    return this.working.epsg;
  }

  /** Bytes and requests so far. */
  get read(): ReadCost {
    return { ...this.source.cost(), fileBytes: this.source.size };
  }

  /** The same together with those of its mask; `fileBytes` are the image's own. */
  readWith(cloudMask: CloudMask | undefined): ReadCost {
    const { bytes, requests, fileBytes } = this.read;
    const ofMask = cloudMask?.image.read;
    return { bytes: bytes + (ofMask?.bytes ?? 0), requests: requests + (ofMask?.requests ?? 0), fileBytes };
  }

  /** From the working CRS to the image's own pixels. NaN where the projection cannot place the point. */
  toPixel(x: number, y: number): PixelPoint {
    const [sceneX, sceneY] = this.toSceneXY(x, y);
    return mapToPixel(this.image.transform, { x: sceneX, y: sceneY, epsg: this.crs.epsg });
  }

  /** From the working CRS to the scene's own, in its unit. */
  toSceneCrs(x: number, y: number): PlanePoint {
    const [sceneX, sceneY] = this.toSceneXY(x, y);
    return { x: sceneX, y: sceneY };
  }

  toLonLat(x: number, y: number): LonLat {
    const [lon, lat] = this.toDegrees(x, y);
    return { lon, lat };
  }

  fromLonLat({ lon, lat }: LonLat): PlanePoint {
    const [x, y] = this.fromDegrees(lon, lat);
    return { x, y };
  }

  /** From another CRS to the working one. */
  converterFrom(crs: Crs): Converter {
    return converter(crs, this.working);
  }

  /**
   * Straightens tracks, reading only what lies under them. Their order is kept.
   *
   * A track, or a part of one, outside of the scene is unusable there, and no error.
   *
   * @returns strips, and what was read since the scene and its cloud mask were opened
   */
  async readStrips(
    tracks: readonly TrackLine[],
    options: StripOptions,
  ): Promise<{ readonly strips: readonly Strip[]; readonly read: ReadCost }> {
    const { spacingMetres, halfWidthMetres, scene, cloudMask, onProgress, signal } = options;
    const lines = tracks.map(({ points }) => placeLine(points, spacingMetres, this.workingEpsg));
    const placements = lines.map(({ placement }) => placement);
    const along = { spacingMetres, halfWidthMetres, signal };
    const parts = await readAlong(this.image, placements, {
      ...along,
      toPixel: (x, y) => this.toPixel(x, y),
      pixelSizeMetres: this.grid.pixelSizeMetres,
      onProgress,
    });
    const { top } = this.image;
    if (top !== null) for (const part of parts) markClipped(part, top, spacingMetres);
    if (cloudMask) await hideUnder(cloudMask, placements, parts, this.working, along);
    if (!this.image.isDisplayed) {
      const stretch = stretchOf(parts);
      for (const { pixels } of parts) applyStretch(pixels, stretch);
    }
    const strips = tracks.map(({ track }, i): Strip => {
      const line = lines[i];
      const part = parts[i];
      if (!line || !part) throw new RangeError("a track got no strip");
      return {
        scene,
        track,
        lengthMetres: line.lengthMetres,
        spacingMetres,
        halfWidthMetres,
        placement: line.placement,
        ...part,
      };
    });
    return { strips, read: this.readWith(cloudMask) };
  }

  /** The stretch of the whole scene, for pictures of its parts side by side; null: of 8 bits, shown as it is. */
  wholeStretch(signal?: AbortSignal): Promise<Stretch | null> {
    return stretchOfWhole(this.image, signal);
  }

  /**
   * A picture of a part of the scene (the whole, unless told), 0 to 255, of at most about `maxPixels`.
   *
   * @param stretch  of an image beyond 8 bits; null: that of the part alone
   * @returns the picture and where a point of the working CRS lies in it
   */
  async readPicture(
    maxPixels: number,
    window: PixelWindow = { col: 0, row: 0, width: this.grid.width, height: this.grid.height },
    signal?: AbortSignal,
    stretch: Stretch | null = null,
  ): Promise<{ readonly raster: Raster; readonly toPicture: (x: number, y: number) => PixelPoint }> {
    const { raster, scale } = await readPicture(this.image, window, maxPixels, signal, stretch);
    return {
      raster,
      toPicture: (x, y) => {
        const { col, row } = this.toPixel(x, y);
        return { col: (col - window.col) / scale.col, row: (row - window.row) / scale.row };
      },
    };
  }

  /** Rectangles one after another, 0 to 255, at the image's own pixels: what several of them share is read once; see {@link readRectangles}. */
  readRectangles(
    windows: readonly PixelWindow[],
    stretch: Stretch | null,
    signal?: AbortSignal,
  ): AsyncIterable<Raster> {
    return readRectangles(this.image, windows, stretch, signal);
  }

  /** Whole pixels around points of the working CRS with a margin, inside of the image; `null` where none lies in it. */
  windowAround(points: readonly PlanePoint[], marginMetres: number): PixelWindow | null {
    const margin = marginMetres / this.grid.pixelSizeMetres;
    const pixels = points.map(({ x, y }) => this.toPixel(x, y)).filter(({ col, row }) => Number.isFinite(col + row));
    const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
    const bounds = (values: readonly number[], most: number): [number, number] => [
      clamp(Math.floor(values.reduce((a, b) => Math.min(a, b), Infinity) - margin), most),
      clamp(Math.ceil(values.reduce((a, b) => Math.max(a, b), -Infinity) + margin), most),
    ];
    const { width, height } = this.grid;
    const [left, right] = bounds(
      pixels.map(({ col }) => col),
      width,
    );
    const [top, bottom] = bounds(
      pixels.map(({ row }) => row),
      height,
    );
    return right > left && bottom > top ? { col: left, row: top, width: right - left, height: bottom - top } : null;
  }

  /** SHA-256 of a local file, ETag and size of a remote one. */
  fingerprint(signal?: AbortSignal): Promise<Fingerprint> {
    return this.source.fingerprint(signal);
  }

  async close(): Promise<void> {
    await this.source.close();
  }

  /** Side of a square of a pixel's area, metres on the working plane. */
  private pixelSizeAt(col: number, row: number): number {
    const at = (c: number, r: number) => {
      const { x, y } = pixelToMap(this.image.transform, { col: c, row: r });
      return this.fromSceneXY(x, y);
    };
    const [x, y] = at(col, row);
    const [rightX, rightY] = at(col + 1, row);
    const [downX, downY] = at(col, row + 1);
    return Math.sqrt(Math.abs((rightX - x) * (downY - y) - (rightY - y) * (downX - x)));
  }
}
