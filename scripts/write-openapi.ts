/** Writes docs/api/openapi.json from the routes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentOf } from "../src/apps/api/openapi.ts";
import { testService } from "../test/api/service.ts";

await using service = await testService();
const file = join(import.meta.dirname, "../docs/api/openapi.json");
writeFileSync(file, `${JSON.stringify(documentOf(service.api), null, 2)}\n`);
process.stdout.write(`wrote ${file}\n`);
