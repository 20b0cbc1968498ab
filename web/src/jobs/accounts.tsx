import { useState } from "react";
import { ROLES } from "../../../src/core/access/access.ts";
import { ask, useAnswer } from "../api.ts";
import { PagedTable, usePage } from "../parts/pages.tsx";
import { Answered, Problem } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, SettingsForm, textOf } from "./settings-form.tsx";

interface Account {
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly createdAt: string;
  readonly disabled: boolean;
}

/** Who may sign in, and in which role. */
export function Accounts() {
  const { say, formats } = useSpeaking();
  const { may, kind, again: whoAmI } = useSession();
  const [asked, again] = useAnswer<{ accounts: readonly Account[]; next: string | null }>(
    `/api/accounts?${usePage(100)}`,
  );
  const [error, setError] = useState<Error | null>(null);
  const change = async (name: string, changes: object) => {
    try {
      await ask(`/api/accounts/${encodeURIComponent(name)}`, { method: "PATCH", body: JSON.stringify(changes) });
      setError(null);
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
    again();
  };
  return (
    <Answered asked={asked} again={again}>
      {({ accounts, next }) => (
        <>
          <PagedTable
            caption={say("accounts.caption")}
            heads={[say("accounts.name"), say("accounts.role"), say("accounts.since"), say("jobs.state")]}
            empty={say("accounts.first")}
            next={next}
            rows={accounts.map(({ name, role, createdAt, disabled }) => (
              <tr key={name}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>
                  <select
                    aria-label={`${say("accounts.role")}: ${name}`}
                    value={role}
                    disabled={!may("account:write")}
                    onChange={(event) => change(name, { role: event.target.value })}
                  >
                    {ROLES.map((one) => (
                      <option key={one} value={one}>
                        {say(`role.${one}`)}
                      </option>
                    ))}
                  </select>
                </td>
                <td>{formats.day(createdAt)}</td>
                <td>{say(disabled ? "accounts.closed" : "accounts.open")}</td>
                <td>
                  {may("account:write") && (
                    <button type="button" onClick={() => change(name, { disabled: !disabled })}>
                      {say(disabled ? "accounts.reopen" : "accounts.close")}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          />
          {error !== null && <Problem error={error} />}
          <SettingsForm
            label={say("accounts.add")}
            action={say("accounts.add")}
            disabled={!may("account:write")}
            send={async (fields) => {
              const body = { name: textOf(fields, "name"), role: fields.get("role"), password: fields.get("password") };
              await ask("/api/accounts", { method: "POST", body: JSON.stringify(body) });
              // The first account ends working without one.
              if (kind === "local") whoAmI();
              else again();
            }}
          >
            <Entry name="name" label={say("accounts.name")} required />
            <label>
              {say("accounts.role")}
              <select name="role" defaultValue={accounts.length === 0 ? "admin" : "analyst"}>
                {ROLES.filter((role) => accounts.length > 0 || role === "admin").map((role) => (
                  <option key={role} value={role}>
                    {say(`role.${role}`)}
                  </option>
                ))}
              </select>
            </label>
            <Entry name="password" type="password" label={say("accounts.password")} required />
          </SettingsForm>
        </>
      )}
    </Answered>
  );
}
