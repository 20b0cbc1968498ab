import type { ReactNode } from "react";
import { ApiProblem, type Asked } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";

/** That something is awaited; `data-waiting` tells it to whoever looks at the page by program. */
export function Waiting() {
  const { say } = useSpeaking();
  return (
    <p role="status" data-waiting="">
      {say("app.waiting")}
    </p>
  );
}

/** Shows an answer, or that it is awaited, or why there is none and what to do. */
export function Answered<Answer>(props: {
  readonly asked: Asked<Answer>;
  readonly again: () => void;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const { say } = useSpeaking();
  const { asked } = props;
  if (asked.state === "waiting") return <Waiting />;
  if (asked.state === "there") return props.children(asked.answer);
  const fix = asked.error instanceof ApiProblem ? asked.error.fix : null;
  return (
    <div role="alert" className="problem">
      <p dir="auto">{asked.error.message}</p>
      {fix !== null && <p dir="auto">{say("app.fix", { fix })}</p>}
      <button type="button" onClick={props.again}>
        {say("app.again")}
      </button>
    </div>
  );
}
