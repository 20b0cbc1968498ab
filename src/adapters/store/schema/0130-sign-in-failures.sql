-- Wrong passwords since the last right one, by SHA-256 of the name that was given: whether or not there is such an
-- account, so that a closed account tells nobody that it exists. Names that people mistype may be passwords.
create table sign_in_failure (
  name_sha256   text primary key,
  failures      integer not null check (failures >= 1),
  failed_at     timestamptz not null
);
create index sign_in_failure_by_time on sign_in_failure (failed_at);
insert into sign_in_failure
  select encode(sha256(convert_to(name, 'UTF8')), 'hex'), failures, failed_at from account
  where failures > 0 and failed_at is not null;
alter table account drop column failures, drop column failed_at;
