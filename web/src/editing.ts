import { useCallback, useEffect, useRef, useState } from "react";
import type { Edition, LetterForm } from "./letter-form.ts";
import {
  confirmedEdition,
  drop,
  type Letter,
  letterFor,
  noteRead,
  openLetter,
  post,
  release,
  useLetter,
} from "./outbox.ts";
import { begun, doneAgain, type Steps, stepped, takenBack } from "./steps.ts";

/** A document as it is being edited: nothing is sent before it is saved, nothing is lost before, each step can be taken back. */
export interface Editing<Document> {
  readonly document: Document;
  /** The edition that the edits began from, or that was saved last. */
  readonly revision: Edition;
  readonly state: "saved" | Letter["state"];
  /** How often it was saved since it was opened. */
  readonly saves: number;
  /** Counted up when the document changed other than by `edit`: fields are filled anew. */
  readonly turn: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** @param moving  what is changed step by step, such as the letters of one field: taken back as one */
  edit(change: (document: Document) => Document, moving?: string): void;
  undo(): void;
  redo(): void;
  save(): void;
}

/** Where a document is kept. */
export interface Place<Document> {
  readonly path: string;
  readonly form: LetterForm;
  readonly readAt: string;
  readonly start: { readonly revision: Edition; readonly document: Document };
}

interface Edited<Document> extends Steps<Document> {
  readonly turn: number;
}

/** Edits a document from where it was read, or from where this browser left off. */
export function useEditing<Document>({ path, form, readAt, start }: Place<Document>): Editing<Document> {
  const letter = useLetter(path);
  const saved = useRef(start.document);
  const [saves, setSaves] = useState(0);
  const [steps, setSteps] = useState<Edited<Document>>(() => {
    const kept = openLetter(path)?.document as Document | undefined;
    // What was kept over a reload can be taken back to what the server has.
    const past = kept === undefined ? [] : [start.document];
    return { ...begun(kept ?? start.document, past), turn: 0 };
  });
  const sent = useRef(letter);
  useEffect(() => {
    // What was on its way and is gone has arrived; what was held or refused was taken back.
    if (letter === null && (sent.current?.state === "waiting" || sent.current?.state === "offline")) {
      setSaves((before) => before + 1);
      saved.current = sent.current.document as Document;
    }
    sent.current = letter;
  }, [letter]);
  useEffect(() => noteRead(path, start.revision), [path, start.revision]);
  useEffect(() => {
    const kept = letterFor(path);
    const same = steps.now === saved.current;
    if (same && (kept?.state === "held" || kept?.state === "refused")) drop(path);
    // What is on its way may have arrived: going back to what was saved is sent after it.
    else if (kept === null ? !same : kept.document !== steps.now)
      post({ path, form, readAt, revision: start.revision, document: steps.now }, true);
    // By the letter too: once it has arrived, what is shown may differ from what was saved.
  }, [path, form, readAt, start.revision, steps.now, letter]);
  const edit = useCallback((change: (document: Document) => Document, moving: string | null = null) => {
    setSteps((before) => stepped(before, change(before.now), moving));
  }, []);
  return {
    document: steps.now,
    revision: letter?.revision ?? confirmedEdition(path) ?? start.revision,
    // An edit of this moment is put in the outbox right after it is shown.
    state: letter?.state ?? (steps.now === saved.current ? "saved" : "held"),
    saves,
    turn: steps.turn,
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
    edit,
    undo: () => setSteps((before) => takenBack({ ...before, turn: before.turn + 1 })),
    redo: () => setSteps((before) => doneAgain({ ...before, turn: before.turn + 1 })),
    save: () => {
      // What is typed from here on is a step of its own.
      setSteps((before) => ({ ...before, moving: null }));
      release(path);
    },
  };
}
