import { useCallback, useEffect, useState } from "react";

/** A refusal of the server: problem details with our code and what to do. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly fix: string | null;

  constructor(status: number, code: string, detail: string, fix: string | null) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fix = fix;
  }
}

/** Told to the window when the server says that the session has ended. */
export const SIGNED_OUT = "yardcheck-signed-out";

/** Asks the server; a dropped connection is a TypeError, as fetch gives it. */
export async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await answerOf(path, init);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** The whole answer, where its headers matter; throws as `ask` does. */
export async function answerOf(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("accept", "application/json");
  if (init.body !== undefined) headers.set("content-type", "application/json");
  const csrf = document.cookie.match(/(?:^|; )yardcheck-csrf=([^;]+)/)?.[1];
  if (csrf !== undefined) headers.set("x-csrf-token", decodeURIComponent(csrf));
  const response = await fetch(path, { ...init, headers, credentials: "same-origin" });
  if (response.status === 401 && init.method !== "POST") dispatchEvent(new Event(SIGNED_OUT));
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => ({}));
  const text = (key: string): string | null => {
    const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[key] : null;
    return typeof value === "string" ? value : null;
  };
  const detail = text("detail") ?? text("title") ?? `${response.status} ${response.statusText}`;
  return new ApiProblem(response.status, text("code") ?? "unknown", detail, text("fix"));
}

export type Asked<Answer> =
  | { readonly state: "waiting" }
  | { readonly state: "failed"; readonly error: Error }
  | { readonly state: "there"; readonly answer: Answer };

/** What the server has at a path; `null` asks nothing. The second value asks again. */
export function useAnswer<Answer>(
  path: string | null,
  asking: (path: string, init: RequestInit) => Promise<Answer> = ask,
): readonly [Asked<Answer>, () => void] {
  const [asked, setAsked] = useState<Asked<Answer>>({ state: "waiting" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    setAsked({ state: "waiting" });
    asking(path, { signal: stop.signal }).then(
      (answer) => setAsked({ state: "there", answer }),
      (error: Error) => {
        if (!stop.signal.aborted) setAsked({ state: "failed", error });
      },
    );
    return () => stop.abort();
  }, [path, asking, turn]);
  return [asked, useCallback(() => setTurn((before) => before + 1), [])];
}

/** Most rows that the server gives at a time. */
const PAGE = 1000;

/** Every row of a list, however many pages the server gives it in. @param rows  their name in its answer */
export function useWhole<Row>(path: string, rows: string): readonly [Asked<readonly Row[]>, () => void] {
  const asking = useCallback(
    async (path: string, init: RequestInit): Promise<readonly Row[]> => {
      const whole: Row[] = [];
      const query = new URLSearchParams({ limit: String(PAGE) });
      for (let next: string | null = ""; next !== null; ) {
        const page: Readonly<Record<string, unknown>> = await ask(
          `${path}${path.includes("?") ? "&" : "?"}${query}`,
          init,
        );
        whole.push(...(page[rows] as Row[]));
        next = page["next"] as string | null;
        query.set("cursor", next ?? "");
      }
      return whole;
    },
    [rows],
  );
  return useAnswer(path, asking);
}
