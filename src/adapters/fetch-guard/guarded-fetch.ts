import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP } from "node:net";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { YardcheckError } from "../../errors.ts";
import { allowedPlace, whyNotPublic } from "./addresses.ts";

/** Where given URLs may lead, and how long they may take. */
export interface FetchSettings {
  /** Places reached although they are not public: `127.0.0.1:9000`, `10.1.0.0/16`, `minio.internal`. */
  readonly allowPrivate: readonly string[];
  /** Not empty: only these hosts and their subdomains are reached. */
  readonly onlyHosts: readonly string[];
  readonly maxRedirects: number;
  /** Silence after which a connection is given up: before the headers, and between two pieces of the body. */
  readonly silenceMs: number;
  /** Requests in flight to one host; more wait in line. */
  readonly perHost: number;
}

export const FETCH_DEFAULTS: FetchSettings = {
  allowPrivate: [],
  onlyHosts: [],
  maxRedirects: 5,
  silenceMs: 30_000,
  perHost: 6,
};

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** The name server's answer to a host; a test puts its own in its place, to answer differently the second time. */
export type Resolve = (
  host: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const resolveBySystem: Resolve = (host, answer) => systemLookup(host, { all: true, verbatim: true }, answer);

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Sent to the host they were meant for, and to no other that it redirects to. */
const KEPT_ON_REDIRECT = new Set(["accept", "accept-language", "content-type", "range", "if-range", "user-agent"]);

/**
 * A `fetch` that reaches public addresses and listed places only, whatever way they are written, redirected to or
 * answered by a name server.
 *
 * A name is resolved once, the answer is judged, and the connection goes to the judged address: a name server that
 * answers differently the second time is not asked a second time.
 *
 * @throws YardcheckError "address-refused" (from the fetch) for a place that the settings do not open;
 *   "usage" at once for a setting that cannot be read
 */
export function guardedFetch(given: Partial<FetchSettings> = {}, resolve: Resolve = resolveBySystem): Fetch {
  const settings = { ...FETCH_DEFAULTS, ...given };
  const judge = judgeOf(settings);
  const agent = new Agent({
    connect: connectorOf(judge, resolve, settings.silenceMs),
    connections: settings.perHost,
    headersTimeout: settings.silenceMs,
    bodyTimeout: settings.silenceMs,
    maxHeaderSize: 65_536,
  });

  return async (input, init) => {
    const request = new Request(input, init);
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    let method = request.method;
    let url = new URL(request.url);
    let headers = new Headers(request.headers);
    for (let hops = 0; ; hops++) {
      judge.url(url);
      const response = await fetchOnce(url, {
        method,
        headers,
        body: method === "GET" ? undefined : body,
        agent,
        signal: request.signal,
      });
      const target = response.headers.get("location");
      if (!REDIRECTS.has(response.status) || target === null || request.redirect === "manual") return response;
      await response.body?.cancel();
      if (hops >= settings.maxRedirects)
        throw new YardcheckError(
          "address-refused",
          `${url.origin} redirected more than ${settings.maxRedirects} times`,
        );
      const next = new URL(target, url);
      if (next.origin !== url.origin) headers = keptHeaders(headers);
      if (response.status === 303 || (response.status < 303 && method === "POST")) method = "GET";
      url = next;
    }
  };
}

interface Sent {
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer | undefined;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

async function fetchOnce(url: URL, { method, headers, body, agent, signal }: Sent): Promise<Response> {
  try {
    const init = { method, headers: [...headers], dispatcher: agent, redirect: "manual" as const, signal };
    // undici's Response has the shape of the global one; only their declarations are strangers.
    return (await undiciFetch(url, body === undefined ? init : { ...init, body })) as unknown as Response;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      if (cause instanceof YardcheckError) throw cause;
    throw error;
  }
}

function keptHeaders(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => KEPT_ON_REDIRECT.has(name.toLowerCase())));
}

interface Judge {
  /** @throws YardcheckError "address-refused" */
  url(url: URL): void;
  /** Why an address may not be reached, or null. */
  address(host: string, address: string, port: number): string | null;
}

function judgeOf(settings: FetchSettings): Judge {
  let places: ReturnType<typeof allowedPlace>[];
  try {
    places = settings.allowPrivate.map(allowedPlace);
  } catch (error) {
    throw new YardcheckError("usage", `fetch.allowPrivate: ${error instanceof Error ? error.message : error}`);
  }
  const hosts = settings.onlyHosts.map((host) => host.toLowerCase());
  return {
    url(url) {
      if (url.protocol !== "https:" && url.protocol !== "http:")
        throw new YardcheckError("address-refused", `only http and https are fetched, got ${url.protocol}`);
      if (url.username !== "" || url.password !== "")
        throw new YardcheckError("address-refused", `${url.host}: an address must not carry a user name or password`);
      const named = url.hostname.replace(/\.$/, "");
      if (hosts.length > 0 && !hosts.some((host) => named === host || named.endsWith(`.${host}`)))
        throw new YardcheckError("address-refused", `${named} is not one of the hosts that the settings open`);
    },
    address(host, address, port) {
      const why = whyNotPublic(address);
      return why === null || places.some((place) => place.holds(host, address, port)) ? null : why;
    },
  };
}

function connectorOf(judge: Judge, resolve: Resolve, timeout: number): buildConnector.connector {
  const byPort = new Map<number, buildConnector.connector>();
  const refusal = (host: string, address: string, why: string) =>
    new YardcheckError("address-refused", `${host} leads to ${address} (${why})`);

  return (options, callback) => {
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0) {
      const why = judge.address(host, host, port);
      if (why !== null) return callback(refusal(options.hostname, host, why), null);
    }
    let connect = byPort.get(port);
    if (connect === undefined) {
      connect = buildConnector({
        timeout,
        lookup: (name, asked, answer) =>
          resolve(name, (error, addresses) => {
            if (error) return answer(error, []);
            for (const { address } of addresses) {
              const why = judge.address(name, address, port);
              if (why !== null) return answer(refusal(name, address, why), []);
            }
            const [first] = addresses;
            if (first === undefined) return answer(new Error(`no address for ${name}`), []);
            if (asked.all) return answer(null, addresses);
            answer(null, first.address, first.family);
          }),
      });
      byPort.set(port, connect);
    }
    return connect(options, callback);
  };
}
