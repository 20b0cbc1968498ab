import type { Canvas } from "./canvas.ts";

/** Direction towards the sun in the yard frame, and how high it stands. */
export interface SunInFrame {
  /** Unit vector along the ground, towards the sun. */
  readonly u: number;
  readonly v: number;
  readonly elevationDegrees: number;
}

/**
 * Height of the shadow's edge above each pixel: a surface lower than this lies in shadow.
 *
 * Sweeps the raster once, away from the sun, along discrete lines: each pixel takes the higher of what its neighbour
 * towards the sun casts and the neighbour's own height, less the drop of the sun's ray over the step.
 *
 * @returns metres above the ground; 0 or less where the ground is lit. Shape height x width
 */
export function shadowHeights(canvas: Canvas, sun: SunInFrame): Float32Array {
  const { width, height, surface, pixelMetres } = canvas;
  const slope = Math.tan((Math.max(3, sun.elevationDegrees) * Math.PI) / 180);
  const shadow = new Float32Array(width * height);
  const alongRows = Math.abs(sun.u) >= Math.abs(sun.v);
  const major = alongRows ? sun.u : sun.v;
  const minor = alongRows ? sun.v : sun.u;
  const steps = alongRows ? width : height;
  const lanes = alongRows ? height : width;
  const towards = major >= 0 ? 1 : -1;
  const shear = minor / Math.abs(major);
  const drop = pixelMetres * Math.hypot(1, shear) * slope;
  const majorStride = alongRows ? 1 : width;
  const minorStride = alongRows ? width : 1;
  // From the side nearest to the sun to the far side.
  for (let n = 1; n < steps; n++) {
    const here = towards > 0 ? steps - 1 - n : n;
    const before = here + towards;
    const shift = Math.round(shear * n) - Math.round(shear * (n - 1));
    for (let lane = 0; lane < lanes; lane++) {
      const source = lane + shift;
      if (source < 0 || source >= lanes) continue;
      const from = before * majorStride + source * minorStride;
      const cast = Math.max(shadow[from] as number, surface[from] as number) - drop;
      if (cast > 0) shadow[here * majorStride + lane * minorStride] = cast;
    }
  }
  return shadow;
}
