import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Box } from "../../core/facility/local-plane.ts";
import type { Database } from "./database.ts";

/** Facilities of a box are looked up one by one where they are no more; of more, a page is soon full in its own order. */
const MOST_NEAR = 1000;

/** A box as it is asked for, in one part, or in two where it crosses the antimeridian: there its west edge is the greater one (RFC 7946, 5.2). */
export function partsOfBox(box: Box): readonly Box[] {
  return box.west <= box.east
    ? [box]
    : [
        { ...box, east: 180 },
        { ...box, west: -180 },
      ];
}

/**
 * The condition that a row `g` of `facility_geometry` meets a box, edges included.
 *
 * The index of boxes is asked first for the few facilities that have ever been drawn there: PostgreSQL takes any box for
 * one in two hundred of all, and would sort the whole world to show fifty of it, or go through the whole world for ten.
 *
 * @param box       across the antimeridian where its west edge is the greater one
 * @param facility  column of the id by which those few are looked up
 */
export async function inBox(db: Database, box: Box, facility = "g.facility"): Promise<RawBuilder<SqlBool>> {
  const parts = partsOfBox(box);
  const meets = parts.map(
    ({ west, south, east, north }) =>
      sql`box(point(west, south), point(east, north)) && box(point(${west}, ${south}), point(${east}, ${north}))`,
  );
  const { rows } = await sql<{ facility: string }>`
    select facility from facility_geometry
    where ${sql.join(meets, sql` or `)}
    limit ${MOST_NEAR + 1}`.execute(db);
  const near = rows.map((row) => row.facility);
  const known = near.length > MOST_NEAR ? sql`true` : sql`${sql.ref(facility)} = any (${near}::text[])`;
  const within = parts.map(
    ({ west, south, east, north }) =>
      sql`(g.west <= ${east} and g.east >= ${west} and g.south <= ${north} and g.north >= ${south})`,
  );
  return sql<SqlBool>`(${known} and (${sql.join(within, sql` or `)}))`;
}
