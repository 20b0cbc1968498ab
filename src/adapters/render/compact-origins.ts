import type { Context } from "./context.ts";
import type { Block, DocumentSection, FactsBlock, Inline, TableBlock } from "./document.ts";
import { plainText } from "./sentence.ts";

/** From how many entries of one kind on they are set close together. */
const MANY = 3;
/** Longest fact that a column holds, and most columns of a table, the entry's own name included. */
const CELL_LETTERS = 40;
const MOST_COLUMNS = 8;

export type Named = FactsBlock & { readonly id: string };

/**
 * The origins as paper holds them: entries of one kind close together, what all of them share told once, as a table
 * where their facts are short. Every entry stays, and stays the target of its links.
 */
export function compactOrigins(origins: DocumentSection, context: Context): DocumentSection {
  const blocks: Block[] = [];
  const groups = new Map<string, Named[]>();
  for (const block of origins.blocks) {
    if (!isNamed(block)) blocks.push(block);
    else groups.set(kindOf(block.id), [...(groups.get(kindOf(block.id)) ?? []), block]);
  }
  for (const entries of groups.values()) blocks.push(...groupBlocks(entries, context));
  return { ...origins, blocks };
}

export function isNamed(block: Block): block is Named {
  return block.kind === "facts" && block.id !== null;
}

const kindOf = (id: string) => id.split("-")[1] ?? "";

/** Titles read "kind: name": in a group the kind stands once, over it. */
const nameOf = ({ title }: FactsBlock): readonly Inline[] => title.slice(2);

function groupBlocks(all: readonly Named[], context: Context): Block[] {
  const [first] = all;
  if (first === undefined || all.length < MANY) return all.map((entry) => ({ ...entry, runIn: true }));
  const { common, entries } = toldOnce(all, context);
  const heading = plainText(first.title.slice(0, 1));
  const drawn = entries.filter(({ figures }) => figures.length > 0);
  const rest = entries.filter(({ figures }) => figures.length === 0);
  return [
    { kind: "heading", text: heading },
    ...common,
    ...drawn.map((entry): Block => ({ ...entry, title: nameOf(entry), runIn: true })),
    ...(tableOf(rest, heading) ?? rest.map((entry): Block => ({ ...entry, title: nameOf(entry), runIn: true }))),
  ];
}

/** What all entries share, told in front of them, and the entries without it. */
export function toldOnce(all: readonly Named[], context: Context): { common: Block[]; entries: Named[] } {
  const shared = (all[0]?.facts ?? []).filter(({ label, content }) =>
    all.every(({ facts }) =>
      facts.some((fact) => fact.label === label && plainText(fact.content) === plainText(content)),
    ),
  );
  const entries = all.map((entry) => ({
    ...entry,
    facts: entry.facts.filter(({ label }) => !shared.some((fact) => fact.label === label)),
  }));
  if (shared.length === 0) return { common: [], entries };
  const title: Inline[] = [{ kind: "text", text: context.label("origins.shared") }];
  return { common: [{ kind: "facts", id: null, title, facts: shared, figures: [], runIn: true }], entries };
}

/** Null where the facts are too long or too different for columns. */
function tableOf(entries: readonly Named[], heading: string): TableBlock[] | null {
  const labels = entries[0]?.facts.map(({ label }) => label) ?? [];
  const fits = entries.every(
    ({ facts }) =>
      facts.length === labels.length &&
      facts.every(({ label, content }, i) => label === labels[i] && plainText(content).length <= CELL_LETTERS),
  );
  if (!fits || entries.length < MANY || labels.length >= MOST_COLUMNS) return null;
  return [
    {
      kind: "table",
      caption: "",
      columns: [heading, ...labels].map((label) => ({ label, align: "start" })),
      rows: entries.map((entry) => ({
        id: entry.id,
        cells: [nameOf(entry), ...entry.facts.map(({ content }) => content)],
      })),
    },
  ];
}
