import { useState } from "react";
import "../jobs/jobs.css";
import { choose, linkTo, useAddress } from "../address.ts";
import { ask } from "../api.ts";
import { AskForJob } from "../jobs/ask-for-job.tsx";
import { hasEnded, type Job, STATES } from "../jobs/job.ts";
import { useJobs } from "../jobs/use-jobs.ts";
import { Pages, usePage } from "../parts/pages.tsx";
import { Failure, Problem, Waiting } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";

/** Facts that jobs end with, and the values of those that are tiers. */
const FACTS = [
  "scene",
  "observation",
  "recorded",
  "cars",
  "low",
  "high",
  "tier",
  "tierFall",
  "isNew",
  "files",
  "offered",
  "taken",
  "counted",
  "leftOut",
  "alert",
] as const;
const TIERS = ["none", "watch", "alarm", "firm", "ended"] as const;

/** What workers do and did: how far, what came of it, what to do where it failed. */
export default function Jobs() {
  const { say } = useSpeaking();
  const { may } = useSession();
  const { choices } = useAddress();
  const state = choices.state ?? null;
  const { jobs, next, error, again } = useJobs(state, usePage(100));
  const [refused, setRefused] = useState<Error | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const act = async (path: string, body: unknown) => {
    try {
      const answer = await ask<{ again?: number }>(path, { method: "POST", body: JSON.stringify(body) });
      setRefused(null);
      setTold(answer.again === undefined ? null : say("jobs.went-again", { count: answer.again }));
    } catch (caught) {
      setRefused(caught instanceof Error ? caught : new Error(String(caught)));
    }
    again();
  };
  const acts: Acts | null = may("job:run")
    ? {
        cancel: (job) => act(`/api/jobs/${job.id}/cancellation`, {}),
        again: (job) => act("/api/jobs/again", { jobs: [job.id] }),
      }
    : null;
  return (
    <>
      <h1>{say("room.jobs")}</h1>
      {may("job:run") && <AskForJob done={again} />}
      <div className="filters">
        <label>
          {say("jobs.state")}
          <select
            value={state ?? ""}
            onChange={(change) => choose({ state: change.target.value || null, after: null })}
          >
            <option value="">{say("jobs.state.all")}</option>
            {STATES.map((name) => (
              <option key={name} value={name}>
                {say(`job-state.${name}`)}
              </option>
            ))}
          </select>
        </label>
        {acts !== null && jobs?.some((job) => job.state === "failed") && (
          <button type="button" className="low" onClick={() => act("/api/jobs/again", { jobs: null })}>
            {say("jobs.again-all")}
          </button>
        )}
      </div>
      {refused !== null && <Problem error={refused} />}
      {told !== null && <p role="status">{told}</p>}
      {error !== null && <Problem error={error} again={again} />}
      {jobs === null && error === null && <Waiting />}
      {jobs?.length === 0 && <p className="empty">{say(state === null ? "jobs.empty" : "jobs.none")}</p>}
      {jobs !== null && jobs.length > 0 && <JobTable jobs={jobs} acts={acts} />}
      <Pages next={next} />
      <p className="note">{say("jobs.no-worker")}</p>
    </>
  );
}

interface Acts {
  cancel(job: Job): void;
  again(job: Job): void;
}

function JobTable({ jobs, acts }: { readonly jobs: readonly Job[]; readonly acts: Acts | null }) {
  const { say, formats } = useSpeaking();
  return (
    <div className="scroll">
      <table>
        <caption>{say("jobs.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("jobs.kind")}</th>
            <th scope="col">{say("jobs.facility")}</th>
            <th scope="col">{say("jobs.state")}</th>
            <th scope="col">{say("jobs.came-of-it")}</th>
            <th scope="col">{say("jobs.created")}</th>
            {acts !== null && <td />}
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => {
            const facility = job.payload?.["facility"];
            return (
              <tr key={job.id}>
                <th scope="row">{say(`job.${job.kind}`)}</th>
                <td>
                  {typeof facility === "string" && (
                    <a href={linkTo(["f", facility, "history"])}>
                      <bdi>{facility}</bdi>
                    </a>
                  )}
                </td>
                <td>
                  <span className={`job-state ${job.state}`}>{say(`job-state.${job.state}`)}</span>
                </td>
                <td>
                  <Outcome job={job} />
                </td>
                <td>{formats.moment(job.createdAt)}</td>
                {acts !== null && (
                  <td>
                    {!hasEnded(job) && (
                      <button type="button" onClick={() => acts.cancel(job)}>
                        {say("jobs.cancel")}
                      </button>
                    )}
                    {job.state === "failed" && (
                      <button type="button" onClick={() => acts.again(job)}>
                        {say("jobs.again")}
                      </button>
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** One fact of what came of a job; a fact that this page does not know stands as the server gave it. */
function Fact({ name, value }: { readonly name: string; readonly value: string | number | boolean | null }) {
  const { say, formats } = useSpeaking();
  const named = FACTS.find((one) => one === name);
  const tier = TIERS.find((one) => one === value);
  const shown =
    typeof value === "number" ? (
      formats.number(value)
    ) : typeof value === "boolean" ? (
      say(value ? "fact.yes" : "fact.no")
    ) : named?.startsWith("tier") && tier !== undefined ? (
      say(`tier.${tier}`)
    ) : (
      <bdi dir="ltr">{String(value)}</bdi>
    );
  return (
    <>
      {named === undefined ? <bdi dir="ltr">{name}</bdi> : say(`fact.${named}`)}: {shown}
    </>
  );
}

/** How far a job is; what came of it; why it failed and what to do. */
function Outcome({ job }: { readonly job: Job }) {
  const { say, formats, fixFor, reasonsIn } = useSpeaking();
  const { progress, output, state, startAfter } = job;
  if (state === "running" && progress !== null)
    return (
      <>
        <progress max={progress.total} value={progress.done} aria-label={say("job-state.running")} />
        <span className="note">
          {say("jobs.progress", {
            done: formats.number(progress.done),
            total: formats.number(progress.total),
            step: progress.step.split("/").at(-1) ?? "",
          })}
        </span>
      </>
    );
  if (state === "running") return <progress aria-label={say("job-state.running")} />;
  return (
    <>
      {output?.facts !== undefined && state === "done" && (
        <ul className="outcome">
          {Object.entries(output.facts).map(([name, value]) => (
            <li key={name}>
              <Fact name={name} value={value} />
            </li>
          ))}
        </ul>
      )}
      {output?.reasons !== undefined && <span>{reasonsIn(output.reasons)}</span>}
      {output?.detail !== undefined && (
        <div className="failure">
          <Failure code={output.code ?? "unknown"} detail={output.detail.split("\n")[0] ?? ""} />
          {output.fix !== undefined && (
            <p dir="auto">{say("app.fix", { fix: fixFor(output.code ?? "") ?? output.fix })}</p>
          )}
        </div>
      )}
      {state === "retry" && startAfter !== null && (
        <span className="note">{say("jobs.next-try", { when: formats.moment(startAfter) })}</span>
      )}
      {(state === "failed" || state === "retry") && (
        <span className="note"> {say("jobs.attempts", { count: job.attempts })}</span>
      )}
    </>
  );
}
