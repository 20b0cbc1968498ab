import type { ReactNode } from "react";
import { choose, useAddress } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";

/** Query of the page of a list that the address names. */
export function usePage(limit: number): string {
  const { after } = useAddress().choices;
  return new URLSearchParams({ limit: String(limit), ...(after === undefined ? {} : { cursor: after }) }).toString();
}

/** Says that a list has more than this page, and leads there and back. @param next  as the server said it */
export function Pages({ next }: { readonly next: string | null }) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  if (next === null && choices.after === undefined) return null;
  return (
    <p className="pages">
      {next !== null && (
        <button type="button" onClick={() => choose({ after: next, edit: null })}>
          {say("facilities.further")}
        </button>
      )}
      {choices.after !== undefined && (
        <button type="button" onClick={() => choose({ after: null, edit: null })}>
          {say("facilities.first")}
        </button>
      )}
    </p>
  );
}

/** One page of a list as a table whose last column holds what can be done; `empty` stands where there is nothing. */
export function PagedTable(props: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly empty: string;
  readonly rows: readonly ReactNode[];
  readonly next: string | null;
}) {
  const { caption, heads, empty, rows, next } = props;
  return (
    <>
      {rows.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <div className="scroll">
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>{rows}</tbody>
          </table>
        </div>
      )}
      <Pages next={next} />
    </>
  );
}
