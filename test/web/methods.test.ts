import assert from "node:assert/strict";
import { after, test } from "node:test";
import { currentObservations, recordObservation } from "../../src/adapters/store/observations.ts";
import type { FacilityId, MethodId } from "../../src/core/ids.ts";
import { startWorkbench } from "./workbench.ts";

const BOXES = "boxes@5+made-for-this-test";
/** Another detector has counted the two newest scenes as well. */
const workbench = await startWorkbench({
  prepare: async (db) => {
    const looks = await currentObservations(db, "synthetic-yard" as FacilityId);
    for (const { facility, geometry, scene, ...counting } of looks.slice(-2))
      await recordObservation(
        db,
        { facility, geometry, scene },
        { ...counting, method: BOXES as MethodId },
        "2025-03-04T09:00:00Z",
      );
  },
});
after(() => workbench[Symbol.asyncDispose]());

test("where two methods counted, the years show the series of one, and which is chosen", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("f/synthetic-yard/history");
  const choice = page.getByLabel("Counted by");
  const drawn = async () => await page.locator(".series-picture .look").count();
  assert.match(await choice.locator("option:checked").innerText(), /boxes@5\+made-for-this-test. \(the newest count\)/);
  assert.equal(await drawn(), 2);
  await choice.selectOption({ index: 1 });
  await page.waitForFunction(`location.hash.includes("method=strips")`);
  await page.locator(".series-picture").waitFor();
  assert.equal(await drawn(), 9, "one of the ten looks was withheld");
  await page.getByRole("link", { name: "Report" }).click();
  await page.waitForURL(/report\?method=strips/);
  assert.deepEqual(person.complaints, []);
  await person.open("f/synthetic-yard/history?method=unheard-of@1");
  await page.locator("main .problem").waitFor();
  await choice.selectOption({ index: 0 });
  await page.locator(".series-picture").waitFor();
});

test("a draft is of the series of the method that is chosen", async () => {
  await using person = await workbench.person({ language: "ar" });
  const { page } = person;
  await person.open("f/synthetic-yard/report?language=en");
  const holds = (looks: number) =>
    page.locator("main", { hasText: new RegExp(`series holds .?${looks}.? looks`) }).waitFor();
  await holds(2);
  await page.getByLabel("طريقة العدّ").selectOption({ index: 1 });
  await holds(10);
  assert.match(page.url(), /method=strips/);
  assert.deepEqual(person.complaints, []);
});
