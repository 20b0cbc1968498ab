import type { Command } from "commander";

/** Every verb, in the order of the work. A verb's file loads its heavy parts only when it runs. */
export async function commands(): Promise<Command[]> {
  return [];
}
