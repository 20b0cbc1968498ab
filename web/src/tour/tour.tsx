import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import "./tour.css";
import { addressOf, linkTo } from "../address.ts";
import { ask } from "../api.ts";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { STEPS, TOUR_ASKED, TOURED } from "./steps.ts";

/** A walk through the rooms, shown once on a workspace that has something to show, and whenever it is asked for. */
export default function Tour() {
  const { say, formats } = useSpeaking();
  const { may } = useSession();
  const [facility, setFacility] = useState<string | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const steps = useMemo(
    () =>
      STEPS.filter(({ needs, path }) => (needs === null || may(needs)) && (facility !== null || path("").length === 1)),
    [may, facility],
  );
  const step = at === null ? undefined : steps[at];

  const begin = useCallback((asked: boolean) => {
    ask<{ facilities: readonly { id: string }[] }>("/api/facilities?limit=200").then(
      ({ facilities }) => {
        const shown = facilities.find(({ id }) => id === "synthetic-yard") ?? facilities[0];
        // Where there is no facility yet it walks through what is not one's own.
        setFacility(shown?.id ?? null);
        if (asked || shown !== undefined) setAt(0);
      },
      () => undefined,
    );
  }, []);
  useEffect(() => {
    // Who came by a link to somewhere is left there.
    const [place] = addressOf(location.hash).path;
    if (localStorage.getItem(TOURED) === null && (place === undefined || place === "facilities")) begin(false);
    const onAsked = () => begin(true);
    addEventListener(TOUR_ASKED, onAsked);
    return () => removeEventListener(TOUR_ASKED, onAsked);
  }, [begin]);
  useEffect(() => {
    if (step === undefined) return;
    const path = step.path(facility ?? "");
    if (addressOf(location.hash).path.join("/") !== path.join("/")) location.hash = linkTo(path);
    heading.current?.focus();
    return pointAt(step.target);
  }, [step, facility]);
  const walking = at !== null;
  useEffect(() => {
    if (!walking) return;
    // Who goes on by a link of the page, or by the browser's arrows, takes the walk along.
    const follow = () => {
      const [first, of, room = first] = addressOf(location.hash).path;
      const found = steps.findIndex(({ name }) => name === room);
      if (found < 0) return;
      if (first === "f" && of !== undefined) setFacility(of);
      setAt(found);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [walking, steps]);
  const end = useCallback(() => {
    localStorage.setItem(TOURED, "yes");
    setAt(null);
    document.getElementById("content")?.focus();
  }, []);
  useEffect(() => {
    if (at === null) return;
    const onKey = (press: KeyboardEvent) => press.key === "Escape" && end();
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [at, end]);
  if (at === null || step === undefined) return null;
  const last = at === steps.length - 1;
  return (
    <section className="tour" role="dialog" aria-labelledby="tour-title" aria-describedby="tour-text">
      <p className="note">{say("tour.step", { step: formats.number(at + 1), steps: formats.number(steps.length) })}</p>
      <h2 id="tour-title" ref={heading} tabIndex={-1}>
        {say(`tour.${step.name}.title`)}
      </h2>
      <p id="tour-text">{say(`tour.${step.name}`)}</p>
      <div className="actions">
        {!last && (
          <button type="button" onClick={end}>
            {say("tour.skip")}
          </button>
        )}
        <span className="grow" />
        {at > 0 && (
          <button type="button" onClick={() => setAt(at - 1)}>
            {say("tour.back")}
          </button>
        )}
        <button type="button" className="primary" onClick={() => (last ? end() : setAt(at + 1))}>
          {say(last ? "tour.end" : "tour.next")}
        </button>
      </div>
    </section>
  );
}

/** How often it is looked whether what is pointed at is there yet, milliseconds; a room loads meanwhile. */
const LOOK_EVERY_MS = 200;

/** Outlines the first element of a selector as soon as it is there; gives the way back. */
function pointAt(target: string): () => void {
  let found: Element | null = null;
  const timer = setInterval(() => {
    found = document.querySelector(target);
    if (found === null) return;
    clearInterval(timer);
    found.classList.add("toured");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    found.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    found?.classList.remove("toured");
  };
}
