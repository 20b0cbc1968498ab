import { Command, InvalidArgumentError } from "commander";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

export function auditCommand(): Command {
  const audit = new Command("audit").description(
    "the log of what was changed through the service, and of tokens, and by whom",
  );
  withWorkspaceOption(audit.command("verify"))
    .description("recompute the chain of hashes from its first entry; names the first entry that was changed")
    .option("--expect <hash>", "hash of an entry that was noted down earlier: shows whether the end was cut off")
    .addHelpText("after", "\nExample:\n  yardcheck audit verify\n  yardcheck audit verify --expect 6f0c...")
    .action(verify);
  withWorkspaceOption(audit.command("list"))
    .description(
      "the newest entries; an act is written down as begun before it is tried, and once more where it did not happen",
    )
    .option("--limit <n>", "how many", limit, 50)
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nWhat commands change, but for tokens, is not in it: each row that they write keeps its time.\n\nExample:\n  yardcheck audit list --limit 20",
    )
    .action(list);
  return audit.addHelpText("after", "\nExamples:\n  yardcheck audit list\n  yardcheck audit verify");
}

function limit(text: string): number {
  const n = Number(text);
  if (!(Number.isInteger(n) && n >= 1 && n <= 100_000)) throw new InvalidArgumentError("expected 1 to 100000");
  return n;
}

async function verify(options: WorkspaceOptions & { expect?: string }): Promise<void> {
  const { verifyAudit } = await import("../../../adapters/api-auth/audit.ts");
  const verdict = await inWorkspace(options, "audit verify", ({ db }) => verifyAudit(db, options.expect ?? null));
  process.stdout.write(
    `${verdict.entries} entries, each following from the one before.\nHead: ${verdict.head}\n` +
      "Note the head down elsewhere: with --expect it shows later whether the end of the log was cut off.\n",
  );
}

async function list(options: WorkspaceOptions & { limit: number; json?: boolean }): Promise<void> {
  const { listAudit } = await import("../../../adapters/api-auth/audit.ts");
  const entries = await inWorkspace(options, "audit list", ({ db }) => listAudit(db, null, options.limit));
  if (options.json) process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
  else if (entries.length === 0) process.stdout.write("No entry yet: nothing was changed through the service.\n");
  else
    for (const { seq, recordedAt, actor, role, action, target, outcome } of entries)
      process.stdout.write(`${seq}  ${recordedAt}  ${actor} (${role})  ${action}  ${target}  ${outcome}\n`);
}
