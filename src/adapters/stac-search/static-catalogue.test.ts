import assert from "node:assert/strict";
import { test } from "node:test";
import { walkCatalogue } from "./static-catalogue.ts";

const EVERYWHERE = { west: -180, south: -90, east: 180, north: 90 };
const SPAN = { from: "2020-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z" };
const link = (rel: string, href: string) => ({ rel, href });

/** Addresses of the items that a walk from http://c/root.json comes upon. */
async function found(documents: Readonly<Record<string, unknown>>, box = EVERYWHERE, collections: string[] = []) {
  const fetch = async (url: string | URL | Request) => new Response(JSON.stringify(documents[String(url)]));
  const root = { url: "http://c/root.json", document: documents["http://c/root.json"] };
  const items: string[] = [];
  for await (const one of walkCatalogue(fetch, root, { box, collections, ...SPAN }, () => ({}), 100)) {
    assert.equal(one.kind, "item");
    items.push(one.url.slice("http://c/".length));
  }
  return items;
}

test("a collection across the antimeridian lies on both of its sides, and nowhere else", async () => {
  const documents = {
    "http://c/root.json": { type: "Catalog", links: [link("child", "pacific.json")] },
    "http://c/pacific.json": {
      type: "Collection",
      id: "pacific",
      extent: { spatial: { bbox: [[170, 50, -170, 70]] }, temporal: { interval: [[null, null]] } },
      links: [link("item", "item.json")],
    },
    "http://c/item.json": { type: "Feature" },
  };
  const at = (west: number, south = 60) => found(documents, { west, south, east: west + 0.1, north: south + 0.1 });
  assert.deepEqual([await at(175), await at(-175)], [["item.json"], ["item.json"]]);
  assert.deepEqual([await at(10), await at(-160), await at(175, 40)], [[], [], []]);
});

test("a collection that was asked for is found within one that was not, and nothing else of that one", async () => {
  const documents = {
    "http://c/root.json": { type: "Catalog", links: [link("child", "top.json")] },
    "http://c/top.json": {
      type: "Collection",
      id: "top",
      links: [link("item", "top-item.json"), link("child", "year.json"), link("child", "sub.json")],
    },
    "http://c/year.json": { type: "Catalog", links: [link("item", "year-item.json")] },
    "http://c/sub.json": { type: "Collection", id: "sub", links: [link("item", "item.json")] },
    "http://c/top-item.json": { type: "Feature" },
    "http://c/year-item.json": { type: "Feature" },
    "http://c/item.json": { type: "Feature" },
  };
  assert.deepEqual(await found(documents, EVERYWHERE, ["sub"]), ["item.json"]);
  // Once it is found, nothing more is read: that document is not there.
  const longer = { ...documents["http://c/root.json"], links: [...documents["http://c/root.json"].links] };
  longer.links.unshift(link("child", "others.json"));
  const others = { type: "Collection", id: "others", links: [link("child", "missing.json")] };
  const all = { ...documents, "http://c/root.json": longer, "http://c/others.json": others };
  assert.deepEqual(await found(all, EVERYWHERE, ["sub"]), ["item.json"]);
  assert.deepEqual((await found(documents)).sort(), ["item.json", "top-item.json", "year-item.json"]);
});
