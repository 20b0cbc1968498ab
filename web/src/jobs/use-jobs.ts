import { useCallback, useEffect, useRef, useState } from "react";
import { ask } from "../api.ts";
import { hasEnded, type Job } from "./job.ts";

/** Jobs that are followed one by one as they go: more would use up the browser's connections to one server. */
const FOLLOWED = 2;
/** How often the list is asked for while something in it may still change, milliseconds. */
const LIST_EVERY_MS = 4000;

export interface Jobs {
  /** Null: not known yet. */
  readonly jobs: readonly Job[] | null;
  /** Cursor of the page after them; null: none that we know of. */
  readonly next: string | null;
  readonly error: Error | null;
  readonly again: () => void;
}

/** Jobs of a state and a page of them (query of `usePage`), newest first, kept up to date: those that run by server-sent events, the others by asking again. */
export function useJobs(state: string | null, page: string): Jobs {
  const [jobs, setJobs] = useState<readonly Job[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    const stop = new AbortController();
    const query = new URLSearchParams({ ...(state === null ? {} : { state }) });
    ask<{ jobs: Job[]; next: string | null }>(`/api/jobs?${page}&${query}`, { signal: stop.signal }).then(
      (answer) => {
        setJobs(answer.jobs);
        setNext(answer.next);
        setError(null);
      },
      (caught: Error) => !stop.signal.aborted && setError(caught),
    );
    return () => stop.abort();
  }, [state, page, turn]);

  const underWay = jobs?.some((job) => !hasEnded(job)) ?? false;
  useEffect(() => {
    if (!underWay && error === null) return;
    const timer = setInterval(again, LIST_EVERY_MS);
    return () => clearInterval(timer);
  }, [underWay, error, again]);

  const running = (jobs ?? [])
    .filter((job) => job.state === "running")
    .slice(0, FOLLOWED)
    .map(({ id }) => id)
    .join(" ");
  const put = useRef((job: Job) => setJobs((before) => before?.map((one) => (one.id === job.id ? job : one)) ?? null));
  useEffect(() => {
    const streams = running
      .split(" ")
      .filter(Boolean)
      .map((id) => {
        const stream = new EventSource(`/api/jobs/${id}/events`);
        stream.addEventListener("job", ({ data }) => {
          const job: Job = JSON.parse(data);
          put.current(job);
          if (hasEnded(job)) stream.close();
        });
        return stream;
      });
    return () => {
      for (const stream of streams) stream.close();
    };
  }, [running]);
  return { jobs, next, error, again };
}
