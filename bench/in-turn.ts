/** Two that are compared, now the one first, now the other: what else the machine does, and who warms what, falls on both. */
export function inTurn<Of>(turn: number, small: Of, large: Of): readonly (readonly ["small" | "large", Of])[] {
  const both = [
    ["small", small],
    ["large", large],
  ] as const;
  return turn % 2 === 0 ? both : both.toReversed();
}
