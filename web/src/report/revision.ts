/** A published report, by number. */
export interface Revision {
  readonly revision: number;
  readonly sha256: string;
  readonly at: string;
}

/** Of which method's series a draft tells, as the server is asked for it: none named is that of the newest count. */
export function draftBy(method: string | undefined): { readonly method?: string } {
  return method === undefined ? {} : { method };
}
