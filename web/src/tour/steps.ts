import type { Action } from "../../../src/core/access/access.ts";

/** Where the browser keeps that somebody has seen the tour. */
export const TOURED = "yardcheck-toured";
/** Asks for the tour: an event of the window. */
export const TOUR_ASKED = "yardcheck-tour";

export interface Step {
  readonly name: "facilities" | "yard" | "strips" | "history" | "evidence" | "report" | "jobs";
  readonly needs: Action | null;
  path(facility: string): readonly string[];
  /** What is pointed at. */
  readonly target: string;
}

const room = (name: string) => (facility: string) => ["f", facility, name];

export const STEPS: readonly Step[] = [
  { name: "facilities", needs: null, path: () => ["facilities"], target: "main table" },
  { name: "yard", needs: null, path: room("yard"), target: "main .yard-map, main canvas" },
  { name: "strips", needs: null, path: room("strips"), target: ".reading-status, .observation-line" },
  { name: "history", needs: null, path: room("history"), target: ".series-picture" },
  { name: "evidence", needs: "evidence:read", path: room("evidence"), target: ".ranking, main .empty" },
  { name: "report", needs: "report:read", path: room("report"), target: ".side-by-side .record" },
  { name: "jobs", needs: "job:read", path: () => ["jobs"], target: ".ask" },
];
