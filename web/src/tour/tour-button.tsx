import { useSpeaking } from "../words/words.tsx";
import { TOUR_ASKED } from "./steps.ts";

/** Begins the tour, from wherever one is. */
export function TourButton() {
  const { say } = useSpeaking();
  return (
    <button type="button" onClick={() => dispatchEvent(new Event(TOUR_ASKED))}>
      {say("tour.begin")}
    </button>
  );
}
