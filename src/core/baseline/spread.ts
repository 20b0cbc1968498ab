import { type HalfTransition, STATES } from "./wandering-level.ts";

/**
 * Lets a wandering level move over a gap, and weighs each state by the look after it. The two halves of the transition are
 * written out: nine tenths of a filter's time are spent here.
 *
 * @param w       weight of each node and state, row-major; changed in place from node `low` to `high`, exclusive
 * @param sums    weight of each node, written over
 * @param row     likelihood of the look; that of node i and state u stands at i + shift + u stride
 * @returns the sum of all weights
 */
export function spread(
  w: Float64Array,
  sums: Float64Array,
  low: number,
  high: number,
  { even, odd }: HalfTransition,
  row: Float64Array,
  shift: number,
  stride: number,
): number {
  const e00 = even[0] as number;
  const e01 = even[1] as number;
  const e02 = even[2] as number;
  const e03 = even[3] as number;
  const e04 = even[4] as number;
  const e10 = even[5] as number;
  const e11 = even[6] as number;
  const e12 = even[7] as number;
  const e13 = even[8] as number;
  const e14 = even[9] as number;
  const e20 = even[10] as number;
  const e21 = even[11] as number;
  const e22 = even[12] as number;
  const e23 = even[13] as number;
  const e24 = even[14] as number;
  const e30 = even[15] as number;
  const e31 = even[16] as number;
  const e32 = even[17] as number;
  const e33 = even[18] as number;
  const e34 = even[19] as number;
  const e40 = even[20] as number;
  const e41 = even[21] as number;
  const e42 = even[22] as number;
  const e43 = even[23] as number;
  const e44 = even[24] as number;
  const d00 = odd[0] as number;
  const d01 = odd[1] as number;
  const d02 = odd[2] as number;
  const d03 = odd[3] as number;
  const d10 = odd[4] as number;
  const d11 = odd[5] as number;
  const d12 = odd[6] as number;
  const d13 = odd[7] as number;
  const d20 = odd[8] as number;
  const d21 = odd[9] as number;
  const d22 = odd[10] as number;
  const d23 = odd[11] as number;
  const d30 = odd[12] as number;
  const d31 = odd[13] as number;
  const d32 = odd[14] as number;
  const d33 = odd[15] as number;
  let total = 0;
  for (let i = low, o = low * STATES, z = low + shift; i < high; i++, o += STATES, z++) {
    const a0 = w[o] as number;
    const a1 = w[o + 1] as number;
    const a2 = w[o + 2] as number;
    const a3 = w[o + 3] as number;
    const a4 = w[o + 4] as number;
    const a5 = w[o + 5] as number;
    const a6 = w[o + 6] as number;
    const a7 = w[o + 7] as number;
    const a8 = w[o + 8] as number;
    const p0 = a0 + a8;
    const p1 = a1 + a7;
    const p2 = a2 + a6;
    const p3 = a3 + a5;
    const m0 = a0 - a8;
    const m1 = a1 - a7;
    const m2 = a2 - a6;
    const m3 = a3 - a5;
    const s0 = p0 * e00 + p1 * e01 + p2 * e02 + p3 * e03 + a4 * e04;
    const t0 = m0 * d00 + m1 * d01 + m2 * d02 + m3 * d03;
    const s1 = p0 * e10 + p1 * e11 + p2 * e12 + p3 * e13 + a4 * e14;
    const t1 = m0 * d10 + m1 * d11 + m2 * d12 + m3 * d13;
    const s2 = p0 * e20 + p1 * e21 + p2 * e22 + p3 * e23 + a4 * e24;
    const t2 = m0 * d20 + m1 * d21 + m2 * d22 + m3 * d23;
    const s3 = p0 * e30 + p1 * e31 + p2 * e32 + p3 * e33 + a4 * e34;
    const t3 = m0 * d30 + m1 * d31 + m2 * d32 + m3 * d33;
    const b0 = (s0 + t0) * (row[z] as number);
    const b1 = (s1 + t1) * (row[z + stride] as number);
    const b2 = (s2 + t2) * (row[z + 2 * stride] as number);
    const b3 = (s3 + t3) * (row[z + 3 * stride] as number);
    const b4 = (p0 * e40 + p1 * e41 + p2 * e42 + p3 * e43 + a4 * e44) * (row[z + 4 * stride] as number);
    const b5 = Math.max(0, s3 - t3) * (row[z + 5 * stride] as number);
    const b6 = Math.max(0, s2 - t2) * (row[z + 6 * stride] as number);
    const b7 = Math.max(0, s1 - t1) * (row[z + 7 * stride] as number);
    const b8 = Math.max(0, s0 - t0) * (row[z + 8 * stride] as number);
    w[o] = b0;
    w[o + 1] = b1;
    w[o + 2] = b2;
    w[o + 3] = b3;
    w[o + 4] = b4;
    w[o + 5] = b5;
    w[o + 6] = b6;
    w[o + 7] = b7;
    w[o + 8] = b8;
    const sum = b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8;
    sums[i] = sum;
    total += sum;
  }
  return total;
}
