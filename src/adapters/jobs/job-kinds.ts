import { z } from "zod";
import { FACILITY_ID_PATTERN, type GeometryVersionId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";

/** What a worker can be asked to do. */
export const JOB_KINDS = ["fetch", "count", "assess", "report", "watch"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

const Facility = z.string().regex(FACILITY_ID_PATTERN);

/** The payload of each kind: the door through which a job comes in. */
export const PAYLOADS = {
  /** Register the image of a STAC item (path or address) for a facility, and count it. */
  fetch: z.strictObject({ facility: Facility, item: z.string().min(1).max(4000) }),
  /** Count a registered scene on the facility's newest drawing. */
  count: z.strictObject({ facility: Facility, scene: z.string().min(1).max(100) }),
  assess: z.strictObject({ facility: Facility }),
  report: z.strictObject({ facility: Facility }),
  /** Look for new images of a facility, count and assess them, raise alerts. */
  watch: z.strictObject({ facility: Facility }),
} as const;
export type Payload<Kind extends JobKind> = z.infer<(typeof PAYLOADS)[Kind]>;

/** How a job came out, other than by failing. Kept with it. */
export type JobOutcome =
  | { readonly outcome: "done"; readonly facts: Readonly<Record<string, string | number | boolean | null>> }
  | { readonly outcome: "skipped"; readonly reasons: readonly string[] };

interface QueueRules {
  /** `exclusive`: one job of a key waits or runs. `stately`: one runs, and one may wait for what came meanwhile. */
  readonly policy: "exclusive" | "stately";
  /** Longest run of one job, seconds. */
  readonly expireInSeconds: number;
}

export const QUEUES: Readonly<Record<JobKind, QueueRules>> = {
  fetch: { policy: "exclusive", expireInSeconds: 900 },
  count: { policy: "exclusive", expireInSeconds: 1800 },
  assess: { policy: "stately", expireInSeconds: 600 },
  report: { policy: "stately", expireInSeconds: 900 },
  watch: { policy: "stately", expireInSeconds: 3600 },
};

/** Where jobs go that failed for good; a person looks at them, and may send them back. */
export const DEAD_LETTERS = "dead";

/**
 * Two jobs of one key are one job.
 *
 * @param drawing  newest version of the facility's drawing, for a job that depends on it
 */
export function jobKey(
  kind: JobKind,
  payload: Readonly<Record<string, string>>,
  drawing: GeometryVersionId | null,
): string {
  const fields = Object.keys(PAYLOADS[kind].shape).map((field) => payload[field] ?? "");
  return [...fields, ...(drawing === null ? [] : [drawing])].join(" ");
}

/** @throws YardcheckError "usage" naming the field */
export function parsePayload<Kind extends JobKind>(kind: Kind, payload: unknown): Payload<Kind> {
  const parsed = PAYLOADS[kind].safeParse(payload);
  if (parsed.success) return parsed.data as Payload<Kind>;
  const issue = parsed.error.issues[0];
  throw new YardcheckError("usage", `job ${kind}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no payload"}`);
}
