import type { ClaimId } from "../ids.ts";
import type { Claim } from "../report/claim.ts";
import type { Texts } from "../report/finding.ts";
import { CREDIBILITIES, type Credibility, RELIABILITIES, type Reliability, type Source } from "../report/source.ts";
import { gradeOfClaim } from "./grade.ts";
import {
  amountOver,
  checkedQuantity,
  differenceOf,
  type Quantity,
  shareOf,
  sumOf,
  type UnitFactor,
} from "./quantity.ts";

/** A quantity worked out from claims. It names its inputs and is no better than the weakest of them. */
export interface Computation {
  readonly id: string;
  readonly title: Texts;
  readonly step: ComputationStep;
  /** Claims at the bottom of it, through every computation that it uses. */
  readonly claims: readonly ClaimId[];
  readonly outcome: Quantity;
  readonly weakest: { readonly reliability: Reliability; readonly credibility: Credibility };
}

/** One step; inputs are ids of claims that carry a quantity, or of earlier computations. */
export type ComputationStep =
  /** The amount of a rate over a time: `{round}/d` over `1 a`. */
  | { readonly operation: "over"; readonly rate: string; readonly time: string }
  | { readonly operation: "sum"; readonly terms: readonly string[] }
  | { readonly operation: "difference"; readonly from: string; readonly subtract: string }
  /** `part` as a share of `whole`; both in units that convert into each other. */
  | { readonly operation: "share"; readonly part: string; readonly whole: string };

/** Steps as an analyst writes them; the rest of a {@link Computation} is worked out. */
export type ComputationPlan = Pick<Computation, "id" | "title" | "step">;

/**
 * Works out every computation, in the order given.
 *
 * @throws RangeError when an input is unknown or carries no quantity, or units do not go together; the message names
 *   the computation
 */
export function computationsOf(
  plans: readonly ComputationPlan[],
  claims: readonly Claim[],
  sources: readonly Source[],
  factor: UnitFactor,
): Computation[] {
  const done = new Map<string, Computation>();
  const claimById = new Map(claims.map((claim) => [claim.id as string, claim]));
  for (const plan of plans) {
    try {
      done.set(plan.id, compute(plan, claimById, sources, done, factor));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`computation ${plan.id}: ${error.message}`, { cause: error });
    }
  }
  return [...done.values()];
}

function compute(
  plan: ComputationPlan,
  claims: ReadonlyMap<string, Claim>,
  sources: readonly Source[],
  done: ReadonlyMap<string, Computation>,
  factor: UnitFactor,
): Computation {
  const used = new Set<ClaimId>();
  const input = (id: string): Quantity => {
    const earlier = done.get(id);
    if (earlier !== undefined) {
      for (const claim of earlier.claims) used.add(claim);
      return earlier.outcome;
    }
    const claim = claims.get(id);
    if (claim === undefined) throw new RangeError(`no claim or earlier computation is called ${id}`);
    if (claim.quantity === null) throw new RangeError(`claim ${id} carries no quantity`);
    if (claim.quantity.bound !== undefined) throw new RangeError(`claim ${id} states a bound and no amount`);
    used.add(claim.id);
    return checkedQuantity(claim.quantity, `claim ${id}`);
  };
  const outcome = outcomeOf(plan.step, input, factor);
  const grades = [...used].map((id) => gradeOfClaim(claims.get(id), sources));
  return {
    ...plan,
    claims: [...used],
    outcome,
    weakest: {
      reliability: weakest(
        RELIABILITIES,
        grades.map((g) => g.reliability),
      ),
      credibility: weakest(
        CREDIBILITIES,
        grades.map((g) => g.credibility),
      ),
    },
  };
}

function outcomeOf(step: ComputationStep, input: (id: string) => Quantity, factor: UnitFactor): Quantity {
  switch (step.operation) {
    case "over":
      return amountOver(input(step.rate), timeOf(step.time), factor);
    case "sum": {
      const [first, ...rest] = step.terms.map(input);
      if (first === undefined) throw new RangeError("a sum needs terms");
      return sumOf([first, ...rest], factor);
    }
    case "difference":
      return differenceOf(input(step.from), input(step.subtract), factor);
    case "share":
      return shareOf(input(step.part), input(step.whole), factor);
  }
}

/** `1 a`, `30 d`: a number, a space, a UCUM unit. Exact. */
function timeOf(text: string): Quantity {
  const [, number, unit] = /^([0-9.]+) (\S+)$/.exec(text) ?? [];
  const value = Number(number);
  if (unit === undefined || !(value > 0)) throw new RangeError(`expected a time such as "1 a", got "${text}"`);
  return { value, low: value, high: value, unit, approximately: false };
}

function weakest<T>(scale: readonly [T, ...T[]], values: readonly T[]): T {
  return values.reduce((worst, value) => (scale.indexOf(value) > scale.indexOf(worst) ? value : worst), scale[0]);
}
