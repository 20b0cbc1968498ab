import type { NonEmpty } from "../ids.ts";
import type { SentenceKey, SentenceValueNames } from "./sentences.ts";

/** A text by language tag (`en`, `ar`, ...). Never mixed with numbers of ours: those are {@link Printed} values. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Where a reader can check: each kind names one table of the record, `id` one row of it.
 *
 * A renderer turns it into one anchor, `originId(ref)`, and prints one entry of "origins" for it.
 */
export type SourceRef =
  | { readonly kind: "observation"; readonly id: string }
  | { readonly kind: "track"; readonly observation: string; readonly id: string }
  | { readonly kind: "scene"; readonly id: string }
  /** A published count: a line of `record.published`. */
  | { readonly kind: "entry"; readonly id: string }
  | { readonly kind: "event"; readonly id: string }
  /** A regime that the analyst declared: a line of `record.regimes`; `id` is its name. */
  | { readonly kind: "regime"; readonly id: string }
  | { readonly kind: "claim"; readonly id: string }
  | { readonly kind: "source"; readonly id: string }
  | { readonly kind: "computation"; readonly id: string }
  /** A number of `record.assessment`; `id` is its JSON pointer, for example `/baseline/predictive/high`. */
  | { readonly kind: "assessment"; readonly id: string }
  | { readonly kind: "law"; readonly id: string }
  /** A number that the matrix of hypotheses gave; `id` is a hypothesis or a row. */
  | { readonly kind: "matrix"; readonly id: string }
  | { readonly kind: "judgement"; readonly id: string }
  | { readonly kind: "method"; readonly id: string }
  /** A number or name of the facility; `id` is the version of its geometry, or its own id where nobody drew it. */
  | { readonly kind: "facility"; readonly id: string }
  | { readonly kind: "revision"; readonly id: string };

/** The kinds of origin that have one id of their own; a track has its observation's beside it. */
export const REF_KINDS = [
  "observation",
  "scene",
  "entry",
  "event",
  "regime",
  "claim",
  "source",
  "computation",
  "assessment",
  "law",
  "matrix",
  "judgement",
  "method",
  "facility",
  "revision",
] as const satisfies readonly SourceRef["kind"][];

/** Stable anchor of an origin: the same reference gives the same text everywhere, safe in HTML, PDF and URLs. */
export function originId(ref: SourceRef): string {
  const name = ref.kind === "track" ? `${ref.observation}-${ref.id}` : ref.id;
  const safe = name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return `origin-${ref.kind}-${safe === "" ? "all" : safe}${safe === name ? "" : `-${fnv1a(name)}`}`;
}

/** FNV-1a of the UTF-16 units, eight hex digits: keeps two names apart whose safe letters are alike. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/**
 * One value as it is printed. A renderer prints no number that did not come to it as one of these: the types make an
 * unsourced one impossible.
 */
export type Printed = PrintedValue & { readonly source: SourceRef };

/** What is printed and how; the language, the digits and the separators are the renderer's. */
export type PrintedValue =
  /** A whole number: cars, looks, days, sources. Chooses the plural form. */
  | { readonly format: "count"; readonly value: number }
  /** A number with at most this many significant digits. */
  | { readonly format: "number"; readonly value: number; readonly significant: number }
  /** A share, 0 to 1, printed as a percentage with this many decimals. */
  | { readonly format: "share"; readonly value: number; readonly decimals: number }
  /** A small probability, 0 to 1, printed as "1 in N" or a percentage as the language does it. */
  | { readonly format: "probability"; readonly value: number }
  /** `unit`: a UCUM code; renderers know m, km, d, a and annotated units of `units.ts`. */
  | { readonly format: "quantity"; readonly value: number; readonly unit: string; readonly significant: number }
  /** ISO date (`2023-10-05`), month (`2020-02`) or instant; printed to the day or month. */
  | { readonly format: "date"; readonly value: string }
  /** A name or phrase in several languages; may hold digits that belong to the name. */
  | { readonly format: "text"; readonly value: Texts }
  /** A code, identifier, hash or file name: isolated, never translated. */
  | { readonly format: "code"; readonly value: string }
  /** One of a closed list that the message itself puts into words with `select`. */
  | { readonly format: "choice"; readonly value: string }
  /** A probability that is printed as the fixed phrase of its ICD 203 band, never as a number; `select` goes by the band's id. */
  | { readonly format: "likelihood"; readonly value: number };

/** In which part of the report a sentence stands. */
export const SECTIONS = [
  "key",
  "cannot-see",
  "likelihood",
  "confidence",
  "change-mind",
  "hypotheses",
  "computations",
  "sources",
  "law",
  "method",
  "revisions",
  "brief",
] as const;
export type Section = (typeof SECTIONS)[number];

/**
 * One printed sentence: which message, with which values, and where each came from.
 *
 * In a message `{name}` prints the value, formatted, isolated against reordering and linked to its source;
 * `{name, plural, ...}` and `{name, select, ...}` only choose a form by it. `#` is not used.
 */
export interface Finding {
  /** Unique within the record, for example `key-3`. */
  readonly id: string;
  readonly section: Section;
  readonly key: SentenceKey;
  readonly values: Readonly<Record<string, Printed>>;
  /** What the sentence as a whole rests on, those of its values included. */
  readonly sources: NonEmpty<SourceRef>;
}

/**
 * A sentence of the record. The compiler asks for exactly the values that the sentence's message prints.
 *
 * @param alsoFrom  sources of the sentence beyond those of its values; required where it has no values
 * @throws RangeError when nothing at all is named as a source, or a number is not finite
 */
export function finding<K extends SentenceKey>(
  id: string,
  section: Section,
  key: K,
  values: Readonly<Record<SentenceValueNames<K>, Printed>>,
  alsoFrom: readonly SourceRef[] = [],
): Finding {
  const list: [string, Printed][] = Object.entries(values);
  for (const [name, printed] of list)
    if (typeof printed.value === "number" && !Number.isFinite(printed.value))
      throw new RangeError(`sentence ${key}: ${name} must be finite, got ${printed.value}`);
  const byAnchor = new Map([...list.map(([, v]) => v.source), ...alsoFrom].map((ref) => [originId(ref), ref]));
  const [first, ...rest] = byAnchor.values();
  if (first === undefined) throw new RangeError(`sentence ${key} (${id}) names no source`);
  return { id, section, key, values: Object.fromEntries(list), sources: [first, ...rest] };
}
