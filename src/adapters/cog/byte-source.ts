import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fingerprint } from "../../core/imagery/scene.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { HttpSource } from "./http-source.ts";

/** The bytes of one file, wherever they lie, and what was paid for them. */
export interface ByteSource {
  readonly location: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /**
   * Exactly the bytes asked for.
   *
   * @throws YardcheckError "image-unreadable" when they cannot be had, "image-changed" when the file is another one by
   *   now, "interrupted" after `signal`
   */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Reads and transfers so far. */
  cost(): { readonly bytes: number; readonly requests: number };
  fingerprint(signal?: AbortSignal): Promise<Fingerprint>;
  close(): Promise<void>;
}

/**
 * Opens a path, a `file:` or an `http(s):` address.
 *
 * @param fetcher  makes the requests of a remote file; the service passes one that refuses private addresses
 * @throws YardcheckError "image-unreadable"
 */
export async function openSource(location: string, fetcher: Fetch, signal?: AbortSignal): Promise<ByteSource> {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(location)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") return HttpSource.open(location, fetcher, signal);
  if (scheme !== undefined && scheme !== "file")
    throw new YardcheckError(
      "image-unreadable",
      `${location}: ${scheme} addresses are not read; a path or an http(s) address is`,
    );
  return FileSource.open(scheme === "file" ? pathOf(location) : resolve(location));
}

function pathOf(location: string): string {
  try {
    return fileURLToPath(location);
  } catch (cause) {
    throw new YardcheckError("image-unreadable", `${location} is no file address`, { cause });
  }
}

class FileSource implements ByteSource {
  readonly location: string;
  readonly size: number;
  private readonly file: FileHandle;
  private bytes = 0;
  private requests = 0;

  private constructor(location: string, file: FileHandle, size: number) {
    this.location = location;
    this.file = file;
    this.size = size;
  }

  static async open(path: string): Promise<FileSource> {
    try {
      // Asked before it is opened: a pipe opens only once somebody writes to it, and nothing ends that wait.
      if ((await stat(path)).isFile()) {
        const file = await open(path, "r");
        return new FileSource(path, file, (await file.stat()).size);
      }
    } catch (cause) {
      throw new YardcheckError("image-unreadable", `${path} does not open (${reasonOf(cause)})`, { cause });
    }
    throw new YardcheckError("image-unreadable", `${path} is no file`);
  }

  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    if (signal?.aborted) throw new YardcheckError("interrupted", `reading ${this.location} was interrupted`);
    const buffer = new Uint8Array(length);
    let got = 0;
    this.requests++;
    while (got < length) {
      let count: number;
      try {
        ({ bytesRead: count } = await this.file.read(buffer, got, length - got, offset + got));
      } catch (cause) {
        throw new YardcheckError("image-unreadable", `${this.location} cannot be read (${reasonOf(cause)})`, { cause });
      }
      if (count === 0)
        throw new YardcheckError(
          "image-unreadable",
          `${this.location} ends at byte ${offset + got}, ${length - got} bytes before it should`,
        );
      got += count;
    }
    this.bytes += length;
    return buffer;
  }

  cost() {
    return { bytes: this.bytes, requests: this.requests };
  }

  /** SHA-256 of the whole file; does not count as reading the image. */
  async fingerprint(signal?: AbortSignal): Promise<Fingerprint> {
    const hash = createHash("sha256");
    try {
      for await (const chunk of createReadStream(this.location, signal ? { signal } : {})) hash.update(chunk);
    } catch (cause) {
      if (signal?.aborted) throw new YardcheckError("interrupted", `reading ${this.location} was interrupted`);
      throw new YardcheckError("image-unreadable", `${this.location} cannot be read (${reasonOf(cause)})`, { cause });
    }
    return { kind: "sha256", sha256: hash.digest("hex"), bytes: this.size };
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/** The system's word for what went wrong (ENOENT), or the message. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
