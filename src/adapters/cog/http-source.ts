import { setTimeout as pause } from "node:timers/promises";
import type { Fingerprint } from "../../core/imagery/scene.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import type { ByteSource } from "./byte-source.ts";

/** First request: enough for the directories of most files. */
const HEAD_BYTES = 32_768;
/** Each request gets this long, ms; a server that stalls is given up. */
const PATIENCE_MS = 60_000;
/** Pauses before the second and third try, ms. */
const RETRY_AFTER_MS = [200, 800];
const WORTH_RETRYING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A file behind HTTP, read by ranges. Nothing but the ranges asked for is transferred. */
export class HttpSource implements ByteSource {
  readonly location: string;
  size = 0;
  private readonly fetcher: Fetch;
  private etag: string | null = null;
  private modified: string | null = null;
  private head = new Uint8Array(0);
  private bytes = 0;
  private requests = 0;

  private constructor(location: string, fetcher: Fetch) {
    this.location = location;
    this.fetcher = fetcher;
  }

  static async open(location: string, fetcher: Fetch, signal?: AbortSignal): Promise<HttpSource> {
    const source = new HttpSource(location, fetcher);
    source.head = await source.fetchRange(0, HEAD_BYTES, signal);
    return source;
  }

  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array(0);
    if (offset + length <= this.head.length) return this.head.slice(offset, offset + length);
    if (offset + length > this.size)
      throw new YardcheckError(
        "image-invalid",
        `${this.location} points at byte ${offset + length}, behind its end at ${this.size}`,
      );
    return this.fetchRange(offset, length, signal);
  }

  cost() {
    return { bytes: this.bytes, requests: this.requests };
  }

  async fingerprint(): Promise<Fingerprint> {
    return { kind: "remote", etag: this.etag, bytes: this.size };
  }

  async close(): Promise<void> {}

  private async fetchRange(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    for (let attempt = 0; ; attempt++) {
      const wait = RETRY_AFTER_MS[attempt];
      try {
        return await this.fetchOnce(offset, length, signal);
      } catch (error) {
        if (signal?.aborted)
          throw new YardcheckError("interrupted", `reading ${this.location} was interrupted`, { cause: error });
        if (error instanceof YardcheckError) throw error;
        if (wait === undefined)
          throw new YardcheckError(
            "image-unreadable",
            `${this.location} could not be read in ${attempt + 1} tries: ${wordsOf(error)}`,
            { cause: error },
          );
        await pause(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    }
  }

  /** @throws YardcheckError for what another try will not change, any other error for what it may */
  private async fetchOnce(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    this.requests++;
    const response = await this.fetcher(this.location, {
      headers: { range: `bytes=${offset}-${offset + length - 1}`, "accept-encoding": "identity" },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    const answer = this.judge(response, offset, length);
    if (answer instanceof Error) {
      await response.body?.cancel().catch(() => undefined);
      throw answer;
    }
    const buffer = new Uint8Array(answer);
    let got = 0;
    if (response.body)
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        this.bytes += chunk.length;
        if (got + chunk.length > answer) {
          throw new YardcheckError("image-unreadable", `${this.location} sent more than the ${answer} bytes asked for`);
        }
        buffer.set(chunk, got);
        got += chunk.length;
      }
    if (got < answer) throw new Error(`the server broke off after ${got} of ${answer} bytes`);
    return buffer;
  }

  /** Bytes to expect of a good answer; else the error: a YardcheckError where another try is useless. */
  private judge(response: Response, offset: number, length: number): number | Error {
    const { status, headers } = response;
    const refuse = (detail: string) => new YardcheckError("image-unreadable", `${this.location}: ${detail}`);
    if (WORTH_RETRYING.has(status)) return new Error(`the server answered ${status}`);
    if (status === 200)
      return refuse("the server ignores Range requests and would send the whole file; download it and give its path");
    if (status === 416 && this.size === 0) return new YardcheckError("image-invalid", `${this.location} is empty`);
    if (status !== 206) return refuse(`the server answered ${status} ${response.statusText}`.trimEnd());
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get("content-range") ?? "");
    if (!range) return refuse(`the answer does not say which bytes it holds (${headers.get("content-range")})`);
    const [from, to, size] = range.slice(1).map(Number) as [number, number, number];
    const [etag, modified] = [headers.get("etag"), headers.get("last-modified")];
    if (this.size === 0) [this.size, this.etag, this.modified] = [size, etag, modified];
    else if (size !== this.size || etag !== this.etag || modified !== this.modified)
      return new YardcheckError("image-changed", `${this.location} changed on the server while it was read`);
    const expected = Math.min(length, size - offset);
    if (from !== offset || to - from + 1 !== expected)
      return refuse(`asked for bytes ${offset}-${offset + expected - 1}, got ${from}-${to}`);
    return expected;
  }
}

/** The innermost cause: "fetch failed" alone tells nobody anything. */
function wordsOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  if (inner.name === "TimeoutError") return `no answer within ${PATIENCE_MS / 1000} s`;
  return inner.message || ("code" in inner ? String(inner.code) : inner.name);
}
