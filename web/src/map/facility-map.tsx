import "./map.css";
import { useEffect, useRef, useState } from "react";
import outlinesAddress from "world-atlas/countries-50m.json?url";
import { choose, linkTo, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import { FacilityMapView, type Place } from "./map-view.ts";

/** Facilities as marks over the outlines of countries, or over the tiles that the settings name. */
export default function FacilityMap({ query }: { readonly query: string }) {
  const [asked, again] = useAnswer<{ places: Place[] }>(`/api/places?${query}`);
  const [ground, groundAgain] = useAnswer<Ground>("/api/map");
  return (
    <Answered asked={ground} again={groundAgain}>
      {(ground) => (
        <Answered asked={asked} again={again}>
          {({ places }) => <Drawn places={places} ground={ground} />}
        </Answered>
      )}
    </Answered>
  );
}

interface Ground {
  readonly tiles: string | null;
  readonly attribution: string;
}

function Drawn({ places, ground }: { readonly places: readonly Place[]; readonly ground: Ground }) {
  const { say, nameIn } = useSpeaking();
  const { choices } = useAddress();
  const target = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<FacilityMapView | null>(null);
  const [pointed, setPointed] = useState<Place | null>(null);
  const [drawn, setDrawn] = useState(false);
  const begin = useRef(choices.map ?? null);
  useEffect(() => {
    if (target.current === null) return;
    const made = new FacilityMapView(target.current, {
      tiles: ground.tiles,
      outlines: outlinesAddress,
      onMoved: (at, box) => choose({ map: at, ...(boxIsWanted() ? { box } : {}) }, true),
      onPointed: setPointed,
      onDrawn: () => setDrawn(true),
    });
    setView(made);
    return () => made.close();
  }, [ground.tiles]);
  useEffect(() => {
    view?.show(places);
    if (view !== null && begin.current !== null) view.goTo(begin.current);
    else if (places.length > 0) view?.fit(places);
    begin.current = null;
  }, [view, places]);
  return (
    <div className="facility-map" dir="ltr" aria-busy={!drawn}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the map is moved by keys */}
      <div ref={target} className="facility-map-place" role="application" aria-label={say("map.label")} tabIndex={0} />
      <div className="facility-map-tools" dir="auto">
        <button type="button" aria-label={say("yard.zoom.in")} onClick={() => view?.zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label={say("yard.zoom.out")} onClick={() => view?.zoomBy(-1)}>
          −
        </button>
        <button
          type="button"
          aria-pressed={choices.box !== undefined}
          onClick={() => choose({ box: choices.box === undefined ? (view?.box() ?? null) : null, after: null }, true)}
        >
          {say("map.only-these")}
        </button>
      </div>
      {pointed !== null && (
        <p className="facility-map-named" dir="auto">
          <a href={linkTo(["f", pointed.id, "history"])}>
            <bdi>{nameIn(pointed.names)}</bdi>
          </a>{" "}
          <span className={`state ${pointed.state}`}>{say(`state.${pointed.state}`)}</span>
        </p>
      )}
      <p className="facility-map-thanks" dir="auto">
        {ground.tiles === null ? say("map.natural-earth") : ground.attribution}
      </p>
    </div>
  );
}

const boxIsWanted = () => /[?&]box=/.test(location.hash);
