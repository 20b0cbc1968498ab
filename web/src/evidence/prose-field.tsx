import { useMemo } from "react";
import type { Texts } from "../../../src/core/report/finding.ts";
import { checkWords } from "../../../src/core/report/words.ts";
import { useSpeaking } from "../words/words.tsx";
import { TextsField } from "./fields.tsx";

/** An analyst's own sentences, with the check of words as one types. It points and explains; only a number without a source blocks. */
export function ProseField(props: {
  readonly label: string;
  readonly value: Texts;
  readonly onChange: (value: Texts) => void;
}) {
  return <TextsField {...props} lines={3} under={(text, language) => <WordCheck text={text} language={language} />} />;
}

function WordCheck({ text, language }: { readonly text: string; readonly language: "en" | "ar" }) {
  const { say, nameIn } = useSpeaking();
  const issues = useMemo(() => checkWords(text, language), [text, language]);
  return (
    <div className="word-check" aria-live="polite">
      {text !== "" && issues.length === 0 && <p className="fine">{say("words.fine")}</p>}
      <ul>
        {issues.map(({ code, at, words, why, blocks }) => (
          <li key={`${code} ${at}`} className={blocks ? "blocks" : "points"}>
            <strong>
              {say(blocks ? "words.blocks" : "words.points")} <bdi lang={language}>“{words}”</bdi>
            </strong>{" "}
            {nameIn(why)}
          </li>
        ))}
      </ul>
    </div>
  );
}
