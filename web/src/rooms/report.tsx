import { useState } from "react";
import { choose, useAddress } from "../address.ts";
import { ask, useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";

interface Revision {
  readonly revision: number;
  readonly sha256: string;
  readonly at: string;
}

const FORMATS = ["html", "pdf", "docx", "brief"] as const;

/** The draft and the published revisions, in either language; publishing freezes the draft. */
export default function Report({ facility }: RoomProps) {
  const { say, formats, language } = useSpeaking();
  const { choices } = useAddress();
  const path = `/api/facilities/${encodeURIComponent(facility)}`;
  const [asked, again] = useAnswer<{ revisions: Revision[] }>(`${path}/reports?limit=50`);
  const shown = choices.language ?? language;
  const revision = choices.revision ?? null;
  const query = (format: string) =>
    `${path}/report?${new URLSearchParams({ language: shown, format, ...(revision === null ? {} : { revision }) })}`;
  return (
    <>
      <h1>{say("room.report")}</h1>
      <Answered asked={asked} again={again}>
        {({ revisions }) => (
          <>
            <div className="filters">
              <label>
                {say("report.revision")}
                <select value={revision ?? ""} onChange={(change) => choose({ revision: change.target.value || null })}>
                  <option value="">{say("report.draft")}</option>
                  {revisions.map(({ revision: number, at }) => (
                    <option key={number} value={number}>
                      {say("report.revision.of", { number: formats.number(number), day: formats.day(at) })}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                {say("app.language")}
                <select value={shown} onChange={(change) => choose({ language: change.target.value })}>
                  <option value="en">English</option>
                  <option value="ar">العربية</option>
                </select>
              </label>
              {FORMATS.map((format) => (
                <a key={format} className="download" href={query(format)} target="_blank" rel="noreferrer">
                  {say(`report.format.${format}`)}
                </a>
              ))}
              {revision === null && <Publish path={path} done={again} />}
            </div>
            <iframe key={query("html")} className="preview" src={query("html")} title={say("report.preview")} />
          </>
        )}
      </Answered>
    </>
  );
}

function Publish({ path, done }: { readonly path: string; readonly done: () => void }) {
  const { say, language } = useSpeaking();
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const publish = async () => {
    const body = JSON.stringify(reason === "" ? {} : { reason: { [language]: reason } });
    try {
      await ask(`${path}/reports`, { method: "POST", body });
      setRefused(null);
      done();
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <label>
        {say("report.reason")}
        <input value={reason} onChange={(change) => setReason(change.target.value)} />
      </label>
      <button type="button" onClick={publish}>
        {say("report.publish")}
      </button>
      {refused !== null && <p role="alert">{refused}</p>}
    </>
  );
}
