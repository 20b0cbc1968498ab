import { z } from "zod";
import { type Digests, RowDigest } from "../store/copy.ts";

export const MANIFEST = "manifest.json";
export const JOBS = "jobs.ndjson";

const Digest = z.object({ rows: z.number(), sha256: z.string() });
export const Manifest = z.object({
  version: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.record(z.string(), Digest),
  files: z.record(z.string(), z.string()),
  /** Of the jobs that were to be done yet; a backup of an older Yardcheck has none. */
  jobs: Digest.default({ rows: 0, sha256: new RowDigest().value.sha256 }),
});
export type Manifest = z.infer<typeof Manifest>;

/** What a backup holds, for printing. */
export interface BackupSummary {
  readonly tables: Digests;
  readonly files: number;
  /** Jobs that were to be done yet. */
  readonly jobs: number;
}

export function summaryOf(manifest: Manifest | null): BackupSummary {
  const { tables = {}, files = {}, jobs } = manifest ?? {};
  return { tables, files: Object.keys(files).length, jobs: jobs?.rows ?? 0 };
}
