/** A published report, by number. */
export interface Revision {
  readonly revision: number;
  readonly sha256: string;
  readonly at: string;
}
