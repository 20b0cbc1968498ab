import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import type { MethodId } from "../../../core/ids.ts";
import { type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { METHOD_OPTION } from "../method-option.ts";

interface AssessFlags extends WorkspaceOptions {
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly method?: MethodId;
  readonly jobs: number;
  readonly level: number;
  readonly together?: number;
}

const EXAMPLE = `
Examples:
  yardcheck assess tumangang
  echo '{"id":"north","looks":[{"date":"2024-01-04","count":7},{"date":"2024-01-20","count":9},
  {"date":"2024-02-02","count":4},{"date":"2024-02-19","count":11},{"date":"2024-03-01","count":8},
  {"date":"2024-03-15","atLeast":6},{"date":"2024-04-02","count":31,"monitored":true}],
  "events":[{"id":"visit","date":"2024-03-20"}]}' | tr -d '\\n' | yardcheck assess --ndjson
  yardcheck assess --ndjson --together 0.1 < hundred-yards.ndjson | tail -1

Of a hundred yards that never change, some will raise an alarm by chance. The last line of --together names those whose
evidence reaches a threshold times the number of yards ("tier": the bound on any false alarm among them is that of one
yard), and those put forward so that the expected share of false ones is at most the rate ("discovered").

docs/user/assess.md describes each field of a line and of its answer, with an example.
`;

export function assessCommand(): Command {
  return withWorkspaceOption(new Command("assess"))
    .description("say how unusual counts are, whether a lasting change has begun, and when")
    .argument("[facility]", "id of a facility of the workspace, whose assessment is kept")
    .option("--json", "of a facility: as JSON")
    .option(
      "--ndjson",
      "one series a line on standard input, one answer a line on standard output; no workspace needed",
    )
    .option("--method <name>", `of a facility: ${METHOD_OPTION}`)
    .option("--jobs <n>", "threads for --ndjson", wholeNumber, availableParallelism())
    .option("--level <share>", "coverage of the predictive intervals, above 0 and below 1", share, 0.95)
    .option(
      "--together <rate>",
      "with --ndjson: a last line on all series together, at this false-discovery rate (above 0 and below 1)",
      share,
    )
    .addHelpText("after", EXAMPLE)
    .action(async (facility: string | undefined, flags: AssessFlags, command: Command) => {
      if ((facility === undefined) === (flags.ndjson !== true))
        command.error("give the id of a facility, or --ndjson with series on standard input");
      if (flags.together !== undefined && flags.ndjson !== true)
        command.error("--together goes with --ndjson; of watched facilities `yardcheck watch list` tells it");
      if (flags.method !== undefined && flags.ndjson === true)
        command.error("--method goes with a facility; a line of --ndjson is one series already");
      const given = (name: string) => command.getOptionValueSource(name) === "cli";
      if (facility !== undefined && (given("level") || given("jobs")))
        command.error("--level and --jobs go with --ndjson; a facility's assessment is kept as it is made");
      if (facility !== undefined) {
        const { assessAndPrint } = await import("../assess-and-print.ts");
        return await assessAndPrint(facility, flags);
      }
      const { assessNdjson } = await import("../assess-ndjson.ts");
      const { jobs, level, together = null } = flags;
      return await assessNdjson(process.stdin, process.stdout, process.stderr, jobs, { level }, together);
    });
}

function wholeNumber(text: string): number {
  const n = Number(text);
  if (!(Number.isInteger(n) && n >= 1 && n <= 256))
    throw new InvalidArgumentError("expected a whole number from 1 to 256");
  return n;
}

function share(text: string): number {
  const n = Number(text);
  if (!(n > 0 && n < 1)) throw new InvalidArgumentError("expected a number above 0 and below 1");
  return n;
}
