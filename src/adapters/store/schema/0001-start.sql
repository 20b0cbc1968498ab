-- The whole record of a workspace or a service: the same SQL on PGlite and on PostgreSQL 15 and later.
-- Geometry is JSON in WGS 84 (longitude, latitude) with its bounding box in columns, so that no extension is needed.
-- What is measured is never overwritten: such tables refuse update and delete (see refuse_change).

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: a change is a new row', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create table facility (
  id          text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  names       jsonb not null,
  settings    jsonb not null default '{}',
  created_at  timestamptz not null
);

-- One version of a facility's area, tracks and zones.
create table facility_geometry (
  facility    text not null references facility (id),
  version     integer not null check (version >= 1),
  area        jsonb not null,
  west        double precision not null,
  south       double precision not null,
  east        double precision not null,
  north       double precision not null,
  -- SHA-256 of area, tracks and zones: the same drawing added twice is one version.
  sha256      text not null,
  origin      text not null,
  created_at  timestamptz not null,
  primary key (facility, version)
);
create index facility_geometry_box on facility_geometry (west, east, south, north);
create trigger facility_geometry_append_only before update or delete on facility_geometry
  for each row execute function refuse_change();

create table track (
  facility            text not null,
  version             integer not null,
  position            integer not null,
  id                  text not null,
  name                text not null,
  line                jsonb not null,
  zone                text,
  service             text,
  usage               text,
  gauge_millimetres   integer,
  canopies            jsonb not null default '[]',
  primary key (facility, version, id),
  foreign key (facility, version) references facility_geometry (facility, version)
);
create trigger track_append_only before update or delete on track for each row execute function refuse_change();

create table zone (
  facility    text not null,
  version     integer not null,
  position    integer not null,
  id          text not null,
  names       jsonb not null,
  area        jsonb not null,
  primary key (facility, version, id),
  foreign key (facility, version) references facility_geometry (facility, version)
);
create trigger zone_append_only before update or delete on zone for each row execute function refuse_change();

create table scene (
  id                      text primary key,
  acquisition             text not null,
  acquired_at             timestamptz not null,
  location                text not null,
  -- Of the scene contract: fingerprint, conditions and grid as they were when it was registered.
  fingerprint             jsonb not null,
  conditions              jsonb not null,
  grid                    jsonb not null,
  -- Corners of the image, longitude and latitude.
  footprint               jsonb not null,
  cloud_mask              jsonb,
  -- Id of the STAC item that it came from; null for a plain file.
  stac_item               text,
  licence                 text not null,
  may_be_republished      boolean not null,
  synthetic               boolean not null,
  registered_at           timestamptz not null
);
create index scene_by_time on scene (acquired_at, id);
create trigger scene_append_only before update or delete on scene for each row execute function refuse_change();

-- Which facilities a scene was registered for: one large scene may show several.
create table facility_scene (
  facility    text not null references facility (id),
  scene       text not null references scene (id),
  primary key (facility, scene)
);
create index facility_scene_by_scene on facility_scene (scene);

create table observation (
  id                text primary key,
  facility          text not null,
  geometry_version  integer not null,
  scene             text not null references scene (id),
  acquisition       text not null,
  method            text not null,
  acquired_at       timestamptz not null,
  status            text not null check (status in ('counted', 'withheld')),
  usable_fraction   double precision not null,
  -- Null where withheld: never 0.
  cars_median       integer,
  cars_low          integer,
  cars_high         integer,
  reasons           text[] not null,
  counting          jsonb not null,
  recorded_at       timestamptz not null,
  -- A correction names the row that it replaces, by whom and why; one row is replaced by one at most.
  -- Deferrable, so that a copy of the table may come in any order.
  corrects          text unique references observation (id) deferrable,
  corrected_by      text,
  correction_reason text,
  foreign key (facility, geometry_version) references facility_geometry (facility, version),
  check ((status = 'counted') = (cars_median is not null)),
  check ((corrects is null) = (corrected_by is null) and (corrects is null) = (correction_reason is null))
);
create unique index observation_once on observation (facility, scene, method, geometry_version) where corrects is null;
create index observation_by_facility on observation (facility, acquired_at desc, id);
create index observation_by_time on observation (acquired_at desc, id);
create index observation_by_scene on observation (scene);
create trigger observation_append_only before update or delete on observation
  for each row execute function refuse_change();

-- Counts that others published, as they said it.
create table series_entry (
  id            text primary key,
  facility      text not null references facility (id),
  from_day      date not null,
  to_day        date not null,
  figure        jsonb not null,
  ground        text not null,
  classes       text not null,
  publisher     text not null,
  source        text not null,
  published_on  date,
  note          text,
  imported_at   timestamptz not null,
  check (from_day <= to_day)
);
create index series_entry_by_facility on series_entry (facility, from_day, id);

create table event (
  id          text not null,
  facility    text not null references facility (id),
  -- ISO date, or ISO month where the day is not known.
  date        text not null check (date ~ '^\d{4}-\d{2}(-\d{2})?$'),
  label       jsonb not null,
  source      text not null,
  primary key (facility, id)
);

-- Periods under one set of rules, declared by the analyst with the reason.
create table regime (
  facility    text not null references facility (id),
  name        text not null,
  from_day    date not null,
  to_day      date,
  reason      text not null,
  primary key (facility, name),
  check (to_day is null or from_day <= to_day)
);

-- Sources, claims and hypotheses of a facility as one document; a change is a new revision.
create table evidence (
  facility      text not null references facility (id),
  revision      integer not null check (revision >= 1),
  document      jsonb not null,
  recorded_at   timestamptz not null,
  primary key (facility, revision)
);
create trigger evidence_append_only before update or delete on evidence
  for each row execute function refuse_change();

-- What the statistics said, with the hash of what they read.
create table assessment (
  facility      text not null references facility (id),
  revision      integer not null check (revision >= 1),
  inputs_sha256 text not null,
  document      jsonb not null,
  assessed_at   timestamptz not null,
  primary key (facility, revision)
);
create trigger assessment_append_only before update or delete on assessment
  for each row execute function refuse_change();

-- Frozen records of reports: a change is a new revision that can be compared with the old one.
create table report (
  facility      text not null references facility (id),
  revision      integer not null check (revision >= 1),
  record        jsonb not null,
  sha256        text not null,
  generated_at  timestamptz not null,
  primary key (facility, revision)
);
create trigger report_append_only before update or delete on report for each row execute function refuse_change();
