import { Command, InvalidArgumentError } from "commander";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

interface AddOptions extends WorkspaceOptions {
  readonly account: string;
  readonly label: string;
  readonly scope?: readonly string[];
  readonly days: number;
}

export function tokenCommand(): Command {
  const token = new Command("token").description("tokens with which programs use the API");
  withWorkspaceOption(token.command("add"))
    .description("make a token; it is printed this once and kept nowhere")
    .requiredOption("--account <name>", "account that it acts for")
    .requiredOption("--label <text>", "what it is for")
    .option("--scope <scope...>", "what it is narrowed to: scene:write, scene:*, *:read (default: all the role may do)")
    .option("--days <n>", "days until it expires, 366 at most", days, 90)
    .addHelpText(
      "after",
      '\nExample:\n  yardcheck token add --account ada --label "nightly export" --scope "*:read" --days 30',
    )
    .action(add);
  withWorkspaceOption(token.command("list"))
    .description("every token: whose, for what, until when")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  yardcheck token list")
    .action(list);
  withWorkspaceOption(token.command("revoke"))
    .description("end a token now")
    .argument("<id>", "id of the token, as `token list` prints it")
    .addHelpText("after", "\nExample:\n  yardcheck token revoke 9a7964fe-e1b5-4697-a8b2-7c41253f8dc1")
    .action(revoke);
  return token.addHelpText("after", HELP);
}

const HELP = `
Examples:
  yardcheck token add --account ada --label "nightly export"
  yardcheck token list`;

function days(text: string): number {
  const n = Number(text);
  if (!(n >= 1 && n <= 366)) throw new InvalidArgumentError("expected 1 to 366");
  return n;
}

const act = (target: string) => ({
  actor: "command line",
  role: "admin",
  action: "account:write",
  target,
  outcome: "begun",
  requestId: "cli",
});

async function add(options: AddOptions): Promise<void> {
  const { addToken } = await import("../../../adapters/api-auth/tokens.ts");
  const { recordAct } = await import("../../../adapters/api-auth/audit.ts");
  const made = await inWorkspace(options, "token add", async ({ db }) => {
    const now = new Date().toISOString();
    const { account, label, scope, days: life } = options;
    await recordAct(db, act(`token add for ${account}`), now);
    return await addToken(db, { account, label, scopes: scope ?? null, days: life }, now);
  });
  process.stdout.write(`${made.token}\n`);
  process.stderr.write(`It is shown this once. It expires at ${made.record.expiresAt}; its id is ${made.record.id}.\n`);
}

async function list(options: WorkspaceOptions & { json?: boolean }): Promise<void> {
  const { listTokens } = await import("../../../adapters/api-auth/tokens.ts");
  const tokens = await inWorkspace(options, "token list", ({ db }) => listTokens(db, null, null));
  if (options.json) process.stdout.write(`${JSON.stringify(tokens, null, 2)}\n`);
  else if (tokens.length === 0) process.stdout.write("No token yet.\n");
  else
    for (const { id, account, label, scopes, expiresAt, revokedAt } of tokens)
      process.stdout.write(
        `${id}  ${account}  ${label}  ${scopes?.join(" ") ?? "all of the role"}  ` +
          `${revokedAt === null ? `until ${expiresAt}` : `revoked ${revokedAt}`}\n`,
      );
}

async function revoke(id: string, options: WorkspaceOptions): Promise<void> {
  const { revokeToken } = await import("../../../adapters/api-auth/tokens.ts");
  const { recordAct } = await import("../../../adapters/api-auth/audit.ts");
  await inWorkspace(options, "token revoke", async ({ db }) => {
    const now = new Date().toISOString();
    await recordAct(db, act(`token revoke ${id}`), now);
    await revokeToken(db, id, null, now);
  });
  process.stdout.write(`Token ${id} is revoked.\n`);
}
