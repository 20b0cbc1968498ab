import type { Context } from "../context.ts";
import type { Inline } from "../document.ts";
import type { MessageKey } from "../messages/en.ts";

/** What data say in English words of which the catalogues of messages hold the other languages. */
type KnownKind = "ground" | "class" | "note" | "licence" | "publisher" | "event-source";

/** These words in the language of the report where its catalogue has them; else as they are, marked as English. */
export function knownWords(context: Context, kind: KnownKind, name: string): Inline {
  const key = `${kind}.${name}` as MessageKey;
  const known = key in context.locale.language.messages;
  if (!known) return { kind: "isolate", text: name, language: "en" };
  return { kind: "isolate", text: context.label(key) };
}
