import { useState } from "react";
import { choose, useAddress } from "../address.ts";
import { ask, useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, SettingsForm, textOf } from "./settings-form.tsx";

interface AuditEntry {
  readonly seq: number;
  readonly recordedAt: string;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
}

/** The audit log, and the walk along it that recomputes each hash. */
export function Audit() {
  const { say, formats } = useSpeaking();
  const { choices } = useAddress();
  const cursor = choices.after === undefined ? "" : `&cursor=${encodeURIComponent(choices.after)}`;
  const [asked, again] = useAnswer<{ entries: readonly AuditEntry[]; next: string | null }>(
    `/api/audit?limit=100${cursor}`,
  );
  const [verdict, setVerdict] = useState<{ entries: number; head: string } | null>(null);
  return (
    <>
      <SettingsForm
        label={say("audit.verify")}
        action={say("audit.verify")}
        send={async (fields) => {
          const expect = textOf(fields, "expect");
          setVerdict(null);
          setVerdict(await ask(`/api/audit/verdict${expect === "" ? "" : `?expect=${encodeURIComponent(expect)}`}`));
        }}
      >
        <Entry name="expect" label={say("audit.expected")} whole />
      </SettingsForm>
      {verdict !== null && (
        <div className="card" role="status">
          <p>{say("audit.whole", { entries: verdict.entries })}</p>
          <p>
            {say("audit.head")} <bdi className="hash">{verdict.head}</bdi>
          </p>
        </div>
      )}
      <Answered asked={asked} again={again}>
        {({ entries, next }) =>
          entries.length === 0 ? (
            <p className="empty">{say("audit.empty")}</p>
          ) : (
            <>
              <div className="scroll">
                <table>
                  <caption>{say("audit.caption")}</caption>
                  <thead>
                    <tr>
                      {(["when", "who", "what", "target", "outcome"] as const).map((column) => (
                        <th key={column} scope="col">
                          {say(`audit.${column}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {entries.map(({ seq, recordedAt, actor, role, action, target, outcome }) => (
                      <tr key={seq}>
                        <td>{formats.moment(recordedAt)}</td>
                        <td>
                          <bdi>{actor}</bdi> <span className="note">({role})</span>
                        </td>
                        <td>
                          <bdi dir="ltr">{action}</bdi>
                        </td>
                        <td>
                          <bdi dir="ltr">{target}</bdi>
                        </td>
                        <td>
                          <bdi dir="ltr">{outcome}</bdi>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {next !== null && (
                <button type="button" onClick={() => choose({ after: next })}>
                  {say("audit.older")}
                </button>
              )}
            </>
          )
        }
      </Answered>
    </>
  );
}
