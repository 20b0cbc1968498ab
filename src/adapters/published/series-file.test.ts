import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { SERIES_EXAMPLE } from "./series-example.ts";
import { readSeriesFile } from "./series-file.ts";

const HEAD = "date,kind,cars,approximately,low,high,mean,looks,metres,plusCars,byClass,publisher,source\n";
const read = (text: string) => readSeriesFile(Buffer.from(text), "f", "yard");
const figures = (text: string) => read(text).entries.map(({ figure }) => figure);

test("every kind of figure is read from CSV", () => {
  const rows = [
    "2023-10-05,exact,73,true,,,,,,,,P,s",
    "2023-10-05,at-least,70,,,,,,,,,P,s",
    "2023-10-05,at-most,20,,,,,4,,,,P,s",
    "2023-10-05,range,,,57,175,95,,,,,P,s",
    "2023-02-02,train-lengths,,,,,,,80;170;170,2,,P,s",
    "2024-06-17,by-class,,true,,,,,,,ore=175;box=14,P,s",
  ];
  assert.deepEqual(figures(HEAD + rows.join("\n")), [
    { kind: "exact", cars: 73, approximately: true },
    { kind: "at-least", cars: 70, approximately: false },
    { kind: "at-most", cars: 20, approximately: false, looks: 4 },
    { kind: "range", low: 57, high: 175, mean: 95, looks: null },
    { kind: "train-lengths", metres: [80, 170, 170], plusCars: [2] },
    { kind: "by-class", cars: { ore: 175, box: 14 }, approximately: true },
  ]);
});

test("CSV of spreadsheets is read: semicolons, CRLF, a byte order mark, quotes, empty lines", () => {
  const { entries } = read('\uFEFFdate;cars;publisher;source;note\r\n2024-02-29;3;"A; ""B""";s;"two\nlines"\r\n\r\n');
  assert.deepEqual([entries[0]?.origin.publisher, entries[0]?.origin.note], ['A; "B"', "two\nlines"]);
});

test("a month is all of its days, a period has two ends", () => {
  const { entries } = read("from,to,cars,kind,publisher,source\n2018-10,2024-02,20,at-most,P,s\n");
  assert.deepEqual([entries[0]?.from, entries[0]?.to], ["2018-10-01", "2024-02-29"]);
});

test("a count was not published before the day that it is of, where only the month of publication is known", () => {
  const published = (date: string, on: string) =>
    read(`date,cars,publisher,source,publishedOn\n${date},73,P,s,${on}\n`).entries[0]?.origin.publishedOn;
  assert.equal(published("2023-10-15", "2023-10"), "2023-10-15");
  assert.equal(published("2023-09-15", "2023-10"), "2023-10-01");
  assert.equal(published("2023-10-15", "2023-10-20"), "2023-10-20");
});

test("a wrong field refuses the whole file, with its line and name", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      "date,cars,publisher,source\n2024-01-01,1,P,s\n2024-02-31,5,P,s",
      /line 3, field "date": 2024-02-31 is not a day that exists/,
    ],
    ["date,cars,publisher,source\n2023-02-29,5,P,s", /line 2, field "date"/],
    ["date,cars,publisher,source\n2024-01-01,-1,P,s", /line 2, field "cars": must not be negative/],
    ["date,cars,publisher,source\n2024-01-01,1.5,P,s", /field "cars": must be a whole number/],
    ["date,cars,publisher,source\n2024-01-01,seven,P,s", /field "cars": must be a number/],
    ["date,cars,publisher,source\n2024-01-01,,P,s", /field "cars": is missing: kind exact needs it/],
    ["date,cars,publisher\n2024-01-01,1,P", /field "source": is missing/],
    ["date,cars,publisher,source\n2024-01-01,1,P", /line 2: 3 cells, the header has 4 columns/],
    ["date,cars,colour,publisher,source\n2024-01-01,1,red,P,s", /field "colour": is not a field that is known/],
    ["from,to,cars,publisher,source\n2024-01-02,2024-01-01,1,P,s", /field "to": 2024-01-01 lies before 2024-01-02/],
    ["from,cars,publisher,source\n2024-01-02,1,P,s", /field "to": is missing/],
    ["date,kind,low,high,publisher,source\n2024-01-01,range,5,2,P,s", /field "high": 2 is below low, 5/],
    ["date,kind,cars,low,publisher,source\n2024-01-01,exact,5,2,P,s", /field "low": is not taken by kind exact/],
    [
      "date,cars,publisher,source,publishedOn\n2024-05-01,5,P,s,2023-01-01",
      /field "publishedOn": 2023-01-01 lies before/,
    ],
    ['date,cars,publisher,source\n2024-05-01,5,"P,s', /line 2: a quotation mark is not closed/],
    ["date,date,publisher,source\n", /two columns "date"/],
    [
      "date,cars,publisher,source\n2024-05-01,5,P\u000bQ,s",
      /field "publisher": holds a character that cannot be printed/,
    ],
    ["date,cars,publisher,source\n0023-10-05,1,P,s", /line 2, field "date": 0023-10-05 is not a day .*from 1858/],
    ['{"regimes":[{"name":"r","from":"0022-11","reason":"x"}]}', /regimes\[0\]\.from .*0022-11 is not a day/],
    [
      '{"events":[{"id":"e","date":"1723-01","label":{"en":"x"},"source":"s"}]}',
      /events\[0\]\.date .*1723-01 is not a day/,
    ],
    ["date,cars,publisher,source\n2024-01-01,100001,P,s", /field "cars": must be at most 100000 cars/],
    ["date,cars,publisher,source\n2024-01-01,1e9,P,s", /field "cars": must be a number/],
    ["date,kind,mean,publisher,source\n2024-01-01,range,200000,P,s", /field "mean": must be at most 100000 cars/],
    [
      "from,to,kind,cars,looks,publisher,source\n2018-10,2024-02,at-most,20,200000000,P,s",
      /field "looks": must be at most 10000 images/,
    ],
    ["date,kind,metres,publisher,source\n2024-01-01,train-lengths,80;3,P,s", /metres\.1": must be from 5 to 20000 m/],
    [
      `date,kind,metres,publisher,source\n2024-01-01,train-lengths,${Array(201).fill(80).join(";")},P,s`,
      /field "metres": must be at most 200 lengths/,
    ],
    [
      '{"events":[{"id":"e","date":"2023-01","label":{"__proto__":"x"},"source":"s"}]}',
      /events\[0\]\.label .*expected words in one language at least/,
    ],
    ["", /the file is empty/],
    ["date,cars,publisher,source\n", /the file holds no count/],
    [
      '[\n{"date":"2024-01-01","cars":1,"publisher":"P","source":"s"},\n{"date":"2024-04-31","cars":1,"publisher":"P","source":"s"}]',
      /f, \[1\]\.date \(line 3\): 2024-04-31 is not a day/,
    ],
    [
      '{"entries":[],\n"events":[{"id":"e","date":"2024-13","label":{"en":"x"},"source":"s"}]}',
      /f, events\[0\]\.date \(line 2\): /,
    ],
    [
      "date,kind,byClass,publisher,source\n2024-01-01,by-class,ore=175; box=14;ore =3,P,s",
      /line 2, field "byClass": the class "ore" is named twice/,
    ],
    [
      '{"events":[{"id":"e","date":"2024-01","label":{"en":"x"},"source":"s"},\n{"id":"e","facility":"yard","date":"2024-02","label":{"en":"y"},"source":"s"}]}',
      /f, events\[1\]\.id \(line 2\): "e" stands in this file before/,
    ],
    [
      '{"regimes":[{"name":"r","from":"2023-01","reason":"x"},{"name":"r","from":"2024-01","reason":"x"}]}',
      /f, regimes\[1\]\.name \(line 1\): "r" stands in this file before/,
    ],
    [
      '{"regimes":[{"name":"r","from":"2024-02","to":"2024-01-31","reason":"x"}]}',
      /f, regimes\[0\]\.to \(line 1\): a regime ends before it begins: 2024-01-31 lies before 2024-02/,
    ],
    ['{"entries":[}', /JSON/],
    ['{"rows":[]}', /f, rows: is not a list of such a file; expected are entries, events and regimes/],
    ['{"events":{}}', /f, events: must be a list/],
    ['{"events":["x"]}', /f, events\[0\] \(line 1\): /],
  ];
  for (const [text, message] of cases) assert.throws(() => read(text), message, text);
  assert.throws(() => readSeriesFile(new Uint8Array([0xff, 0xfe, 0x41]), "f", "yard"), /not UTF-8/);
});

test("several faults stand on a line each, with their list and place in it", () => {
  const text =
    '{"entries":[],"events":[{"date":"2024-01-02"}],"regimes":[{"name":"open","from":"2024-13","reason":"r"}]}';
  assert.throws(() => read(text), {
    message: [
      "series-invalid: f:",
      "events[0].id (line 1): is missing",
      'events[0].label (line 1): must be words by language: {"en": "...", "ar": "..."}',
      "events[0].source (line 1): is missing",
      "regimes[0].from (line 1): 2024-13 is not a day that exists, from 1858-01-01 on, as YYYY-MM-DD or YYYY-MM",
    ].join("\n  "),
  });
});

test("the file that the help and the docs show is one that is read", () => {
  const { entries, events, regimes } = read(SERIES_EXAMPLE);
  assert.deepEqual([entries.length, events[0]?.id, regimes[0]?.to], [1, "summit", null]);
  const page = readFileSync(join(import.meta.dirname, "../../../docs/user/series.md"), "utf8");
  assert.ok(page.includes(SERIES_EXAMPLE));
});

test("entries of other facilities are counted, not taken", () => {
  const { entries, others } = read(
    "facility,date,cars,publisher,source\nyard,2024-01-01,1,P,s\nkhasan,2024-01-01,1,P,s\n,2024-01-02,1,P,s",
  );
  assert.deepEqual([entries.length, others], [2, { khasan: 1 }]);
  const odd = read("facility,date,cars,publisher,source\ntoString,2024-01-01,1,P,s\n__proto__,2024-01-01,1,P,s");
  assert.deepEqual(Object.entries(odd.others), [
    ["toString", 1],
    ["__proto__", 1],
  ]);
});

test("the published record of Tumangang is read whole, each fact with its source", () => {
  const file = readSeriesFile(readFileSync(join(import.meta.dirname, "tumangang.json")), "tumangang.json", "tumangang");
  assert.deepEqual(
    [file.entries.length, file.events.length, file.regimes.length, file.others],
    [14, 4, 3, { khasan: 3 }],
  );
  assert.ok(file.entries.every(({ origin }) => /^https?:\/\//.test(origin.source)));
  const csis = file.entries.find(({ from }) => from === "2023-10-05");
  assert.deepEqual(csis?.figure, { kind: "exact", cars: 73, approximately: true });
});

test("a name may come again at another facility, and a regime may begin and end in one month", () => {
  const event = { id: "e", date: "2024-01", label: { en: "x" }, source: "s" };
  const regime = { name: "r", from: "2024-01-31", to: "2024-01", reason: "x" };
  const file = { events: [event, { ...event, facility: "khasan" }], regimes: [regime] };
  const { events, regimes } = read(JSON.stringify(file));
  assert.deepEqual([events.length, regimes[0]?.from, regimes[0]?.to], [1, "2024-01-31", "2024-01-31"]);
});
