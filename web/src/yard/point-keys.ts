/** What a key of the map does to the points of the selected shape. */
export type PointCommand =
  | { readonly kind: "hold"; readonly at: number }
  /** Pixels of the screen, to the right and up. */
  | { readonly kind: "move"; readonly right: number; readonly up: number }
  | { readonly kind: "insert" }
  | { readonly kind: "remove" };

/** The parts of a KeyboardEvent that matter here. */
export interface PointPress {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Pixels of the screen that a press moves a point by, and with Ctrl. */
const [STEP, LEAP] = [1, 10];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * By the place of the key, so that it is the same on an Arabic keyboard. Arrows alone stay with the map, which they move.
 *
 * @param at     point that is held, from 0
 * @param count  points of the shape, at least 1
 * @returns null: the key is none of these
 */
export function pointCommandOf(press: PointPress, at: number, count: number): PointCommand | null {
  const { code, shiftKey, ctrlKey, altKey, metaKey } = press;
  if (altKey || metaKey) return null;
  const arrow = ARROWS[code];
  if (shiftKey && arrow !== undefined) {
    const by = ctrlKey ? LEAP : STEP;
    return { kind: "move", right: arrow[0] * by, up: arrow[1] * by };
  }
  if (shiftKey || ctrlKey) return null;
  switch (code) {
    case "KeyN":
      return { kind: "hold", at: (at + 1) % count };
    case "KeyP":
      return { kind: "hold", at: (at - 1 + count) % count };
    case "Home":
      return { kind: "hold", at: 0 };
    case "End":
      return { kind: "hold", at: count - 1 };
    case "Insert":
    case "KeyI":
      return { kind: "insert" };
    case "Delete":
    case "Backspace":
      return { kind: "remove" };
    default:
      return null;
  }
}
