import { YardcheckError } from "../../errors.ts";

/** One record of a CSV file: its cells by column name, and the line of the file on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a spreadsheet runs as a formula (OWASP, CSV injection), or a text that was made text of one. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MADE_TEXT = /^'+[=+\-@\t\r]/;

/**
 * Rows as CSV after RFC 4180, the first line naming the columns. Text that a spreadsheet would take for a formula gets an
 * apostrophe before it, which `readCsv` takes off again; numbers are as they are.
 */
export function csvText(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  const plain = typeof value === "object" ? JSON.stringify(value) : String(value);
  const text = typeof value === "string" && FORMULA.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Reads CSV after RFC 4180, with a header; separated by commas, semicolons or tabs, as the header shows. Blanks around a
 * cell count only within quotation marks.
 *
 * @throws YardcheckError "series-invalid" naming the line
 */
export function readCsv(text: string, file: string): readonly CsvRecord[] {
  const header = text.slice(0, text.search(/\r?\n|$/));
  const separator = [";", "\t", ","].find((mark) => header.includes(mark)) ?? ",";
  const [first, ...records] = [...rowsOf(text.replace(/^\uFEFF/, ""), separator, file)];
  if (!first) throw new YardcheckError("series-invalid", `${file}: the file is empty`);
  const columns = first.cells.map((column) => column.trim());
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  if (repeated !== undefined) throw new YardcheckError("series-invalid", `${file}, line 1: two columns "${repeated}"`);
  return records
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ line, cells }) => {
      if (cells.length !== columns.length)
        throw new YardcheckError(
          "series-invalid",
          `${file}, line ${line}: ${cells.length} cells, the header has ${columns.length} columns`,
        );
      return { line, cells: Object.fromEntries(columns.map((column, i) => [column, textIn(cells[i] ?? "")])) };
    });
}

function textIn(cell: string): string {
  return MADE_TEXT.test(cell) ? cell.slice(1) : cell;
}

function* rowsOf(text: string, separator: string, file: string): Generator<{ line: number; cells: string[] }> {
  let [line, begun, cell, quoted, wasQuoted] = [1, 1, "", false, false];
  let cells: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const mark = text[i] ?? "";
    if (mark === "\n") line++;
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (mark === '"' && cell.trim() === "" && !wasQuoted) {
      [quoted, wasQuoted, cell] = [true, true, ""];
    } else if (mark === separator || mark === "\n") {
      cells.push(wasQuoted ? cell : cell.trim());
      [cell, wasQuoted] = ["", false];
      if (mark === "\n") {
        yield { line: begun, cells };
        [cells, begun] = [[], line];
      }
    } else if (mark !== "\r" && !(wasQuoted && mark.trim() === "")) cell += mark;
  }
  if (quoted) throw new YardcheckError("series-invalid", `${file}, line ${begun}: a quotation mark is not closed`);
  if (cell !== "" || cells.length > 0) yield { line: begun, cells: [...cells, wasQuoted ? cell : cell.trim()] };
}
