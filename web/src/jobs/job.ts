/** A job as the API tells it. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly startAfter: string | null;
  /** What came of it: facts, reasons why it was skipped, or why it failed and what to do. */
  readonly output: {
    readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
    readonly reasons?: readonly string[];
    readonly code?: string;
    readonly detail?: string;
    readonly fix?: string;
  } | null;
  readonly progress: { readonly done: number; readonly total: number; readonly step: string } | null;
}

export const KINDS = ["assess", "report", "count", "watch", "fetch"] as const;
export type JobKind = (typeof KINDS)[number];

export const STATES = ["waiting", "retry", "running", "done", "skipped", "cancelled", "failed"] as const;
export type JobState = (typeof STATES)[number];

export const hasEnded = ({ state }: Job) => !["waiting", "retry", "running"].includes(state);
