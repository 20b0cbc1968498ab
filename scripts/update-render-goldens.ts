/**
 * Renders the goldens of test/render anew. Look at every picture that changed before committing it.
 * `--record` also freezes the record of the published case as it is derived today.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { GOLDEN, renderedGoldens } from "../test/render/golden-pages.ts";

if (process.argv.includes("--record")) {
  const { tumangangRecord } = await import("../test/render/tumangang-record.ts");
  writeFileSync(join(GOLDEN, "tumangang.record.json"), `${JSON.stringify(tumangangRecord(), null, 1)}\n`);
}
for (const [name, bytes] of await renderedGoldens()) {
  writeFileSync(join(GOLDEN, name), bytes);
  console.log(name, bytes.length);
}
