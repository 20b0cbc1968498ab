import { Command } from "commander";
import { YardcheckError } from "../../../errors.ts";
import { candidateTable } from "../candidate-table.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

interface FindOptions extends WorkspaceOptions {
  readonly from?: string;
  readonly to?: string;
  readonly catalogue?: readonly string[];
  readonly asset?: string;
  readonly json?: boolean;
}

export function findCommand(): Command {
  return withWorkspaceOption(new Command("find"))
    .description("find images of a facility in catalogues, and what each is good for; no pixel is read")
    .argument("<facility>", "id of the facility")
    .option("--from <date>", "first day (default: 30 days ago)")
    .option("--to <date>", "last day (default: now)")
    .option("--catalogue <url...>", "STAC API, static catalogue or item (default: those of settings.json)")
    .option("--asset <key>", "asset of the items to take, with --catalogue")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Examples:
  yardcheck find north-yard --from 2026-01-01 --to 2026-02-01 --catalogue https://stac.example.org/api
  yardcheck find north-yard --json | jq '.candidates[] | select(.goodFor == "cars")'

Catalogues of settings.json stand under parts.catalogues, by name:
  "parts": {"catalogues": {"archive": {"url": "https://stac.example.org/api",
    "headers": {"Authorization": "Bearer \${ARCHIVE_TOKEN}"}}}}
A catalogue inside your own network is reached when YARDCHECK_FETCH_ALLOW lists it: YARDCHECK_FETCH_ALLOW=10.0.0.5:8081`,
    )
    .action(find);
}

async function find(facilityName: string, options: FindOptions): Promise<void> {
  const { facilityById, facilityId } = await import("../../../adapters/store/facilities.ts");
  const { CATALOGUE } = await import("../../../adapters/stac-search/settings.ts");
  const { candidatesOf } = await import("../../steps/watch-facility.ts");
  const { watchTools } = await import("../../steps/watch-tools.ts");
  const { dayRange } = await import("../day-range.ts");
  const now = new Date();
  const window = dayRange(options.from, options.to, now);
  const id = facilityId(facilityName);
  const skipped: { catalogue: string; item: string; why: string }[] = [];
  const candidates = await inWorkspace(options, "find", async ({ db, settings }, signal) => {
    const facility = await facilityById(db, id);
    const tools = watchTools(settings, process.env, () => new Date().toISOString());
    const given = options.catalogue?.map((url, i) => {
      const catalogue = CATALOGUE.safeParse({
        url,
        ...(options.asset === undefined ? {} : { assets: [options.asset] }),
      });
      if (!catalogue.success) throw new YardcheckError("usage", `--catalogue: "${url}" is no http(s) address`);
      return [`catalogue-${i + 1}`, catalogue.data] as const;
    });
    const catalogues = given === undefined ? tools.catalogues : Object.fromEntries(given);
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    return await candidatesOf(facility, window, [], { ...tools, catalogues, signal, say }, skipped);
  });
  if (options.json)
    process.stdout.write(`${JSON.stringify({ facility: id, ...window, candidates, skipped }, null, 2)}\n`);
  else {
    process.stdout.write(
      candidates.length === 0 ? `No image of ${id} is offered in that time.\n` : candidateTable(candidates),
    );
    for (const { catalogue, item, why } of skipped) process.stderr.write(`Left out ${item} of ${catalogue}: ${why}\n`);
  }
}
