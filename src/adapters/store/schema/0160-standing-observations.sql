-- One look for each acquisition of a facility: the same in lists, maps and pictures as in the series.

-- The method under a reader's check, as core/reading/counted-of.ts tells it.
create function method_family(method text) returns text language sql immutable strict parallel safe as $$
  select split_part(method, '+read-by-', 1)
$$;

create index observation_by_acquisition on observation (facility, acquisition);

-- Of the rows that no correction replaced, for each acquisition: by the method by which the newest acquisition was
-- counted last, where there is one; then on the newest drawing, counted before withheld, the most usable. The rule of
-- store/series.ts, which leaves out what was counted by other methods alone.
create view standing_observation as
select o.* from observation o
where not exists (select from observation c where c.corrects = o.id)
  and not exists (
    select from observation n
    cross join lateral (
      select method_family(m.method) as name from observation m
      where m.facility = o.facility
      order by m.acquired_at desc, m.recorded_at desc, m.id desc limit 1
    ) family
    where n.facility = o.facility and n.acquisition = o.acquisition and n.id <> o.id
      and not exists (select from observation c where c.corrects = n.id)
      and (method_family(n.method) = family.name, n.geometry_version, n.status = 'counted', n.usable_fraction,
          o.acquired_at, o.id)
        > (method_family(o.method) = family.name, o.geometry_version, o.status = 'counted', o.usable_fraction,
          n.acquired_at, n.id)
  );

create or replace function renew_newest_look(facilities text[]) returns void language plpgsql as $$
begin
  perform from facility where id = any (facilities) order by id for no key update;
  update facility_overview v
  set observation = o.id, looked_at = o.acquired_at, cars = o.cars_median, counted = o.counted
  from (
    select f.id as facility, newest.id, newest.acquired_at, newest.cars_median,
      exists (select from observation n where n.facility = f.id and n.status = 'counted') as counted
    from unnest(facilities) as f (id)
    left join lateral (
      select n.id, n.acquired_at, n.cars_median from standing_observation n
      where n.facility = f.id order by n.acquired_at desc, n.id desc limit 1
    ) newest on true
  ) o
  where v.facility = o.facility and (v.observation, v.counted) is distinct from (o.id, o.counted);
end $$;

select renew_newest_look(array(select distinct facility from observation));
