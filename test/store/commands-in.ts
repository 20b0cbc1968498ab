import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
/** The yard that `doctor` counts: yard.tif and tracks.geojson. */
export const GOLDEN = join(ROOT, "src/adapters/doctor/golden");
/** Two places of one of its tracks. */
export const GOLDEN_LINE = [
  [3.0000262, 0.0451127],
  [3.0003792, 0.045181],
];

export interface Ending {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Commands as a user gives them, in one workspace. */
export function commandsIn(workspace: string) {
  const start = (...words: string[]) => {
    const child = spawn(join(ROOT, "bin/yardcheck"), words, {
      env: { ...process.env, YARDCHECK_WORKSPACE: workspace, DATABASE_URL: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (piece) => {
      out += piece;
    });
    child.stderr.on("data", (piece) => {
      err += piece;
    });
    const ended = once(child, "close").then(([status]): Ending => ({ status, out, err }));
    return { child, ended };
  };
  return { start, run: (...words: string[]) => start(...words).ended };
}
