import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type MeasuredAccuracy, measuredAccuracy } from "../src/adapters/detectors/method-card.ts";
import { loadModel, MODEL_FOLDER } from "../src/adapters/detectors/model-file.ts";

/**
 * Takes the figures that reports print from the tables that `npm run evaluate:counting` wrote, so that no figure is typed
 * twice. Run after it: `npx node scripts/write-accuracy.ts`.
 */
const page = readFileSync(resolve(import.meta.dirname, "../docs/methods/counting.md"), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| "));

function cell(startsWith: string, column: number): number {
  const row = rows.find((line) => line.startsWith(`| ${startsWith} |`) && line.split("|").length > 9);
  const value = Number(row?.split("|")[column + 1]?.trim());
  if (!Number.isFinite(value))
    throw new RangeError(`docs/methods/counting.md has no figure ${column} in row "${startsWith}"`);
  return value;
}

const RENDERED = {
  en: "rendered yards of styles kept out of training, as a sensor of half a metre sees them",
  ar: "ساحات مولّدة بالحاسوب بأنماط لم تُستخدم في التدريب، كما يراها مستشعر بمسافة عيّنة أرضية قدرها نصف متر",
};
const REAL = {
  en: "one real yard at half a metre, whose published picture has invented pixels",
  ar: "ساحة حقيقية واحدة بمسافة عيّنة أرضية قدرها نصف متر، في صورتها المنشورة بكسلات مختلَقة",
};
const F1 = { en: "cars found and right (F1)", ar: "العربات المكتشفة والصحيحة (F1)" };
const COVER = { en: "intervals by track that hold the truth", ar: "مجالات العدد لكل سكة التي تشمل العدد الحقيقي" };
const model = loadModel();
for (const { sha256 } of [model.cars, model.secondPass])
  if (!page.includes(` ${sha256.slice(0, 12)}`))
    throw new RangeError(`docs/methods/counting.md was not measured with ${sha256}: npm run evaluate:counting first`);
const measured: MeasuredAccuracy = {
  version: 1,
  cars: model.cars.sha256,
  secondPass: model.secondPass.sha256,
  command: "npm run evaluate:counting && node scripts/write-accuracy.ts",
  accuracy: [
    { measure: F1, value: cell("as sensed | 0.5", 3), format: "share", on: RENDERED },
    { measure: COVER, value: cell("as sensed | 0.5", 7), format: "share", on: RENDERED },
    { measure: F1, value: cell("0.51", 1), format: "share", on: REAL },
    { measure: COVER, value: cell("0.51", 6), format: "share", on: REAL },
  ],
  faults: [
    {
      text: {
        en: "Bright ground beside a track in open country is taken for cars in images of one metre.",
        ar: "قد تُحسب الأرض الفاتحة بجانب السكة في الأراضي المكشوفة عرباتٍ عند دقة متر واحد.",
      },
    },
    {
      text: {
        en: "Short cars coupled without a visible gap may be taken together.",
        ar: "قد تُعدّ العربات القصيرة المتلاصقة التي لا يظهر بينها فراغ عربةً واحدة.",
      },
    },
  ],
};
writeFileSync(join(MODEL_FOLDER, "accuracy.json"), `${JSON.stringify(measuredAccuracy.parse(measured), null, 2)}\n`);
