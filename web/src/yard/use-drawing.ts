import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DrawingProblem } from "../../../src/core/facility/drawing-fault.ts";
import { ask } from "../api.ts";
import { drop, type Letter, openLetter, post, release, useLetter } from "../outbox.ts";
import { begun, doneAgain, type Steps, stepped, takenBack } from "../steps.ts";
import {
  fewestOf,
  pointsOf,
  problemsOfDrawing,
  type ShapeName,
  withPointHalfway,
  withPoints,
  withTrack,
} from "./drawing.ts";
import type { Plane } from "./plane.ts";
import type { DrawnFacility, Position, YardDrawing } from "./yard-records.ts";

type Points = readonly (readonly number[])[];

export interface DrawingWork {
  /** Where the drawing is read and saved. */
  readonly path: string;
  readonly drawing: YardDrawing | null;
  /** Version that the edits began from, or that was saved last. */
  readonly version: number;
  readonly selected: ShapeName | null;
  /** Which of the selected shape's points the keys have hold of, and how many there are. */
  readonly at: number;
  readonly count: number;
  /** Its place in the plane; null: none. */
  readonly point: readonly number[] | null;
  /** A new track is being drawn, and its points so far, in the plane. */
  readonly isDrawing: boolean;
  readonly line: Points;
  readonly problems: readonly DrawingProblem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The edit that waits; null: all is saved. */
  readonly letter: Letter | null;
  /** The version that was saved since the room was opened; null: none. */
  readonly saved: number | null;
  select(shape: ShapeName | null): void;
  hold(at: number): void;
  setLine(points: Points): void;
  begin(): void;
  finish(): void;
  give(): void;
  reshape(shape: ShapeName, points: Points): void;
  /** Moves the point that is held, in units of the plane; steps one after the other are taken back as one. */
  nudge(right: number, up: number): void;
  /** Puts a point halfway to the next one and holds it. */
  insertHalfway(): void;
  /** Removes the point that is held; false: the shape would have too few. */
  readonly canRemove: boolean;
  remove(): void;
  change(next: YardDrawing): void;
  undo(): void;
  redo(): void;
  save(): void;
  dropAll(): void;
}

const NONE: Points = [];

/** Draws and edits a facility's tracks, zones and area; edits are kept in the browser until they are saved as a version. */
export function useDrawing(facility: DrawnFacility, plane: Plane): DrawingWork {
  const path = `/api/facilities/${encodeURIComponent(facility.id)}/geometry`;
  const [base, setBase] = useState({ version: facility.geometryVersion, drawing: facility.geometry });
  const [steps, setSteps] = useState<Steps<YardDrawing> | null>(() => {
    const kept = openLetter(path)?.document as YardDrawing | undefined;
    return kept !== undefined ? begun(kept) : base.drawing === null ? null : begun(base.drawing);
  });
  const [selected, setSelected] = useState<ShapeName | null>(null);
  const [at, hold] = useState(0);
  const [line, setLine] = useState<Points | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const letter = useLetter(path);
  const hadLetter = useRef(letter !== null);

  // Saved, or dropped for what somebody else saved: either way the server has what is true now.
  useEffect(() => {
    const had = hadLetter.current;
    hadLetter.current = letter !== null;
    if (!had || letter !== null) return;
    ask<{ revision: number; document: YardDrawing }>(path).then(
      ({ revision, document }) => {
        setSaved((before) => (revision > base.version ? revision : before));
        setBase({ version: revision, drawing: document });
        setSteps(begun(document));
      },
      () => {},
    );
  }, [letter, path, base.version]);

  const put = useCallback(
    (next: Steps<YardDrawing>) => {
      setSteps(next);
      setSaved(null);
      if (next.now === base.drawing) drop(path);
      else post({ path, form: "if-match", readAt: path, revision: base.version, document: next.now }, true);
    },
    [path, base],
  );
  const drawing = steps?.now ?? null;
  const points = drawing === null || selected === null ? [] : pointsOf(drawing, selected);
  const held = points[Math.min(at, points.length - 1)];
  const toLonLat = (at: readonly number[]): Position => {
    const { lon, lat } = plane.toLonLat(at);
    return [Number(lon.toFixed(8)), Number(lat.toFixed(8))];
  };
  const [lon, lat] = held ?? [];
  const point = useMemo(
    () => (lon === undefined || lat === undefined ? null : plane.fromLonLat({ lon, lat })),
    [lon, lat, plane],
  );
  const place = Math.min(at, Math.max(0, points.length - 1));
  const canRemove = selected !== null && points.length > fewestOf(selected);
  const putPoints = (next: readonly Position[], moving: string | null = null) => {
    if (steps !== null && selected !== null) put(stepped(steps, withPoints(steps.now, selected, next), moving));
  };
  return {
    path,
    drawing,
    version: base.version,
    selected,
    at: place,
    count: points.length,
    point,
    isDrawing: line !== null,
    line: line ?? NONE,
    problems: useMemo(() => (drawing === null || letter === null ? [] : problemsOfDrawing(drawing)), [drawing, letter]),
    canUndo: (steps?.past.length ?? 0) > 0,
    canRedo: (steps?.future.length ?? 0) > 0,
    letter,
    saved,
    select: (shape) => {
      setSelected(shape);
      hold(0);
    },
    hold,
    setLine: (next) => setLine(next),
    begin: () => {
      setSelected(null);
      setLine([]);
    },
    finish: () => {
      if (steps === null || line === null || line.length < 2) return;
      const [next, shape] = withTrack(steps.now, line.map(toLonLat));
      put(stepped(steps, next));
      setLine(null);
      setSelected(shape);
      hold(0);
    },
    give: () => setLine(null),
    reshape: (shape, next) => {
      if (steps !== null) put(stepped(steps, withPoints(steps.now, shape, next.map(toLonLat))));
    },
    nudge: (right, up) => {
      const [x, y] = point ?? [];
      if (x === undefined || y === undefined) return;
      putPoints(points.with(place, toLonLat([x + right, y + up])), `${selected} ${place}`);
    },
    insertHalfway: () => {
      if (selected === null || points.length === 0) return;
      const isLine = selected.startsWith("track ");
      putPoints(withPointHalfway(points, place, isLine));
      hold(isLine && place === points.length - 1 ? place : place + 1);
    },
    canRemove,
    remove: () => {
      if (!canRemove) return;
      putPoints(points.toSpliced(place, 1));
      hold(Math.min(place, points.length - 2));
    },
    change: (next) => {
      if (steps !== null) put(stepped(steps, next));
    },
    undo: () => {
      if (steps !== null) put(takenBack(steps));
    },
    redo: () => {
      if (steps !== null) put(doneAgain(steps));
    },
    save: () => release(path),
    dropAll: () => {
      if (base.drawing !== null) put(begun(base.drawing));
      setSelected(null);
    },
  };
}
