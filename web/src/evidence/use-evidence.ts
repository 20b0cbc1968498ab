import { useCallback, useEffect, useRef, useState } from "react";
import { type Evidence, noEvidence } from "../../../src/core/evidence/evidence.ts";
import { ApiProblem, ask } from "../api.ts";
import { confirmedRevision, drop, type Letter, letterFor, post, release, useLetter } from "../outbox.ts";
import { useSession } from "../session.tsx";

/** Evidence as it is being edited: nothing is a new revision before it is saved, and nothing is lost before. */
export interface EvidenceEditing {
  readonly evidence: Evidence;
  /** The revision that the edits began from; 0: there is none yet. */
  readonly revision: number;
  readonly state: "saved" | Letter["state"];
  readonly mayEdit: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  edit(change: (evidence: Evidence) => Evidence): void;
  undo(): void;
  redo(): void;
  save(): void;
}

export type LoadedEvidence =
  | { readonly state: "waiting" }
  | { readonly state: "failed"; readonly error: Error }
  | { readonly state: "there"; readonly start: { readonly revision: number; readonly evidence: Evidence } };

export const evidencePath = (facility: string) => `/api/facilities/${encodeURIComponent(facility)}/evidence`;

/** The newest evidence on a facility; an empty one where nobody has begun. */
export function useLoadedEvidence(facility: string): readonly [LoadedEvidence, () => void] {
  const [loaded, setLoaded] = useState<LoadedEvidence>({ state: "waiting" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setLoaded({ state: "waiting" });
    ask<{ revision: number; document: Evidence }>(`${evidencePath(facility)}/newest`, { signal: stop.signal }).then(
      ({ revision, document }) => setLoaded({ state: "there", start: { revision, evidence: document } }),
      (error: Error) => {
        if (stop.signal.aborted) return;
        const none = error instanceof ApiProblem && error.status === 404;
        setLoaded(
          none
            ? { state: "there", start: { revision: 0, evidence: noEvidence(facility) } }
            : { state: "failed", error },
        );
      },
    );
    return () => stop.abort();
  }, [facility, turn]);
  return [loaded, useCallback(() => setTurn((before) => before + 1), [])];
}

/** Edits evidence from where it was loaded, or from where this browser left off. */
export function useEvidence(
  facility: string,
  start: { readonly revision: number; readonly evidence: Evidence },
): EvidenceEditing {
  const path = evidencePath(facility);
  const letter = useLetter(path);
  const { may } = useSession();
  const saved = useRef(start.evidence);
  const [steps, setSteps] = useState<{ past: Evidence[]; now: Evidence; future: Evidence[] }>(() => ({
    past: [],
    now: (letterFor(path)?.document as Evidence | undefined) ?? start.evidence,
    future: [],
  }));
  const sent = useRef(letter);
  useEffect(() => {
    if (letter === null && sent.current !== null) saved.current = sent.current.document as Evidence;
    sent.current = letter;
  }, [letter]);
  useEffect(() => {
    const readAt = `${path}/newest`;
    if (steps.now !== saved.current && letterFor(path)?.document !== steps.now)
      post({ path, form: "if-match", readAt, revision: start.revision, document: steps.now }, true);
    else if (steps.now === saved.current && letterFor(path)?.state === "held") drop(path);
  }, [path, start.revision, steps.now]);
  const edit = useCallback((change: (evidence: Evidence) => Evidence) => {
    setSteps(({ past, now }) => ({ past: [...past, now], now: change(now), future: [] }));
  }, []);
  return {
    evidence: steps.now,
    revision: letter?.revision ?? confirmedRevision(path) ?? start.revision,
    state: letter?.state ?? "saved",
    mayEdit: may("evidence:write"),
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
    edit,
    undo: () =>
      setSteps(({ past, now, future }) => {
        const before = past.at(-1);
        return before === undefined
          ? { past, now, future }
          : { past: past.slice(0, -1), now: before, future: [now, ...future] };
      }),
    redo: () =>
      setSteps(({ past, now, future }) => {
        const [next, ...rest] = future;
        return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: rest };
      }),
    save: () => release(path),
  };
}
