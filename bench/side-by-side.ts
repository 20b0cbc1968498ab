import { sql } from "kysely";
import type { Database } from "../src/adapters/store/database.ts";

/** A database that another one, with a tenth of the rows, is compared with. It has one connection, for `blocksOf`. */
export interface Side {
  readonly db: Database;
  /** Does the `i`-th of what is measured; gives back how much came of it (rows or bytes). */
  ask(i: number): Promise<number>;
}

export const HEADS = "  p50 ms  p95 ms  blocks  p50, p95, blocks and answer against a tenth";

/**
 * Asks both sides for the same, now the one first, now the other: what else the machine does falls on both.
 *
 * @returns median and 95th percentile of the large one, milliseconds; blocks of 8 kB that one answer looked at; and all of
 *   them, and how much came, against the small one
 */
export async function sideBySide(small: Side, large: Side, repeats: number): Promise<string> {
  const sides = [small, large].map((side) => ({ side, times: [] as number[], came: 0, before: 0 }));
  for (let i = -10; i < repeats; i++)
    for (const measured of i % 2 === 0 ? sides : sides.toReversed()) {
      if (i === 0) measured.before = await blocksOf(measured.side.db);
      const from = performance.now();
      const came = await measured.side.ask(Math.abs(i));
      if (i < 0) continue;
      measured.times.push(performance.now() - from);
      measured.came += came;
    }
  const told = await Promise.all(
    sides.map(async ({ side, times, came, before }) => {
      times.sort((a, b) => a - b);
      const at = (share: number) => times[Math.floor(repeats * share)] ?? Number.NaN;
      return [at(0.5), at(0.95), ((await blocksOf(side.db)) - before) / repeats, came];
    }),
  );
  const [less = [], more = []] = told;
  const figures = more.slice(0, 3).map((figure, k) => figure.toFixed(k === 2 ? 0 : 1).padStart(6));
  const ratios = more.map((figure, k) => (figure / (less[k] ?? Number.NaN)).toFixed(2).padStart(5));
  return `  ${figures.join("  ")}  ${ratios.join(" ")}`;
}

/** Blocks that a database has looked at so far, in memory or on disk: of its one connection, all at once. */
async function blocksOf(db: Database): Promise<number> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ blocks: number }>`select blks_hit + blks_read as blocks from pg_stat_database
    where datname = current_database()`.execute(db);
  return rows[0]?.blocks ?? Number.NaN;
}
