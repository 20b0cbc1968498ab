import { useSyncExternalStore } from "react";
import { canonicalJson } from "../../src/core/report/canonical.ts";
import { ApiProblem } from "./api.ts";
import { deliver, type Edition, readBack, type Written } from "./letter-form.ts";

/**
 * Edits on their way to the server. Each is the whole of one document as this browser has it, with the revision that it
 * was made from; kept in the browser's storage until the server has it, so that neither a reload nor a dropped
 * connection loses it. Each belongs to whoever made it: nobody else who signs in here sees or sends it. And each belongs
 * to its tab: two tabs that edit the same document do not write over each other, and where both save, the second is told.
 *
 * `held`: kept here until somebody saves; `waiting`: sent in a moment; `offline`: the server did not answer, it is sent
 * again; `conflict`: somebody else saved meanwhile, a person must choose; `refused`: the server says what is wrong.
 */
export interface Letter extends Written {
  readonly state: "held" | "waiting" | "offline" | "conflict" | "refused";
  readonly problem: { readonly code: string; readonly detail: string } | null;
}

/** Milliseconds before an edit is sent, and before a failed sending is tried again. */
const SEND_AFTER_MS = 400;
const TRY_AGAIN_MS = 3000;
const PREFIX = "yardcheck-letter ";
/** This tab since it was loaded, by a name that it holds a lock of while it is open; later ones sort later. */
const TAB = `yardcheck-tab-${new Date().toISOString()}-${Math.random().toString(36).slice(2)}`;
/** The same tab before it was loaded anew. */
const TAB_BEFORE = sessionStorage.getItem("yardcheck-tab");
sessionStorage.setItem("yardcheck-tab", TAB);
// Where the page is not served securely there are no locks: then letters of every tab are taken up.
const locks: LockManager | undefined = navigator.locks;
locks?.request(TAB, () => new Promise(() => {}));

const letters = new Map<string, Letter>();
/** Editions that the server has confirmed since the page was opened; of ETags those that were read later, too. */
const confirmed = new Map<string, Edition>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const sending = new Set<string>();
const listeners = new Set<() => void>();
let shown: readonly Letter[] = [];
/** Who has signed in: whose letters these are. */
let owner: string | null = null;
let opened = Promise.resolve();
/** What was held in tabs that are closed: each is taken up where its document is opened, one at a time. */
let left: readonly Kept[] = [];

/** A letter as it is stored. */
interface Kept extends Letter {
  readonly owner: string;
  readonly tab: string;
}

addEventListener("online", () => {
  for (const { path, state } of letters.values()) if (state === "offline") later(path, 0);
});

/** Takes the letters of one person in hand and puts those of others down: they wait for who wrote them. */
export function openOutbox(name: string | null): Promise<void> {
  if (name !== owner) opened = openAs(name);
  return opened;
}

async function openAs(name: string | null): Promise<void> {
  for (const timer of timers.values()) clearTimeout(timer);
  for (const known of [letters, confirmed, timers]) known.clear();
  owner = name;
  left = [];
  publish();
  const open = new Set((await locks?.query())?.held?.map(({ name }) => name));
  if (owner !== name) return;
  const isOurs = (tab: string) => tab === TAB || tab === TAB_BEFORE;
  const kept = keptLetters().filter(({ owner }) => owner === name);
  const ours = kept.filter(({ tab }) => isOurs(tab));
  const others = kept.filter(({ tab }) => !isOurs(tab) && !open.has(tab));
  left = others.filter(({ state }) => state === "held");
  for (const letter of [...ours, ...others.filter(({ state }) => state !== "held")]) takeUp(letter);
  publish();
}

/** All letters of this browser, those of the tabs that were loaded last before others. */
function keptLetters(): Kept[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const kept: Kept[] = keys.map((key) => JSON.parse(localStorage.getItem(key) ?? "null"));
  return kept.sort((a, b) => (a.tab < b.tab ? 1 : -1));
}

/** Makes a letter one of this tab, unless it has one of the same path, or another tab was quicker. */
function takeUp({ owner, tab, ...letter }: Kept): void {
  const { path, state } = letter;
  if (letters.has(path) || localStorage.getItem(keyOf(path, tab)) === null) return;
  localStorage.removeItem(keyOf(path, tab));
  const onItsWay = state === "offline" || state === "waiting";
  keep(onItsWay ? { ...letter, state: "waiting" } : letter);
  if (onItsWay) later(path, SEND_AFTER_MS);
}

function keyOf(path: string, tab = TAB): string {
  return `${PREFIX}${owner} ${tab} ${path}`;
}

/** Puts an edit in place of the one that waits for the same path; the revision it began from stays. */
export function post(letter: Omit<Letter, "state" | "problem">, held = false): void {
  const before = letters.get(letter.path);
  // What was sent off once goes on being sent; what was refused waits until it is saved again.
  const onItsWay = before !== undefined && before.state !== "held" && before.state !== "refused";
  const state = onItsWay ? before.state : held ? "held" : "waiting";
  const revision = before?.revision ?? newer(letter.revision, confirmed.get(letter.path) ?? letter.revision);
  put({ ...letter, revision, state, problem: before?.problem ?? null });
  if (state === "waiting" || state === "offline") later(letter.path, SEND_AFTER_MS);
}

/** Notes an edition that was read: ETags have no order, so that the last one that the server told is the newest. */
export function noteRead(path: string, edition: Edition): void {
  if (typeof edition === "string") confirmed.set(path, edition);
}

/** Of two editions the newer one; of ETags the one that the server told last. */
function newer(read: Edition, last: Edition): Edition {
  return typeof read === "number" && typeof last === "number" ? Math.max(read, last) : last;
}

/** Sends an edit that was held. */
export function release(path: string): void {
  const letter = letters.get(path);
  if (letter === undefined) return;
  put({ ...letter, state: "waiting", problem: null });
  later(path, 0);
}

/** Forgets an edit. */
export function drop(path: string): void {
  clearTimeout(timers.get(path));
  letters.delete(path);
  localStorage.removeItem(keyOf(path));
  publish();
}

/** Gives an edit up for what the server has: the page is loaded anew, and until then shows nothing else. */
export function takeTheirs(path: string): void {
  localStorage.removeItem(keyOf(path));
  location.reload();
}

/** Ends a conflict: this browser's edit is sent over the revision that is there now. */
export async function sendOver(path: string): Promise<void> {
  const letter = letters.get(path);
  if (letter === undefined) return;
  const there = await readBack(letter);
  put({ ...letter, revision: there.revision, state: "waiting", problem: null });
  later(path, 0);
}

/** The letter of a document that is opened: of this tab, else what a tab that is closed left of it. */
export function openLetter(path: string): Letter | null {
  for (const kept of left) if (kept.path === path) takeUp(kept);
  return letterFor(path);
}

export function letterFor(path: string): Letter | null {
  return letters.get(path) ?? null;
}

/** The newest edition of a path that the server has told since the page was opened; null: none. */
export function confirmedEdition(path: string): Edition | null {
  return confirmed.get(path) ?? null;
}

/** Every edit that the server does not have yet. */
export function useOutbox(): readonly Letter[] {
  return useSyncExternalStore(subscribe, () => shown);
}

export function useLetter(path: string): Letter | null {
  return useOutbox().find((letter) => letter.path === path) ?? null;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function put(letter: Letter): void {
  keep(letter);
  publish();
}

/** As `put`, where a page is being drawn: it is told of nothing. */
function keep(letter: Letter): void {
  if (owner === null) return;
  const kept: Kept = { ...letter, owner, tab: TAB };
  letters.set(letter.path, letter);
  localStorage.setItem(keyOf(letter.path), JSON.stringify(kept));
  shown = [...letters.values()];
}

function publish(): void {
  shown = [...letters.values()];
  for (const listener of listeners) listener();
}

function later(path: string, ms: number): void {
  clearTimeout(timers.get(path));
  timers.set(
    path,
    setTimeout(() => send(path), ms),
  );
}

async function send(path: string): Promise<void> {
  const letter = letters.get(path);
  if (letter === undefined || letter.state === "held" || letter.state === "conflict") return;
  if (sending.has(path)) return later(path, SEND_AFTER_MS);
  sending.add(path);
  const of = owner;
  try {
    const revision = await deliver(letter);
    // Somebody else has signed in meanwhile: whose it was finds it again, and that the server has it.
    if (of !== owner) return;
    confirmed.set(path, revision);
    const now = letters.get(path);
    if (now === letter) drop(path);
    // Edited again while it was under way: what came since goes on from the new revision.
    else if (now !== undefined) {
      put({ ...now, revision, problem: null, state: now.state === "held" ? "held" : "waiting" });
      later(path, SEND_AFTER_MS);
    }
  } catch (error) {
    if (of === owner) await afterFailure(path, error);
  } finally {
    sending.delete(path);
  }
}

async function afterFailure(path: string, error: unknown): Promise<void> {
  const letter = letters.get(path);
  if (letter === undefined) return;
  const detail = error instanceof Error ? error.message : String(error);
  const problem = { code: error instanceof ApiProblem ? error.code : "unknown", detail };
  if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429) {
    put({ ...letter, state: "offline", problem });
    later(path, TRY_AGAIN_MS);
  } else if (error.status === 412) {
    // An answer that was lost on its way looks like somebody else's edit; what is there then is our own.
    const there = await readBack(letter).catch(() => null);
    if (there !== null && canonicalJson(there.document) === canonicalJson(letter.document)) {
      confirmed.set(path, there.revision);
      drop(path);
    } else put({ ...letter, state: "conflict", problem });
  } else put({ ...letter, state: "refused", problem });
}
