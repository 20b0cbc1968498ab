import pino from "pino";
import type { Config } from "./config.ts";

export type Log = pino.Logger;

/**
 * A log of one JSON line an event on stderr, for services. `msg` is a stable event name (`count.withheld`); ids and
 * numbers with their units are fields. Secrets never reach it.
 */
export function openLog(level: Config["logLevel"]): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["password", "token", "authorization", "*.password", "*.token", "*.authorization"],
    },
    pino.destination(2),
  );
}
