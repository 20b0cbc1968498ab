import { type UnitKey, unitMessages } from "../../../src/core/evidence/unit-words.ts";

/** The words of units, those of the report. Here `k` chooses the form and `n` is the number as it is written. */
export function units(language: "en" | "ar"): Readonly<Record<UnitKey, string>> {
  const messages = Object.entries(unitMessages(language));
  return Object.fromEntries(
    messages.map(([key, message]) => [key, message.replaceAll("{n, plural,", "{k, plural,")]),
  ) as Record<UnitKey, string>;
}
