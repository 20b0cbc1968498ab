import { useCallback, useEffect, useState } from "react";
import { type Evidence, noEvidence } from "../../../src/core/evidence/evidence.ts";
import { ApiProblem, ask } from "../api.ts";
import { type Editing, useEditing } from "../editing.ts";
import { useSession } from "../session.tsx";

/** Evidence as it is being edited: nothing is a new revision before it is saved. */
export interface EvidenceEditing extends Omit<Editing<Evidence>, "document" | "revision"> {
  readonly evidence: Evidence;
  /** The revision that the edits began from; 0: there is none yet. */
  readonly revision: number;
  readonly mayEdit: boolean;
}

export type LoadedEvidence =
  | { readonly state: "waiting" }
  | { readonly state: "failed"; readonly error: Error }
  | { readonly state: "there"; readonly start: { readonly revision: number; readonly evidence: Evidence } };

const evidencePath = (facility: string) => `/api/facilities/${encodeURIComponent(facility)}/evidence`;

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
  const { may } = useSession();
  const { document, revision, ...editing } = useEditing<Evidence>({
    path,
    form: "if-match",
    readAt: `${path}/newest`,
    start: { revision: start.revision, document: start.evidence },
  });
  return { ...editing, evidence: document, revision: Number(revision), mayEdit: may("evidence:write") };
}
