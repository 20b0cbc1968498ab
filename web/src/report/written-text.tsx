import { Fragment } from "react";
import { type Piece, unbrokenRuns } from "./unbroken.ts";

/** A sentence of the record as the server wrote it, in pieces; `origin` is an anchor of the page. */
export interface WrittenSentence {
  readonly id: string;
  readonly section: string;
  readonly pieces: readonly Piece[];
  readonly origins: readonly string[];
}

/** The sentence; where `onOrigin` is given, its numbers and names lead to where each can be checked. */
export function WrittenText(props: {
  readonly sentence: WrittenSentence;
  readonly onOrigin?: (anchor: string) => void;
}) {
  const { sentence, onOrigin } = props;
  const written = ({ text, origin }: Piece, k: number) => {
    const key = `${k} ${text}`;
    if (origin === null) return <Fragment key={key}>{text}</Fragment>;
    if (onOrigin === undefined) return <bdi key={key}>{text}</bdi>;
    return (
      <button key={key} type="button" className="link origin" onClick={() => onOrigin(origin)}>
        <bdi>{text}</bdi>
      </button>
    );
  };
  return (
    <>
      {unbrokenRuns(sentence.pieces).map((run, k) => (
        <span key={`${k} ${run[0]?.text}`} className={run.length > 1 ? "unbroken" : undefined}>
          {run.map(written)}
        </span>
      ))}
    </>
  );
}
