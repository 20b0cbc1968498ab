import type { GeoTransform } from "../../core/geo/frames.ts";
import { YardcheckError } from "../../errors.ts";
import { type BandChoice, chooseBands } from "./band-choice.ts";
import type { ByteSource } from "./byte-source.ts";
import type { Crs } from "./crs/crs.ts";
import { georeferenceOf } from "./georeference.ts";
import type { SampleType } from "./layout.ts";
import { type Level, levelFor, pyramidOf } from "./pyramid.ts";
import { TiffFile } from "./tiff-directory.ts";

export interface ImageOptions {
  /** Overrules what the file says of its CRS. */
  readonly epsg?: number | undefined;
  /** One or three bands, counted from 1. */
  readonly bands?: readonly number[] | undefined;
  /** Overrules what the file says of its place. */
  readonly placement?: { readonly crs: Crs; readonly transform: GeoTransform } | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A GeoTIFF whose description was read and judged; its pixels not yet. */
export class SceneImage {
  readonly source: ByteSource;
  readonly location: string;
  readonly littleEndian: boolean;
  readonly levels: readonly [Level, ...Level[]];
  readonly choice: BandChoice;
  readonly crs: Crs;
  readonly transform: GeoTransform;

  private constructor(
    source: ByteSource,
    littleEndian: boolean,
    levels: readonly [Level, ...Level[]],
    choice: BandChoice,
    placement: { readonly crs: Crs; readonly transform: GeoTransform },
  ) {
    this.source = source;
    this.location = source.location;
    this.littleEndian = littleEndian;
    this.levels = levels;
    this.choice = choice;
    this.crs = placement.crs;
    this.transform = placement.transform;
  }

  static async read(source: ByteSource, { epsg, bands, placement, signal }: ImageOptions): Promise<SceneImage> {
    const file = await TiffFile.read(source, signal);
    const levels = await pyramidOf(file, source.size, signal);
    const [{ directory, layout }] = levels;
    const choice = await chooseBands(directory, layout, bands, signal);
    const place = placement ?? (await georeferenceOf(directory, epsg, signal));
    for (const { layout: other } of levels)
      if (other.bands !== layout.bands || other.sampleType !== layout.sampleType)
        throw new YardcheckError("image-invalid", `${source.location} has overviews of another sample type`);
    return new SceneImage(source, file.littleEndian, levels, choice, place);
  }

  get sampleType(): SampleType {
    return this.levels[0].layout.sampleType;
  }

  /** Largest value of the sample type; `null` for floating point. */
  get top(): number | null {
    if (this.isDisplayed) return 255;
    const [, kind, bits] = /^(u?int|float)(\d+)$/.exec(this.sampleType) ?? [];
    return kind === "float" ? null : 2 ** (Number(bits) - (kind === "int" ? 1 : 0)) - 1;
  }

  /** True: the values are already 0 to 255 and are left as they are. */
  get isDisplayed(): boolean {
    return this.sampleType === "uint8";
  }

  get range(): readonly [number, number] {
    return this.isDisplayed ? [0, 255] : [-Infinity, Infinity];
  }

  levelFor(wanted: number): Level {
    return levelFor(this.levels, wanted);
  }
}
