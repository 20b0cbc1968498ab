/** One numbering system for the whole interface, chosen in one place and passed to every formatter. */
export type Digits = "latn" | "arab";

export interface Formats {
  number(value: number, options?: Intl.NumberFormatOptions): string;
  day(iso: string): string;
  moment(iso: string): string;
}

export function formatsOf(language: string, digits: Digits): Formats {
  const locale = `${language}-u-nu-${digits}-ca-gregory`;
  return {
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    day: (iso) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso)),
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
