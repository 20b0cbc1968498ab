-- Who may use a service, what they did, and what was answered to requests that may be sent twice.
-- Secrets are kept as SHA-256 only (tokens, sessions: 256 random bits) or as argon2id (passwords).

create table account (
  name            text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  role            text not null check (role in ('reader', 'analyst', 'reviewer', 'admin')),
  password_hash   text not null,
  created_at      timestamptz not null,
  disabled_at     timestamptz,
  -- Wrong passwords since the last right one, and when the last of them came.
  failures        integer not null default 0,
  failed_at       timestamptz
);

create table api_token (
  id            text primary key,
  account       text not null references account (name),
  label         text not null,
  sha256        text not null unique,
  -- JSON array of scopes; null: all that the account's role may do.
  scopes        jsonb,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  revoked_at    timestamptz
);
create index api_token_by_account on api_token (account, created_at);

create table web_session (
  sha256        text primary key,
  account       text not null references account (name),
  csrf_sha256   text not null,
  created_at    timestamptz not null,
  seen_at       timestamptz not null,
  expires_at    timestamptz not null
);
create index web_session_by_account on web_session (account);

-- The one-time token with which the first admin is made.
create table setup_token (
  sha256      text primary key,
  expires_at  timestamptz not null
);

-- Each entry holds the hash of the one before. Times are text, so that what was hashed is what is stored.
create table audit_entry (
  seq           bigint primary key check (seq >= 1),
  recorded_at   text not null,
  actor         text not null,
  role          text not null,
  action        text not null,
  target        text not null,
  outcome       text not null,
  request_id    text not null,
  detail        text not null,
  previous_hash text not null,
  hash          text not null unique
);
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function refuse_change();
create index audit_entry_by_actor on audit_entry (actor, seq);

-- The answer to a write that named an idempotency key: sent twice, it is done once. Status null: under way.
create table idempotent_answer (
  actor           text not null,
  key             text not null,
  request_sha256  text not null,
  status          integer,
  content_type    text,
  body            text,
  created_at      timestamptz not null,
  primary key (actor, key)
);
create index idempotent_answer_by_time on idempotent_answer (created_at);
