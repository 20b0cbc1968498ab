import type { z } from "zod";
import { YardcheckError } from "../../errors.ts";
import type { Settings } from "./workspace.ts";

/**
 * One part of a workspace's settings, by its own schema; a part that is not there has its defaults.
 *
 * @throws YardcheckError "usage" naming the field of settings.json
 */
export function settingsPart<T extends z.ZodType>(settings: Settings, name: string, schema: T): z.output<T> {
  const parsed = schema.safeParse(settings.parts[name] ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = ["parts", name, ...(issue?.path ?? [])].join(".");
  throw new YardcheckError("usage", `settings.json: ${field}: ${issue?.message ?? "cannot be read"}`);
}
