/** A label beside the upright line of its event, in units of the picture. */
export interface EventLabel {
  /** Where its line stands. */
  readonly at: number;
  readonly width: number;
}

/** Where a label stands: its row, 0 next to the plot, and to the left or the right of its line. */
export interface LabelPlace {
  readonly row: number;
  readonly toTheLeft: boolean;
}

/** Between a line and its label, units. */
export const GAP = 5;
/** At the label's far end, units. */
const CLEARANCE = 2;
/** Up to so many labels every choice of sides is tried; beyond it, all to one side. */
const TRY_ALL = 8;

/** What a label covers of its row, its own line included. */
interface Span {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly toTheLeft: boolean;
}

/**
 * Rows and sides such that no label lies on another and no line crosses a label, in as few rows as that takes, to the
 * right of the line rather than to the left. A line runs from its label's row down to the plot, through all lower rows:
 * an event whose line stands within another's label must have the lower row. Where each stands within the other's label
 * whichever sides they take, the upper line crosses the lower label.
 *
 * @param left   left edge of the plot; labels stay between the edges where one side has room
 * @returns places in the order of the labels
 */
export function placeLabels(labels: readonly EventLabel[], left: number, right: number): readonly LabelPlace[] {
  const inside = ({ from, to }: Span) => from >= left && to <= right;
  const sides = labels.map((label) => {
    const both = [spanOf(label, false), spanOf(label, true)];
    return both.some(inside) ? both.filter(inside) : both;
  });
  const choices = labels.length <= TRY_ALL ? everyChoice(sides) : [sides.flatMap((some) => some.slice(0, 1))];
  let best: { places: readonly LabelPlace[]; cost: readonly number[] } | null = null;
  for (const spans of choices) {
    const rows = rowsOf(spans);
    const crossings = spans.flatMap((lower, i) =>
      spans.filter((upper, j) => (rows[j] ?? 0) > (rows[i] ?? 0) && within(upper, lower)),
    ).length;
    const cost = [crossings, Math.max(...rows), spans.filter(({ toTheLeft }) => toTheLeft).length];
    if (best === null || isLess(cost, best.cost))
      best = { cost, places: spans.map(({ toTheLeft }, i) => ({ row: rows[i] ?? 0, toTheLeft })) };
  }
  return best?.places ?? [];
}

/** The lowest row for each, those first whose lines stand within the labels of others. */
function rowsOf(spans: readonly Span[]): number[] {
  const rows: (number | undefined)[] = spans.map(() => undefined);
  const below = (i: number) => spans.flatMap((lower, j) => (i !== j && within(lower, spans[i]) ? [j] : []));
  const waiting = new Set(spans.keys());
  while (waiting.size > 0) {
    const unmet = (i: number) => below(i).filter((j) => waiting.has(j)).length;
    const next = [...waiting].reduce((a, b) => (unmet(b) < unmet(a) ? b : a));
    waiting.delete(next);
    let row = Math.max(-1, ...below(next).map((j) => rows[j] ?? -1)) + 1;
    while (spans.some((other, j) => rows[j] === row && overlap(other, spans[next]))) row++;
    rows[next] = row;
  }
  return rows.map((row) => row ?? 0);
}

function spanOf({ at, width }: EventLabel, toTheLeft: boolean): Span {
  const far = GAP + width + CLEARANCE;
  return toTheLeft ? { at, from: at - far, to: at, toTheLeft } : { at, from: at, to: at + far, toTheLeft };
}

/** Whether the line of the one stands within the label of the other. */
const within = ({ at }: Span, label: Span | undefined) => label !== undefined && label.from < at && at < label.to;

const overlap = (a: Span, b: Span | undefined) => b !== undefined && a.from < b.to && b.from < a.to;

/** One of each in every way. */
function everyChoice<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((all, list) => all.flatMap((some) => list.map((one) => [...some, one])), [[]]);
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && (a[first] ?? 0) < (b[first] ?? 0);
}
