import { escapeMarkup } from "../../core/markup.ts";

/** A plain page for people who open an address of the API in a browser; no script, so the CSP needs no exception. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)} · Yardcheck</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body><main><h1>${escapeMarkup(title)}</h1>
${body}
</main></body></html>
`;
}

export type Link = {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title: string;
};

export function linkList(links: readonly Link[]): string {
  const items = links.map(
    ({ href, title, type }) =>
      `<li><a href="${escapeMarkup(href)}">${escapeMarkup(title)}</a> <small>${escapeMarkup(type)}</small></li>`,
  );
  return `<ul>${items.join("")}</ul>`;
}

/** Rows as a table, one column for each name. */
export function tableOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => escapeMarkup(value === null || value === undefined ? "" : String(value));
  const head = columns.map((column) => `<th scope="col">${escapeMarkup(column)}</th>`).join("");
  const lines = rows.map((row) => `<tr>${columns.map((column) => `<td>${cell(row[column])}</td>`).join("")}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${lines.join("\n")}</tbody></table>`;
}
