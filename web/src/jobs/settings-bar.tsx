import type { Editing } from "../editing.ts";
import { SavingBar } from "../parts/saving-bar.tsx";
import { useSpeaking } from "../words/words.tsx";

/** What of a part of the settings is not saved yet. */
export function SettingsBar<Document>(props: { readonly editing: Editing<Document>; readonly mayEdit: boolean }) {
  const { say } = useSpeaking();
  const { editing, mayEdit } = props;
  return (
    <SavingBar
      editing={editing}
      saved={say(editing.saves > 0 ? "settings.saved" : "settings.unchanged")}
      readOnly={mayEdit ? null : say("settings.not-allowed")}
    />
  );
}
