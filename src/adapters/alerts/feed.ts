import { escapeMarkup } from "../../core/markup.ts";
import type { AlertText } from "./alert-text.ts";

/** One alert in the feed. */
export interface FeedEntry {
  readonly id: string;
  readonly raisedAt: string;
  readonly link: string;
  readonly text: AlertText;
}

/**
 * Alerts as an Atom feed, newest first.
 *
 * Source: RFC 4287
 *
 * @param self     address of the feed
 * @param updated  time of the newest alert; of the request where there is none
 */
export function atomFeed(entries: readonly FeedEntry[], self: string, updated: string): string {
  const items = entries.map(
    ({ id, raisedAt, link, text }) => `  <entry xml:lang="${escapeMarkup(text.language)}">
    <id>urn:yardcheck:alert:${escapeMarkup(id)}</id>
    <title>${escapeMarkup(text.title)}</title>
    <updated>${escapeMarkup(raisedAt)}</updated>
    <link rel="alternate" href="${escapeMarkup(link)}"/>
    <content type="text">${escapeMarkup(text.sentences.join("\n"))}</content>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeMarkup(self)}</id>
  <title>Yardcheck alerts</title>
  <author><name>Yardcheck</name></author>
  <updated>${escapeMarkup(updated)}</updated>
  <link rel="self" href="${escapeMarkup(self)}"/>
${items.join("\n")}
</feed>
`;
}
