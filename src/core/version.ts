/**
 * The version of this program, as in package.json (a test compares). A record says by which version its figures were
 * worked out: another version may give others, and `verify` says so.
 */
export const VERSION = "0.1.0";
