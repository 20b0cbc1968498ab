-- What lists of facilities are filtered by and sorted by, kept beside what it is derived from, so that a page costs the
-- same however many facilities there are. Written by triggers only, in the transaction of the row that changes it; made
-- anew, not carried, when a database is copied.

create table facility_overview (
  facility    text primary key references facility (id),
  -- The newest look that stands, counted or withheld, of whatever method; null: there is none.
  observation text,
  looked_at   timestamptz,
  -- Of that look; null where it is withheld or there is none: never 0.
  cars        integer,
  -- Whether any look was ever counted.
  counted     boolean not null default false,
  -- Of the newest assessment: tier of its newest look, or its status where it has none; null: not assessed.
  assessed    text,
  -- Evidence for a lasting rise at that look; null: not known.
  evidence    double precision,
  -- The states of core/watch/facility-state.ts.
  state       text not null generated always as (case
    when assessed in ('alarm', 'firm') then 'surge'
    when assessed = 'watch' then 'raised'
    when assessed in ('none', 'ended') then 'usual'
    when assessed is not null or counted then 'too-few-looks'
    when observation is not null then 'nothing-usable'
    else 'not-looked' end) stored,
  -- Largest first with ties by id: the smallest (number, facility) first. What is not known comes last, at 1.
  by_look     double precision not null generated always as
    (-coalesce(extract(epoch from looked_at at time zone 'UTC')::double precision, -1)) stored,
  by_cars     double precision not null generated always as (-coalesce(cars, -1)::double precision) stored,
  by_evidence double precision not null generated always as (-coalesce(evidence, -1)) stored
);
create index facility_overview_by_look on facility_overview (by_look, facility);
create index facility_overview_by_cars on facility_overview (by_cars, facility);
create index facility_overview_by_evidence on facility_overview (by_evidence, facility);
create index facility_overview_by_state on facility_overview (state, facility);

-- Two writers of one facility take turns: whoever comes second reads what the first one wrote, since each statement of
-- such a function sees what was committed before it. In one order, so that no two wait for each other.
create function renew_newest_look(facilities text[]) returns void language plpgsql as $$
begin
  perform from facility where id = any (facilities) order by id for no key update;
  update facility_overview v
  set observation = o.id, looked_at = o.acquired_at, cars = o.cars_median, counted = o.counted
  from (
    select f.id as facility, newest.id, newest.acquired_at, newest.cars_median,
      exists (select from observation n where n.facility = f.id and n.status = 'counted') as counted
    from unnest(facilities) as f (id)
    left join lateral (
      select n.id, n.acquired_at, n.cars_median from observation n
      where n.facility = f.id and not exists (select from observation m where m.corrects = n.id)
      order by n.acquired_at desc, n.id desc limit 1
    ) newest on true
  ) o
  where v.facility = o.facility and (v.observation, v.counted) is distinct from (o.id, o.counted);
end $$;

create function renew_assessed(facilities text[]) returns void language plpgsql as $$
begin
  perform from facility where id = any (facilities) order by id for no key update;
  update facility_overview v
  set assessed = coalesce(a.document #>> '{looks,-1,tier}', a.document ->> 'status', ''),
    evidence = case when jsonb_typeof(a.document #> '{looks,-1,evidence}') = 'number'
      then (a.document #>> '{looks,-1,evidence}')::double precision end
  from unnest(facilities) as f (id)
  cross join lateral (
    select document from assessment where facility = f.id order by revision desc limit 1
  ) a
  where v.facility = f.id;
end $$;

create function on_facility_added() returns trigger language plpgsql as $$
begin
  insert into facility_overview (facility) select id from added;
  return null;
end $$;
create trigger facility_has_overview after insert on facility
  referencing new table as added for each statement execute function on_facility_added();

create function on_observation_added() returns trigger language plpgsql as $$
begin
  perform renew_newest_look(array(select distinct facility from added));
  return null;
end $$;
create trigger observation_renews_overview after insert on observation
  referencing new table as added for each statement execute function on_observation_added();

create function on_assessment_added() returns trigger language plpgsql as $$
begin
  perform renew_assessed(array(select distinct facility from added));
  return null;
end $$;
create trigger assessment_renews_overview after insert on assessment
  referencing new table as added for each statement execute function on_assessment_added();

insert into facility_overview (facility) select id from facility;
select renew_newest_look(array(select distinct facility from observation));
select renew_assessed(array(select distinct facility from assessment));
