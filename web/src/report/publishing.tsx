import { useRef, useState } from "react";
import type { Texts } from "../../../src/core/report/finding.ts";
import { ask } from "../api.ts";
import { ProseField } from "../evidence/prose-field.tsx";
import type { methodAsked } from "../parts/method-choice.tsx";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";

interface Published {
  readonly revision: number;
  readonly added: boolean;
  readonly files: readonly string[];
}

/** Freezes the draft as a revision, in both languages; takes a while and can be cancelled before it is frozen. */
export function Publishing(props: {
  readonly path: string;
  readonly first: boolean;
  readonly by: ReturnType<typeof methodAsked>;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { say, formats } = useSpeaking();
  const [reason, setReason] = useState<Texts>({});
  const [error, setError] = useState<Error | null>(null);
  const [working, setWorking] = useState(false);
  const [published, setPublished] = useState<Published | null>(null);
  const stop = useRef<AbortController | null>(null);
  const publish = async () => {
    stop.current = new AbortController();
    setWorking(true);
    setError(null);
    try {
      const body = JSON.stringify({ ...(Object.keys(reason).length === 0 ? {} : { reason }), ...props.by });
      const answer = await ask<Published>(`${props.path}/reports`, {
        method: "POST",
        body,
        signal: stop.current.signal,
      });
      setPublished(answer);
      props.done();
    } catch (caught) {
      if (!stop.current.signal.aborted) setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
    setWorking(false);
  };
  if (published !== null)
    return (
      <section className="card" role="status">
        <h2>
          {say(published.added ? "report.published" : "report.unchanged", {
            revision: formats.number(published.revision),
          })}
        </h2>
        <p>{say("report.files")}</p>
        <ul className="outcome">
          {published.files.map((file) => (
            <li key={file}>
              <bdi dir="ltr">{file}</bdi>
            </li>
          ))}
        </ul>
        <button type="button" onClick={props.close}>
          {say("app.close")}
        </button>
      </section>
    );
  return (
    <section className="card" aria-label={say("report.publish")}>
      <h2>{say("report.publish.title")}</h2>
      <p className="note">{say("report.publish.how")}</p>
      {!props.first && <ProseField label={say("report.reason")} value={reason} onChange={setReason} />}
      {error !== null && <Problem error={error} />}
      <div className="actions">
        {working ? (
          <>
            <progress aria-label={say("report.publishing")} />
            <span role="status">{say("report.publishing")}</span>
            <button type="button" onClick={() => stop.current?.abort()}>
              {say("app.cancel")}
            </button>
          </>
        ) : (
          <>
            <button type="button" className="primary" onClick={publish}>
              {say("report.publish.now")}
            </button>
            <button type="button" onClick={props.close}>
              {say("app.cancel")}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
