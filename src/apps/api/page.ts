const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A plain page for people who open an address of the API in a browser; no script, so the CSP needs no exception. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · Yardcheck</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body><main><h1>${escapeHtml(title)}</h1>
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
      `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a> <small>${escapeHtml(type)}</small></li>`,
  );
  return `<ul>${items.join("")}</ul>`;
}

/** Rows as a table, one column for each name. */
export function tableOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => escapeHtml(value === null || value === undefined ? "" : String(value));
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const lines = rows.map((row) => `<tr>${columns.map((column) => `<td>${cell(row[column])}</td>`).join("")}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${lines.join("\n")}</tbody></table>`;
}
