import type { Texts } from "../../../src/core/report/finding.ts";
import type { Credibility, Grade, Reliability, Source } from "../../../src/core/report/source.ts";
import { useSpeaking } from "../words/words.tsx";

/** Both Admiralty grades of a source, each with its reason and who gave it. */
export function Grades({ source }: { readonly source: Pick<Source, "reliability" | "credibility"> }) {
  const { say } = useSpeaking();
  return (
    <dl className="grades">
      <OneGrade
        name={say("grade.reliability")}
        grade={source.reliability}
        words={say(`reliability.${source.reliability.value}`)}
      />
      <OneGrade
        name={say("grade.credibility")}
        grade={source.credibility}
        words={say(`credibility.${source.credibility.value}`)}
      />
    </dl>
  );
}

function OneGrade(props: {
  readonly name: string;
  readonly grade: Grade<Reliability | Credibility>;
  readonly words: string;
}) {
  const { say, nameIn } = useSpeaking();
  const { value, reason, by } = props.grade;
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <span className="grade">
          <bdi>{value}</bdi>
        </span>{" "}
        <strong>{props.words}.</strong> {nameIn(reason)} <span className="by">{say("grade.by", { by })}</span>
      </dd>
    </div>
  );
}

/** Both grades as a mark: `B2`. */
export function GradeMark(props: { readonly reliability: Reliability; readonly credibility: Credibility }) {
  const { say } = useSpeaking();
  const { reliability, credibility } = props;
  const words = say("grade.both", {
    reliability: say(`reliability.${reliability}`),
    credibility: say(`credibility.${credibility}`),
  });
  return (
    <abbr className="grade" title={words}>
      <bdi>
        {reliability}
        {credibility}
      </bdi>
    </abbr>
  );
}

/** A text of the record in this language, marked with the language that it is in where that is another. */
export function Said({ texts }: { readonly texts: Texts }) {
  const { language, nameIn } = useSpeaking();
  const own = language in texts ? language : "en" in texts ? "en" : (Object.keys(texts)[0] ?? language);
  return (
    <bdi lang={own} dir="auto">
      {nameIn(texts)}
    </bdi>
  );
}
