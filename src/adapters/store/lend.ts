import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YardcheckError } from "../../errors.ts";
import type { EmbeddedSession, RawDatabase } from "./database.ts";
import { databaseFailure } from "./failures.ts";
import { errorMessage, greeting, MessageReader, statusOf } from "./wire.ts";

/** An embedded database lent to other processes of the same user on the same machine. */
export interface Lending {
  /** Where `connect` finds it: a folder that only this user may enter, with a Unix socket in it. */
  readonly place: string;
  close(): Promise<void>;
}

/** Name of the socket, as PostgreSQL's own clients look for it in the folder that is their host. */
const SOCKET = ".s.PGSQL.5432";
/** Longest path of a Unix socket, bytes: 108 with the zero at its end (man 7 unix). */
const LONGEST_PATH = 107;
const FOLDER = "lends-";
/** A borrower that says nothing for so long in the middle of a transaction has lost it, milliseconds. */
const SILENCE_MS = 60_000;

/**
 * Lends an embedded database: whoever may enter the folder speaks PostgreSQL's protocol to it. There is one session:
 * each borrower has it to itself for a statement or a transaction, in turn with this process. A borrower that goes away
 * in the middle of a transaction is rolled back.
 *
 * @param folder     the socket goes into a new folder in it, or in the temporary folder where the path were too long.
 *   Those that a killed process left in it are taken away
 * @param silenceMs  how long a transaction of a borrower may be silent
 * @returns null for a database that is a server, or is borrowed itself
 */
export async function lendDatabase(raw: RawDatabase, folder: string, silenceMs = SILENCE_MS): Promise<Lending | null> {
  if (raw.kind !== "embedded" || raw.session === null) return null;
  const { session } = raw;
  for (const left of readdirSync(folder).filter((name) => name.startsWith(FOLDER)))
    rmSync(join(folder, left), { recursive: true, force: true });
  const fits = Buffer.byteLength(join(folder, `${FOLDER}123456`, SOCKET)) <= LONGEST_PATH;
  const place = mkdtempSync(join(fits ? folder : tmpdir(), FOLDER));
  const borrowers = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const served = serve(socket, session, silenceMs)
      .catch(() => {})
      .finally(() => {
        socket.destroy();
        borrowers.delete(socket);
      });
    borrowers.set(socket, served);
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(join(place, SOCKET), listening);
  });
  chmodSync(join(place, SOCKET), 0o600);
  return {
    place,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of borrowers.keys()) socket.destroy();
      await Promise.all(borrowers.values());
      await closed;
      rmSync(place, { recursive: true, force: true });
    },
  };
}

async function serve(socket: Socket, session: EmbeddedSession, silenceMs: number): Promise<void> {
  // A borrower that is gone is told by the end of what is read.
  socket.on("error", () => {});
  const messages = new MessageReader(socket);
  if (!(await messages.startup())) return;
  socket.write(greeting());
  for (;;) {
    const first = await messages.next();
    if (first === null) return;
    await session(async (answer) => {
      let message: Uint8Array | null = first;
      for (;;) {
        const answered = await answer(message).catch(failureOf);
        if (!socket.destroyed) socket.write(answered);
        const status = statusOf(answered);
        if (status === "idle") return;
        const timer = setTimeout(() => socket.destroy(), silenceMs);
        message = await messages.next();
        clearTimeout(timer);
        if (message === null) {
          // Rolls back, and closes what an unfinished pipeline left open.
          await answer(Buffer.concat([SYNC, ROLLBACK]));
          return;
        }
      }
    });
  }
}

const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const ROLLBACK = Buffer.concat([Buffer.from([0x51, 0, 0, 0, 13]), Buffer.from("rollback\0")]);

/** What broke below the protocol, such as a full disk, as the borrower is told of it. */
function failureOf(error: unknown): Uint8Array {
  const failure = databaseFailure(error, "the database of the server");
  const full = failure instanceof YardcheckError && failure.code === "disk-full";
  return errorMessage(full ? "53100" : "XX000", failure instanceof Error ? failure.message : String(failure));
}
