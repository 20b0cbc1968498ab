import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import sharp from "sharp";
import { atRest, startWorkbench } from "./workbench.ts";

/** Tiles of one colour, each with its place in the middle; counts what is asked of it. */
const asked: string[] = [];
const tiles = createServer(async (request, response) => {
  asked.push(request.url ?? "");
  const blank = { width: 256, height: 256, channels: 3, background: "#7a5c99" } as const;
  response.setHeader("content-type", "image/png").end(await sharp({ create: blank }).png().toBuffer());
});
await new Promise<void>((listening) => tiles.listen(0, "127.0.0.1", listening));
const place = `127.0.0.1:${(tiles.address() as AddressInfo).port}`;
const workbench = await startWorkbench({ environment: { YARDCHECK_FETCH_ALLOW: place } });
after(async () => {
  await workbench[Symbol.asyncDispose]();
  tiles.close();
});
const ROOM = "settings?part=map";

test("own tiles are set in the settings, shown at once, and lie under the facilities, through this server alone", async () => {
  await using person = await workbench.person();
  const { page } = person;
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(workbench.url) && /^https?:/.test(request.url())) elsewhere.push(request.url());
  });
  await person.open(ROOM);
  await page.getByLabel(/^Address of your own tiles/).fill("no address");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".problem .detail").waitFor();
  await page.getByLabel(/^Address of your own tiles/).fill(`http://${place}/{z}/{x}/{y}.png`);
  await page.getByLabel(/^Whom to thank/).fill("Tiles: of this test");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.locator(".first-tile img").waitFor();
  assert.deepEqual(asked, ["/0/0/0.png"]);
  await page.getByLabel(/^Whom to thank/).fill("Tiles: of another test");
  await page.getByText("Changed, not saved yet.").waitFor();
  assert.equal(await page.getByText("Outlines: Natural Earth.").count(), 0, "says that the outlines are in use");

  await person.open("facilities");
  await page.getByText("Tiles: of this test").waitFor();
  assert.ok(asked.length > 1, "the map asked for no tile");
  const colour = await page.evaluate(`(() => {
    const [canvas] = document.querySelectorAll(".facility-map canvas");
    return [...canvas.getContext("2d").getImageData(3, 3, 1, 1).data.slice(0, 3)].join();
  })()`);
  assert.equal(colour, "122,92,153");
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(
    person.complaints.filter((complaint) => !complaint.includes("/api/settings/map")),
    [],
  );
});

test("settings that somebody else saved meanwhile: the second is told, keeps what was typed, and chooses", async () => {
  await using one = await workbench.person();
  await using other = await workbench.person({ language: "ar" });
  await one.open("settings?part=alerts");
  await other.open("settings?part=alerts");
  await one.page.getByLabel("Where people reach this workbench").fill("http://127.0.0.1:1111");
  await one.page.getByRole("button", { name: "Save" }).click();
  await one.page.getByText("Saved.").waitFor();

  const address = other.page.locator("input[name=publicUrl]");
  await address.fill("http://127.0.0.1:2222");
  await other.page.getByRole("button", { name: "حفظ", exact: true }).click();
  await other.page.getByText("في أثناء تعديلك").waitFor();
  assert.equal(await address.inputValue(), "http://127.0.0.1:2222");
  await other.page.getByRole("button", { name: "أخذ نسخته" }).click();
  await atRest(other.page);
  assert.equal(await address.inputValue(), "http://127.0.0.1:1111");

  await address.fill("http://127.0.0.1:3333");
  await one.page.getByLabel("Where people reach this workbench").fill("http://127.0.0.1:4444");
  await one.page.getByRole("button", { name: "Save" }).click();
  await one.page.getByText("Saved.").waitFor();
  await other.page.getByRole("button", { name: "حفظ", exact: true }).click();
  await other.page.getByRole("button", { name: "حفظ ما كتبته فوق ما حفظه" }).click();
  await other.page.getByText("حُفظ.", { exact: true }).waitFor();
  const stands = await other.page.evaluate(
    `fetch("/api/settings").then((answer) => answer.json()).then(({ parts }) => parts.alerts.publicUrl)`,
  );
  assert.equal(stands, "http://127.0.0.1:3333");
});

test("settings typed while the server is away are kept over a reload, sent when it is back, and taken back", async () => {
  await using person = await workbench.person();
  const { page, context } = person;
  await person.open("settings?part=alerts");
  const address = page.getByLabel("Where people reach this workbench");
  const before = await address.inputValue();
  await address.fill("http://127.0.0.1:5555");
  await page.getByText("Changed, not saved yet.").waitFor();
  await page.reload();
  await atRest(page);
  assert.equal(await address.inputValue(), "http://127.0.0.1:5555", "the reload lost what was typed");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await address.inputValue(), before);
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal(await address.inputValue(), "http://127.0.0.1:5555");

  let away = true;
  await context.route("**/api/settings/alerts", (route) => (away ? route.abort("connectionfailed") : route.continue()));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("One edit waits and will be sent again.").waitFor();
  away = false;
  await page.getByText("Saved.").waitFor();
  const stands = await page.evaluate(
    `fetch("/api/settings").then((answer) => answer.json()).then(({ parts }) => parts.alerts.publicUrl)`,
  );
  assert.equal(stands, "http://127.0.0.1:5555");
});

test("a facility is watched, a catalogue added, by forms that can be taken back", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("settings?part=watches");
  await page.getByRole("button", { name: "Watch", exact: true }).click();
  await page.getByLabel("Search every (hours)").fill("48");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("cell", { name: "48" }).waitFor();
  await page.getByLabel("Search every (hours)").fill("12");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await page.getByLabel("Search every (hours)").inputValue(), "48");

  await person.open("settings?part=catalogues");
  await page.getByLabel("Name (small letters").fill("ours");
  await page.getByRole("button", { name: "Add a catalogue" }).click();
  await page.getByLabel("Address").fill("https://catalogue.example/stac");
  await page.getByLabel("Collections, separated").fill("scenes, others");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("article").getByText("scenes, others").waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("No catalogue yet.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("article").getByText("scenes, others").waitFor();
  assert.deepEqual(person.complaints, []);
});

test("what is taken back while it is on its way, or when it was refused, is not what the server ends with", async () => {
  await using person = await workbench.person();
  const { page, context } = person;
  await person.open("settings?part=alerts");
  const address = page.getByLabel("Where people reach this workbench");
  const before = await address.inputValue();
  let away = true;
  await context.route("**/api/settings/alerts", (route) => (away ? route.abort("connectionfailed") : route.continue()));
  await address.fill("http://127.0.0.1:6666");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("One edit waits and will be sent again.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await address.inputValue(), before);
  away = false;
  await page.getByText("Saved.").waitFor({ timeout: 15_000 });
  const stands = () =>
    page.evaluate(
      `fetch("/api/settings").then((answer) => answer.json()).then(({ parts }) => parts.alerts.publicUrl ?? "")`,
    );
  assert.equal(await stands(), before);

  await address.fill("no address");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".problem .detail").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".problem .detail").waitFor({ state: "detached", timeout: 15_000 });
  assert.equal(await page.getByRole("button", { name: "Save" }).isDisabled(), true);
  assert.equal(await stands(), before);

  await address.fill("no address");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Take theirs and drop mine" }).click();
  await atRest(page);
  assert.equal(await address.inputValue(), before);
  await page.getByText("Nothing is changed.").waitFor({ timeout: 15_000 });
});

test("a watch that was begun by mistake is taken back, and can be begun again", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("settings?part=watches");
  const every = page.getByLabel("Search every (hours)");
  for (let times = 0; times < 2; times++) {
    await page.getByRole("button", { name: "Watch", exact: true }).click();
    await every.waitFor();
    await page.getByRole("button", { name: "Undo" }).click({ timeout: 15_000 });
    await every.waitFor({ state: "detached" });
  }
  await page.reload();
  await atRest(page);
  assert.equal(await every.count(), 0);
});

test("a facility that two begin to watch: the second is told of the first, and chooses", async () => {
  await using one = await workbench.person();
  await using other = await workbench.person();
  const facility = "tumangang";
  for (const { open, page } of [one, other].map(({ open, page }) => ({ open, page }))) {
    await open("settings?part=watches");
    await page.getByLabel("Facility to watch").and(page.locator("input")).fill(facility);
    await page.getByRole("option", { name: facility }).click();
    await page.getByRole("button", { name: "Watch", exact: true }).click();
  }
  await one.page.getByLabel("Search every (hours)").fill("36");
  // The first answer is lost on its way: what is there then is one's own, whole, and no conflict.
  let lost = false;
  await one.context.route(`**/api/facilities/${facility}/watch`, async (route) => {
    if (lost || route.request().method() !== "PUT") return await route.continue();
    lost = true;
    await route.fetch();
    await route.abort("connectionfailed");
  });
  await one.page.getByRole("button", { name: "Save" }).click();
  await one.page.getByText("Saved.").waitFor();
  await other.page.getByRole("button", { name: "Save" }).click();
  await other.page.getByRole("button", { name: "Take theirs and drop mine" }).click({ timeout: 15_000 });
  await atRest(other.page);
  assert.equal(await other.page.getByLabel("Search every (hours)").inputValue(), "36");
});

test("who comes back and has seen what somebody else saved goes on from there, without a conflict", async () => {
  await using one = await workbench.person();
  await using other = await workbench.person();
  const save = async ({ page }: typeof one, address: string) => {
    await page.getByLabel("Where people reach this workbench").fill(address);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor({ timeout: 15_000 });
  };
  await one.open("settings?part=alerts");
  await save(one, "http://127.0.0.1:7777");
  await one.page.evaluate(`location.hash = "#/facilities"`);
  await atRest(one.page);
  await other.open("settings?part=alerts");
  await save(other, "http://127.0.0.1:8888");
  await one.page.evaluate(`location.hash = "#/settings?part=alerts"`);
  await atRest(one.page);
  const address = one.page.getByLabel("Where people reach this workbench");
  assert.equal(await address.inputValue(), "http://127.0.0.1:8888");
  await save(one, "http://127.0.0.1:9999");
});

test("a catalogue may have a name that every object knows", async () => {
  await using person = await workbench.person();
  const { page } = person;
  await person.open("settings?part=catalogues");
  await page.getByLabel("Name (small letters").fill("constructor");
  await page.getByRole("button", { name: "Add a catalogue" }).click();
  await page.getByRole("article").getByText("constructor").waitFor({ timeout: 15_000 });
  assert.deepEqual(person.complaints, []);
});
