-- How far a job is, for whoever watches it. The jobs themselves are the queue's own tables.
create table job_progress (
  job         uuid primary key,
  done        integer not null,
  total       integer not null,
  step        text not null,
  updated_at  timestamptz not null
);
