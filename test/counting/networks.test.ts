import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { MODEL_FOLDER } from "../../src/adapters/detectors/model-file.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-networks-"));
after(() => rmSync(folder, { recursive: true }));

test("a network without a tarpaulin among its outputs is refused: covered cars are no covered loads", async () => {
  cpSync(MODEL_FOLDER, folder, { recursive: true });
  const path = join(folder, "model.json");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll('"load-covered"', '"load"'));
  await assert.rejects(
    openStripNetworks({ folder }),
    /detector-failed: model\.json names no output "load-covered", only/,
  );
});
