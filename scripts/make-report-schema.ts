/** Writes docs/schema/report.schema.json, the published schema of a report's record: `npx node scripts/make-report-schema.ts`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { recordJsonSchema } from "../src/adapters/evidence/record-schema.ts";

const path = join(import.meta.dirname, "../docs/schema/report.schema.json");
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, `${JSON.stringify(recordJsonSchema(), null, 2)}\n`);
