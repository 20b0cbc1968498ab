import type { Counted, Observation } from "../../core/observation/observation.ts";
import { methodFamily, readersIn, readersOf } from "../../core/reading/counted-of.ts";
import type { SourceRef } from "../../core/report/finding.ts";
import type { ReportScene } from "../../core/report/record.ts";
import { isUnseen, seenOf } from "../../core/report/seen-of.ts";
import { isEmptyBox, stripFigure } from "./charts/strip-picture.ts";
import { type Context, linkedText, separated, sourceMark } from "./context.ts";
import type { FigureBlock, Inline } from "./document.ts";
import type { MessageKey } from "./messages/en.ts";
import { instantText } from "./numbers.ts";
import { knownWords } from "./sections/known-words.ts";
import { conditionWords, countWords, trackSeen } from "./sections/looks.ts";
import { type Fact, fact, isolated, text } from "./sections/sources.ts";
import { countValue, dateValue, inlineOf, shareValue } from "./sentence.ts";

/** What is told of one origin. */
export interface Described {
  readonly name: Inline;
  readonly facts: readonly Fact[];
  readonly figures?: readonly FigureBlock[];
}

/** Hash, identifier, pointer. */
export const code = (words: string): Inline => ({ kind: "code", text: words });

export function observationEntry(context: Context, ref: SourceRef & { kind: "observation" }): Described {
  const { label, locale } = context;
  const look = context.record.basis.looks.find(({ observation }) => observation.id === ref.id);
  if (look === undefined) return { name: code(ref.id), facts: [] };
  const { observation, scene } = look;
  const counted = observation.status === "counted" ? observation : null;
  const [method, readers] = [methodFamily(observation.method), readersOf(observation.method)];
  return {
    name: inlineOf(locale, dateValue(observation.acquiredAt, ref)),
    facts: [
      fact(label("fact.identifier"), [code(observation.id)]),
      ...(counted === null ? [] : countFacts(context, counted, ref)),
      ...(observation.status === "withheld"
        ? [
            fact(
              label("fact.withheld"),
              separated(
                observation.reasons.map((r) => conditionWords(context, "withheld", r.code, r.got, r.limit, ref)),
                label("list.semicolon"),
              ),
            ),
          ]
        : []),
      fact(label("fact.usable"), [trackSeen(context, observation, 1)]),
      fact(label("fact.scene"), [sceneLink(context, scene)]),
      fact(label("fact.reader"), [
        sourceMark(method, { kind: "method", id: method }),
        text(" "),
        ...(readers.length === 0
          ? [text(label("reader.program"))]
          : context.sentence("reader.person", { reader: readersIn(locale.language.tag, readers) })),
      ]),
      fact(label("fact.geometry"), [sourceMark(observation.geometry, { kind: "facility", id: observation.geometry })]),
      ...(observation.warnings.length === 0
        ? []
        : [
            fact(
              label("fact.warnings"),
              separated(
                observation.warnings.map((w) => conditionWords(context, "warning", w.code, w.got, w.limit, ref)),
                label("list.semicolon"),
              ),
            ),
          ]),
      ...Object.entries(observation.inputs).map(([name, hash]) => fact(`${label("fact.input")} ${name}`, [code(hash)])),
    ],
  };
}

function countFacts(
  context: Context,
  counted: Observation & Counted,
  ref: SourceRef & { kind: "observation" },
): Fact[] {
  const { label, locale } = context;
  const { x, y, residualMetres } = counted.registration;
  const metres = (value: number) => ({ format: "quantity", value, unit: "m", significant: 2, source: ref }) as const;
  return [
    fact(label("fact.count"), countWords(context, counted.count, counted.method, ref)),
    fact(label("fact.basis"), [text(label(`basis.${counted.basis}` as MessageKey))]),
    fact(
      label("fact.tracks"),
      separated(
        counted.tracks.map((track) => {
          const at: SourceRef = { kind: "track", observation: counted.id, id: track.track };
          return [
            linkedText(context, { en: track.name }, at),
            text(" "),
            inlineOf(locale, countValue(track.count.median, at)),
          ];
        }),
        label("list.comma"),
      ),
    ),
    fact(
      label("fact.registration"),
      // Of one track nothing differs.
      residualMetres === null || counted.tracks.length < 2
        ? context.sentence("registration.shift-alone", { x: metres(x), y: metres(y) })
        : context.sentence("registration.shift", { x: metres(x), y: metres(y), residual: metres(residualMetres) }),
    ),
  ];
}

export function trackEntry(context: Context, ref: SourceRef & { kind: "track" }): Described {
  const { label, locale } = context;
  const look = context.record.basis.looks.find(({ observation }) => observation.id === ref.observation);
  const counted = look?.observation.status === "counted" ? look.observation : undefined;
  const track = counted?.tracks.find((each) => each.track === ref.id);
  if (look === undefined || track === undefined) return { name: code(ref.id), facts: [] };
  const figure = isEmptyBox(context, look, track) ? null : stripFigure(context, look, track);
  const metres = (value: number): Inline =>
    inlineOf(locale, {
      format: "quantity",
      value: Math.round(10 * value) / 10,
      unit: "m",
      significant: 4,
      source: ref,
    });
  // A method's own 0 is a number too small to hold: only a reader knows that a track is not empty.
  const isRead = readersOf(look.observation.method).length > 0;
  const empty = isRead ? track.emptyProbability : Math.max(track.emptyProbability, Number.MIN_VALUE);
  return {
    name: isolated(track.name),
    facts: [
      fact(label("fact.count"), countWords(context, track.count, look.observation.method, ref)),
      fact(label("fact.length"), [metres(track.lengthMetres)]),
      fact(label("fact.occupied"), [
        isUnseen(look.observation, track) ? text(label("value.not-seen")) : metres(track.occupiedMetres),
      ]),
      fact(label("fact.usable"), [
        seenOf(look.observation) === null
          ? text(label("value.not-read"))
          : inlineOf(locale, shareValue(track.usableFraction, 0, ref)),
      ]),
      fact(label("fact.empty-probability"), [
        inlineOf(locale, { format: "share", value: empty, decimals: 1, source: ref }),
      ]),
      fact(label("fact.observation"), [
        inlineOf(locale, dateValue(look.observation.acquiredAt, { kind: "observation", id: ref.observation })),
      ]),
      fact(label("fact.scene"), [sceneLink(context, look.scene)]),
      ...(track.cars.length === 0
        ? []
        : [
            fact(
              label("fact.cars"),
              separated(
                track.cars.map((car) =>
                  context.sentence("car.place", {
                    type: { format: "choice", value: car.type, source: ref },
                    covered: { format: "choice", value: String(car.covered), source: ref },
                    from: { format: "number", value: Math.round(car.from), significant: 5, source: ref },
                    to: { format: "number", value: Math.round(car.to), significant: 5, source: ref },
                    probability: { format: "share", value: car.probability, decimals: 0, source: ref },
                  }),
                ),
                label("list.semicolon"),
              ),
            ),
          ]),
    ],
    figures: figure === null ? [] : [figure],
  };
}

function sceneLink(context: Context, scene: ReportScene): Inline {
  return inlineOf(context.locale, { format: "code", value: scene.file, source: { kind: "scene", id: scene.id } });
}

export function sceneEntry(context: Context, id: string): Described {
  const { label, locale } = context;
  const scene = context.record.basis.looks.find((look) => look.scene.id === id)?.scene;
  if (scene === undefined) return { name: code(id), facts: [] };
  const ref: SourceRef = { kind: "scene", id };
  const { conditions, fingerprint, grid } = scene;
  const known = (value: number | null, unit: string): Inline[] =>
    value === null
      ? [text(label("value.not-stated"))]
      : [inlineOf(locale, { format: "quantity", value, unit, significant: 3, source: ref })];
  return {
    name: code(scene.file),
    facts: [
      fact(label("fact.identifier"), [code(scene.id)]),
      fact(label("fact.acquired"), [isolated(instantText(locale, conditions.acquiredAt))]),
      fact(label("fact.fingerprint"), [
        code(fingerprint.kind === "sha256" ? `SHA-256 ${fingerprint.sha256}` : `ETag ${fingerprint.etag ?? "-"}`),
      ]),
      fact(label("fact.size"), [code(`${grid.width} × ${grid.height} × ${grid.bands} ${grid.sampleType}`)]),
      fact(label("fact.gsd"), known(conditions.gsdMetres, "m")),
      fact(label("fact.off-nadir"), known(conditions.offNadirDegrees, "deg")),
      fact(label("fact.sun-elevation"), known(conditions.sunElevationDegrees, "deg")),
      fact(label("fact.cloud"), [
        conditions.sceneCloudFraction === null
          ? text(label("value.not-stated"))
          : inlineOf(locale, shareValue(conditions.sceneCloudFraction, 0, ref)),
      ]),
      fact(label("fact.licence"), [knownWords(context, "licence", scene.licence)]),
      fact(label("fact.republish"), [text(label(scene.mayBeRepublished ? "republish.yes" : "republish.no"))]),
      ...(scene.synthetic ? [fact(label("fact.made"), [text(label("value.synthetic"))])] : []),
    ],
  };
}
