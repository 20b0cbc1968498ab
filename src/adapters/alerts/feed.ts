import type { AlertText } from "./alert-text.ts";

/** One alert in the feed. */
export interface FeedEntry {
  readonly id: string;
  readonly raisedAt: string;
  readonly link: string;
  readonly text: AlertText;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

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
    ({ id, raisedAt, link, text }) => `  <entry xml:lang="${escaped(text.language)}">
    <id>urn:yardcheck:alert:${escaped(id)}</id>
    <title>${escaped(text.title)}</title>
    <updated>${escaped(raisedAt)}</updated>
    <link rel="alternate" href="${escaped(link)}"/>
    <content type="text">${escaped(text.sentences.join("\n"))}</content>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escaped(self)}</id>
  <title>Yardcheck alerts</title>
  <author><name>Yardcheck</name></author>
  <updated>${escaped(updated)}</updated>
  <link rel="self" href="${escaped(self)}"/>
${items.join("\n")}
</feed>
`;
}
