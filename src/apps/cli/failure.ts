import { YardcheckError } from "../../errors.ts";

/**
 * The one place where a failure becomes words and an exit status. A bug keeps its stack and exits 70 (EX_SOFTWARE of
 * sysexits.h), so that it is never mistaken for bad input.
 */
export function reportFailure(error: unknown): void {
  if (error instanceof YardcheckError) {
    process.stderr.write(`yardcheck: ${error.message}\n  -> ${error.handling.fix}\n`);
    process.exitCode = error.handling.exit;
    return;
  }
  process.stderr.write(
    `yardcheck: a bug of ours, please report it:\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 70;
}
