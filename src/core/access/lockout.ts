/** Wrong passwords in a row that cost nothing but a new try. */
export const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * How long an account stays closed after wrong passwords in a row: nothing for the first few, then doubling from 30
 * seconds up to an hour. It opens by itself, so that a stranger cannot shut somebody out for good.
 *
 * @param failures  wrong passwords since the last right one, 0 or more
 * @returns         milliseconds from the last wrong password
 *
 * Source: OWASP Authentication Cheat Sheet, "Account Lockout" (exponential lockout duration); the figures are ours.
 */
export function lockoutMs(failures: number): number {
  if (!(failures >= FREE_TRIES)) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES));
}
