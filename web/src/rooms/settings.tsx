import type { ComponentType } from "react";
import type { Action } from "../../../src/core/access/access.ts";
import "../jobs/jobs.css";
import { linkTo, useAddress } from "../address.ts";
import { Accounts } from "../jobs/accounts.tsx";
import { AlertsSettings } from "../jobs/alerts.tsx";
import { Audit } from "../jobs/audit.tsx";
import { CatalogueSettings } from "../jobs/catalogues.tsx";
import { MapSettings } from "../jobs/map-settings.tsx";
import { Tokens } from "../jobs/tokens.tsx";
import { Watches } from "../jobs/watches.tsx";
import { You } from "../jobs/you.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";

/** Parts of the settings, each with what one must be allowed to do to see it. */
const PARTS = [
  { name: "watches", Part: Watches, needs: "watch:read" },
  { name: "catalogues", Part: CatalogueSettings, needs: "settings:read" },
  { name: "alerts", Part: AlertsSettings, needs: "settings:read" },
  { name: "map", Part: MapSettings, needs: "settings:read" },
  { name: "accounts", Part: Accounts, needs: "account:read" },
  { name: "tokens", Part: Tokens, needs: "own-account:use" },
  { name: "audit", Part: Audit, needs: "audit:read" },
  { name: "you", Part: You, needs: "own-account:use" },
] as const satisfies readonly { readonly name: string; readonly Part: ComponentType; readonly needs: Action }[];

/** The settings of the workspace, as far as one's role reaches. */
export default function Settings() {
  const { say } = useSpeaking();
  const { may } = useSession();
  const { choices } = useAddress();
  const parts = PARTS.filter(({ needs }) => may(needs));
  const shown = parts.find(({ name }) => name === choices.part) ?? parts[0];
  return (
    <>
      <h1>{say("room.settings")}</h1>
      <nav aria-label={say("settings.parts")}>
        <ul className="rooms">
          {parts.map(({ name }) => (
            <li key={name}>
              <a href={linkTo(["settings"], { part: name })} aria-current={shown?.name === name ? "page" : undefined}>
                {say(`settings.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="settings-part">{shown !== undefined && <shown.Part />}</div>
    </>
  );
}
