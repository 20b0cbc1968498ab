import { useSpeaking } from "../words/words.tsx";
import type { LookSummary, YardScene } from "./yard-records.ts";

/** How a scene was taken, and what its count came to. */
export function FactsPanel({ scene, look }: { readonly scene: YardScene; readonly look: LookSummary | null }) {
  const { say, formats, reasonsIn } = useSpeaking();
  const { conditions, crs } = scene;
  const degrees = (angle: number | null) =>
    angle === null
      ? "–"
      : formats.number(angle, { style: "unit", unit: "degree", unitDisplay: "narrow", maximumFractionDigits: 0 });
  const counted = (cars: number | null) => formats.number(cars ?? Number.NaN);
  const facts: readonly (readonly [string, string])[] = [
    [say("yard.taken"), formats.moment(conditions.acquiredAt)],
    [
      say("yard.look"),
      look === null
        ? say("yard.look.none")
        : look.status === "withheld"
          ? say("yard.look.withheld", { reasons: reasonsIn(look.reasons) })
          : say("yard.look.of", {
              median: counted(look.median),
              low: counted(look.low),
              high: counted(look.high),
            }),
    ],
    [say("yard.gsd"), say("yard.metres", { length: formats.number(conditions.gsdMetres) })],
    [say("yard.off-nadir"), degrees(conditions.offNadirDegrees)],
    [
      say("yard.sun"),
      say("yard.sun.of", {
        azimuth: degrees(conditions.sunAzimuthDegrees),
        elevation: degrees(conditions.sunElevationDegrees),
      }),
    ],
    [say("yard.crs"), crs?.name ?? "–"],
  ];
  return (
    <section className="panel">
      <h2>{say("yard.facts")}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {scene.pixels === null && <p className="note">{say("yard.not-yours")}</p>}
      {!scene.mayBeRepublished && <p className="note">{say("yard.own-licence", { licence: scene.licence })}</p>}
    </section>
  );
}
