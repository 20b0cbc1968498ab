import { sql } from "kysely";
import type { Tier } from "../../core/assessment/assessment.ts";
import type { Names } from "../../core/facility/facility.ts";
import { type FacilityState, facilityState } from "../../core/watch/facility-state.ts";
import type { Database } from "../store/database.ts";

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
  /** What the baseline expects of a look; null: not known yet. */
  readonly baseline: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly level: number;
  } | null;
  /** The newest looks, oldest first; a withheld one is null, never 0. */
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

/** Newest version of the drawing, newest look that stands, whether any look was counted, newest assessment. */
const GEOMETRY = sql`left join lateral (select version, west, south, east, north from facility_geometry
  where facility = f.id order by version desc limit 1) g on true`;
const LOOK = sql`left join lateral (select n.id, n.acquired_at, n.status, n.cars_median, n.cars_low, n.cars_high, n.reasons
  from observation n where n.facility = f.id and not exists (select from observation m where m.corrects = n.id)
  order by n.acquired_at desc, n.id desc limit 1) o on true`;
const COUNTED = sql`left join lateral (select true as counted from observation n
  where n.facility = f.id and n.status = 'counted' limit 1) c on true`;
const ASSESSMENT = sql`left join lateral (select document from assessment
  where facility = f.id order by revision desc limit 1) a on true`;

/** By the newest assessment, else by whether anything was counted; as `facilityState` says it. */
const STATE = sql`case
    when a.document #>> '{looks,-1,tier}' in ('alarm', 'firm') then 'surge'
    when a.document #>> '{looks,-1,tier}' = 'watch' then 'raised'
    when a.document #>> '{looks,-1,tier}' in ('none', 'ended') then 'usual'
    when a.document is not null or c.counted then 'too-few-looks'
    when o.id is not null then 'nothing-usable'
    else 'not-looked' end`;

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
  counted: boolean;
  assessed: string | null;
  predictive: FacilityOverview["baseline"];
  next_at: string | null;
  sort_key: string | number;
}

/**
 * A page of facilities, with where the next one begins.
 *
 * Sorted by id, or with the newest look, the most cars, the strongest evidence first.
 */
export async function facilityOverview(
  db: Database,
  asked: OverviewAsked,
): Promise<{
  readonly facilities: readonly FacilityOverview[];
  readonly next: readonly [number | string, string] | null;
}> {
  const descending = asked.sort !== "id";
  const key = {
    id: sql`f.id`,
    "last-look": sql`coalesce(extract(epoch from o.acquired_at)::float8, -1)`,
    cars: sql`coalesce(o.cars_median, -1)::float8`,
    evidence: sql`coalesce((a.document #>> '{looks,-1,evidence}')::float8, -1)`,
  }[asked.sort];
  const pattern = patternOf(asked.search);
  const [west, south, east, north] = asked.box ?? [];
  const needs = {
    geometry: asked.box !== null,
    look: asked.states !== null || asked.sort === "last-look" || asked.sort === "cars",
    assessment: asked.states !== null || asked.sort === "evidence",
    counted: asked.states !== null,
  };
  const only = (needed: boolean, part: typeof GEOMETRY) => (needed ? part : sql``);
  // Which facilities make the page is found first, by as little as tells; only of those is everything looked up.
  const page = sql<OverviewRow>`
    with page as materialized (
      select * from (
        select f.id, ${key} as sort_key ${only(needs.counted, sql`, ${STATE} as state`)}
        from facility f ${only(needs.geometry, GEOMETRY)} ${only(needs.look, LOOK)}
          ${only(needs.counted, COUNTED)} ${only(needs.assessment, ASSESSMENT)}
        where (${pattern}::text is null or f.id ilike ${pattern} or f.names::text ilike ${pattern})
          and ${only(needs.geometry, sql`g.west <= ${east} and g.east >= ${west} and g.south <= ${north} and g.north >= ${south} and`)} true
      ) facilities
      where ${asked.states === null ? sql`true` : sql`state in (${sql.join(asked.states)})`}
        and ${asked.after === null ? sql`true` : afterKey(asked.after, descending)}
      order by ${descending ? sql`sort_key desc, id` : sql`id`}
      limit ${asked.limit + 1}
    )
    select f.id, f.names, g.version, g.west, g.south, g.east, g.north, page.sort_key,
      (select count(*)::int from track t where t.facility = f.id and t.version = g.version) as tracks,
      o.id as observation, o.acquired_at, o.status, o.cars_median, o.cars_low, o.cars_high, o.reasons,
      coalesce(c.counted, false) as counted,
      case when a.document ->> 'status' = 'too-few-looks' then 'too-few-looks'
        else a.document #>> '{looks,-1,tier}' end as assessed,
      a.document #> '{baseline,predictive}' as predictive, w.next_at
    from page join facility f on f.id = page.id ${GEOMETRY} ${LOOK} ${COUNTED} ${ASSESSMENT}
    left join watch w on w.facility = f.id and w.enabled
    order by ${descending ? sql`page.sort_key desc, f.id` : sql`f.id`}`;
  const { rows } = await page.execute(db);
  const shown = rows.slice(0, asked.limit);
  const sparklines = await sparklinesOf(
    db,
    shown.map(({ id }) => id),
  );
  const last = shown.at(-1);
  return {
    facilities: shown.map((row) => overviewOf(row, sparklines.get(row.id) ?? [])),
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
  const pattern = patternOf(asked.search);
  const { rows } = await sql<FacilityPlace>`
    select * from (
      select f.id, f.names, (g.west + g.east) / 2 as lon, (g.south + g.north) / 2 as lat, ${STATE} as state
      from facility f ${GEOMETRY} ${LOOK} ${COUNTED} ${ASSESSMENT}
      where g.west is not null and (${pattern}::text is null or f.id ilike ${pattern} or f.names::text ilike ${pattern})
    ) places
    where ${asked.states === null ? sql`true` : sql`state in (${sql.join(asked.states)})`}
    order by id`.execute(db);
  return rows;
}

const patternOf = (search: string | null) => (search === null ? null : `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`);

function afterKey([key, id]: readonly [number | string, string], descending: boolean) {
  if (!descending) return sql`id > ${id}`;
  return sql`(sort_key < ${key}::float8 or (sort_key = ${key}::float8 and id > ${id}))`;
}

async function sparklinesOf(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FacilityOverview["sparkline"]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ facility: string; acquired_at: string; cars_median: number | null }>`
    select f.id as facility, o.acquired_at, o.cars_median
    from (values ${sql.join(ids.map((id) => sql`(${id}::text)`))}) as f (id)
    join lateral (select n.acquired_at, n.cars_median from observation n where n.facility = f.id
      and not exists (select from observation m where m.corrects = n.id)
      order by n.acquired_at desc, n.id desc limit ${SPARKLINE_LOOKS}) o on true
    order by o.acquired_at`.execute(db);
  const lines = new Map<string, { acquiredAt: string; median: number | null }[]>();
  for (const row of rows) {
    const line = lines.get(row.facility) ?? [];
    line.push({ acquiredAt: row.acquired_at, median: row.cars_median });
    lines.set(row.facility, line);
  }
  return lines;
}

function overviewOf(row: OverviewRow, sparkline: FacilityOverview["sparkline"]): FacilityOverview {
  const { west, south, east, north, observation, acquired_at, status } = row;
  const looked = observation !== null && acquired_at !== null && status !== null;
  return {
    id: row.id,
    names: row.names,
    tracks: row.tracks ?? 0,
    geometryVersion: row.version ?? 0,
    box: west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    state: facilityState({
      assessed: isAssessed(row.assessed) ? row.assessed : null,
      counted: row.counted ? 1 : 0,
      withheld: looked && !row.counted ? 1 : 0,
    }),
    lastLook: looked
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
    baseline: row.predictive,
    sparkline,
    nextSearch: row.next_at,
  };
}

const ASSESSED: readonly (Tier | "too-few-looks")[] = ["none", "watch", "alarm", "firm", "ended", "too-few-looks"];

function isAssessed(text: string | null): text is Tier | "too-few-looks" {
  return ASSESSED.some((known) => known === text);
}
