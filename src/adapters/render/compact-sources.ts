import { originId } from "../../core/report/finding.ts";
import type { Source } from "../../core/report/source.ts";
import { isNamed, type Named, toldOnce } from "./compact-origins.ts";
import type { Context } from "./context.ts";
import type { Block, DocumentSection } from "./document.ts";
import { sourceRef } from "./sections/sources.ts";
import { plainText } from "./sentence.ts";

/**
 * The sources as paper holds them: those of one grade that repeat one origin stand together, and what they share, the
 * reasons of their grades above all, is told once. Every source stays, and stays the target of its links.
 */
export function compactSources(section: DocumentSection, context: Context): DocumentSection {
  const { sources } = context.record.basis;
  const groups = new Map<string, { heading: string; entries: Named[] }>();
  const blocks: Block[] = [];
  for (const block of section.blocks) {
    const source = isNamed(block) ? sources.find(({ id }) => originId(sourceRef(id)) === block.id) : undefined;
    if (source === undefined || !isNamed(block)) {
      blocks.push(block);
      continue;
    }
    const heading = headingOf(context, source);
    const group = groups.get(heading) ?? { heading, entries: [] };
    group.entries.push(block);
    groups.set(heading, group);
  }
  for (const { heading, entries } of groups.values()) blocks.push(...groupBlocks(heading, entries, context));
  return { ...section, blocks };
}

/** The grade, and what is repeated. */
function headingOf(context: Context, { reliability, credibility, derivedFrom }: Source): string {
  const grade = `${reliability.value}${credibility.value}`;
  const origin = context.record.basis.sources.find(({ id }) => id === derivedFrom);
  const words =
    origin === undefined
      ? context.sentence("sources.graded", { grade })
      : context.sentence("sources.graded-repeating", { grade, origin: plainText([context.text(origin.publisher)]) });
  return plainText(words);
}

function groupBlocks(heading: string, all: readonly Named[], context: Context): Block[] {
  const { common, entries } = all.length < 2 ? { common: [], entries: all } : toldOnce(all, context);
  return [{ kind: "heading", text: heading }, ...common, ...entries.map((entry): Block => ({ ...entry, runIn: true }))];
}
