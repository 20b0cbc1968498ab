import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { Database } from "../../../adapters/store/database.ts";
import type { Evidence } from "../../../core/evidence/evidence.ts";
import type { FacilityId } from "../../../core/ids.ts";
import type { WordIssue } from "../../../core/report/words.ts";
import { YardcheckError } from "../../../errors.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { readFile } from "./bundle.ts";

export function evidenceCommand(): Command {
  const evidence = new Command("evidence").description("sources, claims, hypotheses and the judgement on a facility");
  withWorkspaceOption(evidence.command("import"))
    .description("take over evidence: JSON as a whole, or a CSV table of sources or claims in place of those there are")
    .argument("<file>", "JSON or CSV; `shipped` for what this project ships on the facility")
    .requiredOption("--facility <id>", "facility that it is about")
    .addHelpText("after", IMPORT_HELP)
    .action(importEvidence);
  withWorkspaceOption(evidence.command("export"))
    .description("print evidence as JSON, its sources or claims as CSV, or its bibliography")
    .argument("<facility>", "id of the facility")
    .addOption(
      new Option("--as <form>", "what to print")
        .choices(["json", "sources-csv", "claims-csv", "csl-json"])
        .default("json"),
    )
    .option("--language <tag>", "language of titles in the bibliography", "en")
    .addHelpText("after", "\nExample:\n  yardcheck evidence export tumangang --as csl-json > bibliography.json")
    .action(exportEvidence);
  withWorkspaceOption(evidence.command("archive"))
    .description(
      "keep a copy of a source's page: its file and SHA-256 stand in the report, and in the bundle if it may",
    )
    .argument("<source>", "id of the source")
    .requiredOption("--facility <id>", "facility whose evidence names the source")
    .requiredOption("--file <file>", "the copy: a saved page, a PDF, a picture")
    .option("--may-be-republished", "the licence lets the copy itself go into bundles; without this only its hash does")
    .addHelpText("after", ARCHIVE_HELP)
    .action(archiveSource);
  evidence
    .command("check")
    .description("read an analyst's own sentences for words that mislead: mixed likelihoods, certainty, no source")
    .argument("<file>", "text file, UTF-8; - for standard input")
    .addOption(new Option("--language <tag>", "language of the text (default: by its script)").choices(["en", "ar"]))
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nWrite a number with its source, [73](claim:csis-count). Exits 1 only where a number has none.\n\nExample:\n  echo 'It is likely that 73 cars stood there.' | yardcheck evidence check -",
    )
    .action(checkText);
  evidence
    .command("law")
    .description(
      "list the Security Council resolutions that bear on arms and rail trade with the DPRK; no legal advice",
    )
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  yardcheck evidence law")
    .action(listLaw);
  return evidence.addHelpText("after", HELP);
}

const HELP = `
What the evidence names is imported too, before a report: published counts with \`yardcheck series import\`.

Examples:
  yardcheck evidence import shipped --facility tumangang
  yardcheck evidence export tumangang --as sources-csv`;

const IMPORT_HELP = `
A CSV table has the columns that \`evidence export --as sources-csv\` and \`--as claims-csv\` print.

Examples:
  yardcheck evidence import shipped --facility tumangang
  yardcheck evidence export tumangang > tumangang.json
  yardcheck evidence import tumangang.json --facility tumangang`;

const ARCHIVE_HELP = `
Copies lie in reports/<facility>.sources/ of the workspace; Yardcheck fetches none itself.

Example:
  yardcheck evidence archive tass-2023-09-15 --facility tumangang --file saved-page.html`;

async function archiveSource(
  source: string,
  options: WorkspaceOptions & { facility: string; file: string; mayBeRepublished?: boolean },
): Promise<void> {
  const { archiveFolder, keepCopy } = await import("../../../adapters/evidence/archive.ts");
  const { editEvidence } = await import("../../../adapters/evidence/stored.ts");
  const { facilityId } = await import("../../../adapters/store/facilities.ts");
  const { withArchived } = await import("../../../core/evidence/evidence.ts");
  const facility = facilityId(options.facility);
  const content = readFile(options.file);
  const republish = options.mayBeRepublished === true;
  const { evidence, revision } = await inWorkspace(options, "evidence archive", async ({ db, reports }) => {
    const withCopy = (stored: Evidence) => {
      if (stored.sources.some(({ id }) => id === source))
        return withArchived(
          stored,
          source,
          keepCopy(archiveFolder(reports, facility), source, options.file, content, republish),
        );
      const there = stored.sources.map(({ id }) => id).join(", ") || "none";
      throw new YardcheckError(
        "not-found",
        `the evidence on ${facility} has no source ${source}; there are ${there} (a new one comes in with \`yardcheck evidence import\`)`,
      );
    };
    return await editEvidence(db, facility, withCopy, new Date().toISOString());
  });
  const copy = evidence.sources.find(({ id }) => id === source)?.archived;
  if (!copy) throw new RangeError(`the copy of ${source} is not in the evidence that names it`);
  process.stdout.write(
    `${source}: ${copy.file}, SHA-256 ${copy.sha256}, ${copy.mayBeRepublished ? "goes into bundles" : "named in bundles by its hash"}; evidence on ${facility}, revision ${revision.revision}.\n`,
  );
}

async function importEvidence(file: string, options: WorkspaceOptions & { facility: string }): Promise<void> {
  const { checkedAgainst } = await import("../../../adapters/evidence/evidence-file.ts");
  const { publishedEntries } = await import("../../../adapters/store/series.ts");
  const { editEvidence } = await import("../../../adapters/evidence/stored.ts");
  const { facilityId } = await import("../../../adapters/store/facilities.ts");
  const facility = facilityId(options.facility);
  const { revision, evidence } = await inWorkspace(options, "evidence import", async ({ db }) => {
    const published = await publishedEntries(db, facility);
    const read = async (stored: Evidence) => checkedAgainst(await evidenceIn(file, facility, stored), published, file);
    return await editEvidence(db, facility, read, new Date().toISOString());
  });
  const { sources, claims, matrix } = evidence;
  process.stdout.write(
    `Evidence on ${facility}, revision ${revision.revision}: ${sources.length} sources, ${claims.length} claims, ${matrix?.hypotheses.length ?? 0} hypotheses.\n`,
  );
  const { remarksOn } = await import("../../../core/evidence/own-words.ts");
  for (const { where, issue } of remarksOn(evidence)) process.stdout.write(issueText(where, issue, "en"));
}

async function evidenceIn(file: string, facility: string, stored: Evidence): Promise<Evidence> {
  const { parseEvidence } = await import("../../../adapters/evidence/evidence-file.ts");
  const { tumangangEvidence } = await import("../../../adapters/evidence/shipped.ts");
  if (file === "shipped") {
    const shipped = tumangangEvidence();
    if (shipped.facility !== facility)
      throw new YardcheckError("usage", `this project ships evidence on ${shipped.facility} only, not on ${facility}`);
    return shipped;
  }
  const text = readFile(file).toString("utf8");
  if (!/^\s*\{/.test(text)) {
    const { withTable } = await import("../../../adapters/evidence/tables.ts");
    return withTable(stored, text, file);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new YardcheckError("evidence-invalid", `${file} is no JSON`, { cause });
  }
  const evidence = parseEvidence(document, file);
  if (evidence.facility !== facility)
    throw new YardcheckError("evidence-invalid", `${file} is about ${evidence.facility}, not about ${facility}`);
  return evidence;
}

async function exportEvidence(id: string, options: WorkspaceOptions & { as: string; language: string }): Promise<void> {
  const { facilityById, facilityId } = await import("../../../adapters/store/facilities.ts");
  const facility = facilityId(id);
  const evidence = await inWorkspace(options, "evidence export", async ({ db }) => {
    await facilityById(db, facility);
    return await storedOrNone(db, facility);
  });
  process.stdout.write(await formOf(evidence, options.as, options.language));
}

async function formOf(evidence: Evidence, form: string, language: string): Promise<string> {
  const { claimsCsv, sourcesCsv } = await import("../../../adapters/evidence/tables.ts");
  const { bibliography } = await import("../../../adapters/evidence/csl.ts");
  if (form === "sources-csv") return sourcesCsv(evidence);
  if (form === "claims-csv") return claimsCsv(evidence);
  const document = form === "csl-json" ? bibliography(evidence.sources, language) : evidence;
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function storedOrNone(db: Database, facility: FacilityId): Promise<Evidence> {
  const { storedEvidence } = await import("../../../adapters/evidence/stored.ts");
  const { noEvidence } = await import("../../../core/evidence/evidence.ts");
  return (await storedEvidence(db, facility)) ?? noEvidence(facility);
}

const READ_AS = {
  en: "Read as English, by its script; for Arabic give --language ar.",
  ar: "Read as Arabic, by its script; for English give --language en.",
} as const;

async function checkText(file: string, options: { language?: "en" | "ar"; json?: boolean }): Promise<void> {
  const { checkWords, scriptLanguage } = await import("../../../core/report/words.ts");
  const text = (file === "-" ? readFileSync(0) : readFile(file)).toString("utf8");
  const language = options.language ?? scriptLanguage(text);
  if (options.language === undefined) process.stderr.write(`${READ_AS[language]}\n`);
  const issues = checkWords(text, language);
  if (options.json) process.stdout.write(`${JSON.stringify(issues, null, 2)}\n`);
  else if (issues.length === 0) process.stdout.write("Nothing to mend.\n");
  else
    for (const one of issues) {
      const line = text.slice(0, one.at).split("\n").length;
      const column = one.at - text.lastIndexOf("\n", one.at - 1);
      process.stdout.write(issueText(`${line}:${column}`, one, language));
    }
  if (issues.some(({ blocks }) => blocks)) process.exitCode = 1;
}

/** What is to be mended or thought about in a text, after the place where it stands. */
function issueText(where: string, { words, code, why, blocks }: WordIssue, language: "en" | "ar"): string {
  return `${where}  ${words}  (${code}${blocks ? ", must be mended" : ""})\n    ${why[language] ?? why["en"]}\n`;
}

async function listLaw(options: { json?: boolean }): Promise<void> {
  const { shippedResolutions } = await import("../../../adapters/evidence/shipped.ts");
  const all = shippedResolutions();
  if (options.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  else {
    process.stdout.write("For orientation only; no legal advice. Summaries are ours.\n");
    for (const { number, adoptedOn, vote, link, provisions, checked } of all) {
      process.stdout.write(
        `\n${number}, ${adoptedOn}, ${vote.for} for, ${vote.against} against, ${vote.abstained} abstained; ${link}\n`,
      );
      for (const { paragraph, summary } of provisions)
        process.stdout.write(`  paragraph ${paragraph}: ${summary["en"]}\n`);
      process.stdout.write(`  checked ${checked["en"]}\n`);
    }
  }
}
