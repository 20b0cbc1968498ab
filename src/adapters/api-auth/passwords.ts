import { hash, verify } from "@node-rs/argon2";
import { YardcheckError } from "../../errors.ts";

/**
 * argon2id with 19 MiB, 2 passes, 1 lane.
 *
 * Source: OWASP Password Storage Cheat Sheet (2024); the package's default algorithm is argon2id.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/** @throws YardcheckError "usage" for a password that is too short or too long to hash */
export async function hashPassword(password: string): Promise<string> {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    throw new YardcheckError(
      "usage",
      `a password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, got ${length}`,
    );
  return await hash(password.normalize("NFC"), COST);
}

/** Hash of a password nobody has: an unknown name must take as long to refuse as a wrong password. */
let nobody: Promise<string> | null = null;

/** Whether a password is right; a null hash (no such account) takes the same time and is never right. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash("no account has this password", COST);
  const right = await verify(stored ?? (await nobody), password.slice(0, 4 * LONGEST_PASSWORD).normalize("NFC"));
  return right && stored !== null;
}
