import { CAR_TYPES } from "../../../src/core/observation/observation.ts";

/**
 * What a key does. By the place of the key (`KeyboardEvent.code`), so that it is the same key on an Arabic, a Korean
 * or a Latin keyboard.
 */
export type Command =
  | { readonly kind: "next-doubtful" | "previous" | "next" | "track-up" | "track-down" }
  | { readonly kind: "accept" | "reject" | "split" | "merge" | "add" | "covered" | "undo" | "redo" | "help" }
  | { readonly kind: "type"; readonly type: (typeof CAR_TYPES)[number] };

export const KEYS: Readonly<Record<string, Command>> = {
  KeyN: { kind: "next-doubtful" },
  ArrowLeft: { kind: "previous" },
  ArrowRight: { kind: "next" },
  ArrowUp: { kind: "track-up" },
  ArrowDown: { kind: "track-down" },
  KeyA: { kind: "accept" },
  Enter: { kind: "accept" },
  KeyX: { kind: "reject" },
  Delete: { kind: "reject" },
  KeyS: { kind: "split" },
  KeyM: { kind: "merge" },
  KeyI: { kind: "add" },
  KeyC: { kind: "covered" },
  KeyU: { kind: "undo" },
  KeyR: { kind: "redo" },
  KeyH: { kind: "help" },
  ...Object.fromEntries(CAR_TYPES.map((type, k) => [`Digit${k + 1}`, { kind: "type", type } as const])),
};

/** The parts of a KeyboardEvent that matter here. */
export interface Press {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key press; null where a modifier is held or the key means nothing here. */
export function commandOf(press: Press): Command | null {
  return press.ctrlKey || press.metaKey || press.altKey ? null : (KEYS[press.code] ?? null);
}
