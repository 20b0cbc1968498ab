import assert from "node:assert/strict";
import { after, test } from "node:test";
import { atRest, startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());
const READING = "f/synthetic-yard/strips?reader=dora";

test("what is checked while the server is away is kept, also over a reload, and sent when it is back", async () => {
  await using person = await workbench.person();
  const { page, context } = person;
  await person.open(READING);
  await page.locator(".lane .car.unchecked").first().waitFor();
  let away = true;
  await context.route("**/reading?reader=dora", (route) =>
    away && route.request().method() === "PUT" ? route.abort("connectionfailed") : route.continue(),
  );
  for (let k = 0; k < 3; k++) await page.locator("body").press("a");
  await page.getByText("One edit waits and will be sent again.").waitFor();
  assert.equal(await page.locator(".lane .car.accepted").count(), 3);

  await page.reload();
  await atRest(page);
  await page.locator(".lane .car.accepted").first().waitFor();
  assert.equal(await page.locator(".lane .car.accepted").count(), 3, "the reload lost what was checked");
  away = false;
  await page.locator(".reading-status").getByText("Saved").waitFor();
  await page.getByText("One edit waits").waitFor({ state: "hidden" });

  await using elsewhere = await workbench.person();
  await elsewhere.open(READING);
  await elsewhere.page.locator(".lane .car.accepted").first().waitFor();
  assert.equal(await elsewhere.page.locator(".lane .car.accepted").count(), 3, "the server did not get it");
});

test("a refusal of the server is said in the reader's language, its own words in a line apart", async () => {
  await using person = await workbench.person({ language: "ar" });
  const { page } = person;
  await page.route("**/api/facilities?*", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      json: { status: 503, code: "database-unavailable", detail: "connect ECONNREFUSED", fix: "Check it." },
    }),
  );
  await person.open("facilities");
  const problem = page.locator("main .problem");
  await problem.getByText("قاعدة البيانات لا تستجيب.").waitFor();
  const detail = problem.locator(".detail");
  assert.equal(await detail.innerText(), "connect ECONNREFUSED");
  assert.deepEqual([await detail.getAttribute("lang"), await detail.getAttribute("dir")], ["en", "ltr"]);
  assert.match(await problem.innerText(), /ما العمل/);
});

test("two windows that edit the same evidence: the second is told, and chooses which stands", async () => {
  await using one = await workbench.person();
  await using other = await workbench.person();
  const room = "f/tumangang/evidence?part=matrix";
  await one.open(room);
  await other.open(room);
  const rating = (person: typeof one) => person.page.locator(".matrix select.rating").first();
  await rating(one).waitFor();
  await rating(other).waitFor();
  assert.equal(await one.page.locator(".ranking .first .name").count(), 1);

  await rating(one).selectOption("II");
  await one.page.getByRole("button", { name: "Save", exact: true }).click();
  await one.page.getByText(/Revision .?2.?, saved/).waitFor();

  await rating(other).selectOption("N");
  await other.page.getByRole("button", { name: "Save", exact: true }).click();
  await other.page.getByText(/Somebody else saved .* while you were editing it/).waitFor();
  await other.page.getByRole("button", { name: /^Keep mine/ }).click();
  await other.page.getByText(/Revision .?3.?, saved/).waitFor();
  const stands = await other.page.evaluate(
    `fetch("/api/facilities/tumangang/evidence/newest").then((answer) => answer.json())
      .then(({ document }) => document.matrix.rows[0].cells[0].rating)`,
  );
  assert.equal(stands, "N");
});

test("two tabs of one browser keep their edits apart; those of a tab that was closed are taken up where they were made", async () => {
  await using person = await workbench.person();
  const { page, context } = person;
  const room = "f/synthetic-yard/evidence?part=matrix";
  const tab = await context.newPage();
  const ratingOf = (where: typeof page, at: number) => where.locator(".matrix select.rating").nth(at);
  const held = "Changed, not saved yet.";
  await person.open(room);
  await tab.goto(`${workbench.url}/#/${room}`);
  const [first, second] = [await ratingOf(page, 0).inputValue(), await ratingOf(page, 1).inputValue()];
  const other = (rating: string) => (rating === "II" ? "N" : "II");
  await ratingOf(page, 0).selectOption(other(first));
  await page.getByText(held).waitFor();
  await ratingOf(tab, 1).selectOption(other(second));
  await tab.getByRole("button", { name: "Save", exact: true }).click();
  await tab.getByText(/Revision .?2.?, saved/).waitFor();
  await page.reload();
  await atRest(page);
  assert.equal(await ratingOf(page, 0).inputValue(), other(first), "the other tab's save lost it");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(/Somebody else saved .* while you were editing it/).waitFor();
  await page.getByRole("button", { name: /^Take theirs/ }).click();
  await atRest(page);
  assert.equal(await ratingOf(page, 1).inputValue(), other(second));

  await ratingOf(tab, 0).selectOption(other(first));
  await tab.getByText(held).waitFor();
  await page.reload();
  await atRest(page);
  assert.equal(await ratingOf(page, 0).inputValue(), first, "the other tab is still at it");
  await tab.close();
  const next = await context.newPage();
  await next.goto(`${workbench.url}/#/facilities`);
  await next.locator("main table").first().waitFor();
  await page.reload();
  await page.getByText(held).waitFor();
  assert.equal(await ratingOf(page, 0).inputValue(), other(first));
  assert.deepEqual(
    person.complaints.filter((complaint) => !complaint.includes("412")),
    [],
  );
});

test("switching a row off ranks the hypotheses anew, and a changed rating can be taken back", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("f/tumangang/evidence?part=matrix");
  await page.locator(".ranking li .number").first().waitFor();
  const scores = async () => await page.locator(".ranking ol .number").allInnerTexts();
  const before = await scores();
  await page.locator(".matrix tbody input[type=checkbox]").nth(2).click();
  await page.getByText("One row is switched off").waitFor();
  assert.notDeepEqual(await scores(), before);
  await page.getByRole("button", { name: "Count all rows" }).click();
  await page.getByText("One row is switched off").waitFor({ state: "hidden" });
  assert.deepEqual(await scores(), before);
  await page.locator(".matrix select.rating").nth(1).selectOption("II");
  assert.notDeepEqual(await scores(), before);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  assert.deepEqual(await scores(), before);
  assert.deepEqual(person.complaints, []);
});
