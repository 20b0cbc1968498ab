import { Command, CommanderError } from "commander";
import { VERSION } from "../../core/version.ts";
import { YardcheckError } from "../../errors.ts";
import { commands } from "./commands.ts";
import { reportFailure } from "./failure.ts";

// Whoever reads our output may stop early (`| head`); that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  const full = error.code === "ENOSPC" || error.code === "EDQUOT";
  reportFailure(full ? new YardcheckError("disk-full", "no room for what is printed", { cause: error }) : error);
  process.exit();
});

const program = new Command("yardcheck")
  .description("Counts the cars standing in a rail yard from overhead images, and says how unusual the count is.")
  .version(VERSION);
for (const command of await commands()) program.addCommand(command);
for (const command of withSubcommands(program))
  command.showHelpAfterError("(run with --help for the options and an example that works)").exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  // What the command line itself got wrong is told already; its exit status is that of any other wrong use.
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? 0 : new YardcheckError("usage", error.message).handling.exit;
  else reportFailure(error);
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
