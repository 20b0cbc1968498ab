import { useState } from "react";
import { ask, useAnswer } from "../api.ts";
import { PagedTable, usePage } from "../parts/pages.tsx";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, listed, SettingsForm, textOf } from "./settings-form.tsx";

interface Token {
  readonly id: string;
  readonly account: string;
  readonly label: string;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** Tokens by which programs sign in; one is shown once, when it is made. */
export function Tokens() {
  const { say, formats } = useSpeaking();
  const { kind } = useSession();
  const [asked, again] = useAnswer<{ tokens: readonly Token[]; next: string | null }>(`/api/tokens?${usePage(100)}`);
  const [made, setMade] = useState<string | null>(null);
  const revoke = async (id: string) => {
    await ask(`/api/tokens/${id}`, { method: "DELETE" }).catch(() => undefined);
    again();
  };
  return (
    <>
      {made !== null && (
        <div className="card" role="status">
          <p>{say("tokens.once")}</p>
          <code className="secret" dir="ltr">
            {made}
          </code>
        </div>
      )}
      <Answered asked={asked} again={again}>
        {({ tokens, next }) => (
          <>
            <PagedTable
              caption={say("tokens.caption")}
              heads={[say("tokens.label"), say("tokens.account"), say("tokens.ends")]}
              empty={say("tokens.empty")}
              next={next}
              rows={tokens.map(({ id, label, account, scopes, expiresAt, revokedAt }) => (
                <tr key={id}>
                  <th scope="row">
                    <bdi>{label}</bdi>
                    {scopes !== null && (
                      <p className="note">
                        <bdi dir="ltr">{scopes.join(", ")}</bdi>
                      </p>
                    )}
                  </th>
                  <td>
                    <bdi>{account}</bdi>
                  </td>
                  <td>{formats.day(expiresAt)}</td>
                  <td>
                    {revokedAt === null ? (
                      <button type="button" onClick={() => revoke(id)}>
                        {say("tokens.revoke")}
                      </button>
                    ) : (
                      say("tokens.revoked")
                    )}
                  </td>
                </tr>
              ))}
            />
          </>
        )}
      </Answered>
      {kind === "session" ? (
        <SettingsForm
          label={say("tokens.make")}
          action={say("tokens.make")}
          send={async (fields) => {
            const scopes = listed(fields.get("scopes"));
            const body = {
              label: textOf(fields, "label"),
              scopes: scopes.length === 0 ? null : scopes,
              days: Number(fields.get("days")),
            };
            const { token } = await ask<{ token: string }>("/api/tokens", {
              method: "POST",
              body: JSON.stringify(body),
            });
            setMade(token);
            again();
          }}
        >
          <Entry name="label" label={say("tokens.label")} required />
          <Entry name="scopes" label={say("tokens.scopes")} />
          <Entry name="days" type="number" label={say("tokens.days")} value={90} required />
        </SettingsForm>
      ) : (
        <p className="note">{say("tokens.sign-in")}</p>
      )}
    </>
  );
}
