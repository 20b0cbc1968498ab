import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { YardcheckError } from "../../../errors.ts";

export function bundleCommand(): Command {
  return new Command("bundle")
    .description("pack a report with its strips, method, sources and hashes, for others to check offline")
    .argument("<record>", "the report's record: reports/<facility>.json")
    .requiredOption("--out <file>", "file to write: name.zip")
    .addHelpText(
      "after",
      "\nPixels of scenes that may not be republished are left out.\n\nExample:\n  yardcheck bundle reports/tumangang.json --out tumangang.zip",
    )
    .action(async (file: string, { out }: { out: string }) => {
      const { parseRecord } = await import("../../../adapters/evidence/record-file.ts");
      const { packBundle } = await import("../../../adapters/bundle/pack-bundle.ts");
      const { filesBeside } = await import("../../../adapters/bundle/report-folder.ts");
      const { sha256Of } = await import("../../../adapters/bundle/manifest.ts");
      const { writeFileAtomically } = await import("../../../adapters/workspace/files.ts");
      const record = parseRecord(readFile(file).toString("utf8"), file);
      const zip = await packBundle(record, filesBeside(file, record));
      writeFileAtomically(resolve(out), zip);
      process.stdout.write(`${resolve(out)}: ${zip.length} bytes, SHA-256 ${sha256Of(zip)}\n`);
    });
}

/** @throws YardcheckError "usage" when the file cannot be read */
export function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new YardcheckError("usage", `${file} cannot be read: ${why}`, { cause });
  }
}
