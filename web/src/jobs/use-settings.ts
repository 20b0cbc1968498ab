import { useState } from "react";
import { type Asked, ask, useAnswer } from "../api.ts";

/** The parts of the settings that have a form, by their shape in settings.json. */
export type SettingsPart = "alerts" | "catalogues" | "map";

export interface SettingsOf<Part> {
  /** As it stands; undefined: it has its defaults. */
  readonly value: Part | undefined;
  /** ETag of what stands. */
  readonly tag: string;
  /**
   * Puts the part anew, unless somebody else changed it since it was read.
   *
   * @param over  whoever changed it meanwhile
   * @throws ApiProblem of status 412 where somebody did
   */
  put(value: Part, over?: boolean): Promise<void>;
}

interface AllSettings {
  readonly parts: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<SettingsPart, string>>;
}

/** One part of the settings, with the way to change it. The second value reads it again, and its form begins anew. */
export function useSettings<Part>(part: SettingsPart): readonly [Asked<SettingsOf<Part>>, () => void] {
  const [asked, askAgain] = useAnswer<AllSettings>("/api/settings");
  // After a change of one's own, so that its form stays as it is and says that it was saved.
  const [newer, setNewer] = useState<AllSettings | null>(null);
  const again = () => {
    setNewer(null);
    askAgain();
  };
  if (asked.state !== "there") return [asked, again];
  const { parts, tags } = newer ?? asked.answer;
  const tag = tags[part];
  const put = async (value: Part, over = false) => {
    const headers = { "if-match": over ? "*" : tag };
    await ask(`/api/settings/${part}`, { method: "PUT", headers, body: JSON.stringify(value) });
    setNewer(await ask<AllSettings>("/api/settings"));
  };
  return [{ state: "there", answer: { value: parts[part] as Part | undefined, tag, put } }, again];
}
