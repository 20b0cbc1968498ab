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

const MOMENT = {
  ...DAY,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
} as const;

/** Formatters are kept: to make one takes some forty times as long as to use it, and a yard of 200 cars uses 400 a key. */
export function formatsOf(language: string, digits: Digits): Formats {
  const locale = `${language}-u-nu-${digits}-ca-gregory`;
  const numbers = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions | undefined) => {
    const key = JSON.stringify(options ?? null);
    const known = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, known);
    return known;
  };
  const day = new Intl.DateTimeFormat(locale, { ...DAY, timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, { ...MOMENT, timeZone: "UTC" });
  return {
    number: (value, options) => numberFormat(options).format(value),
    day: (iso) => day.format(new Date(iso)),
    moment: (iso) => moment.format(new Date(iso)),
  };
}
