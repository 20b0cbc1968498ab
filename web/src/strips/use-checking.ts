import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Reading } from "../../../src/core/reading/reading.ts";
import { afterCommand, beginChecking, type Checking, standingAt } from "./checking.ts";
import { commandOf } from "./keys.ts";

/** A reading under check by keys; the keys work wherever nothing is being typed. */
export function useChecking(start: Reading): {
  readonly checking: Checking;
  readonly select: (car: string) => void;
  readonly helping: boolean;
  readonly help: () => void;
  readonly undo: (kind: "undo" | "redo") => void;
  readonly lanes: RefObject<HTMLDivElement | null>;
} {
  const [checking, setChecking] = useState(() => beginChecking(start));
  const [helping, setHelping] = useState(false);
  const lanes = useRef<HTMLDivElement>(null);
  const { selected } = checking.now;
  useEffect(() => {
    const onKey = (press: KeyboardEvent) => {
      const typing =
        press.target instanceof Element &&
        press.target.closest("input, select, textarea, button, a, dialog, [contenteditable]");
      const command = typing ? null : commandOf(press);
      if (command === null) return;
      press.preventDefault();
      if (command.kind === "help") setHelping((before) => !before);
      else setChecking((before) => afterCommand(before, command, () => crypto.randomUUID()));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => {
    if (selected !== null)
      lanes.current?.querySelector(".selected")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [selected]);
  const select = useCallback((car: string) => setChecking((before) => standingAt(before, car)), []);
  return {
    checking,
    select,
    helping,
    help: () => setHelping((before) => !before),
    undo: (kind) => setChecking((before) => afterCommand(before, { kind }, () => "")),
    lanes,
  };
}
