import { Command } from "commander";
import type { BundleCheck } from "../../../adapters/bundle/bundle-check.ts";
import type { Verification } from "../../../adapters/bundle/verify-bundle.ts";
import { YardcheckError } from "../../../errors.ts";
import { readFile } from "./bundle.ts";

export function verifyCommand(): Command {
  return new Command("verify")
    .description("check a bundle offline: every byte, and every figure of the report worked out again")
    .argument("<bundle>", "file that `yardcheck bundle` wrote")
    .option("--all", "print what agrees one by one, too")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExits 0 only where all agrees, 8 where something was changed, and 10 where all that differs is what another version of\nYardcheck works out otherwise. Needs no workspace and no network.\n\nExample:\n  yardcheck verify tumangang.zip",
    )
    .action(async (file: string, options: { all?: boolean; json?: boolean }) => {
      const { verifyBundle } = await import("../../../adapters/bundle/verify-bundle.ts");
      const { recordTools } = await import("../../../adapters/evidence/record-tools.ts");
      const verified = await verifyBundle(readFile(file), file, recordTools);
      process.stdout.write(
        options.json ? `${JSON.stringify(verified, null, 2)}\n` : told(verified, options.all === true),
      );
      const wrong = verified.checks.filter(({ agrees }) => !agrees);
      const of = `${wrong.length} of ${verified.checks.length} checks`;
      if (verified.otherVersion)
        throw new YardcheckError("bundle-other-version", `${file}: ${of} differ as another version has them`);
      if (wrong.length > 0) throw new YardcheckError("bundle-invalid", `${file}: ${of} differ`);
    });
}

function told({ facility, generatedAt, sha256, checks }: Verification, all: boolean): string {
  const lines = [`Report on ${facility}, drafted ${generatedAt}`, `SHA-256 of the bundle: ${sha256}`, ""];
  for (const kind of ["file", "container", "figure", "version"] as const) {
    const of = checks.filter((check) => check.kind === kind);
    const agreeing = of.filter(({ agrees }) => agrees).length;
    lines.push(`${HEADINGS[kind]}: ${agreeing} of ${of.length} agree`);
    for (const check of of) if (all || !check.agrees) lines.push(...lineOf(check));
  }
  return `${lines.join("\n")}\n`;
}

const HEADINGS = {
  file: "Files against the manifest",
  container: "The zip's own bytes",
  figure: "Figures worked out again",
  version: "Versions, and what another version works out otherwise",
} as const;

function lineOf({ kind, name, agrees, was, is }: BundleCheck): string[] {
  if (agrees) return [`  agrees   ${name}`];
  if (kind === "version")
    return [`  VERSION  ${name}`, `           in the bundle: ${was}`, `           here:          ${is}`];
  return [`  DIFFERS  ${name}`, `           in the bundle: ${was}`, `           expected:      ${is}`];
}
