-- Indexes in the very order of the pages (newest first is the same index read backwards), and one for maps: PostgreSQL's
-- own boxes, which need no extension.
drop index observation_by_facility;
drop index observation_by_time;
create index observation_by_facility on observation (facility, acquired_at, id);
create index observation_by_time on observation (acquired_at, id);

drop index facility_geometry_box;
create index facility_geometry_box on facility_geometry using gist (box(point(west, south), point(east, north)));
