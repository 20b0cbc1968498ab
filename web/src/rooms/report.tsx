import { useState } from "react";
import "../report/report.css";
import { choose, linkTo, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { MethodChoice, methodAsked, useMethods } from "../parts/method-choice.tsx";
import { Answered } from "../parts/waiting.tsx";
import { AnalystSentences } from "../report/analyst-sentences.tsx";
import { Comparison } from "../report/comparison.tsx";
import { PagePreview } from "../report/page-preview.tsx";
import { Publishing } from "../report/publishing.tsx";
import { RecordList } from "../report/record-list.tsx";
import type { Revision } from "../report/revision.ts";
import type { WrittenSentence } from "../report/written-text.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";

const FORMATS = ["html", "pdf", "docx", "brief"] as const;
const VIEWS = ["page", "edit", "compare"] as const;

/** The record and the page side by side, the analyst's sentences, revisions compared; publishing freezes the draft. */
export default function Report({ facility }: RoomProps) {
  const { say } = useSpeaking();
  const { may } = useSession();
  const { path: place, choices } = useAddress();
  const path = `/api/facilities/${encodeURIComponent(facility)}`;
  const [asked, again] = useAnswer<{ revisions: Revision[] }>(`${path}/reports?limit=50`);
  const view = VIEWS.find((one) => one === choices.view) ?? "page";
  return (
    <>
      <h1>{say("room.report")}</h1>
      <nav className="parts" aria-label={say("report.views")}>
        <ul className="rooms">
          {VIEWS.filter((one) => one !== "edit" || may("evidence:write")).map((one) => (
            <li key={one}>
              <a
                href={linkTo(place, { ...choices, view: one === "page" ? null : one })}
                aria-current={view === one ? "page" : undefined}
              >
                {say(`report.view.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Answered asked={asked} again={again}>
        {({ revisions }) => <Viewed path={path} facility={facility} revisions={revisions} view={view} again={again} />}
      </Answered>
    </>
  );
}

interface ViewedProps {
  readonly path: string;
  readonly facility: string;
  readonly revisions: readonly Revision[];
  readonly again: () => void;
}

function Viewed(props: ViewedProps & { readonly view: (typeof VIEWS)[number] }) {
  const { language, digits } = useSpeaking();
  const { choices } = useAddress();
  const shown = choices.language ?? language;
  const numbering = shown === "ar" ? digits : "latn";
  switch (props.view) {
    case "page":
      return <RecordAndPage {...props} language={shown} numbering={numbering} />;
    case "edit":
      return <AnalystSentences facility={props.facility} />;
    case "compare":
      return <Comparison path={props.path} language={shown} numbering={numbering} revisions={props.revisions} />;
  }
}

function RecordAndPage(props: ViewedProps & { readonly language: string; readonly numbering: string }) {
  const { say, formats } = useSpeaking();
  const { may } = useSession();
  const { choices } = useAddress();
  const { path, revisions, language, numbering } = props;
  const [methods] = useMethods(path);
  const [anchor, setAnchor] = useState<string | null>(null);
  const [publishing, setPublishing] = useState(false);
  const newest = revisions[0]?.revision;
  // Drafts are for analysts; others see what was published.
  const revision = choices.revision ?? (may("report:draft") || newest === undefined ? null : String(newest));
  const query = { language, numbering, ...(revision === null ? methodAsked(choices.method) : { revision }) };
  const page = (format: string) => `${path}/report?${new URLSearchParams({ ...query, format })}`;
  const hasPage = revision !== null || may("report:draft");
  const [written, writeAgain] = useAnswer<{ sentences: readonly WrittenSentence[] }>(
    hasPage ? `${path}/report-sentences?${new URLSearchParams(query)}` : null,
  );
  if (!hasPage) return <p className="empty">{say("report.none-published")}</p>;
  const asPdf = choices.as === "pdf";
  return (
    <>
      <div className="filters">
        <label>
          {say("report.revision")}
          <select value={revision ?? ""} onChange={(change) => choose({ revision: change.target.value || null })}>
            {may("report:draft") && <option value="">{say("report.draft")}</option>}
            {revisions.map(({ revision: number, at }) => (
              <option key={number} value={number}>
                {say("report.revision.of", { number: formats.number(number), day: formats.day(at) })}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say("report.language")}
          <select value={language} onChange={(change) => choose({ language: change.target.value })}>
            <option value="en" lang="en">
              English
            </option>
            <option value="ar" lang="ar">
              العربية
            </option>
          </select>
        </label>
        <label>
          {say("report.as")}
          <select value={asPdf ? "pdf" : "html"} onChange={(change) => choose({ as: change.target.value })}>
            <option value="html">{say("report.format.html")}</option>
            <option value="pdf">{say("report.format.pdf")}</option>
          </select>
        </label>
        <nav className="low downloads" aria-label={say("report.open")}>
          {FORMATS.map((format) => (
            <a key={format} href={page(format)} target="_blank" rel="noreferrer">
              {say(`report.format.${format}`)}
            </a>
          ))}
        </nav>
        {revision === null && <MethodChoice asked={methods} />}
        {may("report:publish") && revision === null && !publishing && (
          <button type="button" className="primary low" onClick={() => setPublishing(true)}>
            {say("report.publish")}
          </button>
        )}
      </div>
      {publishing && (
        <Publishing
          path={path}
          first={revisions.length === 0}
          by={methodAsked(choices.method)}
          done={() => undefined}
          close={() => {
            setPublishing(false);
            props.again();
          }}
        />
      )}
      <Answered asked={written} again={writeAgain}>
        {({ sentences }) => (
          <div className="side-by-side">
            <RecordList
              sentences={sentences}
              language={language}
              onOrigin={(origin) => {
                if (asPdf) choose({ as: null });
                setAnchor(origin);
              }}
            />
            <PagePreview address={page(asPdf ? "pdf" : "html")} anchor={asPdf ? null : anchor} />
          </div>
        )}
      </Answered>
    </>
  );
}
