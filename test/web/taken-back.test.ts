import assert from "node:assert/strict";
import { after, test } from "node:test";
import { atRest, startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());

test("until the first verdict the count that is checked is the method's own, with its interval", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("f/synthetic-yard/strips?reader=untouched");
  const numbersOf = async (where: string) =>
    (await page.locator(where).first().innerText()).match(/\d+/g)?.slice(0, 3).join();
  const stands = await numbersOf(".observation-line span");
  assert.equal(await numbersOf(".reading-status .count"), stands);
  await page.keyboard.press("x");
  assert.notEqual(await numbersOf(".reading-status .count"), stands);
  await page.keyboard.press("u");
  assert.equal(await numbersOf(".reading-status .count"), stands);
});

test("what was saved and then taken back is taken back after a reload as well, and the keys stand at its car", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("f/synthetic-yard/strips?reader=hasty");
  const status = page.locator(".reading-status");
  const unchecked = async () => Number(/(\d+) cars are not checked/.exec(await status.innerText())?.[1]);
  const standing = () => page.locator(".lane .car.selected").getAttribute("aria-label");
  const [before, first] = [await unchecked(), await standing()];
  assert.ok(before > 1, `"${await status.innerText()}" says how many are left`);
  await page.keyboard.press("a");
  await status.getByText("Saved").waitFor();
  assert.equal(await unchecked(), before - 1);
  assert.notEqual(await standing(), first);
  await page.keyboard.press("u");
  assert.equal(await standing(), first);
  const sent = page.waitForResponse((response) => response.request().method() === "PUT" && response.ok());
  await sent;
  await page.reload();
  await atRest(page);
  assert.equal(await unchecked(), before);
  assert.deepEqual(person.complaints, []);
});
