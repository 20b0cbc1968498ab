import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";
import { assessLine } from "../../src/pipeline/assess-line.ts";

const YARDCHECK = resolve(import.meta.dirname, "../../bin/yardcheck");
const COUNTS = [7, 3, 12, 8, 9, 5, 14];

function line(id: string, newest: number): string {
  const looks = [...COUNTS, newest].map((count, i) => ({ date: `2024-0${i + 1}-04`, count }));
  return JSON.stringify({ id, looks, events: [{ id: "visit", date: "2024-07-20" }] });
}

function run(input: string, ...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(YARDCHECK, ["assess", "--ndjson", ...flags], {
    input,
    encoding: "utf8",
  });
  const answers: Record<string, unknown>[] =
    stdout.trim() === ""
      ? []
      : stdout
          .trim()
          .split("\n")
          .map((l) => JSON.parse(l));
  return { status, stdout, stderr, answers };
}

test("an unusable line is named by line, id and field, the others are answered, and the exit status says so", () => {
  const { status, stderr, answers } = run(
    [line("a", 40), '{"id":"b","looks":[{"date":"2024-02-31","count":1}]}', "not json", "", line("c", 8)].join("\n"),
  );
  assert.equal(status, 4);
  assert.deepEqual(
    answers.map(({ id, status: said }) => [id, said]),
    [
      ["a", "ready"],
      ["b", "unusable"],
      [null, "unusable"],
      ["c", "ready"],
    ],
  );
  assert.match(stderr, /line 2 \("b"\): looks\[0\]\.date: .*2024-02-31/);
  assert.match(stderr, /line 3: not JSON/);
});

test("a series with the id of one that was answered, and two events with one id, are refused by line and field", () => {
  const bad = '{"id":"a","looks":[{"date":"2024-02-31","count":1}]}';
  const event = (date: string) => ({ id: "visit", date });
  const twice = JSON.stringify({ ...JSON.parse(line("e", 8)), events: [event("2024-07-20"), event("2024-07-21")] });
  const more = Array.from({ length: 20 }, (_, i) => line(`s${i}`, 8));
  const input = [bad, line("a", 40), twice, line("b", 8), ...more, line("a", 8)].join("\n");
  for (const jobs of ["1", "2"]) {
    const { status, stderr, answers } = run(input, "--jobs", jobs, "--together", "0.1");
    assert.equal(status, 4);
    const unusable = answers.filter((answer) => answer["status"] === "unusable");
    assert.deepEqual(
      unusable.map(({ id, line: at, field }) => [id, at, field]),
      [
        ["a", 1, "looks[0].date"],
        ["e", 3, "events[1].id"],
        ["a", 25, "id"],
      ],
    );
    assert.match(stderr, /line 3 \("e"\): events\[1\]\.id: events\[0\] has this id, "visit"/);
    assert.match(stderr, /line 25 \("a"\): id: the series of line 2 has this id/);
    assert.equal(answers.at(-1)?.["facilities"], 22, "and is not counted among those looked at together");
  }
});

test("a field that stands twice is refused by line and field: JSON would take the last without a word", () => {
  const twice = line("a", 40).replace('"count":40', '"count":40,"count":4');
  const refused = assessLine(twice, 3, {});
  assert.ok(refused.status === "unusable");
  assert.deepEqual([refused.id, refused.line, refused.field], ["a", 3, "looks[7].count"]);
  assert.match(refused.problem, /^stands twice in one object/);
});

test("one thread and several give the same bytes in the same order, run after run", () => {
  const input = Array.from({ length: 12 }, (_, i) => line(`s${i}`, 5 + 3 * i)).join("\n");
  const one = run(input, "--jobs", "1");
  const two = run(input, "--jobs", "2");
  assert.equal(one.status, 0);
  assert.equal(two.stdout, one.stdout);
});

test("a line separator within a text is no end of line, and what cannot be worked with costs its own line alone", () => {
  const deep = `{"id":"d","looks":${"[".repeat(20000)}${"]".repeat(20000)}}`;
  const many = JSON.stringify({ id: "m", looks: [{ date: "2024-01-04", count: 5, falsePositives: 760 }] });
  const { answers, stderr } = run(`\uFEFF${line("a\u2028b", 8)}\r\n${deep}\n${many}\n${line("c", 8)}`);
  assert.deepEqual(
    answers.map(({ id, status }) => [id, status]),
    [
      ["a\u2028b", "ready"],
      ["d", "unusable"],
      ["m", "unusable"],
      ["c", "ready"],
    ],
  );
  assert.match(stderr, /line 2 .*nested too deeply/);
  assert.match(stderr, /line 3 .*falsePositives/);
});

test("no line is no answer and no error", () => {
  const { status, stdout } = run("");
  assert.deepEqual([status, stdout], [0, ""]);
});

test("--together ends with a line on all series that were watched", () => {
  const short = JSON.stringify({ id: "short", looks: [{ date: "2024-01-04", count: 3 }] });
  const { status, answers } = run([line("a", 40), short, line("b", 8)].join("\n"), "--together", "0.1");
  assert.equal(status, 0);
  const last = answers.at(-1);
  assert.deepEqual([answers.length, last?.["status"], last?.["facilities"], last?.["rate"]], [4, "together", 2, 0.1]);
  assert.deepEqual(
    ((last?.["tiers"] ?? []) as { id: string }[]).map(({ id }) => id),
    ["a", "b"],
  );
  assert.equal(run("", "--together", "1").status, 2);
});

test("a line that meets a bug of ours is named by its id", () => {
  const options = {
    get level(): number {
      throw new RangeError("a fault");
    },
  };
  const { id, status } = assessLine(line("a", 8), 1, options);
  assert.deepEqual([id, status], ["a", "unusable"]);
});
