import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Person, startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench({ accounts: true });
after(() => workbench[Symbol.asyncDispose]());
const PASSWORD = "correct horse battery";
const ROOM = "f/synthetic-yard/strips";

async function signIn(person: Person, name: string): Promise<void> {
  const { page } = person;
  page.setDefaultTimeout(60_000);
  await page.goto(`${workbench.url}/#/facilities`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".who").waitFor();
}

/** Reads the newest scene: accepts what is doubtful, rejects the first `rejected` cars, and hands it in. */
async function readAndHandIn(person: Person, rejected: number): Promise<void> {
  const { page } = person;
  await person.open(ROOM);
  await page.locator(".lane .car.unchecked").first().waitFor();
  for (let k = 0; k < rejected; k++) await page.locator("body").press("x");
  for (let k = 0; k < 400; k++) {
    if (/All cars are checked/.test(await page.locator(".reading-status").innerText())) break;
    await page.locator("body").press("a");
  }
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.locator(".agreement, .card h2").first().waitFor();
}

test("two readers read blind to each other; a reviewer settles; the observation names both", async () => {
  await using admin = await workbench.person();
  admin.page.setDefaultTimeout(60_000);
  await admin.page.goto(`${workbench.url}/#/setup`);
  await admin.page.getByLabel(/One-time token/).fill(workbench.setupToken ?? "");
  await admin.page.getByLabel("Name", { exact: true }).fill("root");
  await admin.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await admin.page.getByRole("button", { name: "Make the account and sign in" }).click();
  await admin.page.locator(".who").waitFor();
  for (const [name, role] of [
    ["ada", "analyst"],
    ["grace", "analyst"],
    ["vera", "reviewer"],
    ["rida", "reader"],
  ] as const) {
    await admin.open("settings?part=accounts");
    await admin.page.getByLabel("Name", { exact: true }).fill(name);
    await admin.page.locator("select[name=role]").selectOption(role);
    await admin.page.getByLabel(/^Password/).fill(PASSWORD);
    await admin.page.getByRole("button", { name: "Make an account" }).click();
    await admin.page.getByRole("rowheader", { name }).waitFor();
  }

  await using ada = await workbench.person();
  await signIn(ada, "ada");
  await readAndHandIn(ada, 0);
  await ada.page.getByRole("heading", { name: "Your reading is handed in" }).waitFor();

  await using grace = await workbench.person();
  await signIn(grace, "grace");
  await grace.open(ROOM);
  // Blind: she is told that somebody has read, and sees nothing of it.
  await grace.page.getByText("One reader has handed in a reading of this scene.").waitFor();
  assert.equal(await grace.page.getByText("ada").count(), 0);
  assert.equal(await grace.page.locator(".lane .car.accepted").count(), 0);
  await readAndHandIn(grace, 2);
  const agreement = grace.page.locator(".agreement");
  await agreement.waitFor();
  assert.match(await agreement.innerText(), /Difference of counts\s*[+-]2/);
  assert.match(await agreement.innerText(), /Only .?ada.?\s*2/);
  assert.match(await agreement.innerText(), /Kappa on types/);
  assert.equal(await grace.page.getByRole("button", { name: /Settle/ }).count(), 0, "an analyst cannot settle");

  await using rida = await workbench.person();
  await signIn(rida, "rida");
  await rida.open(ROOM);
  await rida.page.getByText("Readings are for analysts.").waitFor();
  assert.equal(await rida.page.getByRole("link", { name: "Jobs" }).count(), 0, "a reader sees no jobs");
  await rida.open("jobs");
  await rida.page.getByText(/This room is not open to your role/).waitFor();

  await using vera = await workbench.person();
  await signIn(vera, "vera");
  await vera.open(ROOM);
  await vera.page.getByRole("button", { name: /Settle, beginning with .?ada/ }).click();
  await vera.page.locator("body").press("n");
  await vera.page.getByLabel(/Why it is settled so/).fill("the two that grace left out stand in shadow");
  await vera.page.getByRole("button", { name: "This is the settled count" }).click();
  await vera.page.getByText(/read-by-(ada-and-grace|grace-and-ada)/).waitFor();
  await vera.open(ROOM);
  await vera.page.getByText(/checked by .{0,2}(ada.? and .?grace|grace.? and .?ada)/).waitFor();
  await vera.page.getByText("Training labels").click();
  const labels = await vera.page.getByRole("link", { name: "YOLO-OBB" }).getAttribute("href");
  const text: string = await vera.page.evaluate(`fetch(${JSON.stringify(labels)}).then((answer) => answer.text())`);
  assert.match(text.split("\n")[0] ?? "", /^\d+( [\d.]+){8}$/);
  for (const person of [admin, ada, grace, rida, vera]) assert.deepEqual(person.complaints, []);
});

test("what one person has not saved is not seen, and not sent, by the next who signs in at the same browser", async () => {
  await using person = await workbench.person();
  const { page } = person;
  const field = page.locator(".matrix select.rating").first();
  const leave = () => page.getByRole("button", { name: "Sign out" }).click();
  await signIn(person, "ada");
  await person.open("f/tumangang/evidence?part=matrix");
  const before = await field.inputValue();
  await field.selectOption(before === "II" ? "N" : "II");
  const hers = await field.inputValue();
  await page.getByText("Changed, not saved yet.").waitFor();
  const elsewhere = await person.context.newPage();
  await elsewhere.goto(`${workbench.url}/#/facilities`);
  await elsewhere.locator(".who").getByText("ada").waitFor();
  await leave();
  await signIn(person, "grace");
  // The other tab follows, or it would send ada's edits in grace's name.
  await elsewhere.locator(".who").getByText("grace").waitFor();
  await person.open("f/tumangang/evidence?part=matrix");
  assert.equal(await field.inputValue(), before);
  assert.equal(await page.getByRole("button", { name: "Save", exact: true }).isDisabled(), true);
  await leave();
  await signIn(person, "ada");
  await person.open("f/tumangang/evidence?part=matrix");
  assert.equal(await field.inputValue(), hers);
});
