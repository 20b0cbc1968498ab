import type { PrintedValue, SourceRef } from "../../core/report/finding.ts";

/**
 * A report in one language, before it is HTML, PDF, DOCX or plain text: what stands in it and in what order. Each format
 * writes these few shapes and decides nothing.
 */
export interface ReportDocument {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly standfirst: readonly Inline[];
  /** ISO instant: the document's own date. */
  readonly generatedAt: string;
  /** "SYNTHETIC ...": printed on every page. Null: the yard is real. */
  readonly synthetic: string | null;
  readonly contentsTitle: string;
  readonly sections: readonly DocumentSection[];
  /** Where each number came from: the target of every link. */
  readonly origins: DocumentSection;
  /** Words of the HTML page's own controls. */
  readonly controls: { readonly skip: string; readonly toOrigins: string; readonly close: string };
}

export interface DocumentSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong"; readonly content: readonly Inline[] }
  /** A value of the record; links to its origin. `language`: where the words are not in the document's own. */
  | {
      readonly kind: "value";
      readonly text: string;
      readonly source: SourceRef;
      readonly format: PrintedValue["format"];
      readonly language: string | null;
    }
  /** Text that must not be reordered with what is around it, and is no number of the record: a name, a title. */
  | { readonly kind: "isolate"; readonly text: string; readonly language?: string }
  /** Hash, identifier, file name: left to right always. */
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string; readonly language?: string }
  /** Somebody's own words. `verbatim`: in quotation marks. */
  | { readonly kind: "quote"; readonly text: string; readonly language: string; readonly verbatim: boolean };

export type Block =
  | { readonly kind: "heading"; readonly text: string; readonly id?: string }
  | { readonly kind: "paragraph"; readonly style: ParagraphStyle; readonly content: readonly Inline[] }
  | { readonly kind: "list"; readonly entries: readonly (readonly Inline[])[] }
  | TableBlock
  | FigureBlock
  | FactsBlock;

/** `likelihood` and `confidence` are set apart from each other on purpose (ICD 203). */
export type ParagraphStyle = "plain" | "lead" | "note" | "likelihood" | "confidence";

export interface TableBlock {
  readonly kind: "table";
  /** Empty: the heading above it says what it is. */
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly align: "start" | "end" | "center" }[];
  /** The first cell of a row is its heading. `quiet`: printed in grey, a look without a count. `id`: target of links. */
  readonly rows: readonly {
    readonly id?: string;
    readonly cells: readonly (readonly Inline[])[];
    readonly quiet?: boolean;
  }[];
}

export interface FigureBlock {
  readonly kind: "figure";
  readonly id: string;
  readonly caption: readonly Inline[];
  /** What it shows, for those who do not see it. */
  readonly alternative: string;
  /** Left to right in every language: time and metres do not turn round. */
  readonly svg: (theme: Theme) => string;
  /** Width over height. */
  readonly aspect: number;
  /** Origins that the picture itself links to. */
  readonly links: readonly SourceRef[];
}

/** One thing with what is known of it: an origin, a source, a resolution. */
export interface FactsBlock {
  readonly kind: "facts";
  readonly id: string | null;
  readonly title: readonly Inline[];
  readonly facts: readonly { readonly label: string; readonly content: readonly Inline[] }[];
  readonly figures: readonly FigureBlock[];
  /** Set as one paragraph, to save paper. */
  readonly runIn?: boolean;
}

/** Colours of charts and pictures: CSS variables on screen (light and dark), fixed ones in print. */
export interface Theme {
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly paper: string;
  readonly ours: string;
  readonly published: string;
  readonly band: string;
  readonly event: string;
  readonly onset: string;
  readonly withheld: string;
  /** Font family list. */
  readonly font: string;
  /** False: links inside pictures are left out (a PDF cannot follow them). */
  readonly links: boolean;
}
