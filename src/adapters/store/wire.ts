/**
 * What the lending of a database needs of PostgreSQL's protocol, version 3: where a message ends, the greeting, an error.
 *
 * Source: PostgreSQL 18 documentation, chapter 54 (Frontend/Backend Protocol), "Message Formats".
 */
import type { Socket } from "node:net";

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const VERSION_3 = 196_608;
/** Longest message of a borrower, bytes; more is taken for noise. */
const LONGEST = 256 * 1024 * 1024;

/** Messages after which the other side waits for an answer: Query, Sync, Flush, FunctionCall. */
const ASKING = new Set(["Q", "S", "H", "F"]);
const TERMINATE = "X";

/** Reads what a client sends, up to where it waits for an answer. */
export class MessageReader {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #socket: Socket;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#pieces = socket[Symbol.asyncIterator]();
  }

  /** Takes the first message of a connection; false where it is none of ours. */
  async startup(): Promise<boolean> {
    for (;;) {
      if (!(await this.#fill(8))) return false;
      const [length, code] = [this.#buffer.readInt32BE(0), this.#buffer.readInt32BE(4)];
      if (length < 8 || length > 10_000 || !(await this.#fill(length))) return false;
      this.#buffer = this.#buffer.subarray(length);
      if (code === VERSION_3) return true;
      if (code !== SSL_REQUEST && code !== GSS_REQUEST) return false;
      this.#socket.write("N");
    }
  }

  /** All messages up to one that asks for an answer; null where the client has gone. */
  async next(): Promise<Uint8Array | null> {
    for (let at = 0; ; ) {
      if (!(await this.#fill(at + 5))) return null;
      const type = String.fromCharCode(this.#buffer[at] ?? 0);
      const length = this.#buffer.readInt32BE(at + 1);
      if (type === TERMINATE || length < 4 || length > LONGEST || !(await this.#fill(at + 1 + length))) return null;
      at += 1 + length;
      if (!ASKING.has(type)) continue;
      const asked = this.#buffer.subarray(0, at);
      this.#buffer = this.#buffer.subarray(at);
      return asked;
    }
  }

  async #fill(bytes: number): Promise<boolean> {
    const pieces = [this.#buffer];
    let length = this.#buffer.length;
    try {
      while (length < bytes) {
        const { value, done } = await this.#pieces.next();
        if (done) return false;
        pieces.push(value);
        length += value.length;
      }
    } catch {
      return false;
    }
    if (pieces.length > 1) this.#buffer = Buffer.concat(pieces);
    return true;
  }
}

/** Authentication done (the folder has seen to that), what a client must know of the server, ready. */
export function greeting(): Buffer {
  const told = {
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    DateStyle: "ISO, MDY",
    standard_conforming_strings: "on",
  };
  return Buffer.concat([
    message("R", Buffer.from([0, 0, 0, 0])),
    ...Object.entries(told).map(([name, value]) => message("S", Buffer.from(`${name}\0${value}\0`))),
    READY,
  ]);
}

/** An error, after which the session is ready again. */
export function errorMessage(sqlState: string, text: string): Buffer {
  const fields = `SERROR\0VERROR\0C${sqlState}\0M${text.replaceAll("\0", " ")}\0\0`;
  return Buffer.concat([message("E", Buffer.from(fields)), READY]);
}

/** Whether an answer leaves the session free for others. */
export function statusOf(answer: Uint8Array): "idle" | "busy" {
  // ReadyForQuery comes last: Z, length 5, and I, T or E.
  const tail = answer.subarray(-6);
  return tail[0] === 0x5a && tail[4] === 5 && tail[5] === 0x49 ? "idle" : "busy";
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const READY = message("Z", Buffer.from("I"));
