import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits in the alphabet of URLs; guessing one is hopeless, so a plain SHA-256 of it may be stored. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored in a secret's place. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares without telling by its time how much was right. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}

/** Tokens of programs start with this, so that a scanner for leaked secrets finds them. */
export const TOKEN_PREFIX = "yardcheck_";
