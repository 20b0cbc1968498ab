import { unitMessages } from "../../../core/evidence/unit-words.ts";
import { likelihoodMessages } from "../../../core/report/likelihood.ts";
import type { Language } from "../language.ts";
import { brief } from "./en/brief.ts";
import { labels } from "./en/labels.ts";
import { names } from "./en/names.ts";
import { sentences } from "./en/sentences.ts";

const messages = { ...sentences, ...brief, ...labels, ...names, ...likelihoodMessages("en"), ...unitMessages("en") };

/** Every message there is. English is the shape: another language has the same keys, and uses the same values. */
export type MessageKey = keyof typeof messages;
export type Messages = Readonly<Record<MessageKey, string>>;

export const language: Language = {
  tag: "en",
  name: "English",
  direction: "ltr",
  formats: "en-GB",
  numberings: ["latn"],
  quotes: ["“", "”"],
  messages,
};
