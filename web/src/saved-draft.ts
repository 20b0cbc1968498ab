import { useEffect, useRef, useState } from "react";
import { ApiProblem, ask } from "./api.ts";

export type Saving = "saved" | "waiting" | "offline" | "conflict";

/** Milliseconds before an edit is sent, and before a failed sending is tried again. */
const SEND_AFTER_MS = 400;
const TRY_AGAIN_MS = 3000;

/**
 * Keeps a draft on the server, and in this browser until the server has it: nothing is lost on reload or on a dropped
 * connection. Another writer's newer draft is a conflict; it is shown, and nothing is overwritten.
 *
 * @param path      where the draft is PUT, with `{revision, document}`
 * @param revision  the revision that `draft` was read at; 0: there is none yet
 */
export function useSavedDraft<Draft>(path: string, revision: number, draft: Draft, changed: boolean): Saving {
  const [saving, setSaving] = useState<Saving>("saved");
  const known = useRef(revision);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!changed) return;
    localStorage.setItem(localName(path), JSON.stringify({ revision: known.current, document: draft }));
    setSaving((before) => (before === "offline" ? before : "waiting"));
    let later: ReturnType<typeof setTimeout>;
    const send = async () => {
      try {
        const body = JSON.stringify({ revision: known.current, document: draft });
        const answer = await ask<{ revision: number }>(path, { method: "PUT", body });
        known.current = answer.revision;
        localStorage.removeItem(localName(path));
        setSaving("saved");
      } catch (error) {
        const conflict = error instanceof ApiProblem && (error.status === 409 || error.status === 412);
        setSaving(conflict ? "conflict" : "offline");
        if (!conflict) later = setTimeout(() => setTurn((before) => before + 1), TRY_AGAIN_MS);
      }
    };
    later = setTimeout(send, SEND_AFTER_MS);
    return () => clearTimeout(later);
  }, [path, draft, changed, turn]);
  return saving;
}

/** A draft that this browser holds and the server did not get; null: none. */
export function unsentDraft<Draft>(path: string): { readonly revision: number; readonly document: Draft } | null {
  const text = localStorage.getItem(localName(path));
  return text === null ? null : JSON.parse(text);
}

const localName = (path: string) => `yardcheck-draft ${path}`;
