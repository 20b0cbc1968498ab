/** One thing that was checked. `was`: what the bundle says; `is`: what it should be. Both null where they agree. */
export interface BundleCheck {
  /** `version`: what another version of Yardcheck, or of its statistics, works out otherwise. */
  readonly kind: "file" | "container" | "figure" | "version";
  readonly name: string;
  readonly agrees: boolean;
  readonly was: string | null;
  readonly is: string | null;
}

export function check(kind: BundleCheck["kind"], name: string, was: string, is: string): BundleCheck {
  const agrees = was === is;
  return { kind, name, agrees, was: agrees ? null : was, is: agrees ? null : is };
}
