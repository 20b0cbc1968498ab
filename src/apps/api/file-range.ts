import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import type { Context } from "hono";
import { YardcheckError } from "../../errors.ts";
import { hasAlready } from "./etag.ts";

/** First and last byte of a range that can be served; "unsatisfiable" past the end; null: the whole file. */
export function byteRange(
  header: string | undefined,
  size: number,
): readonly [number, number] | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length > 0 ? [size - length, size - 1] : "unsatisfiable";
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return null;
  return start < size ? [start, end] : "unsatisfiable";
}

/**
 * A file, or the part of it that a Range header asks for (RFC 9110, section 14; one range at a time).
 *
 * @param tag  strong ETag, changed whenever a byte is
 * @throws YardcheckError "image-unreadable" when it is not there; "image-changed" when it has another size
 */
export function sendFile(
  http: Context,
  file: { readonly path: string; readonly bytes: number; readonly tag: string; readonly type: string },
): Response {
  let size: number;
  try {
    size = statSync(file.path).size;
  } catch (cause) {
    throw new YardcheckError("image-unreadable", `${file.path} cannot be opened`, { cause });
  }
  if (size !== file.bytes)
    throw new YardcheckError("image-changed", `${file.path} has ${size} bytes, ${file.bytes} were registered`);
  const headers = {
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=3600",
    "content-type": file.type,
    etag: file.tag,
  };
  if (hasAlready(http, file.tag)) return new Response(null, { status: 304, headers });
  const ifRange = http.req.header("if-range");
  const range = ifRange === undefined || ifRange === file.tag ? byteRange(http.req.header("range"), size) : null;
  if (range === "unsatisfiable")
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  const [start, end] = range ?? [0, size - 1];
  const body =
    size === 0 || http.req.method === "HEAD"
      ? null
      : (Readable.toWeb(createReadStream(file.path, { start, end })) as ReadableStream);
  return new Response(body, {
    status: range === null ? 200 : 206,
    headers: {
      ...headers,
      "content-length": String(size === 0 ? 0 : end - start + 1),
      ...(range === null ? {} : { "content-range": `bytes ${start}-${end}/${size}` }),
    },
  });
}
