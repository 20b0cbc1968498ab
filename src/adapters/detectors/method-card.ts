import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { MethodCard } from "../../core/report/record.ts";
import { STRIPS_METHOD } from "../../pipeline/count-scene.ts";
import { loadModel, MODEL_FOLDER } from "./model-file.ts";

const texts = z.object({ en: z.string().min(1), ar: z.string().min(1) });

/** What scripts/write-accuracy.ts writes beside the weights, in the words of a report. */
export const measuredAccuracy = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the networks that were measured. */
  cars: z.string().regex(/^[0-9a-f]{64}$/),
  secondPass: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  command: z.string(),
  accuracy: z.array(
    z.strictObject({ measure: texts, value: z.number(), format: z.enum(["share", "number"]), on: texts }),
  ),
  faults: z.array(z.strictObject({ text: texts })),
});
export type MeasuredAccuracy = z.infer<typeof measuredAccuracy>;

const DESCRIPTION = {
  en:
    "Each track is straightened into a strip of pixels; a small network trained on rendered yards marks where cars " +
    "begin, lie and end, and a larger one reads again where a car may stand; a segment model turns the marks into cars and into the exact distribution of their number.",
  ar:
    "تُفرَد كل سكة في شريط من النقاط الضوئية، وتحدد شبكة عصبية صغيرة دُرّبت على ساحات مولّدة بالحاسوب مواضع بداية العربات " +
    "وامتدادها ونهايتها، وتعيد شبكة أكبر قراءة كل موضع يُحتمل أن تقف فيه عربة، ثم يحوّل نموذج للمقاطع هذه العلامات إلى عربات وإلى التوزيع الدقيق لعددها.",
};

/**
 * How our own counts are made, and how well, on yards whose truth is known. Figures that were measured with other
 * weights are left out: they would say nothing of these.
 */
export function methodCard(folder = MODEL_FOLDER): MethodCard {
  const { cars, secondPass, offset, modelSha256 } = loadModel(folder);
  const path = join(folder, "accuracy.json");
  const measured = existsSync(path) ? measuredAccuracy.parse(JSON.parse(readFileSync(path, "utf8"))) : null;
  return {
    id: STRIPS_METHOD,
    description: DESCRIPTION,
    models: {
      "cars.onnx": cars.sha256,
      "second-pass.onnx": secondPass.sha256,
      "offset.onnx": offset.sha256,
      "model.json": modelSha256,
    },
    accuracy: measured?.cars === cars.sha256 && measured.secondPass === secondPass.sha256 ? measured.accuracy : [],
    faults: measured?.faults ?? [],
  };
}
