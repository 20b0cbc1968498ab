import { z } from "zod";
import { YardcheckError } from "./errors.ts";

const Environment = z.object({
  /** Workspace to work in, where no --workspace is given. */
  YARDCHECK_WORKSPACE: z.string().optional(),
  /** A PostgreSQL database that stands in place of the workspace's own. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
  YARDCHECK_LOG: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** What the environment says, read once at the edge. */
export interface Config {
  readonly workspace: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** @throws YardcheckError "usage" naming the variable */
export function configFrom(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new YardcheckError(
      "usage",
      `environment variable ${problem?.path.join(".") ?? ""}: ${problem?.message ?? ""}`,
    );
  }
  const { YARDCHECK_WORKSPACE: workspace, DATABASE_URL: databaseUrl, YARDCHECK_LOG: logLevel } = parsed.data;
  return { workspace, databaseUrl, logLevel };
}
