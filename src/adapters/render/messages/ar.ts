import { unitMessages } from "../../../core/evidence/unit-words.ts";
import { likelihoodMessages } from "../../../core/report/likelihood.ts";
import type { Language } from "../language.ts";
import { brief } from "./ar/brief.ts";
import { labels } from "./ar/labels.ts";
import { names } from "./ar/names.ts";
import { sentences } from "./ar/sentences.ts";
import type { Messages } from "./en.ts";

const messages = {
  ...sentences,
  ...brief,
  ...labels,
  ...names,
  ...likelihoodMessages("ar"),
  ...unitMessages("ar"),
} satisfies Messages;

export const language: Language = {
  tag: "ar",
  name: "العربية",
  direction: "rtl",
  formats: "ar",
  numberings: ["latn", "arab"],
  quotes: ["«", "»"],
  messages,
};
