import "../yard/yard.css";
import { useEffect, useMemo } from "react";
import { useAddress } from "../address.ts";
import { useAnswer, useWhole } from "../api.ts";
import { NoSuchScene } from "../parts/no-such-scene.tsx";
import { Answered } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";
import { startDecoding } from "../yard/cog.ts";
import type { Crs, DrawnFacility, LookSummary, YardScene } from "../yard/yard-records.ts";
import { YardRoom } from "../yard/yard-room.tsx";

/** The yard from above: the newest scene unless the address names one. */
export default function Yard({ facility }: RoomProps) {
  const { say } = useSpeaking();
  useEffect(startDecoding, []);
  const path = `/api/facilities/${encodeURIComponent(facility)}`;
  const [scenes, again] = useWhole<YardScene>(`${path}/scenes`, "scenes");
  const [known, knownAgain] = useAnswer<DrawnFacility>(path);
  const [looks, looksAgain] = useWhole<LookSummary>(`${path}/observations`, "observations");
  return (
    <>
      <h1 className="unseen">{say("room.yard")}</h1>
      <Answered asked={scenes} again={again}>
        {(scenes) => (
          <Answered asked={known} again={knownAgain}>
            {(facility) => (
              <Answered asked={looks} again={looksAgain}>
                {(looks) => <Chosen scenes={scenes} looks={looks} facility={facility} />}
              </Answered>
            )}
          </Answered>
        )}
      </Answered>
    </>
  );
}

function Chosen(props: {
  readonly scenes: readonly YardScene[];
  readonly looks: readonly LookSummary[];
  readonly facility: DrawnFacility;
}) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  const { scenes, looks, facility } = props;
  const inOrder = useMemo(
    () => scenes.toSorted((a, b) => (a.conditions.acquiredAt < b.conditions.acquiredAt ? 1 : -1)),
    [scenes],
  );
  const scene = inOrder.find(({ id }) => id === choices.scene) ?? inOrder[0];
  if (scene === undefined) return <p className="empty">{say("yard.none")}</p>;
  const other = inOrder.find(({ id, crs }) => id === choices.with && id !== scene.id && crs !== null) ?? null;
  const shown = { facility, scenes: inOrder, other, looks };
  return (
    <>
      <NoSuchScene shown={scene.id} />
      {scene.crs === null ? (
        <WithoutCode key={scene.id} scene={scene} {...shown} />
      ) : (
        <YardRoom key={facility.id} scene={scene} crs={scene.crs} {...shown} />
      )}
    </>
  );
}

/** A scene whose coordinate system has no EPSG code: what it is stands in its file alone. */
function WithoutCode(props: Omit<Parameters<typeof YardRoom>[0], "crs">) {
  const { scene } = props;
  const [asked, again] = useAnswer<Crs>(`/api/scenes/${encodeURIComponent(scene.id)}/crs`);
  const known = useMemo(() => (asked.state === "there" ? { ...scene, crs: asked.answer } : null), [scene, asked]);
  return (
    <Answered asked={asked} again={again}>
      {(crs) => known !== null && <YardRoom {...props} scene={known} crs={crs} />}
    </Answered>
  );
}
