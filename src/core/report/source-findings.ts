import type { Computation } from "../evidence/computation.ts";
import type { Quantity } from "../evidence/quantity.ts";
import { canonicalJson } from "./canonical.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { facilityName, methodOf, placeOf } from "./focus.ts";
import { choice, count, date, measured, text } from "./printed.ts";
import type { Basis, Derived } from "./record.ts";
import { seenOf } from "./seen-of.ts";

/** Quantities, sources, law and method, each in its own section. */
export function sourceFindings(basis: Basis, derived: Pick<Derived, "computations" | "origins">): Finding[] {
  return [
    ...numbered(
      "computations",
      derived.computations.flatMap((c) => computed(c, basis, derived)),
    ),
    ...numbered("sources", sources(basis, derived)),
    ...numbered("law", law(basis)),
    ...numbered("method", method(basis)),
  ];
}

function numbered(name: string, list: readonly Finding[]): Finding[] {
  return list.map((f, i) => ({ ...f, id: `${name}-${i + 1}` }));
}

/** Significant digits of a quantity worked out from estimates: 21.9 million, 19.4 million. */
const SIGNIFICANT = 3;

/** A quantity as printed; a share (unit `1`) as a percentage. */
export function printedQuantity({ value, unit }: Quantity, source: SourceRef): Printed {
  return unit === "1"
    ? { format: "share", value, decimals: 0, source }
    : { format: "quantity", value, unit, significant: SIGNIFICANT, source };
}

/** "About" carries through: a figure that is known as about, or as a bound, is printed so. As newest.published. */
export function precisionOf({ approximately, bound }: Quantity, source: SourceRef): Printed {
  if (bound === undefined) return choice(approximately ? "about" : "exact", source);
  return choice(approximately ? `${bound}-about` : bound, source);
}

/** The input of a computation: a claim, or an earlier computation. */
function inputOf(id: string, basis: Basis, { computations }: Pick<Derived, "computations">): [Quantity, SourceRef] {
  const earlier = computations.find((c) => c.id === id);
  if (earlier !== undefined) return [earlier.outcome, { kind: "computation", id }];
  const claim = basis.claims.find((c) => c.id === id);
  if (claim === undefined || claim.quantity === null) throw new RangeError(`${id} carries no quantity`);
  return [claim.quantity, { kind: "claim", id }];
}

function computed(c: Computation, basis: Basis, derived: Pick<Derived, "computations">): Finding[] {
  const at: SourceRef = { kind: "computation", id: c.id };
  const title = text(c.title, at);
  const { low, high } = c.outcome;
  const end = (value: number) => printedQuantity({ ...c.outcome, value }, at);
  return [
    workedOut(c, basis, derived),
    ...(low < high
      ? [finding("", "computations", "computation.range", { title, low: end(low), high: end(high) })]
      : []),
    finding("", "computations", "computation.weakest", {
      title,
      reliability: choice(c.weakest.reliability, at),
      credibility: choice(String(c.weakest.credibility), at),
    }),
  ];
}

function workedOut(c: Computation, basis: Basis, derived: Pick<Derived, "computations">): Finding {
  const at: SourceRef = { kind: "computation", id: c.id };
  const outcome = {
    title: text(c.title, at),
    outcome: printedQuantity(c.outcome, at),
    precision: precisionOf(c.outcome, at),
  };
  const input = (id: string) => printedQuantity(...inputOf(id, basis, derived));
  const precision = (id: string) => precisionOf(...inputOf(id, basis, derived));
  switch (c.step.operation) {
    case "over": {
      const { rate, time } = c.step;
      const [value, unit = ""] = time.split(" ");
      return finding("", "computations", "computation.over", {
        ...outcome,
        rate: input(rate),
        ratePrecision: precision(rate),
        time: { format: "quantity", value: Number(value), unit, significant: SIGNIFICANT, source: at },
      });
    }
    case "sum": {
      const claims = c.claims.map((id): SourceRef => ({ kind: "claim", id }));
      return finding("", "computations", "computation.sum", outcome, claims);
    }
    case "difference": {
      const { from, subtract } = c.step;
      return finding("", "computations", "computation.difference", {
        ...outcome,
        from: input(from),
        fromPrecision: precision(from),
        subtract: input(subtract),
        subtractPrecision: precision(subtract),
      });
    }
    case "share": {
      const { part, whole } = c.step;
      return finding("", "computations", "computation.share", {
        ...outcome,
        part: input(part),
        partPrecision: precision(part),
        whole: input(whole),
        wholePrecision: precision(whole),
      });
    }
  }
}

function sources(basis: Basis, { origins }: Pick<Derived, "origins">): Finding[] {
  const list: Finding[] = [];
  const [first] = origins;
  if (first !== undefined) {
    const at: SourceRef = { kind: "source", id: first.origin };
    list.push(
      finding("", "sources", "sources.origins", {
        origins: count(origins.length, at),
        publishers: count(publishersOf(origins, basis).size, at),
        sources: count(basis.sources.length, at),
      }),
    );
  }
  for (const { origin, repeatedBy } of origins) {
    const source = basis.sources.find(({ id }) => id === origin);
    if (repeatedBy.length === 0 || source === undefined) continue;
    const at: SourceRef = { kind: "source", id: origin };
    list.push(
      finding("", "sources", "sources.repeated", {
        publisher: text(source.publisher, at),
        repeats: count(repeatedBy.length, at),
      }),
    );
  }
  for (const claim of basis.claims)
    for (const other of claim.contradicts) {
      const against = basis.claims.find(({ id }) => id === other);
      if (against === undefined) throw new RangeError(`claim ${claim.id} contradicts ${other}, which is not there`);
      // Named from either side; told once.
      if (against.contradicts.includes(claim.id) && against.id < claim.id) continue;
      list.push(
        finding("", "sources", "sources.contradiction", {
          one: text(claim.by, { kind: "claim", id: claim.id }),
          other: text(against.by, { kind: "claim", id: against.id }),
        }),
      );
    }
  return list;
}

/** Who published the sources that others go back to: of one publisher, several sources are no several voices. */
export function publishersOf(origins: Derived["origins"], { sources }: Basis): ReadonlySet<string> {
  const roots = sources.filter(({ id }) => origins.some(({ origin }) => origin === id));
  return new Set(roots.map(({ publisher }) => canonicalJson(publisher)));
}

function law(basis: Basis): Finding[] {
  const list: Finding[] = [];
  const refs: SourceRef[] = [];
  for (const resolution of basis.law) {
    const at: SourceRef = { kind: "law", id: resolution.id };
    refs.push(at);
    const number: Printed = { format: "code", value: String(resolution.number), source: at };
    list.push(
      finding("", "law", "law.resolution", {
        number,
        date: date(resolution.adoptedOn, at),
        for: count(resolution.vote.for, at),
        against: count(resolution.vote.against, at),
        abstained: count(resolution.vote.abstained, at),
      }),
    );
    for (const { paragraph, summary } of resolution.provisions)
      list.push(
        finding("", "law", "law.provision", {
          number,
          paragraph: { format: "code", value: paragraph, source: at },
          summary: text(summary, at),
        }),
      );
  }
  return refs.length === 0 ? [] : [finding("", "law", "law.no-advice", {}, refs), ...list];
}

function method(basis: Basis): Finding[] {
  const card = basis.method;
  const counted = methodOf(basis);
  if (counted === null)
    return [finding("", "method", "method.published-only", { facility: text(facilityName(basis), placeOf(basis)) })];
  const at: SourceRef = { kind: "method", id: counted };
  const named: Printed = { format: "code", value: counted, source: at };
  // What was withheld before a pixel was read is no use of it.
  const read = basis.looks.filter(({ observation }) => seenOf(observation) !== null).length;
  return [
    ...(read > 0 ? [finding("", "method", "method.used", { method: named, looks: count(read, at) })] : []),
    ...(basis.otherMethods ?? []).map((other) =>
      finding("", "method", "method.other-series", {
        method: named,
        other: { format: "code", value: other, source: { kind: "method", id: other } },
      }),
    ),
    ...(card === null || card.accuracy.length === 0
      ? [finding("", "method", "method.not-measured", { method: named })]
      : []),
    ...(card?.accuracy ?? []).map((figure) => finding("", "method", "method.accuracy", measured(figure, at))),
  ];
}
