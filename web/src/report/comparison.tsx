import { choose, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { MethodChoice, methodAsked, useMethods } from "../parts/method-choice.tsx";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { Revision } from "./revision.ts";
import { type WrittenSentence, WrittenText } from "./written-text.tsx";

interface Changes {
  readonly values: readonly { readonly sentence: WrittenSentence; readonly was: string; readonly now: string }[];
  readonly appeared: readonly WrittenSentence[];
  readonly gone: readonly WrittenSentence[];
}

/** What one revision prints differently from another, or from the draft. */
export function Comparison(props: {
  readonly path: string;
  readonly language: string;
  readonly numbering: string;
  readonly revisions: readonly Revision[];
}) {
  const { say, formats } = useSpeaking();
  const { choices } = useAddress();
  const { may } = useSession();
  const { path, language, revisions } = props;
  const [methods] = useMethods(path);
  const from = choices.from ?? String(revisions[0]?.revision ?? "");
  const mayDraft = may("report:draft");
  const to = choices.to ?? (mayDraft ? null : (revisions[0]?.revision.toString() ?? null));
  const upTo = to === null ? methodAsked(choices.method) : { to };
  const query = new URLSearchParams({ language, numbering: props.numbering, from, ...upTo });
  const [asked, again] = useAnswer<Changes>(from === "" ? null : `${path}/report-comparison?${query}`);
  if (revisions.length === 0) return <p className="empty">{say("report.compare.none")}</p>;
  const option = ({ revision, at }: Revision) => (
    <option key={revision} value={revision}>
      {say("report.revision.of", { number: formats.number(revision), day: formats.day(at) })}
    </option>
  );
  return (
    <>
      <div className="filters">
        <label>
          {say("report.compare.from")}
          <select value={from} onChange={(change) => choose({ from: change.target.value })}>
            {revisions.map(option)}
          </select>
        </label>
        <label>
          {say("report.compare.to")}
          <select value={to ?? ""} onChange={(change) => choose({ to: change.target.value || null })}>
            {mayDraft && <option value="">{say("report.draft")}</option>}
            {revisions.map(option)}
          </select>
        </label>
        {to === null && <MethodChoice asked={methods} />}
      </div>
      <Answered asked={asked} again={again}>
        {(changes) => <Told changes={changes} language={language} />}
      </Answered>
    </>
  );
}

function Told({ changes, language }: { readonly changes: Changes; readonly language: string }) {
  const { say } = useSpeaking();
  const { values, appeared, gone } = changes;
  if (values.length + appeared.length + gone.length === 0) return <p className="empty">{say("report.compare.same")}</p>;
  const dir = language === "ar" ? "rtl" : "ltr";
  return (
    <div className="changes" lang={language} dir={dir}>
      {values.length > 0 && (
        <div className="scroll">
          <table>
            <caption>{say("report.compare.values", { count: values.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{say("report.compare.sentence")}</th>
                <th scope="col">{say("report.compare.was")}</th>
                <th scope="col">{say("report.compare.now")}</th>
              </tr>
            </thead>
            <tbody>
              {values.map(({ sentence, was, now }) => (
                <tr key={`${sentence.id} ${was} ${now}`}>
                  <th scope="row">
                    <WrittenText sentence={sentence} />
                  </th>
                  <td>
                    <del>{was}</del>
                  </td>
                  <td>
                    <ins>{now}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Sentences title={say("report.compare.appeared")} sentences={appeared} mark="+" />
      <Sentences title={say("report.compare.gone")} sentences={gone} mark="−" />
    </div>
  );
}

function Sentences(props: {
  readonly title: string;
  readonly sentences: readonly WrittenSentence[];
  readonly mark: string;
}) {
  if (props.sentences.length === 0) return null;
  return (
    <section>
      <h2>{props.title}</h2>
      <ul className="marked">
        {props.sentences.map((sentence) => (
          <li key={sentence.id}>
            <span aria-hidden="true">{props.mark}</span> <WrittenText sentence={sentence} />
          </li>
        ))}
      </ul>
    </section>
  );
}
