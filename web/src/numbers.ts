/** One numbering system for the whole interface, chosen in one place and passed to every formatter. */
export type Digits = "latn" | "arab";

export interface Formats {
  number(value: number, options?: Intl.NumberFormatOptions): string;
  day(iso: string): string;
  moment(iso: string): string;
}

/** The month by its name: no reader takes day and month for each other, and no mark of direction is in it. */
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;

/** A text with its own direction, for charts, which run from left to right in every language. */
export const isolated = (text: string) => `\u2068${text}\u2069`;

export function formatsOf(language: string, digits: Digits): Formats {
  const locale = `${language}-u-nu-${digits}-ca-gregory`;
  return {
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    day: (iso) => new Intl.DateTimeFormat(locale, { ...DAY, timeZone: "UTC" }).format(new Date(iso)),
    moment: (iso) =>
      new Intl.DateTimeFormat(locale, {
        year: "numeric",
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone: "UTC",
        timeZoneName: "short",
      }).format(new Date(iso)),
  };
}
