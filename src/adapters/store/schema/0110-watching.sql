-- When each facility is looked for, and what was alerted.

create table watch (
  facility      text primary key references facility (id),
  -- Of core/watch: schedule, catalogues, limits of what is worth counting, false-alarm rate.
  settings      jsonb not null,
  enabled       boolean not null,
  -- Acquisitions up to here have been looked for.
  searched_to   timestamptz,
  checked_at    timestamptz,
  next_at       timestamptz not null,
  failures      integer not null default 0,
  last_failure  text
);
create index watch_by_next on watch (next_at, facility) where enabled;

-- One alert an onset: a second one for the same onset meets the unique index.
create table alert (
  id            text primary key,
  facility      text not null references facility (id),
  episode       integer not null check (episode >= 1),
  tier          text not null check (tier in ('watch', 'alarm', 'firm')),
  acquired_on   date not null,
  message       jsonb not null,
  raised_at     timestamptz not null,
  unique (facility, episode, tier)
);
create index alert_by_time on alert (raised_at desc, id);
create trigger alert_append_only before update or delete on alert for each row execute function refuse_change();

create table alert_delivery (
  alert         text not null references alert (id),
  channel       text not null,
  attempts      integer not null default 0,
  next_at       timestamptz,
  delivered_at  timestamptz,
  last_failure  text,
  primary key (alert, channel)
);
create index alert_delivery_due on alert_delivery (next_at) where delivered_at is null;
