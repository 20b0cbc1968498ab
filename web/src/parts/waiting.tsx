import type { ReactNode } from "react";
import { ApiProblem, type Asked } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";

/** Something is awaited. */
export function Waiting() {
  const { say } = useSpeaking();
  return (
    <p role="status" className="waiting" data-waiting>
      {say("app.waiting")}
    </p>
  );
}

/** A failure in this language, and below it what the server or the program says of it in English. */
export function Failure({ code, detail }: { readonly code: string; readonly detail: string }) {
  const { failureOf } = useSpeaking();
  return (
    <>
      <p>{failureOf(code)}</p>
      <Detail text={detail} />
    </>
  );
}

/** Words of the server or the program, which are English: a line of their own, whatever direction is around them. */
export function Detail({ text }: { readonly text: string }) {
  return (
    <p className="detail" lang="en" dir="ltr">
      {text}
    </p>
  );
}

/** What went wrong, and what to do about it. */
export function Problem(props: { readonly error: Error; readonly again?: () => void }) {
  const { say, fixFor } = useSpeaking();
  const { error, again } = props;
  const fix = error instanceof ApiProblem ? (fixFor(error.code) ?? error.fix) : null;
  return (
    <div role="alert" className="problem">
      {error instanceof ApiProblem ? (
        <Failure code={error.code} detail={error.message} />
      ) : (
        <p>{say("app.no-answer")}</p>
      )}
      {fix !== null && <p dir="auto">{say("app.fix", { fix })}</p>}
      {again !== undefined && (
        <button type="button" onClick={again}>
          {say("app.again")}
        </button>
      )}
    </div>
  );
}

/** Shows an answer, or that it is awaited, or why there is none and what to do. */
export function Answered<Answer>(props: {
  readonly asked: Asked<Answer>;
  readonly again: () => void;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const { asked } = props;
  if (asked.state === "waiting") return <Waiting />;
  if (asked.state === "there") return props.children(asked.answer);
  return <Problem error={asked.error} again={props.again} />;
}
