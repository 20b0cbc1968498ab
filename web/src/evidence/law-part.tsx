import { useSpeaking } from "../words/words.tsx";
import { Said } from "./grade-badge.tsx";
import type { Checked } from "./use-checked.ts";

/** Resolutions that bear on the facility; for orientation, no legal advice. */
export function LawPart({ checked }: { readonly checked: Checked }) {
  const { say, formats } = useSpeaking();
  if (checked.law.length === 0) return <p className="empty">{say("law.empty")}</p>;
  return (
    <section aria-label={say("evidence.law")}>
      <p className="lead">{say("law.no-advice")}</p>
      {checked.law.map(({ id, number, adoptedOn, vote, link, provisions, checked: how }) => (
        <article key={id} className="card">
          <h2>
            <a href={link} target="_blank" rel="noreferrer">
              {say("law.resolution", { number: String(number) })}
            </a>
          </h2>
          <p className="facts">
            <span>{formats.day(adoptedOn)}</span>
            <span>
              {say("law.vote", {
                for: formats.number(vote.for),
                against: formats.number(vote.against),
                abstained: formats.number(vote.abstained),
              })}
            </span>
          </p>
          <ul>
            {provisions.map(({ paragraph, summary }) => (
              <li key={paragraph}>
                {say("law.paragraph", { paragraph })} <Said texts={summary} />
              </li>
            ))}
          </ul>
          <p className="note">
            <Said texts={how} />
          </p>
        </article>
      ))}
    </section>
  );
}
