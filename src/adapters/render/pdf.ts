import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NodeCompiler, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { YardcheckError } from "../../errors.ts";
import type { ReportDocument } from "./document.ts";
import type { Locale } from "./language.ts";
import { type TypstSource, typstSource } from "./typst.ts";

const require = createRequire(import.meta.url);

/**
 * Folders of the typefaces of the PDF: a Latin serif and sans, Amiri, a naskh whose text copies out whole, and Nanum
 * Gothic for what Korean sources say in their own words.
 */
function fontFolders(): readonly string[] {
  return [
    ...["400Regular", "600SemiBold"].map((weight) => ["source-serif-4", weight] as const),
    ...["400Regular", "600SemiBold"].map((weight) => ["source-sans-3", weight] as const),
    ...["400Regular", "700Bold"].map((weight) => ["amiri", weight] as const),
    ["nanum-gothic", "400Regular"] as const,
  ].map(([name, weight]) => join(dirname(require.resolve(`@expo-google-fonts/${name}/package.json`)), weight));
}

/** Typefaces that are missing, for `yardcheck doctor`; empty where all is well. */
export function missingFonts(): readonly string[] {
  return fontFolders().filter((folder) => !existsSync(folder));
}

/**
 * The report as PDF/A-2a: tagged, with bookmarks, language and title; every number links to its origin within the file.
 *
 * @throws YardcheckError "render-failed" with the typesetter's own words
 */
export function pdfReport(report: ReportDocument, locale: Locale): Uint8Array {
  return typeset(typstSource(report, locale));
}

function typeset({ main, figures }: TypstSource): Uint8Array {
  const workspace = mkdtempSync(join(tmpdir(), "yardcheck-typst-"));
  try {
    const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...fontFolders()] }] });
    for (const [name, svg] of figures) compiler.mapShadow(join(workspace, name), Buffer.from(svg));
    const compiled = compiler.compile({ mainFileContent: main });
    const document = compiled.result;
    if (document === null || compiled.hasError())
      throw new YardcheckError("render-failed", `the typesetter says ${reasons(compiled.takeDiagnostics())}`);
    return withoutSuspects(exported(compiler, document));
  } catch (error) {
    if (error instanceof YardcheckError) throw error;
    throw new YardcheckError("render-failed", `the typesetter says ${String(error)}`, { cause: error });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/**
 * PDF/A-2a asks that every letter has a glyph and every glyph a letter, which no typeface promises for every text of a
 * record; what cannot be had is given up step by step, never the report.
 */
function exported(compiler: NodeCompiler, document: NodeTypstDocument): Uint8Array {
  for (const pdfStandard of ["a-2a", "a-2b"])
    try {
      return compiler.pdf(document, { pdfStandard });
    } catch (error) {
      if (!String(error).includes("PDF/A")) throw error;
    }
  return compiler.pdf(document, { pdfStandard: "1.7" });
}

/**
 * The typesetter writes `/Suspects false`, which is what its absence means (ISO 32000-1, table 321). Poppler takes the
 * word `false` there for a wrong type and greets every reader of the file with "Syntax Error". Spaces of the same length
 * keep every offset of the file.
 */
function withoutSuspects(pdf: Uint8Array): Uint8Array {
  const at = Buffer.from(pdf).indexOf("/MarkInfo <<");
  const info = at < 0 ? "" : Buffer.from(pdf.subarray(at, at + 100)).toString("latin1");
  const said = /^[^>]*?(\/Suspects false)/.exec(info)?.[1];
  const mended = new Uint8Array(pdf);
  if (said !== undefined) mended.fill(0x20, at + info.indexOf(said), at + info.indexOf(said) + said.length);
  return mended;
}

function reasons(diagnostics: { readonly shortDiagnostics: readonly unknown[] } | null): string {
  return (diagnostics?.shortDiagnostics ?? [])
    .slice(0, 3)
    .map((each) => JSON.stringify(each))
    .join("; ");
}
