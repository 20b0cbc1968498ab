import type { Printed, SourceRef, Texts } from "./finding.ts";

/** A whole number with its source. */
export function count(value: number, source: SourceRef): Printed {
  return { format: "count", value: Math.round(value), source };
}

/** An ISO date, month or instant with its source. */
export function date(value: string, source: SourceRef): Printed {
  return { format: "date", value, source };
}

/** A share, 0 to 1, with its source. */
export function share(value: number, decimals: number, source: SourceRef): Printed {
  return { format: "share", value, decimals, source };
}

/** A name or phrase with its source. */
export function text(value: Texts, source: SourceRef): Printed {
  return { format: "text", value, source };
}

/** A value of a closed list with its source. */
export function choice(value: string, source: SourceRef): Printed {
  return { format: "choice", value, source };
}
