/** The moment so many milliseconds after another (before it, when negative), ISO 8601 UTC. */
export function after(moment: string, ms: number): string {
  return new Date(Date.parse(moment) + ms).toISOString();
}
