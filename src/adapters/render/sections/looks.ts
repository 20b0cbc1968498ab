import type { MethodId } from "../../../core/ids.ts";
import type { Count } from "../../../core/observation/count.ts";
import type { Observation, WithholdReason } from "../../../core/observation/observation.ts";
import { readersIn } from "../../../core/reading/counted-of.ts";
import { spreadOf } from "../../../core/report/counted-told.ts";
import type { Printed, SourceRef } from "../../../core/report/finding.ts";
import type { ReportLook } from "../../../core/report/record.ts";
import { seenOf } from "../../../core/report/seen-of.ts";
import { type Context, separated } from "../context.ts";
import type { Inline, TableBlock } from "../document.ts";
import type { MessageKey } from "../messages/en.ts";
import { countValue, dateValue, inlineOf, shareValue } from "../sentence.ts";

/** Our own looks, the withheld ones with every reason. Null: there are none. */
export function looksTable(context: Context): TableBlock | null {
  const { looks } = context.record.basis;
  if (looks.length === 0) return null;
  return {
    kind: "table",
    caption: context.label("looks.caption"),
    columns: [
      { label: context.label("column.date"), align: "start" },
      { label: context.label("column.cars"), align: "end" },
      { label: context.label("column.interval"), align: "start" },
      { label: context.label("column.usable"), align: "end" },
      { label: context.label("column.gsd"), align: "end" },
      { label: context.label("column.off-nadir"), align: "end" },
      { label: context.label("column.remarks"), align: "start" },
    ],
    rows: looks.map((look) => lookRow(context, look)),
  };
}

function lookRow(context: Context, { observation, scene }: ReportLook): TableBlock["rows"][number] {
  const source: SourceRef = { kind: "observation", id: observation.id };
  const ofScene: SourceRef = { kind: "scene", id: scene.id };
  const cell = (value: Printed) => [inlineOf(context.locale, value)];
  const { gsdMetres, offNadirDegrees } = scene.conditions;
  const counted = observation.status === "counted";
  return {
    quiet: !counted,
    cells: [
      cell(dateValue(observation.acquiredAt.slice(0, 10), source)),
      counted
        ? cell(countValue(observation.count.median, source))
        : [{ kind: "text", text: context.label("looks.withheld") }],
      counted ? interval(context, observation.count, observation.method, source) : [{ kind: "text", text: "—" }],
      [trackSeen(context, observation, 0)],
      cell({ format: "quantity", value: gsdMetres, unit: "m", significant: 2, source: ofScene }),
      offNadirDegrees === null
        ? [{ kind: "text", text: context.label("value.not-stated") }]
        : cell({ format: "quantity", value: offNadirDegrees, unit: "deg", significant: 2, source: ofScene }),
      counted
        ? separated(
            observation.warnings
              .filter(({ code }) => code !== "synthetic")
              .map((warning) => conditionWords(context, "warning", warning.code, warning.got, warning.limit, source)),
            context.label("list.semicolon"),
          )
        : separated(
            observation.reasons.map((reason) =>
              conditionWords(context, "withheld", reason.code, reason.got, reason.limit, source),
            ),
            context.label("list.semicolon"),
          ),
    ],
  };
}

/** Share of the track that the image shows; that its pixels were not read, where no method did. */
export function trackSeen(context: Context, observation: Observation, decimals: number): Inline {
  const seen = seenOf(observation);
  if (seen === null) return { kind: "text", text: context.label("value.not-read") };
  const source: SourceRef = { kind: "observation", id: observation.id };
  return inlineOf(context.locale, shareValue(seen, decimals, source));
}

/** The interval of a count; where it is one number, that it is, or whose reading it is. */
function interval(
  context: Context,
  count: Pick<Count, "low" | "high" | "level">,
  method: string,
  source: SourceRef,
): Inline[] {
  const spread = spreadOf(count, method as MethodId);
  if (spread.kind === "read")
    return context.sentence("interval.read", { reader: readersIn(context.locale.language.tag, spread.readers) });
  const level = shareValue(count.level, 0, source);
  if (spread.kind === "exactly")
    return context.sentence("interval.exactly", { cars: countValue(count.low, source), level });
  return context.sentence("interval", {
    low: countValue(count.low, source),
    high: countValue(count.high, source),
    level,
  });
}

/** A count and its interval; one that is told exactly is told once. */
export function countWords(
  context: Context,
  count: Pick<Count, "median" | "low" | "high" | "level">,
  method: string,
  source: SourceRef,
): Inline[] {
  const spread = interval(context, count, method, source);
  if (spreadOf(count, method as MethodId).kind === "exactly") return spread;
  return [
    inlineOf(context.locale, countValue(count.median, source)),
    { kind: "text", text: context.label("list.comma") },
    ...spread,
  ];
}

/** How each reason's figures are printed: a share, metres, degrees. */
const FIGURES: Readonly<Record<string, "share" | "m" | "deg">> = {
  "too-coarse": "m",
  coarse: "m",
  "too-oblique": "deg",
  oblique: "deg",
  "too-hidden": "share",
  "partly-hidden": "share",
  "too-dark": "deg",
  "low-sun": "deg",
  "outside-scene": "share",
  "registration-uncertain": "m",
  "registration-ambiguous": "m",
  "shift-contradicted": "m",
  unclear: "share",
};

/**
 * A reason or warning in words, with what was got and what was needed where both are known. Of hidden track the figures
 * are the share that can be seen, and say so.
 */
export function conditionWords(
  context: Context,
  kind: "withheld" | "warning",
  code: WithholdReason["code"] | string,
  got: number | null,
  limit: number | null,
  source: SourceRef,
): Inline[] {
  const key = `${kind}.${code}` as MessageKey;
  const figure = (value: number): Printed => {
    const as = FIGURES[code] ?? "share";
    return as === "share"
      ? { format: "share", value, decimals: 0, source }
      : { format: "quantity", value, unit: as, significant: 2, source };
  };
  const words = context.sentence(key);
  if (got === null || code === "outside-scene") return words;
  const [g, l] = [figure(got), limit === null ? null : figure(limit)];
  const told =
    code === "partly-hidden"
      ? context.sentence("condition.seen", { got: g })
      : l === null
        ? context.sentence("condition.got", { got: g })
        : context.sentence(code === "too-hidden" ? "condition.seen-limit" : "condition.got-limit", {
            got: g,
            limit: l,
          });
  return [...words, { kind: "text", text: " " }, ...told];
}
