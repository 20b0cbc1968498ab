import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import type { AssessmentReady } from "../../src/core/assessment/assessment.ts";
import type { Reading } from "../../src/core/reading/reading.ts";
import { ROOMS } from "./rooms.ts";
import { startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 AA, with what axe calls good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Parts of the rooms that no picture is kept of. */
const PARTS: Readonly<Record<string, string>> = Object.fromEntries([
  ...["catalogues", "alerts", "accounts", "tokens", "audit", "you"].map((part) => [part, `settings?part=${part}`]),
  ...["judgement", "sources", "claims", "quantities", "law"].map((part) => [part, `f/tumangang/evidence?part=${part}`]),
  ...["edit", "compare"].map((view) => [view, `f/tumangang/report?view=${view}`]),
  ["measure", "f/synthetic-yard/yard?tool=measure"],
]);

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

for (const language of ["en", "ar"] as const)
  for (const theme of ["light", "dark"] as const)
    test(`every room can be used by everybody (${language}, ${theme})`, async () => {
      await using person = await workbench.person({ language, theme });
      for (const [room, address] of Object.entries({ ...ROOMS, ...PARTS })) {
        await person.open(address);
        await person.page.evaluate(AXE);
        const violations: Violation[] = await person.page.evaluate(
          `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`,
        );
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${room}: ${id}: ${html.slice(0, 200)} ${failureSummary}`),
        );
        assert.deepEqual(found, []);
        const runsOut: number = await person.page.evaluate(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        assert.ok(runsOut <= 0, `${room} runs out of the page by ${runsOut} pixels`);
      }
      assert.deepEqual(person.complaints, []);
    });

test("what is chosen is marked where a person has forced the colours, too", async () => {
  await using person = await workbench.person();
  await person.page.emulateMedia({ forcedColors: "active" });
  await person.open("f/synthetic-yard/yard");
  const groundOf = (what: string) =>
    person.page.evaluate(`getComputedStyle(document.querySelector('${what}')).backgroundColor`);
  assert.notEqual(await groundOf(".rooms a[aria-current]"), await groundOf(".rooms a:not([aria-current])"));
  const tool = ".tools button[aria-pressed";
  assert.notEqual(await groundOf(`${tool}="true"]`), await groundOf(`${tool}="false"]`));
});

test("the words of the history's picture can be read on a telephone", async () => {
  await using person = await workbench.person({ width: 390 });
  await person.open(ROOMS["history"] ?? "");
  const words = person.page.locator(".series-picture text");
  const heights = await words.evaluateAll((all) => all.map((word) => word.getBoundingClientRect().height));
  assert.ok(heights.length > 4 && Math.min(...heights) > 9, `words ${heights} points high`);
  const key = await person.page.locator(".series-key").innerText();
  for (const mark of ["our count, with its interval", "what a usual day shows", "event"])
    assert.ok(key.includes(mark), key);
});

test("a wrong address and a page that breaks are no blank page, and lead on", async () => {
  await using person = await workbench.person({ language: "ar" });
  const { page } = person;
  await person.open("f/x%/history");
  await page.locator("main .problem").first().waitFor();
  for (const language of ["constructor", "toString"]) {
    await person.open(`facilities?lang=${language}`);
    await page.getByRole("heading", { name: "المنشآت" }).waitFor();
  }
  await page.route("**/assets/history-*.js", (route) => route.abort());
  await person.open("f/tumangang/history?lang=ar");
  await page.getByRole("heading", { name: "تعطّلت هذه الصفحة" }).waitFor();
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/broken-ar.png` });
  await page.locator("main").getByRole("link", { name: "المنشآت" }).click();
  await page.locator("main table").first().waitFor();
});

test("the tour goes along with whoever goes elsewhere meanwhile", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("facilities");
  await page.getByRole("button", { name: "Tour" }).click();
  const tour = page.locator(".tour");
  await tour.getByText(/Step .?1/).waitFor();
  await page.locator("main table").getByRole("link", { name: "Tumangang Rail Facility" }).first().click();
  await tour.getByRole("heading", { name: "Follow the years" }).waitFor();
  await page.locator(".facility-bar").getByRole("link", { name: "Evidence" }).click();
  await tour.getByRole("heading", { name: "What people say" }).waitFor();
  await tour.getByRole("button", { name: "Next" }).click();
  await page.waitForURL("**/#/f/tumangang/report");
  await page.goBack();
  await tour.getByRole("heading", { name: "What people say" }).waitFor();
  await page.waitForURL("**/#/f/tumangang/evidence");
  assert.deepEqual(person.complaints, []);
});

test("a facility known from published counts alone says so in its history", async () => {
  for (const [language, said, judged] of [
    ["en", /No look of our own yet, and .?\d+.? counts published by others/, /What was judged\s+this look alone/],
    ["ar", /لا نظرة لنا بعد، وثمة \d+ (عددًا|عدد|أعداد) نشرها غيرنا/, /ما شملته المقارنة\s+هذه النظرة وحدها/],
  ] as const) {
    await using person = await workbench.person({ language });
    await person.open("f/tumangang/history");
    assert.match(await person.page.locator("main .empty").innerText(), said);
    const answers = await person.page.locator("main .answers").innerText();
    assert.match(answers, judged);
    assert.doesNotMatch(answers, /no rise|لا ارتفاع/);
    assert.equal(await person.page.locator(".series-picture .look.published").count(), 3);
    const most = person.page.locator(".series-picture .look.published line[stroke-dasharray] + path").last();
    assert.match(
      (await most.getAttribute("d")) ?? "",
      /^(M[\d.]+ [\d.]+v9m-3 -4l3 4l3 -4){2}$/,
      "two arrows down, no fall",
    );
    if (process.env["PICTURES"])
      await person.page.screenshot({ path: `${process.env["PICTURES"]}/published-${language}.png` });
  }
});

test("a withheld scene shows no count, and is handed in only with the word that every track is empty", async () => {
  await using person = await workbench.person();
  const { page } = person;
  const open = async (reason: string) => {
    await page.route("**/scenes/*/readings?*", async (route) => {
      const shared = await (await route.fetch()).json();
      await route.fulfill({ json: { ...shared, withheld: { reasons: [reason], usableFraction: 0 } } });
    });
    await page.route("**/scenes/*/reading?*", async (route) => {
      const { revision, document } = (await (await route.fetch()).json()) as { revision: number; document: Reading };
      await route.fulfill({ json: { revision, document: { ...document, cars: [] } } });
    });
    await person.open("f/synthetic-yard/strips?reader=withheld");
    await page.getByText("No count: withheld").waitFor();
  };
  const handIn = page.getByRole("button", { name: "Hand in" });
  await open("too-hidden");
  await page.getByText("Nothing of it can be used").waitFor();
  assert.equal(await handIn.isDisabled(), true);
  await open("too-oblique");
  assert.equal(await handIn.isDisabled(), true);
  await page.getByLabel("I looked at every track, and no car stands on any.").check();
  await page
    .locator(".reading-status .count")
    .getByText(/0.? cars/)
    .waitFor();
  assert.equal(await handIn.isEnabled(), true);
  assert.deepEqual(person.complaints, []);
});

test("the list says what its state does not: a last count far off, a withheld newest image, a published count", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await page.route("**/api/facilities?*", async (route) => {
    const { facilities } = (await (await route.fetch()).json()) as { facilities: Record<string, unknown>[] };
    const looks = [{ acquiredAt: "2025-01-01T00:00:00Z", median: 82 }];
    const lastLook = { acquiredAt: "2025-03-01T00:00:00Z", status: "withheld", median: null, low: null, high: null };
    const shown = facilities.map((one) =>
      one["id"] === "synthetic-yard"
        ? { ...one, state: "usual", baseline: { low: 0, high: 54 }, sparkline: looks, lastLook }
        : { ...one, state: "drop" },
    );
    await route.fulfill({ json: { facilities: shown, next: null } });
  });
  await person.open("facilities");
  const row = (name: string) => page.getByRole("row", { name });
  assert.match(
    await row("Synthetic yard").innerText(),
    /Usual\s+newest image withheld\s+last count above the usual range/,
  );
  const published = (await row("Tumangang").innerText()).replaceAll(/[\u2068\u2069]/g, "");
  assert.match(published, /Drop.*about 73, as published.*20\d\d/s);
  assert.doesNotMatch(published, /none yet/);
});

test("a name that cannot be one is told by its rule, in the language of the page", async () => {
  for (const [language, rule] of [
    ["en", /small letters a to z/],
    ["ar", /حروف لاتينية صغيرة/],
  ] as const) {
    await using person = await workbench.person({ language });
    await person.open("f/synthetic-yard/strips");
    const field = person.page.locator("input[pattern]");
    await field.fill("Ada B");
    await field.press("Enter");
    assert.match(await person.page.evaluate("document.querySelector('input[pattern]').validationMessage"), rule);
    await field.fill("ada");
    await field.press("Enter");
    await person.page.waitForURL(/reader=ada/);
  }
});

test("on a telephone a hypothesis has room for its name, and a sentence of the record none but its own spaces", async () => {
  await using person = await workbench.person({ width: 390, language: "ar" });
  const { page } = person;
  await person.open("f/tumangang/evidence?part=matrix");
  const names = await page.locator(".ranking .name").evaluateAll((all) => all.map((name) => name.clientWidth));
  assert.ok(names.length > 1 && Math.min(...names) > 180, `names ${names} wide`);
  await person.open("f/synthetic-yard/report");
  const link = page.locator(".record button.origin").first();
  await link.waitFor({ state: "attached" });
  const padding = "getComputedStyle(document.querySelector('.record button.origin')).paddingInlineStart";
  assert.equal(await page.evaluate(padding), "0px");
  const joined =
    "[...document.querySelectorAll('.record .unbroken')].filter((one) => /^و\\W*\\d/.test(one.textContent)).map((one) => getComputedStyle(one).whiteSpace)";
  const spaces: string[] = await page.evaluate(joined);
  assert.ok(
    spaces.length > 0 && spaces.every((space) => space === "nowrap"),
    "the and of a sentence stays with its date",
  );
});

test("the history tells a fall as a fall, and a change without a sign of one as none that is known", async () => {
  await using person = await workbench.person();
  const { page } = person;
  const onset = { low: "2024-02-09", median: "2024-02-20", high: "2024-03-15", level: 0.9, shape: "step" };
  const tell = async (direction: "rise" | "fall", tiers: { readonly tier: string; readonly tierFall: string }) => {
    await page.route(/\/synthetic-yard\/assessment\?/, async (route) => {
      const told = (await (await route.fetch()).json()) as AssessmentReady;
      const looks = told.looks.map((look) => ({ ...look, ...tiers, evidenceFall: 812, pLow: 0.0123 }));
      await route.fulfill({ json: { ...told, looks, onset: { ...onset, direction, stepProbability: 0.5 } } });
    });
    const isSure = tiers[direction === "fall" ? "tierFall" : "tier"] !== "none";
    await person.open("f/synthetic-yard/history");
    assert.match(
      await page.locator(".series-key").innerText(),
      new RegExp(`when the ${direction} began${isSure ? "$" : ", if there was one"}`, "m"),
    );
    return (await page.locator(".answers").innerText()).replaceAll(/[\u2068\u2069]/g, "");
  };
  const fall = await tell("fall", { tier: "none", tierFall: "alarm" });
  assert.match(fall, /What the look of \w+ \d+, 2025 comes to/);
  assert.match(fall, /count this low.*\s0\.012\s.*lasting fall\s+810 \(alarm\).*The fall began\s+Feb 9, 2024 to/s);
  assert.doesNotMatch(fall, /rise/);
  assert.match(await tell("fall", { tier: "none", tierFall: "none" }), /If there was a fall, it began\s+Feb 9, 2024/);
  const both = await tell("rise", { tier: "none", tierFall: "watch" });
  assert.match(
    both,
    /If there was a rise, it began\s+Feb 9, 2024.*lasting fall\s+810 \(watch\).*none in what was judged/s,
  );
});

test("a workspace without a facility has a tour of what is there, and watches that say what is missing", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await page.route("**/api/facilities?*", (route) => route.fulfill({ json: { facilities: [], next: null } }));
  await person.open("settings?part=watches");
  await page.locator(".settings-part").getByText("No facility yet.").waitFor();
  await page.getByRole("button", { name: "Tour" }).click();
  const tour = page.locator(".tour");
  await tour.getByText(/Step .?1.? of .?2/).waitFor();
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/bare.png` });
  await tour.getByRole("button", { name: "Next" }).click();
  await page.waitForURL("**/#/jobs");
  await tour.getByRole("button", { name: "Begin to work" }).click();
});

test("every scene can be chosen, and the newest is shown first, however many pages they come in", async () => {
  await using person = await workbench.person();
  const { page } = person;
  let pages = 0;
  await page.route(/\/(scenes|observations)\?limit=1000/, (route) => {
    pages++;
    return route.continue({ url: route.request().url().replace("limit=1000", "limit=4") });
  });
  for (const [address, scenes] of [
    ["f/synthetic-yard/strips", page.locator(".filters select").first()],
    ["f/synthetic-yard/yard", page.locator(".scene-bar select").first()],
    ["jobs", page.locator("select[name=scene]")],
  ] as const) {
    pages = 0;
    await person.open(address);
    if (address === "jobs") await page.locator("select[name=kind]").selectOption("count");
    await scenes.locator("option").nth(9).waitFor({ state: "attached" });
    assert.ok(pages >= 3, `${pages} pages`);
    const days = await scenes.locator("option").allInnerTexts();
    assert.equal(await scenes.locator("option:checked").innerText(), days[0], `${address}: the newest`);
    assert.match(days[0] ?? "", /2025/);
    assert.equal(new Set(days).size, 10);
  }
  assert.deepEqual(person.complaints, []);
});

test("a scene that is not there is said to be none, and the newest one is shown", async () => {
  for (const [language, said] of [
    ["en", /There is no scene .*nope/],
    ["ar", /لا يوجد لهذه المنشأة مشهد معرّفه .*nope/],
  ] as const) {
    await using person = await workbench.person({ language });
    const { page } = person;
    for (const room of ["strips", "yard"]) {
      await person.open(`f/synthetic-yard/${room}?scene=nope`);
      await page.getByText(said).waitFor();
      if (process.env["PICTURES"])
        await page.screenshot({ path: `${process.env["PICTURES"]}/no-scene-${room}-${language}.png` });
    }
    await page.locator(".scene-bar select").first().selectOption({ index: 1 });
    await page.getByText(said).waitFor({ state: "detached" });
  }
});

test("where no language was chosen the browser's is spoken", async () => {
  for (const [locale, dir] of [
    ["ar-SY", "rtl"],
    ["de", "ltr"],
  ] as const) {
    const context = await workbench.browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(workbench.url);
    await page.locator("main h1").waitFor();
    assert.equal(await page.locator("html").getAttribute("dir"), dir);
    await context.close();
  }
});

test("a claim keeps what else it contradicts where one more is chosen", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("f/tumangang/evidence?part=claims");
  await page.locator("main").getByRole("button", { name: "Edit" }).first().click();
  const contradicts = page.locator(".editor").getByLabel("Contradicts");
  const before = await contradicts.count();
  for (let k = 0; k < 2; k++) await contradicts.last().selectOption({ index: 1 });
  assert.equal(await contradicts.count(), before + 2);
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/contradicts.png` });
  const chosen = await contradicts.locator("option:checked").allInnerTexts();
  assert.equal(new Set(chosen).size, before + 2);
  await contradicts.nth(before - 1).selectOption({ index: 0 });
  assert.deepEqual(await contradicts.locator("option:checked").allInnerTexts(), chosen.toSpliced(before - 1, 1));
});
