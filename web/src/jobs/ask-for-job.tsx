import { type FormEvent, useState } from "react";
import { ask, useWhole } from "../api.ts";
import { FacilityPicker, type FoundFacility, useFound } from "../parts/facility-picker.tsx";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import { type JobKind, KINDS } from "./job.ts";

/** Asks the workers for a job: which, and of which facility. */
export function AskForJob({ done }: { readonly done: () => void }) {
  const { say } = useSpeaking();
  const [kind, setKind] = useState<JobKind>("assess");
  const [facility, setFacility] = useState<FoundFacility | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [first] = useFound("");
  const chosen = facility ?? first[0] ?? null;
  const send = async (submit: FormEvent<HTMLFormElement>) => {
    submit.preventDefault();
    const fields = new FormData(submit.currentTarget);
    const payload = Object.fromEntries([...fields].filter(([name]) => name !== "kind"));
    try {
      const { job } = await ask<{ job: string | null }>("/api/jobs", {
        method: "POST",
        body: JSON.stringify({ kind, payload }),
      });
      setError(null);
      setTold(say(job === null ? "jobs.same" : "jobs.started"));
      done();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
  };
  return (
    <form className="card ask" onSubmit={send} aria-label={say("jobs.ask")}>
      <div className="filters">
        <label>
          {say("jobs.kind")}
          <select
            name="kind"
            value={kind}
            onChange={(change) => setKind(KINDS.find((one) => one === change.target.value) ?? "assess")}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {say(`job.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <FacilityPicker label={say("jobs.facility")} chosen={chosen} onChosen={setFacility} />
        {kind === "count" && chosen !== null && <SceneOf facility={chosen.id} />}
        {kind === "fetch" && (
          <label className="wide">
            {say("jobs.item")}
            <input name="item" type="url" required dir="ltr" placeholder="https://" />
          </label>
        )}
        <button type="submit" className="primary low" disabled={chosen === null}>
          {say("jobs.start")}
        </button>
      </div>
      {told !== null && (
        <p role="status" className="note">
          {told}
        </p>
      )}
      {error !== null && <Problem error={error} />}
    </form>
  );
}

function SceneOf({ facility }: { readonly facility: string }) {
  const { say, formats } = useSpeaking();
  const [asked] = useWhole<{ readonly id: string; readonly conditions: { readonly acquiredAt: string } }>(
    `/api/facilities/${encodeURIComponent(facility)}/scenes`,
    "scenes",
  );
  // The server gives them oldest first.
  const newestFirst = asked.state === "there" ? asked.answer.toReversed() : [];
  return (
    <label>
      {say("jobs.scene")}
      <select name="scene" required>
        {newestFirst.map(({ id, conditions }) => (
          <option key={id} value={id}>
            {formats.moment(conditions.acquiredAt)}
          </option>
        ))}
      </select>
    </label>
  );
}
