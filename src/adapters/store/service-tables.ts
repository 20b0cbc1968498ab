import type { ColumnType, Generated } from "kysely";
import type { Role } from "../../core/access/access.ts";
import type { JsonText } from "./json.ts";

type Json<T> = ColumnType<T, JsonText<T>, JsonText<T>>;

/** Tables of schema/01*.sql: what a service needs beside the record itself. Times are ISO 8601 UTC strings. */
export interface ServiceTables {
  account: {
    name: string;
    role: Role;
    password_hash: string;
    created_at: string;
    disabled_at: string | null;
  };
  sign_in_failure: { name_sha256: string; failures: number; failed_at: string };
  api_token: {
    id: string;
    account: string;
    label: string;
    sha256: string;
    scopes: ColumnType<readonly string[] | null, JsonText<readonly string[]> | null, never>;
    created_at: string;
    expires_at: string;
    revoked_at: string | null;
  };
  web_session: {
    sha256: string;
    account: string;
    csrf_sha256: string;
    created_at: string;
    seen_at: string;
    expires_at: string;
  };
  setup_token: { sha256: string; expires_at: string };
  audit_entry: {
    seq: number;
    recorded_at: string;
    actor: string;
    role: string;
    action: string;
    target: string;
    outcome: string;
    request_id: string;
    detail: string;
    previous_hash: string;
    hash: string;
  };
  idempotent_answer: {
    actor: string;
    key: string;
    request_sha256: string;
    status: number | null;
    content_type: string | null;
    body: string | null;
    created_at: string;
  };
  watch: {
    facility: string;
    settings: Json<unknown>;
    enabled: boolean;
    searched_to: string | null;
    checked_at: string | null;
    next_at: string;
    failures: Generated<number>;
    last_failure: string | null;
  };
  alert: {
    id: string;
    facility: string;
    episode: number;
    tier: string;
    acquired_on: string;
    message: Json<unknown>;
    raised_at: string;
  };
  alert_delivery: {
    alert: string;
    channel: string;
    attempts: Generated<number>;
    next_at: string | null;
    delivered_at: string | null;
    last_failure: string | null;
  };
  reading_draft: {
    facility: string;
    geometry_version: number;
    scene: string;
    reader: string;
    revision: number;
    document: Json<unknown>;
    saved_at: string;
  };
  reading: {
    id: string;
    facility: string;
    geometry_version: number;
    scene: string;
    reader: string;
    document: Json<unknown>;
    submitted_at: string;
  };
}
