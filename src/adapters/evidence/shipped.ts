import { z } from "zod";
import type { Evidence } from "../../core/evidence/evidence.ts";
import type { Resolution } from "../../core/evidence/law.ts";
import { YardcheckError } from "../../errors.ts";
import { parseEvidence } from "./evidence-file.ts";
import resolutionsDocument from "./resolutions.json" with { type: "json" };
import { day, texts } from "./schemas.ts";
import tumangangDocument from "./tumangang.json" with { type: "json" };

export const resolution: z.ZodType<Resolution> = z.strictObject({
  id: z.string().regex(/^unscr-\d+$/),
  number: z.number().int().positive(),
  adoptedOn: day,
  vote: z.strictObject({
    for: z.number().int().min(0).max(15),
    against: z.number().int().min(0).max(15),
    abstained: z.number().int().min(0).max(15),
  }),
  votedFor: z.array(z.string().length(2)),
  link: z.url(),
  provisions: z.array(
    z.strictObject({
      paragraph: z.string().min(1),
      bearsOn: z.enum(["arms", "rail", "trade", "fuel", "coal"]),
      summary: texts,
    }),
  ),
  checked: texts,
});

const resolutionsFile = z.strictObject({ version: z.literal(1), notice: texts, resolutions: z.array(resolution) });

/** The Security Council resolutions that bear on arms and rail trade with the DPRK, by number. No legal advice. */
export function shippedResolutions(): readonly Resolution[] {
  return resolutionsFile.parse(resolutionsDocument).resolutions.toSorted((a, b) => a.number - b.number);
}

/** What was published about Tumangang beside the counts, with what this project makes of it. */
export function tumangangEvidence(): Evidence {
  return parseEvidence(tumangangDocument, "tumangang.json");
}

/**
 * Resolutions by their ids, in order of number.
 *
 * @throws YardcheckError "evidence-invalid" when one is not among those shipped
 */
export function resolutionsNamed(ids: readonly string[]): readonly Resolution[] {
  const all = shippedResolutions();
  const unknown = ids.find((id) => !all.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new YardcheckError(
      "evidence-invalid",
      `no resolution is called ${unknown}; there are ${all.map(({ id }) => id).join(", ")}`,
    );
  return all.filter(({ id }) => ids.includes(id));
}
