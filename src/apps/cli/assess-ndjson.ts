import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { Worker } from "node:worker_threads";
import type { AssessOptions } from "../../core/assessment/assess-series.ts";
import { lookedAtTogether, type WatchedEvidence, watchedEvidence } from "../../core/assessment/many-facilities.ts";
import { YardcheckError } from "../../errors.ts";
import { assessLine, idTaken, type UnusableLine } from "../../pipeline/assess-line.ts";

/** Lines that a worker is given at a time, and batches under way for each worker. */
const BATCH = 8;
const AHEAD = 2;
/** A part of a batch is sent when no further line has come for this long, so that a program may wait for each answer. */
const FLUSH_AFTER_MS = 5;

export interface Line {
  readonly number: number;
  readonly text: string;
}

export interface Answer {
  /** Number of its line. */
  readonly line: number;
  /** Id of a series that was answered, null for a line that was not. */
  readonly id: string | null;
  readonly json: string;
  /** What to say on standard error, null for a line that was answered. */
  readonly complaint: string | null;
  /** What the series brings to those looked at together; null where nothing was watched. */
  readonly watched: WatchedEvidence | null;
}

/** One line's answer as it is printed. */
export function answerOf({ number, text }: Line, options: AssessOptions): Answer {
  const answer = assessLine(text, number, options);
  if (answer.status !== "unusable")
    return {
      line: number,
      id: answer.id,
      json: JSON.stringify(answer),
      complaint: null,
      watched: watchedEvidence(answer),
    };
  return refusalOf(answer);
}

/** How a line is refused: in the place of its answer, and on standard error. */
function refusalOf(answer: UnusableLine): Answer {
  const id = answer.id === null ? "" : ` (${JSON.stringify(answer.id)})`;
  const field = answer.field === "" ? "" : ` ${answer.field}:`;
  const complaint = `line ${answer.line}${id}:${field} ${answer.problem}`;
  return { line: answer.line, id: null, json: JSON.stringify(answer), complaint, watched: null };
}

/** Lines as they come. They end with a line feed alone, and may hold every other character that JSON allows. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let begun: string[] = [];
  let isFirst = true;
  const whole = () => {
    const line = begun.join("").replace(/\r$/, "");
    begun = [];
    const known = isFirst ? line.replace(/^\uFEFF/, "") : line;
    isFirst = false;
    return known;
  };
  for await (const chunk of input) {
    const [rest = "", ...more] = (typeof chunk === "string" ? chunk : decoder.write(chunk)).split("\n");
    begun.push(rest);
    for (const piece of more) {
      yield whole();
      begun.push(piece);
    }
  }
  begun.push(decoder.end());
  const last = whole();
  if (last !== "") yield last;
}

/**
 * Answers every line of the input, in order, with several workers. A series with the id of one that was answered is
 * refused: nobody could tell their answers apart. Memory stays flat but for these ids: no more lines are read than are being
 * worked on.
 *
 * @param jobs  workers; 1 works in this thread
 * @param together  false-discovery rate: a last line tells of all series together; null: no such line
 * @throws YardcheckError "line-invalid" at the end, when any line could not be used
 */
export async function assessNdjson(
  input: Readable,
  output: Writable,
  complaints: Writable,
  jobs: number,
  options: AssessOptions,
  together: number | null = null,
): Promise<void> {
  let pool: Pool | null = null;
  let batch: Line[] = [];
  let read = 0;
  let answered = 0;
  let unusable = 0;
  let underWay = 0;
  let printed: Promise<void> = Promise.resolve();
  const watched: WatchedEvidence[] = [];
  const lineOf = new Map<string, number>();

  /** Lines are printed in their order, so that the first of one id is answered however many workers there are. */
  const onceAnId = (answer: Answer): Answer => {
    const { id, line } = answer;
    if (id === null) return answer;
    const first = lineOf.get(id);
    if (first !== undefined) return refusalOf(idTaken(id, line, first));
    lineOf.set(id, line);
    return answer;
  };
  const print = async (answers: readonly Answer[]) => {
    for (const { json, complaint, watched: one } of answers.map(onceAnId)) {
      answered++;
      if (together !== null && one !== null) watched.push(one);
      if (complaint !== null) {
        unusable++;
        complaints.write(`yardcheck: ${complaint}\n`);
      }
      if (!output.write(`${json}\n`)) await new Promise<void>((resolve) => output.once("drain", resolve));
    }
  };
  const send = () => {
    if (batch.length === 0) return;
    const sent = batch;
    batch = [];
    // A handful of lines is answered sooner here than by a worker that must start first.
    if (jobs > 1 && pool === null && read > BATCH) pool = new Pool(jobs, options);
    const answers = pool?.answer(sent) ?? Promise.resolve(sent.map((line) => answerOf(line, options)));
    underWay++;
    const before = printed;
    printed = (async () => {
      await before;
      await print(await answers);
      underWay--;
    })();
    // Reported where `printed` is awaited; without this a failing worker would end the process first.
    printed.catch(() => undefined);
  };

  let idle: NodeJS.Timeout | undefined;
  try {
    for await (const text of linesOf(input)) {
      read++;
      if (text.trim() === "") continue;
      batch.push({ number: read, text });
      clearTimeout(idle);
      // A first batch waits for a line more: whether it is a handful, or the beginning of work for several.
      if (batch.length >= BATCH && (pool !== null || jobs === 1 || read > BATCH)) send();
      else idle = setTimeout(send, FLUSH_AFTER_MS);
      while (underWay >= AHEAD * jobs) await printed;
    }
    clearTimeout(idle);
    send();
    await printed;
    if (together !== null) output.write(`${JSON.stringify(lookedAtTogether(watched, together))}\n`);
  } finally {
    clearTimeout(idle);
    await (pool as Pool | null)?.close();
  }
  if (unusable > 0) throw new YardcheckError("line-invalid", `${unusable} of ${answered} lines could not be used`);
}

/** Workers that answer batches, first free first. */
class Pool {
  readonly #workers: Worker[];
  readonly #free: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(jobs: number, options: AssessOptions) {
    const file = new URL("./assess-worker.ts", import.meta.url);
    this.#workers = Array.from({ length: jobs }, () => new Worker(file, { workerData: options }));
    for (const worker of this.#workers) worker.setMaxListeners(20);
    this.#free = [...this.#workers];
  }

  async answer(lines: readonly Line[]): Promise<Answer[]> {
    const worker = this.#free.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    try {
      return await new Promise<Answer[]>((resolve, reject) => {
        const done = (answers: Answer[]) => {
          worker.off("error", reject);
          resolve(answers);
        };
        worker.once("message", done);
        worker.once("error", reject);
        worker.postMessage(lines);
      });
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(worker);
      else next(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
