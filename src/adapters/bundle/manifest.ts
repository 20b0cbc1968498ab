import { createHash } from "node:crypto";
import { z } from "zod";
import { YardcheckError } from "../../errors.ts";
import { sha256 } from "../evidence/schemas.ts";
import type { Files } from "./zip.ts";

export const MANIFEST = "manifest.json";
export const RECORD = "report.json";

/** What a bundle holds: every file but the manifest itself, each with its hash. */
export interface Manifest {
  readonly version: 1;
  readonly facility: string;
  readonly generatedAt: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

const manifestSchema: z.ZodType<Manifest> = z.strictObject({
  version: z.literal(1),
  facility: z.string(),
  generatedAt: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number().int().min(0), sha256 })),
});

export function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The manifest of files, in the order of their names. */
export function manifestOf(files: Files, facility: string, generatedAt: string): Manifest {
  return {
    version: 1,
    facility,
    generatedAt,
    files: [...files]
      .filter(([name]) => name !== MANIFEST)
      .map(([name, content]) => ({ name, bytes: content.length, sha256: sha256Of(content) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @throws YardcheckError "bundle-invalid" when there is none, or it is no manifest */
export function readManifest(files: Files, file: string): Manifest {
  const content = files.get(MANIFEST);
  if (content === undefined) throw new YardcheckError("bundle-invalid", `${file}: holds no ${MANIFEST}`);
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(content).toString("utf8"));
  } catch (cause) {
    throw new YardcheckError("bundle-invalid", `${file}: ${MANIFEST} is no JSON`, { cause });
  }
  const parsed = manifestSchema.safeParse(document);
  if (!parsed.success) throw new YardcheckError("bundle-invalid", `${file}: ${MANIFEST} is no manifest of a bundle`);
  return parsed.data;
}
