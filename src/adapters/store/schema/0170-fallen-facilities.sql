-- Lists of facilities tell a lasting fall as they tell a lasting rise.

-- Of the newest assessment: tier of the fall at its newest look; null: not known.
alter table facility_overview add column assessed_fall text;

drop index facility_overview_by_state;
alter table facility_overview drop column state;
-- The states of core/watch/facility-state.ts.
alter table facility_overview add column state text not null generated always as (case
  when assessed in ('alarm', 'firm') then 'surge'
  when assessed_fall in ('alarm', 'firm') then 'drop'
  when assessed = 'watch' then 'raised'
  when assessed_fall = 'watch' then 'lowered'
  when assessed in ('none', 'ended') then 'usual'
  when assessed is not null or counted then 'too-few-looks'
  when observation is not null then 'nothing-usable'
  else 'not-looked' end) stored;
create index facility_overview_by_state on facility_overview (state, facility);

create or replace function renew_assessed(facilities text[]) returns void language plpgsql as $$
begin
  perform from facility where id = any (facilities) order by id for no key update;
  update facility_overview v
  set assessed = coalesce(a.document #>> '{looks,-1,tier}', a.document ->> 'status', ''),
    assessed_fall = a.document #>> '{looks,-1,tierFall}',
    evidence = case when jsonb_typeof(a.document #> '{looks,-1,evidence}') = 'number'
      then (a.document #>> '{looks,-1,evidence}')::double precision end
  from unnest(facilities) as f (id)
  cross join lateral (
    select document from assessment where facility = f.id order by revision desc limit 1
  ) a
  where v.facility = f.id;
end $$;

select renew_assessed(array(select distinct facility from assessment));
