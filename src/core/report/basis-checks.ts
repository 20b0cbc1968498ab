import type { AssessSeries } from "../assessment/assessment.ts";
import { unsaidNumbers } from "../evidence/claim-numbers.ts";
import { ownTexts } from "../evidence/own-words.ts";
import { assessedSeries } from "../series/to-looks.ts";
import { wordsOf } from "./claim.ts";
import type { Texts } from "./finding.ts";
import { assessedFrom } from "./focus.ts";
import { proseOf } from "./prose.ts";
import type { Basis } from "./record.ts";
import { numbersApart } from "./stated-numbers.ts";

/** Two statements of one basis that must say the same. */
export interface BasisCheck {
  readonly name: string;
  readonly was: string;
  readonly is: string;
}

/**
 * Whether the parts of a basis say the same of one thing: a record whose basis contradicts itself could print a figure
 * that its own looks refute, and all the same follow from it to the last digit.
 */
export function basisChecks(basis: Basis): BasisCheck[] {
  const { looks, facility, synthetic } = basis;
  const made = looks.length === 0 ? synthetic : looks.some(({ scene }) => scene.synthetic);
  return [
    { name: "synthetic", was: String(synthetic), is: String(made) },
    ...looks.flatMap(({ observation: o, scene }): BasisCheck[] => [
      { name: `${o.id}, facility`, was: o.facility, is: facility.id },
      { name: `${o.id}, image`, was: o.scene, is: scene.id },
      { name: `${o.id}, time`, was: instant(o.acquiredAt), is: instant(scene.conditions.acquiredAt) },
      ...(scene.fingerprint.kind === "sha256" && o.inputs["scene"] !== undefined
        ? [{ name: `${o.id}, hash of its image`, was: o.inputs["scene"], is: scene.fingerprint.sha256 }]
        : []),
      ...(o.status === "withheld" ? [] : o.tracks.flatMap((track) => emptyTrack(o, track))),
    ]),
    ...sameNames(basis),
  ];
}

/** The probability that a track is empty is that of no car in its count, but for rounding. */
const ROUNDING = 1e-6;
/**
 * Up to `strips@14` and `boxes@4` it was taken before the errors that counts share, which let cars come to none: up to .6 of one car
 * (count-errors.ts, `trackShare`), and .1 by the factor that is common to an image. Source: the largest share; the .1 is our choice.
 */
const BEFORE_ERRORS = /^(strips@(\d|1[0-4])|boxes@[1-4])(?!\d)/;
const [MAY_COME_TO_NONE, MAY_DIFFER] = [0.6, 0.1];

function emptyTrack(
  { id: observation, method }: { readonly id: string; readonly method: string },
  track: {
    readonly track: string;
    readonly emptyProbability: number;
    readonly count: { readonly pmf: readonly number[] };
  },
): BasisCheck[] {
  const none = track.count.pmf[0] ?? 0;
  const more = none - track.emptyProbability;
  const fits = BEFORE_ERRORS.test(method)
    ? more >= -MAY_DIFFER && more <= MAY_DIFFER + MAY_COME_TO_NONE * (1 - track.emptyProbability)
    : Math.abs(more) <= ROUNDING;
  const said = String(track.emptyProbability);
  return [{ name: `${observation}, track ${track.track}, empty`, was: said, is: fits ? said : String(none) }];
}

/** No two rows of a table have one name: what leads to the one must not lead to the other. */
function sameNames(basis: Basis): BasisCheck[] {
  const tables: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    looks: basis.looks.map(({ observation }) => observation),
    published: basis.published,
    events: basis.events,
    sources: basis.sources,
    claims: basis.claims,
    computations: basis.computationSteps,
    law: basis.law,
    hypotheses: basis.matrix?.hypotheses ?? [],
    "rows of the matrix": basis.matrix?.rows ?? [],
  };
  return Object.entries(tables).map(([table, rows]) => {
    const names = rows.map(({ id }) => id);
    return { name: `names of ${table}`, was: names.join(" "), is: [...new Set(names)].join(" ") };
  });
}

/**
 * Whether the words of claims and of the analyst say the same numbers in both languages, and claims those that they stand
 * for. Number words are read by rules of ours, which another version may read otherwise.
 */
export function wordChecks(basis: Basis): BasisCheck[] {
  const texts: (readonly [where: string, texts: Texts])[] = [
    ...basis.claims.map((claim) => [`claim ${claim.id}`, wordsOf(claim)] as const),
    ...ownTexts(basis).map(({ where, texts: own }) => [where, proseOf(own).text] as const),
  ];
  return [
    ...texts.map(([where, told]): BasisCheck => {
      const { en, ar } = numbersApart(told);
      return { name: `${where}, numbers of its languages`, was: en.join(", "), is: ar.join(", ") };
    }),
    ...unsaidNumbers(basis.claims, basis.published).map(
      ({ claim, language, said, figure }): BasisCheck => ({
        name: `claim ${claim}, its number (${language})`,
        was: said.join(", "),
        is: String(figure),
      }),
    ),
  ];
}

/**
 * What the statistics must have read: the looks and the published counts of the same basis, and its events. Regimes are
 * the analyst's word and taken from the series itself.
 *
 * @returns null where nothing was assessed
 */
export function assessedAgain(basis: Basis): AssessSeries | null {
  const { assessed } = basis;
  if (assessed === null) return null;
  const regimes = new Map<string, string>();
  for (const { date, until, regime } of assessed.looks)
    if (regime !== undefined) regimes.set(`${date} ${until ?? date}`, regime);
  for (const { date, regime } of assessed.types ?? []) if (regime !== undefined) regimes.set(`${date} ${date}`, regime);
  const { entries, focus } = assessedFrom(basis);
  return assessedSeries(
    assessed.id,
    entries.map((entry) => ({ ...entry, regime: regimes.get(`${entry.from} ${entry.to}`) ?? entry.regime })),
    basis.events,
    focus,
  );
}

function instant(time: string): string {
  return new Date(time).toISOString();
}
