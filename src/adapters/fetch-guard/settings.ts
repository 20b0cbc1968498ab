import { z } from "zod";
import { FETCH_DEFAULTS, type FetchSettings } from "./guarded-fetch.ts";

/** `parts.fetch` of settings.json. */
export const FETCH_SETTINGS = z.object({
  allowPrivate: z.array(z.string()).default([]),
  onlyHosts: z.array(z.string()).default([]),
  maxRedirects: z.int().min(0).max(20).default(FETCH_DEFAULTS.maxRedirects),
  silenceMs: z.int().min(100).max(600_000).default(FETCH_DEFAULTS.silenceMs),
  perHost: z.int().min(1).max(100).default(FETCH_DEFAULTS.perHost),
}) satisfies z.ZodType<FetchSettings>;

/**
 * The settings with what the environment adds.
 *
 * @param allow  YARDCHECK_FETCH_ALLOW: places with commas between
 */
export function withEnvironment(settings: FetchSettings, allow: string | undefined): FetchSettings {
  const places = (allow ?? "").split(",").map((place) => place.trim());
  return { ...settings, allowPrivate: [...settings.allowPrivate, ...places.filter((place) => place !== "")] };
}
