import { Command, InvalidArgumentError, Option } from "commander";
import type { MethodId } from "../../../core/ids.ts";
import type { Texts } from "../../../core/report/finding.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ReportFormat } from "../../steps/report-files.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { METHOD_OPTION } from "../method-option.ts";
import { stepLine } from "../step-line.ts";

interface ReportOptions extends WorkspaceOptions {
  readonly language: readonly string[];
  readonly format: readonly ReportFormat[];
  readonly numbering?: "latn" | "arab";
  readonly reason: Texts;
  readonly method?: MethodId;
  readonly out?: string;
  readonly json?: boolean;
}

export function reportCommand(): Command {
  return withWorkspaceOption(new Command("report"))
    .description("write a facility's report: pages in every language, news brief, record, pictures; freeze it")
    .argument("<facility>", "id of the facility")
    .option("--language <tags>", "languages, separated by commas", listOf, ["en", "ar"])
    .option("--format <formats>", "of html, pdf, docx, separated by commas", formatsOf, ["html", "pdf", "docx"])
    .addOption(
      new Option("--numbering <system>", "digits of the languages printed in them: latn (0-9) or arab (٠-٩)").choices([
        "latn",
        "arab",
      ]),
    )
    .option("--reason <lang=text>", "why there is a new revision, may be repeated: --reason en='...'", addText, {})
    .option("--method <name>", METHOD_OPTION)
    .option("--out <dir>", "folder to write into (default: the workspace's reports/)")
    .option("--json", "print the record instead of the paths")
    .addHelpText("after", HELP)
    .action(writeReport);
}

const HELP = `
A published report is frozen. Where nothing that it is made from has changed, the frozen one is written out again; else
the new revision says which number changed, from what, since when, and why.

Examples:
  yardcheck report tumangang
  yardcheck report north-yard --format html --reason en="More looks of last year added."`;

async function writeReport(id: string, options: ReportOptions): Promise<void> {
  const { facilityId } = await import("../../../adapters/store/facilities.ts");
  const { refuseUnsourced } = await import("../../../core/evidence/own-words.ts");
  const { publishFacilityReport } = await import("../../steps/publish-facility-report.ts");
  const { tellLeftOut, tellSeries } = await import("../tell-left-out.ts");
  const facility = facilityId(id);
  const { reason, language: languages, format: formats, numbering, method, out } = options;
  try {
    refuseUnsourced(reason, "--reason");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new YardcheckError("usage", error.message, { cause: error });
  }
  const step = stepLine();
  const { record, isNew, paths } = await inWorkspace(options, "report", async ({ db, reports, settings }, signal) => {
    await tellLeftOut(db, facility);
    await tellSeries(db, facility, method);
    step.show(`${facility}: gathering, assessing, drawing`);
    return await publishFacilityReport(db, facility, out ?? reports, new Date().toISOString(), {
      reason: Object.keys(reason).length > 0 ? reason : null,
      access: { settings, environment: { ...process.env } },
      method,
      languages,
      formats,
      signal,
      onFile: step.show,
      archive: reports,
      ...(numbering === undefined ? {} : { numbering }),
    });
  }).finally(step.clear);
  if (options.json) {
    const { recordText } = await import("../../../adapters/evidence/record-file.ts");
    process.stdout.write(recordText(record));
    return;
  }
  const { number } = record.basis.revision;
  const frozen = isNew ? "frozen" : "unchanged since it was frozen";
  process.stdout.write(`${facility}, revision ${number}, ${frozen}:\n${paths.map((path) => `  ${path}\n`).join("")}`);
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function formatsOf(text: string): ReportFormat[] {
  return listOf(text).map((part) => {
    if (part === "html" || part === "pdf" || part === "docx") return part;
    throw new InvalidArgumentError(`expected html, pdf or docx, got ${part}`);
  });
}

function addText(text: string, texts: Texts): Texts {
  const [, language, words] = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=(.+)$/s.exec(text) ?? [];
  if (language === undefined || words === undefined)
    throw new InvalidArgumentError('expected a language and a text, such as en="Four looks added."');
  return { ...texts, [language]: words.trim() };
}
