import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Recalibration } from "../../core/detection/recalibrate.ts";
import type { MethodId } from "../../core/ids.ts";
import { PMF_SUM_TOLERANCE } from "../../core/observation/count.ts";
import { YardcheckError } from "../../errors.ts";
import { sha256 } from "./model-file.ts";

/** What `yardcheck recalibrate` writes. */
const RecalibrationFile = z.object({
  kind: z.literal("yardcheck recalibration"),
  version: z.literal(1),
  method: z.string(),
  checkedCars: z.number().int(),
  checkedTracks: z.number().int(),
  probability: z.object({ slope: z.number().positive(), offset: z.number() }),
  trackShare: z.number().min(0).max(0.6),
});
export type RecalibrationFile = z.infer<typeof RecalibrationFile>;

/** Probability of 0, 1, 2, ... cars. */
const Pmf = z
  .array(z.number())
  .min(1)
  .superRefine((pmf, { addIssue }) => {
    const expected = "expected probabilities of 0 to 1 that sum to 1";
    const wrong = pmf.findIndex((p) => !(p >= 0 && p <= 1 + PMF_SUM_TOLERANCE));
    const sum = pmf.reduce((total, p) => total + p, 0);
    if (wrong >= 0) addIssue({ code: "custom", path: [wrong], message: `${expected}, got ${pmf[wrong]}` });
    else if (!(Math.abs(sum - 1) < PMF_SUM_TOLERANCE))
      addIssue({ code: "custom", message: `${expected}, got a sum of ${sum}` });
  });

/** What `yardcheck evaluate --json` writes, as far as a recalibration needs it. */
export const EvaluationFile = z.object({
  method: z.string(),
  /** SHA-256 of the calibration that corrected the probabilities in `checked`; null: they are as the method gave them. */
  calibration: z.string().nullable(),
  checked: z.array(z.object({ probability: z.number().min(0).max(1), real: z.boolean() })),
  errors: z.object({ trackShare: z.number().min(0).max(0.6), commonSpread: z.number().min(0).max(1) }),
  checkedTracks: z.array(z.object({ pmf: Pmf, cars: z.number().int().min(0) })),
});

/**
 * @param method  that counts now: a calibration corrects the method whose cars were checked, and no other
 * @throws YardcheckError "usage" when the file is none, or of another method
 */
export function readRecalibration(path: string, method: MethodId): { recalibration: Recalibration; sha256: string } {
  const { value, text } = readJsonFile(path, RecalibrationFile, "a calibration made by `yardcheck recalibrate`");
  if (value.method !== method)
    throw new YardcheckError(
      "usage",
      `${path} corrects counts of ${value.method}, and this count is of ${method}: evaluate and recalibrate with it`,
    );
  return { recalibration: { probability: value.probability, trackShare: value.trackShare }, sha256: sha256(text) };
}

/** @throws YardcheckError "usage" when the file is none of the kind expected */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>, expected: string): { value: T; text: string } {
  let text: string;
  let json: unknown;
  try {
    text = readFileSync(path, "utf8");
    json = JSON.parse(text);
  } catch (cause) {
    throw new YardcheckError("usage", `${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new YardcheckError("usage", `${path} is not ${expected}: ${z.prettifyError(parsed.error)}`);
  return { value: parsed.data, text };
}
