import assert from "node:assert/strict";
import { after, test } from "node:test";
import { atRest, startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());
const YARD = "f/synthetic-yard/yard";

test("the scene is read from its file by ranges, and what was chosen is in the address", async () => {
  await using person = await workbench.person();
  const ranges: string[] = [];
  person.page.on("request", (request) => {
    if (request.url().endsWith("/pixels")) ranges.push(request.headers()["range"] ?? "");
  });
  await person.open(YARD);
  assert.ok(ranges.length > 0 && ranges.every((range) => range.startsWith("bytes=")), `asked for ${ranges}`);
  await person.page.getByLabel("Box or covered car").uncheck();
  await person.page.getByLabel("Brightness").fill("1.6");
  await person.page.waitForTimeout(500);
  const address = new URL(person.page.url()).hash;
  assert.match(address, /types=tank\.open\.flat/);
  assert.match(address, /bright=1\.6/);
  assert.match(address, /at=3\.\d+%2C0\.\d+/);
  await person.page.reload();
  await atRest(person.page);
  assert.equal(await person.page.getByLabel("Box or covered car").isChecked(), false);
  assert.deepEqual(person.complaints, []);
});

test("a car is chosen by its button and by a click on its outline alike", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open(`${YARD}?track=T2&at=0,0,0.2`);
  await page.locator(".car-list button").first().click();
  await page.locator(".selected-car").waitFor();
  const chosen = await page.locator(".selected-car").innerText();
  await page.waitForTimeout(500);
  const { x, y, width, height } = (await page.locator(".yard-map").boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  await page.mouse.click(x + 20, y + 20);
  await page.locator(".selected-car").waitFor({ state: "detached" });
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.locator(".selected-car").waitFor();
  assert.equal(await page.locator(".selected-car").innerText(), chosen);
  assert.deepEqual(person.complaints, []);
});

test("a length is measured by keys alone", async () => {
  await using person = await workbench.person();
  await person.open(`${YARD}?tool=measure`);
  await person.page.locator(".yard-map").focus();
  await person.page.keyboard.press("Enter");
  await person.page.keyboard.press("ArrowRight");
  await person.page.waitForTimeout(500);
  await person.page.keyboard.press("Enter");
  const said = await person.page.locator(".measured").innerText();
  const metres = Number(/Length: \W*([\d.]+)/.exec(said)?.[1]);
  assert.ok(metres > 5 && metres < 300, `said "${said}"`);
  assert.match(said, /bearing \W*90/);
  await person.page.keyboard.press("Backspace");
  assert.match(await person.page.locator(".measured").innerText(), /0\.0/);
});

test("two dates meet at a line that keys move", async () => {
  await using person = await workbench.person();
  await person.open(YARD);
  await person.page.getByLabel("Compare with").selectOption({ index: 2 });
  await atRest(person.page);
  const slider = person.page.getByRole("slider", { name: "Where the two dates meet" });
  await slider.focus();
  await person.page.keyboard.press("PageUp");
  assert.equal(await slider.getAttribute("aria-valuenow"), "60");
  assert.match(person.page.url(), /split=0\.600/);
});

test("two dates blink in one place: by a key, by a button, and by themselves unless little motion is asked for", async () => {
  await using person = await workbench.person({ reducedMotion: false });
  const { page } = person;
  await person.open(YARD);
  await page.getByLabel("Compare with").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Blink", exact: true }).click();
  await atRest(page);
  assert.match(page.url(), /show=blink/);
  const date = page.locator(".yard-frame .date-left");
  const isSeen = (scene: string) =>
    page.evaluate(`getComputedStyle(document.querySelector(".yard-map .pixels.${scene}")).visibility !== "hidden"`);
  const dates = [await date.innerText()];
  assert.deepEqual([await isSeen("scene-one"), await isSeen("scene-two")], [true, false]);
  await page.locator(".yard-map").focus();
  await page.keyboard.press("b");
  dates.push(await date.innerText());
  assert.deepEqual([await isSeen("scene-one"), await isSeen("scene-two")], [false, true]);
  assert.notEqual(dates[0], dates[1], "which date is seen is written on it");
  await page.getByRole("button", { name: "Show the other date" }).click();
  assert.equal(await date.innerText(), dates[0]);
  await page.getByRole("button", { name: "Blink by itself" }).click();
  await date.getByText(String(dates[1])).waitFor();
  await date.getByText(String(dates[0])).waitFor();
  await using still = await workbench.person({ reducedMotion: true });
  await still.open(page.url().slice(page.url().indexOf("#/") + 2));
  assert.equal(await still.page.getByRole("button", { name: "Blink by itself" }).isDisabled(), true);
  const shown = await still.page.locator(".yard-frame .date-left").innerText();
  await still.page.waitForTimeout(2_000);
  assert.equal(await still.page.locator(".yard-frame .date-left").innerText(), shown);
  assert.deepEqual([...person.complaints, ...still.complaints], []);
});

test("a track is edited by keys, kept over a reload, snapped to the image and saved as a new version", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open(`${YARD}?tool=draw`);
  assert.match(await page.locator(".panel h2").first().innerText(), /Drawing \W*1/);
  await page.getByLabel("What to change").selectOption("track T3");
  await page.getByLabel("Name").fill("Track three");
  await page.reload();
  await atRest(page);
  await page.getByLabel("What to change").selectOption("track T3");
  assert.equal(await page.getByLabel("Name").inputValue(), "Track three");
  await page.getByRole("button", { name: "Snap to the image" }).click();
  await page.getByText(/Moved|Nothing in this scene|fits as well/).waitFor({ timeout: 120_000 });
  const snapped = await page.locator(".snap [role=status]").innerText();
  assert.match(snapped, /^Moved/, "the synthetic drawing lies on its rails within metres");
  await page.getByRole("button", { name: "Save as a new version" }).click();
  await page.getByText(/Saved as version/).waitFor();
  const answer = (await (await fetch(`${workbench.url}/api/facilities/synthetic-yard`)).json()) as {
    readonly geometryVersion: number;
    readonly geometry: { readonly tracks: readonly { readonly id: string; readonly name: string }[] };
  };
  assert.equal(answer.geometryVersion, 2);
  assert.equal(answer.geometry.tracks.find(({ id }) => id === "T3")?.name, "Track three");
});

test("a part that could not be read is said, and read once the connection is back", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await page.route("**/pixels", (route) => route.abort("connectionfailed"));
  await page.goto(`${workbench.url}/#/${YARD}`);
  await page.getByText("A part of the image could not be read").waitFor();
  await page.unroute("**/pixels");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("A part of the image could not be read").waitFor({ state: "detached" });
});

test("an end of a track is moved by keys alone, point by point, and taken back as one step", async () => {
  await using person = await workbench.person({ language: "ar" });
  const { page } = person;
  await person.open(`${YARD}?tool=draw`);
  const lineOf = async (): Promise<readonly (readonly number[])[]> => {
    const kept = (await page.evaluate(
      `Object.entries(localStorage).find(([key]) => key.endsWith(" /api/facilities/synthetic-yard/geometry"))?.[1] ?? null`,
    )) as string | null;
    const drawing = JSON.parse(kept ?? '{"document":null}').document;
    return drawing?.tracks.find(({ id }: { id: string }) => id === "T2").line ?? [];
  };
  await page.locator(".panel select").first().selectOption("track T2");
  await page.locator(".yard-map").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+ArrowRight");
  const first = await lineOf();
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  const moved = await lineOf();
  assert.equal(moved.length, first.length);
  assert.deepEqual(moved.slice(0, -1), first.slice(0, -1), "only the end moves");
  assert.ok(Number(moved.at(-1)?.[0]) > Number(first.at(-1)?.[0]), "to the east is to the right, in Arabic too");
  assert.ok(Number(moved.at(-1)?.[1]) > Number(first.at(-1)?.[1]));
  await page.keyboard.press("i");
  const more = await lineOf();
  assert.equal(more.length, first.length + 1);
  await page.keyboard.press("Delete");
  assert.equal((await lineOf()).length, first.length);
  for (let step = 0; step < 3; step++) await page.getByRole("button", { name: "تراجع" }).click();
  assert.deepEqual(await lineOf(), [], "the three steps of the end are one: nothing is left to save");
  assert.deepEqual(person.complaints, []);
});
