import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Box } from "../../core/facility/local-plane.ts";
import type { Database } from "./database.ts";

/** Facilities of a box are looked up one by one where they are no more; of more, a page is soon full in its own order. */
const MOST_NEAR = 1000;

/**
 * The condition that a row `g` of `facility_geometry` meets a box, edges included.
 *
 * The index of boxes is asked first for the few facilities that have ever been drawn there: PostgreSQL takes any box for
 * one in two hundred of all, and would sort the whole world to show fifty of it, or go through the whole world for ten.
 *
 * @param facility  column of the id by which those few are looked up
 */
export async function inBox(
  db: Database,
  { west, south, east, north }: Box,
  facility = "g.facility",
): Promise<RawBuilder<SqlBool>> {
  const { rows } = await sql<{ facility: string }>`
    select facility from facility_geometry
    where box(point(west, south), point(east, north)) && box(point(${west}, ${south}), point(${east}, ${north}))
    limit ${MOST_NEAR + 1}`.execute(db);
  const near = rows.map((row) => row.facility);
  const known = near.length > MOST_NEAR ? sql`true` : sql`${sql.ref(facility)} = any (${near}::text[])`;
  return sql<SqlBool>`(${known} and g.west <= ${east} and g.east >= ${west} and g.south <= ${north} and g.north >= ${south})`;
}
