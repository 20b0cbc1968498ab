import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pino from "pino";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { build } from "vite";
import type { Database } from "../../src/adapters/store/database.ts";
import { openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { startServer } from "../../src/apps/api/server.ts";
import { makeSmallDemo } from "./small-demo.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Parts of `src/` that decide what the small demonstration shows: a change makes it anew. */
const MADE_OF = [
  "core/synthetic",
  "core/imagery",
  "core/detection",
  "core/observation",
  "pipeline",
  "adapters/store",
  "adapters/detectors",
  "adapters/evidence",
  "adapters/published",
];
/** What the browser and the server believe it is: the demonstration's last look is some days old. */
export const NOW = "2025-03-04T12:00:00Z";

/** How the workbench is looked at. */
export interface Look {
  readonly language?: "en" | "ar";
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

/** A server on a workspace of its own, and a browser to look at it. */
export interface TestWorkbench extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  readonly browser: Browser;
  /** For the first admin; null while nobody needs an account. */
  readonly setupToken: string | null;
  /** A browser of one person: cookies and storage of its own. */
  person(look?: Look): Promise<Person>;
}

export interface Person extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of: uncaught errors, refused scripts and styles. */
  readonly complaints: string[];
  /** Goes to an address of the workbench (`f/synthetic-yard/yard?scene=x`) and waits until it is at rest. */
  open(address: string): Promise<void>;
}

/**
 * Starts the workbench on a copy of a small demonstration: six looks at the synthetic yard, and Tumangang as published.
 * The workspace is made once and kept in the temporary folder.
 *
 * @param accounts  true: everybody signs in, as outside of loopback
 * @param prepare   puts more into the workspace before it is served
 * @param environment  of the server: secrets, and what else it may fetch
 */
export async function startWorkbench({
  accounts = false,
  prepare = async () => {},
  environment = {},
}: {
  readonly accounts?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly prepare?: (db: Database) => Promise<void>;
} = {}): Promise<TestWorkbench> {
  await buildWeb();
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-workbench-"));
  cpSync(realpathSync(await smallDemo()), folder, { recursive: true });
  const workspace = await openWorkspace(folder, undefined, "serve", new Date(NOW));
  await prepare(workspace.db);
  const server = await startServer(workspace, pino({ level: "silent" }), {
    host: "127.0.0.1",
    port: 0,
    behindProxy: accounts,
    environment,
    now: () => NOW,
    jobs: 1,
  });
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"],
  });
  return {
    url: server.url,
    folder,
    browser,
    setupToken: server.setupToken,
    person: (look = {}) => person(browser, server.url, look),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.close();
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function person(browser: Browser, url: string, look: Look): Promise<Person> {
  const { language = "en", theme = "light", width = 1280, height = 900, reducedMotion = true } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    timezoneId: "UTC",
    locale: language,
  });
  // An empty page, and a report in its sandbox, have no storage.
  await context.addInitScript(`if (origin !== "null") {
    if (localStorage.getItem("yardcheck-language") === null) localStorage.setItem("yardcheck-language", "${language}");
    localStorage.setItem("yardcheck-toured", "yes");
  }`);
  const page = await context.newPage();
  watchTraffic(page);
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on(
    "console",
    (message) => message.type() === "error" && complaints.push(`${message.text()} ${message.location().url}`),
  );
  return {
    context,
    page,
    complaints,
    open: async (address) => {
      // A page of its own each time: an address must lead there from nowhere.
      await page.goto("about:blank");
      await page.goto(`${url}/#/${address}`);
      await atRest(page);
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

const AT_REST = `document.querySelector("main h1") !== null &&
  document.querySelector('[aria-busy="true"], [data-waiting]') === null && document.fonts.status === "loaded"`;

/** Pictures inside of drawings tell nobody when they are there: each is decoded once more, from what was fetched. */
const PICTURES_DECODED = `Promise.all([...document.querySelectorAll("main img, main svg image")].map((shown) => {
  const picture = new Image();
  picture.src = shown.href?.baseVal ?? shown.src;
  return picture.decode().catch(() => {});
})).then(() => undefined)`;

const REST_MS = 180_000;

/** How long nothing must be asked of the server, milliseconds. */
const QUIET_MS = 400;
const traffic = new WeakMap<Page, { readonly underWay: Set<Request>; since: number }>();

/** Keeps track of what a page asks for; `networkidle` is said once for each page, and ours ask later as well. */
function watchTraffic(page: Page): void {
  const now = { underWay: new Set<Request>(), since: Date.now() };
  traffic.set(page, now);
  page.on("request", (request) => {
    // A stream of events is never over.
    if (request.resourceType() !== "eventsource") now.underWay.add(request);
    now.since = Date.now();
  });
  const over = (request: Request) => {
    now.underWay.delete(request);
    now.since = Date.now();
  };
  page.on("requestfinished", over);
  page.on("requestfailed", over);
}

/** Until nothing is asked of the server, the page awaits nothing, and its letters and pictures are there. */
export async function atRest(page: Page): Promise<void> {
  const isQuiet = () => {
    const now = traffic.get(page);
    return now === undefined || (now.underWay.size === 0 && Date.now() - now.since >= QUIET_MS);
  };
  // Not waitForFunction: it evaluates text in the page, which our policy refuses.
  for (const until = Date.now() + REST_MS; ; await page.waitForTimeout(50)) {
    if (isQuiet() && (await page.evaluate(AT_REST))) break;
    if (Date.now() > until) throw new Error(`${page.url()} is not at rest after ${REST_MS / 1000} s`);
  }
  await page.evaluate(PICTURES_DECODED);
  await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
}

/** Builds the pages where a source is newer than they are. */
async function buildWeb(): Promise<void> {
  const page = join(ROOT, "web/dist/index.html");
  const newest = Math.max(
    ...filesOf(join(ROOT, "web/src"), join(ROOT, "src/core")).map((file) => statSync(file).mtimeMs),
  );
  if (existsSync(page) && statSync(page).mtimeMs > newest) return;
  // Beside its place first: several test files may find it stale at the same time.
  const beside = join(ROOT, "tmp", `web-${process.pid}`);
  const configFile = join(ROOT, "web/vite.config.ts");
  await build({ root: join(ROOT, "web"), configFile, logLevel: "error", build: { outDir: beside, emptyOutDir: true } });
  rmSync(join(ROOT, "web/dist"), { recursive: true, force: true });
  renameSync(beside, join(ROOT, "web/dist"));
}

/** Folder of the small demonstration, made anew when what it is made of has changed. */
async function smallDemo(): Promise<string> {
  const hash = createHash("sha256");
  const sources = [join(ROOT, "test/web/small-demo.ts"), ...filesOf(...MADE_OF.map((part) => join(ROOT, "src", part)))];
  for (const file of sources) hash.update(file).update(readFileSync(file));
  const folder = join(tmpdir(), `yardcheck-small-demo-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  // Scenes are registered by their whole path, so the folder keeps its name; a link says that it is complete.
  const made = mkdtempSync(`${folder}-`);
  await makeSmallDemo(made);
  try {
    symlinkSync(made, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return folder;
}

function filesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .map((file) => join(folder, file))
      .filter((file) => statSync(file).isFile()),
  );
}
