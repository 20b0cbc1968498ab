import { useEffect, useState } from "react";
import { choose } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";

const THEMES = ["system", "light", "dark"] as const;

/** Language, digits and theme, for the whole workbench. */
export function Preferences() {
  const { say, language, digits } = useSpeaking();
  const [theme, setTheme] = useState(() => localStorage.getItem("yardcheck-theme") ?? "system");
  useEffect(() => {
    localStorage.setItem("yardcheck-theme", theme);
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <div className="preferences">
      <select
        aria-label={say("app.language")}
        value={language}
        onChange={(change) => choose({ lang: change.target.value })}
      >
        <option value="en" lang="en">
          English
        </option>
        <option value="ar" lang="ar">
          العربية
        </option>
      </select>
      <select
        aria-label={say("app.digits")}
        value={digits}
        onChange={(change) => choose({ digits: change.target.value })}
      >
        <option value="latn">123</option>
        <option value="arab">١٢٣</option>
      </select>
      <select aria-label={say("app.theme")} value={theme} onChange={(change) => setTheme(change.target.value)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {say(`app.theme.${name}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
