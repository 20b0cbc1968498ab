import { YardcheckError } from "../../errors.ts";

/**
 * The body of a response as JSON, read no further than `maxBytes`, whatever length the server claims.
 *
 * @throws YardcheckError "remote-invalid" when it is longer, breaks off or is no JSON
 */
export async function readJson(response: Response, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(response, maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new YardcheckError("remote-invalid", `${response.url} answered with no JSON`, { cause });
  }
}

/** @throws YardcheckError "remote-invalid" when the body is longer than `maxBytes` or breaks off */
export async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body) {
      length += part.length;
      if (length > maxBytes) break;
      parts.push(part);
    }
  } catch (cause) {
    throw new YardcheckError("remote-invalid", `${response.url} broke off after ${length} bytes`, { cause });
  }
  if (length > maxBytes)
    throw new YardcheckError("remote-invalid", `${response.url} sent more than the ${maxBytes} bytes allowed`);
  return Buffer.concat(parts);
}
