import assert from "node:assert/strict";
import { MANIFEST, manifestOf, manifestText, sha256Of } from "../../src/adapters/bundle/manifest.ts";
import { packBundle } from "../../src/adapters/bundle/pack-bundle.ts";
import { verifyBundle } from "../../src/adapters/bundle/verify-bundle.ts";
import { packZip } from "../../src/adapters/bundle/zip.ts";
import { recordText } from "../../src/adapters/evidence/record-file.ts";
import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import { tumangangEvidence } from "../../src/adapters/evidence/shipped.ts";
import type { SourceId } from "../../src/core/ids.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { entryOf } from "../../src/core/series/entry-of.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import { tumangangRecord } from "./tumangang.ts";
import { look, picturesOf, yardInputs, yardRecord } from "./yard.ts";

/** Bundles for the tests of packing and verifying: a yard with pictures, the real case with one archived page. */
export const yard = yardRecord(true);
export const pictures = picturesOf(yard);
export const archivedText = new TextEncoder().encode("an archived page\n");
const evidence = tumangangEvidence();
export const archiving = tumangangRecord({
  evidence: {
    ...evidence,
    sources: evidence.sources.map((source) =>
      source.id === ("tass-2023-09-15" as SourceId)
        ? { ...source, archived: { file: "tass.txt", sha256: sha256Of(archivedText), mayBeRepublished: true } }
        : source,
    ),
  },
});
export const bundles = {
  yard: await packBundle(yard, { pictures, archived: new Map() }),
  tumangang: await packBundle(archiving, { pictures: new Map(), archived: new Map([["tass.txt", archivedText]]) }),
};

/** A yard whose looks were assessed: six usual ones and one that is high, or these. */
export function assessedYard(cars: readonly number[] = [3, 5, 4, 6, 4, 5, 21]): ReportRecord {
  const looks = cars.map((each, i) => look(`2025-0${i + 1}-10`, each, true));
  const { events } = yardInputs(true);
  const entries = looks.map(({ observation }) => entryOf(observation));
  const newest = looks.at(-1)?.observation.id ?? "";
  return yardRecord(true, { looks, pictures: null, assessed: assessedSeries("yard", entries, events, newest) });
}

/** What differs in a bundle, by name. */
export async function differing(zip: Uint8Array): Promise<string[]> {
  const { checks, agrees } = await verifyBundle(zip, "b.zip", recordTools);
  const names = checks.filter((check) => !check.agrees).map(({ name }) => name);
  assert.equal(agrees, names.length === 0);
  return names;
}

/** Packs again as a forger would: every file as given, the manifest fitting. */
export function forged(files: ReadonlyMap<string, Uint8Array>, { basis }: ReportRecord): Uint8Array {
  const rest = new Map([...files].filter(([name]) => name !== MANIFEST));
  const manifest = manifestText(manifestOf(rest, basis.facility.id, basis.generatedAt));
  return packZip(new Map([[MANIFEST, new TextEncoder().encode(manifest)], ...rest]));
}

/** The bundle of a record as it stands: what a forger packs who changed the record first. */
export async function packed(record: ReportRecord): Promise<Uint8Array> {
  const beside = record.basis.pictures === null ? new Map() : picturesOf(record);
  return await packBundle(JSON.parse(recordText(record)) as ReportRecord, { pictures: beside, archived: new Map() });
}

/** Files of a bundle are not packed: what was unpacked is a part of the zip's own bytes. */
export function placeIn(zip: Uint8Array, content: Uint8Array): number {
  assert.equal(content.buffer, zip.buffer);
  return content.byteOffset - zip.byteOffset;
}
