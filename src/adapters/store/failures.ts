import { YardcheckError } from "../../errors.ts";

/** SQLSTATE classes and codes, and the system's own codes, that mean: the database is not there, or has no room. */
const GONE = /^(08|57P0[1-5]|53300|28|3D000|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH)/;
const FULL = /^(53100|ENOSPC|EFBIG|EDQUOT)/;

/**
 * Turns the failures of a database or file system that its user can mend into a YardcheckError; gives anything else
 * back as it came.
 *
 * @param doing  what was being done, for the message: "opening /work/ws/db"
 */
export function databaseFailure(error: unknown, doing: string): unknown {
  if (error instanceof YardcheckError || !(error instanceof Error)) return error;
  const inner = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = "code" in inner && typeof inner.code === "string" ? inner.code : "";
  const text = inner.message;
  if (FULL.test(code) || /No space left on device|File too large/i.test(text))
    return new YardcheckError("disk-full", `${doing}: ${text}`, { cause: error });
  if (
    GONE.test(code) ||
    /Connection terminated|server closed the connection|timeout exceeded when trying to connect/i.test(text)
  )
    return new YardcheckError("database-unavailable", `${doing}: ${text || code}`, { cause: error });
  return error;
}
