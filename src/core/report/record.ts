import type { Assessment, AssessSeries } from "../assessment/assessment.ts";
import type { Computation } from "../evidence/computation.ts";
import type { OriginTree } from "../evidence/independence.ts";
import type { Resolution } from "../evidence/law.ts";
import type { Matrix, MatrixRow } from "../evidence/matrix.ts";
import type { Facility } from "../facility/facility.ts";
import type { Scene } from "../imagery/scene.ts";
import type { Observation } from "../observation/observation.ts";
import type { DatedEvent, SeriesEntry } from "../series/entry.ts";
import type { Regime } from "../series/regime.ts";
import type { Claim } from "./claim.ts";
import type { Finding, SourceRef, Texts } from "./finding.ts";
import type { Judgement } from "./judgement.ts";
import type { Source } from "./source.ts";

/**
 * Everything that a report prints, in no language: what it was made from (`basis`) and what follows from it. The same
 * basis always gives the same record (`recordOf`), so a checker recomputes every figure from the file alone.
 *
 * JSON, version 1; its schema is docs/schema/report.schema.json.
 */
export interface ReportRecord extends Derived {
  readonly version: 1;
  readonly basis: Basis;
}

/** What the report was made from: measured, published or judged by people. Nothing here is worked out. */
export interface Basis {
  readonly facility: Facility;
  /** True: the yard and its images were made by a renderer. Every page says so. */
  readonly synthetic: boolean;
  /** When the report was drafted, ISO 8601 UTC; an argument, never the clock of a pure step. */
  readonly generatedAt: string;
  /** Our own looks, oldest first, counted and withheld. */
  readonly looks: readonly ReportLook[];
  /** Strips and overview of the newest look that has a count; null where we have no image. */
  readonly pictures: LookPictures | null;
  /** Counts that others published, oldest first. Grounds and classes differ and are kept apart ({@link Derived.groups}). */
  readonly published: readonly SeriesEntry[];
  readonly events: readonly DatedEvent[];
  /** Periods under one set of rules, as the analyst declared them. Missing: none are, or the record is of 0.6.0 or before. */
  readonly regimes?: readonly Regime[];
  /** The look that the report is about: an observation or a published entry. Null: the newest of what was assessed. */
  readonly focus: string | null;
  /** What the statistics read, exactly. Null: nothing could be assessed. */
  readonly assessed: AssessSeries | null;
  readonly sources: readonly Source[];
  readonly claims: readonly Claim[];
  readonly computationSteps: readonly Pick<Computation, "id" | "title" | "step">[];
  readonly law: readonly Resolution[];
  /** The question, the hypotheses and the cells as the analyst filled them in. Null: no matrix was made. */
  readonly matrix: MatrixBasis | null;
  /** The analyst's judgement; its confidence is worked out and may only be lowered. Null: none was made. */
  readonly judgement: JudgementBasis | null;
  readonly traits: Traits;
  /** Limits that an analyst adds. They join what is worked out; they take nothing away from it. */
  readonly limits: readonly { readonly text: Texts; readonly by: Texts; readonly source: SourceRef }[];
  readonly method: MethodCard | null;
  /** Methods by which the facility was counted too, each a series that is not told here. Missing: none, or a record of 0.7.0 or before. */
  readonly otherMethods?: readonly string[];
  /** Which claims the news brief tells, by role. */
  readonly brief: BriefPlan;
  readonly revision: RevisionBasis;
}

/** What follows from the basis. */
export interface Derived {
  /** Version of Yardcheck that worked it out. */
  readonly madeWith: string;
  /** Version of the statistical model that it was assessed with: `statistics@1`. */
  readonly assessedWith: string;
  /** Published entries by ground and class, in order of their first date. Never added across groups. */
  readonly groups: readonly PublishedGroup[];
  readonly assessment: Assessment | null;
  readonly computations: readonly Computation[];
  /** Trees of sources: what repeats one origin counts once. */
  readonly origins: readonly OriginTree[];
  readonly matrix: Matrix | null;
  readonly judgement: Judgement | null;
  /** Every printed sentence, in order, by section. */
  readonly findings: readonly Finding[];
}

/** One look of ours, with the scene it was made on. Cars are listed one by one for the newest counted look only. */
export interface ReportLook {
  /** With what it replaces, where a person corrected it. */
  readonly observation: Observation & { readonly correction?: LookCorrection | null };
  readonly scene: ReportScene;
}

/** Which observation a corrected one replaces, who says so and why. */
export interface LookCorrection {
  readonly of: string;
  readonly by: string;
  readonly reason: string;
}

/** A scene without the path it lies at on our disk. */
export interface ReportScene extends Omit<Scene, "location"> {
  /** File name, or the address of a remote scene. */
  readonly file: string;
}

/**
 * Pictures of one look, by reference: the bytes lie beside the record. A scene that may not be republished has none;
 * its outlines are drawn on white.
 */
export interface LookPictures {
  readonly observation: string;
  readonly overview: PictureFile | null;
  readonly strips: readonly ReportStrip[];
}

/** One lane of the picture of strips; positions along it are the cars' own `from` and `to`. */
export interface ReportStrip {
  readonly track: string;
  readonly lengthMetres: number;
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
  readonly picture: PictureFile | null;
}

/** A PNG beside the record: `pictures/<name>` in a bundle. */
export interface PictureFile {
  readonly name: string;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
}

export interface PublishedGroup {
  readonly ground: string;
  readonly classes: string;
  readonly entries: readonly string[];
}

export interface MatrixBasis {
  readonly question: Texts;
  readonly hypotheses: Matrix["hypotheses"];
  readonly rows: readonly MatrixRow[];
}

export interface JudgementBasis {
  readonly by: Texts;
  readonly hypothesis: string;
  readonly probability: number;
  readonly reason: Texts;
  /** What the analyst would say; the record may lower it, never raise it. */
  readonly confidence: Judgement["confidence"];
}

/** What an image did not tell is a value of its own, not a blank. */
export interface Traits {
  readonly direction: Trait<"to-russia" | "to-dprk" | "both" | "unknown">;
  readonly cargo: Trait<"covered" | "partly-covered" | "open" | "unknown">;
  readonly classes: Trait<"told" | "partly-told" | "undecidable">;
}

export interface Trait<Value> {
  readonly value: Value;
  /** Null only where nothing at all says anything about it. */
  readonly source: SourceRef | null;
}

/** How the counting was done, and how well it does on yards whose truth is known. */
export interface MethodCard {
  readonly id: string;
  readonly description: Texts;
  /** SHA-256 by file name. */
  readonly models: Readonly<Record<string, string>>;
  readonly accuracy: readonly AccuracyFigure[];
  /** Faults that are known and bear on the reading. */
  readonly faults: readonly { readonly text: Texts }[];
}

export interface AccuracyFigure {
  readonly measure: Texts;
  readonly value: number;
  /** `share`: 0 to 1, printed as a percentage. */
  readonly format: "share" | "number";
  /** On which yards it was measured. */
  readonly on: Texts;
}

/**
 * Which claims tell what in the brief on a published record: claim, entry and event ids by role. A sentence whose roles
 * are not all filled is left out. Empty: the brief tells the counts alone.
 */
export type BriefPlan = Readonly<Partial<Record<BriefRole, string>>>;

export const BRIEF_ROLES = [
  "event",
  "rise",
  "count",
  "floor",
  "usual",
  "judgement",
  "covers",
  "official",
  "concern",
  "sanctions",
  "stocks",
  "production",
  "use",
  "yearly-use",
  "share",
  "gap",
  "denial",
  "hint",
  "law",
] as const;
export type BriefRole = (typeof BRIEF_ROLES)[number];

/** A published report is frozen; a later one names what changed since. */
export interface RevisionBasis {
  /** 1 for the first. */
  readonly number: number;
  /** Why there is a new one, in the analyst's words. Null for the first. */
  readonly reason: Texts | null;
  /** The findings of the revision before, as frozen. Null for the first. */
  readonly previous: {
    readonly generatedAt: string;
    readonly sha256: string;
    readonly findings: readonly Finding[];
    /** Ids of what it was made from, and the counting method: what came and went explains what changed. */
    readonly madeFrom: MadeFrom;
  } | null;
}

/** What a report was made from, by id. */
export interface MadeFrom {
  readonly looks: readonly string[];
  readonly published: readonly string[];
  readonly claims: readonly string[];
  readonly method: string | null;
}
