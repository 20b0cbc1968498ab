-- What persons read from a scene, car by car: two readers, blind to each other, then one settled count.

-- Being worked on; saved as one goes and replaced freely. Seen by its reader only.
create table reading_draft (
  facility          text not null,
  geometry_version  integer not null,
  scene             text not null references scene (id),
  reader            text not null,
  revision          integer not null check (revision >= 1),
  document          jsonb not null,
  saved_at          timestamptz not null,
  primary key (facility, geometry_version, scene, reader),
  foreign key (facility, geometry_version) references facility_geometry (facility, version)
);

create table reading (
  id                text primary key,
  facility          text not null,
  geometry_version  integer not null,
  scene             text not null references scene (id),
  reader            text not null,
  document          jsonb not null,
  submitted_at      timestamptz not null,
  unique (facility, geometry_version, scene, reader),
  foreign key (facility, geometry_version) references facility_geometry (facility, version)
);
create trigger reading_append_only before update or delete on reading
  for each row execute function refuse_change();
