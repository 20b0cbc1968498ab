import { useMemo } from "react";
import { type Asked, useAnswer } from "../api.ts";
import type { Place } from "../editing.ts";

/** The parts of the settings that have a form, by their shape in settings.json. */
export type SettingsPart = "alerts" | "catalogues" | "map";

interface AllSettings {
  readonly parts: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<SettingsPart, string>>;
}

/**
 * Where one part of the settings is kept, to be edited.
 *
 * @param defaults  the part where settings.json has none; the same value each time
 */
export function useSettings<Part>(part: SettingsPart, defaults: Part): readonly [Asked<Place<Part>>, () => void] {
  const readAt = "/api/settings";
  const [asked, again] = useAnswer<AllSettings>(readAt);
  const place = useMemo((): Asked<Place<Part>> => {
    if (asked.state !== "there") return asked;
    const { parts, tags } = asked.answer;
    const start = { revision: tags[part], document: (parts[part] as Part | undefined) ?? defaults };
    return { state: "there", answer: { path: `${readAt}/${part}`, form: "settings", readAt, start } };
  }, [asked, part, defaults]);
  return [place, again];
}
