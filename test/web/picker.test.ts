import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import type { FacilityId } from "../../src/core/ids.ts";
import { atRest, NOW, startWorkbench } from "./workbench.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** More facilities than any list shows, each in two languages. */
const MORE = 250;
const workbench = await startWorkbench({
  prepare: async (db) => {
    for (let n = 0; n < MORE; n++) {
      const names = { en: `Station ${n}`, ar: n === MORE - 1 ? "محطّة حِمص" : `محطة ${n}` };
      await putFacility(
        db,
        { id: `station-${String(n).padStart(3, "0")}` as FacilityId, names, drawing: null, origin: "test" },
        NOW,
      );
    }
  },
});
after(() => workbench[Symbol.asyncDispose]());

for (const language of ["en", "ar"] as const)
  test(`a facility among hundreds is found by a part of its name and chosen by keys (${language})`, async () => {
    await using person = await workbench.person({ language });
    const { page } = person;
    await person.open("jobs");
    const field = page.getByRole("combobox").and(page.locator("input"));
    const list = page.getByRole("listbox").filter({ visible: true });
    const sent = page.locator("input[name=facility]");
    const active = () => list.locator('[aria-selected="true"]').innerText();
    await field.focus();
    await page.keyboard.press("ArrowDown");
    await list.waitFor();
    assert.equal(await list.getByRole("option").count(), 20, "the first by id");
    // As people write it, without the marks.
    await page.keyboard.press("Control+A");
    await page.keyboard.type("حمص");
    await list.getByText("station-249").waitFor();
    await atRest(page);
    assert.equal(await list.getByRole("option").count(), 1);
    await page.keyboard.press("Enter");
    assert.equal(await sent.inputValue(), "station-249");
    assert.equal(await field.inputValue(), language === "en" ? "Station 249" : "محطّة حِمص");
    assert.equal(await list.count(), 0, "closed");

    await field.fill("station-1");
    await list.getByText("station-119").waitFor();
    const first = await active();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await active(), first);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await active(), first);
    await page.keyboard.press("ArrowUp");
    assert.match(await active(), /station-119/, "round to the end, and in sight");
    assert.ok(await list.locator('[aria-selected="true"]').isVisible());
    await page.evaluate(AXE);
    const violations: string[] = await page.evaluate(
      `axe.run({ include: [".picker"] }).then(({ violations }) => violations.map(({ id, help }) => id + ": " + help))`,
    );
    assert.deepEqual(violations, []);
    const [fieldBox, listBox] = [await field.boundingBox(), await list.boundingBox()];
    if (!fieldBox || !listBox) throw new Error("nothing is drawn");
    const side = (box: typeof fieldBox) => (language === "ar" ? box.x + box.width : box.x);
    assert.ok(Math.abs(side(fieldBox) - side(listBox)) <= 2, "the list begins where the field does");
    if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/picker-${language}.png` });
    await page.keyboard.press("Escape");
    assert.equal(await sent.inputValue(), "station-249", "nothing was chosen");
    assert.match(await field.inputValue(), language === "en" ? /Station 249/ : /حِمص/);

    await field.fill("station-007");
    await list.getByText("station-007").click();
    assert.equal(await sent.inputValue(), "station-007");
    assert.deepEqual(person.complaints, []);
  });

test("a facility that is watched is shown, and cannot be chosen to be watched again", async () => {
  await using person = await workbench.person();
  const { page } = person;
  const field = page.getByLabel("Facility to watch").and(page.locator("input"));
  const option = page.getByRole("option", { name: "station-030" });
  await person.open("settings?part=watches");
  await field.fill("station-030");
  await option.click();
  await page.getByRole("button", { name: "Watch", exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor({ timeout: 15_000 });
  await page.reload();
  await atRest(page);
  await field.fill("station-030");
  assert.match(await option.innerText(), /watched already/);
  await page.keyboard.press("Enter");
  assert.notEqual(await page.locator("input[name=facility]").inputValue(), "station-030");
});
