/** A table of Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A share or a whole number as the tables tell it; nothing for what is no number. */
export function figure(value: unknown): string {
  if (typeof value !== "number") return "";
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/^0/, "");
}
