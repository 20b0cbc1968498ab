import type { Matrix } from "../evidence/matrix.ts";
import { type Claim, wordsOf } from "./claim.ts";
import { type Finding, finding, type Printed, type SourceRef, type Texts } from "./finding.ts";
import { nextLookTold } from "./focus.ts";
import { choice, count, date, text } from "./printed.ts";
import { proseOf } from "./prose.ts";
import type { Basis, Derived } from "./record.ts";
import { typeMixUnrated } from "./type-mix-findings.ts";

type Judged = Pick<Derived, "matrix" | "judgement" | "assessment">;

/**
 * The judgement, in sections of their own: likelihood and confidence never share a sentence (ICD 203, D.6.e.(2)(b)).
 */
export function judgementFindings(basis: Basis, derived: Judged): Finding[] {
  return [
    ...numbered("likelihood", likelihood(basis, derived)),
    ...numbered("confidence", confidence(basis, derived)),
    ...numbered("change-mind", changeOfMind(basis, derived)),
    ...numbered("hypotheses", [...ranking(derived), ...typeMixUnrated(basis, derived)]),
  ];
}

function numbered(name: string, list: readonly Finding[]): Finding[] {
  return list.map((f, i) => ({ ...f, id: `${name}-${i + 1}` }));
}

function likelihood(basis: Basis, { matrix, judgement }: Judged): Finding[] {
  const list: Finding[] = [];
  if (judgement !== null && matrix !== null) {
    const at: SourceRef = { kind: "judgement", id: judgement.id };
    const ours = {
      by: text(judgement.by, at),
      hypothesis: hypothesisName(judgement.hypothesis, { matrix }),
      likelihood: { format: "likelihood", value: judgement.probability, source: at } as const,
    };
    list.push(finding("", "likelihood", "judgement.likelihood", ours, judgement.sources));
    list.push(...notLeading(judgement.hypothesis, matrix));
    const reason = proseOf(judgement.reason);
    list.push(
      finding("", "likelihood", "judgement.reason", { reason: text(reason.text, at) }, [
        ...reason.sources,
        ...judgement.sources,
      ]),
    );
  }
  for (const claim of basis.claims) {
    if (claim.judgement === null || claim.repeats !== null || claim.saidOn === null) continue;
    const at: SourceRef = { kind: "claim", id: claim.id };
    list.push(
      finding("", "likelihood", "judgement.others-said", {
        by: text(claim.by, at),
        statement: text(wordsOf(claim), at),
        original: originalOf(claim, at),
        date: date(claim.saidOn, at),
      }),
    );
  }
  return list;
}

/** That the evidence contradicts others less than the hypothesis that was judged; nothing where it contradicts none less. */
function notLeading(hypothesis: string, { ranking }: Matrix): Finding[] {
  const own = ranking.find((one) => one.hypothesis === hypothesis);
  const ahead = ranking.filter(({ rank }) => own !== undefined && rank < own.rank).length;
  if (own === undefined || ahead === 0) return [];
  const at: SourceRef = { kind: "matrix", id: hypothesis };
  const place = ranking.some(({ rank }) => rank > own.rank) ? "between" : "last";
  return [finding("", "likelihood", "judgement.not-leading", { ahead: count(ahead, at), place: choice(place, at) })];
}

function confidence({ judgement: said }: Basis, { judgement }: Judged): Finding[] {
  if (judgement === null) return [];
  const at: SourceRef = { kind: "judgement", id: judgement.id };
  const now = choice(judgement.confidence, at);
  const isLowered = said !== null && said.confidence !== judgement.confidence;
  // What holds it down comes first, where it was said to be higher.
  const lowering = judgement.confidenceReasons.filter(({ atMost }) => isLowered && atMost === judgement.confidence);
  const others = judgement.confidenceReasons.filter((reason) => !lowering.includes(reason));
  return [
    finding("", "confidence", "judgement.confidence", { confidence: now }),
    ...(isLowered
      ? [
          finding("", "confidence", "confidence.lowered", {
            by: text(judgement.by, at),
            said: choice(said.confidence, at),
            confidence: now,
            reasons: count(lowering.length, at),
          }),
        ]
      : []),
    ...[...lowering, ...others].map(({ code, source }) =>
      finding("", "confidence", "confidence.reason", { reason: choice(code, source) }),
    ),
  ];
}

/** What each hypothesis predicts and nobody has seen; what one more image would settle. */
function changeOfMind(basis: Basis, { matrix, assessment }: Judged): Finding[] {
  const list: Finding[] = [];
  for (const { id, predictions } of basis.matrix?.hypotheses ?? [])
    for (const { text: prediction, status } of predictions) {
      if (status === "seen") continue;
      const at: SourceRef = { kind: "matrix", id };
      const key = status === "not-seen" ? "mind.prediction" : "mind.cannot-be-seen";
      const values = { hypothesis: hypothesisName(id, { matrix }), prediction: text(prediction, at) };
      list.push(finding("", "change-mind", key, values));
    }
  const next = nextLookTold(assessment);
  if (next !== null) {
    const { confirmsFrom, endsBelow } = next;
    const at = (id: string): SourceRef => ({ kind: "assessment", id: `/sensitivity/nextLook/${id}` });
    if (confirmsFrom !== null)
      list.push(
        finding("", "change-mind", "mind.next-look-fortnight", { cars: count(confirmsFrom, at("confirmsFrom")) }),
      );
    if (endsBelow !== null)
      list.push(finding("", "change-mind", "mind.next-look-ends", { cars: count(endsBelow, at("endsBelow")) }));
  }
  list.push(...smallestRise(assessment));
  return list;
}

/** How large a rise the looks that were watched could have shown, where none has reached the alarm and no fall is told. */
function smallestRise(assessment: Derived["assessment"]): Finding[] {
  if (assessment?.status !== "ready" || assessment.onset?.direction === "fall") return [];
  if (!["none", "watch"].includes(assessment.looks.at(-1)?.tier ?? "none")) return [];
  const { smallestConfirmable: times } = assessment.sensitivity;
  const source: SourceRef = { kind: "assessment", id: "/sensitivity/smallestConfirmable" };
  if (times === null) return [finding("", "change-mind", "mind.smallest-none", {}, [source])];
  return [
    finding("", "change-mind", "mind.smallest-rise", {
      times: { format: "number", value: times, significant: 2, source },
    }),
  ];
}

function ranking({ matrix }: Judged): Finding[] {
  if (matrix === null) return [];
  const list: Finding[] = [];
  const first = matrix.ranking.filter(({ rank }) => rank === 1);
  const [leader, second] = first;
  if (leader !== undefined && second === undefined)
    list.push(
      finding("", "hypotheses", "matrix.least-contradicted", {
        hypothesis: hypothesisName(leader.hypothesis, { matrix }),
        rivals: count(matrix.hypotheses.length - 1, { kind: "matrix", id: leader.hypothesis }),
      }),
    );
  if (leader !== undefined && second !== undefined)
    list.push(
      finding("", "hypotheses", "matrix.tied", {
        first: hypothesisName(leader.hypothesis, { matrix }),
        second: hypothesisName(second.hypothesis, { matrix }),
      }),
    );
  const deciding = matrix.rows.filter(({ changesOrder }) => changesOrder);
  for (const row of deciding)
    list.push(
      finding("", "hypotheses", "matrix.row-decides", { row: text(row.label, { kind: "matrix", id: row.id }) }),
    );
  if (deciding.length === 0 && matrix.rows.length > 0 && leader !== undefined && second === undefined)
    list.push(
      finding("", "hypotheses", "matrix.robust", {
        rows: count(matrix.rows.length, { kind: "matrix", id: leader.hypothesis }),
      }),
    );
  return list;
}

/** The language of a claim's very words; `none` where they are our summary. */
export function originalOf({ words }: Claim, source: SourceRef): Printed {
  return choice(words.verbatim ? (words.language.split("-")[0] ?? words.language) : "none", source);
}

/**
 * The name of a hypothesis, as printed.
 *
 * @throws RangeError when the matrix does not know it
 */
export function hypothesisName(id: string, { matrix }: Pick<Derived, "matrix">): Printed {
  const name: Texts | undefined = matrix?.hypotheses.find((h) => h.id === id)?.name;
  if (name === undefined) throw new RangeError(`no hypothesis is called ${id}`);
  return text(name, { kind: "matrix", id });
}
