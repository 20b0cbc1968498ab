import { type RawBuilder, sql } from "kysely";
import type { Names } from "../../core/facility/facility.ts";
import type { FacilityId } from "../../core/ids.ts";
import { figureCars, judgedOfDay } from "../../core/report/focus.ts";
import type { Figure } from "../../core/series/entry.ts";
import type { FacilityState, NewestCount } from "../../core/watch/facility-state.ts";
import type { Database } from "../store/database.ts";
import { inBox } from "../store/in-box.ts";
import { publishedEntries } from "../store/series.ts";

/** A facility as a list shows it: where, when last looked at, how full, how unusual. */
export interface FacilityOverview {
  readonly id: string;
  readonly names: Names;
  readonly tracks: number;
  readonly geometryVersion: number;
  /** West, south, east, north, degrees; null where nothing is drawn. */
  readonly box: readonly [number, number, number, number] | null;
  readonly state: FacilityState;
  /** The newest look, counted or withheld; null: none. */
  readonly lastLook: {
    readonly observation: string;
    readonly acquiredAt: string;
    readonly status: "counted" | "withheld";
    readonly median: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly reasons: readonly string[];
  } | null;
  /**
   * Of a facility without a look of ours: the newest count of one day that somebody published, of the ground and class that
   * is assessed (core/series/comparable.ts), of several of that day the one that a report is about; null: none.
   */
  readonly lastPublished: (NewestCount & { readonly day: string; readonly publisher: string }) | null;
  /** What the baseline expects of a look; null: not known yet. */
  readonly baseline: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly level: number;
  } | null;
  /** The newest looks, one for each acquisition, oldest first; a withheld one is null, never 0. */
  readonly sparkline: readonly { readonly acquiredAt: string; readonly median: number | null }[];
  /** When the archive is searched next; null: the facility is not watched. */
  readonly nextSearch: string | null;
}

export const OVERVIEW_SORTS = ["id", "last-look", "cars", "evidence"] as const;
export type OverviewSort = (typeof OVERVIEW_SORTS)[number];

export interface OverviewAsked {
  readonly search: string | null;
  readonly states: readonly FacilityState[] | null;
  readonly box: readonly [number, number, number, number] | null;
  readonly sort: OverviewSort;
  readonly after: readonly [number | string, string] | null;
  readonly limit: number;
}

const SPARKLINE_LOOKS = 24;

/** Newest version of the drawing. */
const GEOMETRY = sql`left join lateral (select version, west, south, east, north from facility_geometry
  where facility = v.facility order by version desc limit 1) g on true`;

/** Columns of `facility_overview` that each order follows, from the smallest on; ties by id. */
const ORDERS: Readonly<Record<OverviewSort, readonly string[]>> = {
  id: ["v.facility"],
  "last-look": ["v.by_look", "v.facility"],
  cars: ["v.by_cars", "v.facility"],
  evidence: ["v.by_evidence", "v.facility"],
};

interface OverviewRow {
  id: string;
  names: Names;
  version: number | null;
  tracks: number | null;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
  observation: string | null;
  acquired_at: string | null;
  status: "counted" | "withheld" | null;
  cars_median: number | null;
  cars_low: number | null;
  cars_high: number | null;
  reasons: string[] | null;
  state: FacilityState;
  published: string | null;
  /** Counts published of its day. */
  published_of_day: number | null;
  figure: Figure | null;
  published_day: string | null;
  publisher: string | null;
  predictive: FacilityOverview["baseline"];
  next_at: string | null;
  sort_key: string | number;
}

/**
 * A page of facilities, with where the next one begins.
 *
 * Sorted by id, or with the newest look, the most cars, the strongest evidence first. A look that is withheld has no
 * cars, and comes after one of zero cars.
 */
export async function facilityOverview(
  db: Database,
  asked: OverviewAsked,
): Promise<{
  readonly facilities: readonly FacilityOverview[];
  readonly next: readonly [number | string, string] | null;
}> {
  const order = ORDERS[asked.sort].map((column) => sql.ref(column));
  // Which facilities make the page is found first, by indexes; only of those is everything looked up.
  const page = sql<OverviewRow>`
    with page as materialized (
      select v.facility, row_number() over (order by ${sql.join(order)}) as place, ${order[0]} as sort_key
      from facility_overview v ${asked.box === null ? sql`` : GEOMETRY}
      where ${allOf([...filtersOf(asked), await boxed(db, asked.box), afterKey(asked, order)])}
      order by ${sql.join(order)} limit ${asked.limit + 1}
    )
    select f.id, f.names, v.state, g.version, g.west, g.south, g.east, g.north, page.sort_key,
      (select count(*)::int from track t where t.facility = f.id and t.version = g.version) as tracks,
      o.id as observation, o.acquired_at, o.status, o.cars_median, o.cars_low, o.cars_high, o.reasons,
      a.document #> '{baseline,predictive}' as predictive, w.next_at,
      p.id as published, p.of_day as published_of_day, p.figure, p.to_day as published_day, p.publisher
    from page join facility f on f.id = page.facility join facility_overview v on v.facility = page.facility
    ${GEOMETRY}
    left join observation o on o.id = v.observation
    left join lateral (select document from assessment where facility = f.id order by revision desc limit 1) a on true
    left join lateral (select id, figure, to_day, publisher, count(*) over (partition by to_day)::int as of_day
      from series_entry
      where facility = f.id and from_day = to_day and figure ->> 'kind' in ('exact', 'at-least', 'at-most')
        and (ground, classes) = (select ground, classes from series_entry where facility = f.id group by ground, classes
          order by count(*) desc, ground collate "C", classes collate "C" limit 1)
      order by to_day desc, id limit 1) p on v.observation is null
    left join watch w on w.facility = f.id and w.enabled
    order by page.place`;
  const { rows } = await page.execute(db);
  const shown = rows.slice(0, asked.limit);
  const sparklines = await sparklinesOf(
    db,
    shown.map(({ id }) => id),
  );
  const judged: OverviewRow[] = [];
  for (const row of shown) judged.push(await withJudged(db, row));
  const last = shown.at(-1);
  return {
    facilities: judged.map((row) => overviewOf(row, sparklines.get(row.id) ?? [])),
    next: rows.length > asked.limit && last !== undefined ? [last.sort_key, last.id] : null,
  };
}

/** Where a facility lies and how it is: a mark on a map. */
export interface FacilityPlace {
  readonly id: string;
  readonly names: Names;
  /** Middle of what is drawn, degrees. */
  readonly lon: number;
  readonly lat: number;
  readonly state: FacilityState;
}

/** Every facility that is drawn somewhere and fits: all marks of a map at once. */
export async function facilityPlaces(
  db: Database,
  asked: Pick<OverviewAsked, "search" | "states">,
): Promise<readonly FacilityPlace[]> {
  const { rows } = await sql<FacilityPlace>`
    select f.id, f.names, (g.west + g.east) / 2 as lon, (g.south + g.north) / 2 as lat, v.state
    from facility_overview v join facility f on f.id = v.facility ${GEOMETRY}
    where ${allOf([sql`g.west is not null`, ...filtersOf(asked)])}
    order by v.facility`.execute(db);
  return rows;
}

type Condition = RawBuilder<unknown>;

function allOf(conditions: readonly (Condition | null)[]): Condition {
  const asked = conditions.filter((condition) => condition !== null);
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `);
}

/** Each by an index of its own, for `facility_overview v`; the planner takes the one that leaves the fewest. */
function filtersOf({ search, states }: Pick<OverviewAsked, "search" | "states">): (Condition | null)[] {
  return [search === null ? null : named(search), states && sql`v.state in (${sql.join(states)})`];
}

async function boxed(db: Database, box: OverviewAsked["box"]): Promise<Condition | null> {
  if (box === null) return null;
  const [west, south, east, north] = box;
  return await inBox(db, { west, south, east, north }, "v.facility");
}

function named(search: string): Condition {
  const form = sql`search_form(${search})`;
  return sql`v.facility in (select f.id from facility f
    where search_parts(f.search_text, 1) @> search_parts(${form}, greatest(1, least(3, length(${form}))))
      and f.search_text like '%' || regexp_replace(${form}, '([\\\\%_])', '\\\\\\1', 'g') || '%')`;
}

function afterKey({ after, sort }: OverviewAsked, order: readonly Condition[]): Condition | null {
  if (after === null) return null;
  const [key, id] = after;
  return sql`(${sql.join(order)}) > (${sort === "id" ? sql`${id}` : sql`${key}::float8, ${id}`})`;
}

/** Newest looks of each facility, oldest first, of the series of the newest: counts by other methods are not drawn with them. */
async function sparklinesOf(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FacilityOverview["sparkline"]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ facility: string; acquired_at: string; cars_median: number | null }>`
    select f.id as facility, o.acquired_at, o.cars_median
    from (values ${sql.join(ids.map((id) => sql`(${id}::text)`))}) as f (id)
    join lateral (select look.acquired_at, look.cars_median
      from (select n.*, first_value(method_family(n.method)) over (order by n.acquired_at desc, n.id desc) as newest
        from standing_observation n where n.facility = f.id) look
      where method_family(look.method) = look.newest
      order by look.acquired_at desc, look.id desc limit ${SPARKLINE_LOOKS}) o on true
    order by o.acquired_at`.execute(db);
  const lines = new Map<string, { acquiredAt: string; median: number | null }[]>();
  for (const row of rows) {
    const line = lines.get(row.facility) ?? [];
    line.push({ acquiredAt: row.acquired_at, median: row.cars_median });
    lines.set(row.facility, line);
  }
  return lines;
}

/** Where several counts of the newest day were published, with the one that a report is about. */
async function withJudged(db: Database, row: OverviewRow): Promise<OverviewRow> {
  if ((row.published_of_day ?? 0) < 2) return row;
  const entries = await publishedEntries(db, row.id as FacilityId);
  const one = entries.find(({ id }) => id === row.published);
  if (one === undefined) return row;
  const { figure, origin } = judgedOfDay(one, entries);
  return origin.kind === "published" ? { ...row, figure, publisher: origin.publisher } : row;
}

function overviewOf(row: OverviewRow, sparkline: FacilityOverview["sparkline"]): FacilityOverview {
  const { west, south, east, north, observation, acquired_at, status } = row;
  return {
    id: row.id,
    names: row.names,
    tracks: row.tracks ?? 0,
    geometryVersion: row.version ?? 0,
    box: west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    state: row.state,
    lastLook:
      observation !== null && acquired_at !== null && status !== null
        ? {
            observation,
            acquiredAt: acquired_at,
            status,
            median: row.cars_median,
            low: row.cars_low,
            high: row.cars_high,
            reasons: row.reasons ?? [],
          }
        : null,
    lastPublished: publishedOf(row),
    baseline: row.predictive,
    sparkline,
    nextSearch: row.next_at,
  };
}

function publishedOf({ figure, published_day: day, publisher }: OverviewRow): FacilityOverview["lastPublished"] {
  const newest = figure === null ? null : figureCars(figure);
  return newest === null || day === null || publisher === null ? null : { ...newest, day, publisher };
}
