/** A sentence of the record as the server wrote it, in pieces; `origin` is an anchor of the page. */
export interface WrittenSentence {
  readonly id: string;
  readonly section: string;
  readonly pieces: readonly { readonly text: string; readonly origin: string | null }[];
  readonly origins: readonly string[];
}

/** A link is a box of its own, and a line may break beside it: not between it and what is written without a space. */
const WORD_JOINER = "\u2060";

function joined(text: string): string {
  const [before, after] = [/^\S/.test(text), /\S$/.test(text)].map((isJoined) => (isJoined ? WORD_JOINER : ""));
  return `${before}${text}${after}`;
}

/** The sentence; where `onOrigin` is given, its numbers and names lead to where each can be checked. */
export function WrittenText(props: {
  readonly sentence: WrittenSentence;
  readonly onOrigin?: (anchor: string) => void;
}) {
  const { sentence, onOrigin } = props;
  return (
    <>
      {sentence.pieces.map(({ text, origin }, k) => {
        const key = `${k} ${text}`;
        if (origin === null) return <span key={key}>{joined(text)}</span>;
        if (onOrigin === undefined) return <bdi key={key}>{text}</bdi>;
        return (
          <button key={key} type="button" className="link origin" onClick={() => onOrigin(origin)}>
            <bdi>{text}</bdi>
          </button>
        );
      })}
    </>
  );
}
