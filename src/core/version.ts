/**
 * The version of this program, as in package.json (a test compares). A record says by which version its figures were
 * worked out: another version may give others, and `verify` says so.
 */
export const VERSION = "0.11.0";

/**
 * The version of the statistical model (docs/methods/statistics.md). A bundle of an earlier one is worked out again to
 * other figures without anybody having changed it; `verify` tells the two apart by this name. Raised when the same
 * series is assessed to other figures (test/evidence/statistics-version.test.ts).
 */
export const STATISTICS = "statistics@11";
