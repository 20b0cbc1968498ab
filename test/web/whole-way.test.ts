import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { atRest, startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());

/** Presses a key until the page says what is expected, or has had enough of it. */
async function pressUntil(page: Page, key: string, said: RegExp, most: number): Promise<void> {
  for (let k = 0; k < most; k++) {
    if (said.test(await page.locator(".reading-status").innerText())) return;
    await page.keyboard.press(key);
  }
  assert.match(await page.locator(".reading-status").innerText(), said);
}

/** What a person sees and does, in the words of one language. */
const WORDS = {
  en: {
    yard: "Synthetic yard",
    strips: "Strips",
    evidence: "Evidence",
    report: "Report",
    checked: /All cars are checked/,
    handIn: "Hand in",
    awaiting: "Your reading is handed in",
    sentences: "Your sentences",
    addLimit: "Add a limit",
    blocks: "Needs a source:",
    undo: "Undo",
    publish: "Publish…",
    freeze: "Freeze and publish",
    published: /Published as revision/,
    close: "Close",
  },
  ar: {
    yard: "ساحة اصطناعية",
    strips: "الشرائط",
    evidence: "الأدلة",
    report: "التقرير",
    checked: /روجعت كل العربات/,
    handIn: "تسليم القراءة",
    awaiting: "سُلّمت قراءتك",
    sentences: "عباراتك",
    addLimit: "إضافة حد",
    blocks: "يحتاج إلى مصدر:",
    undo: "تراجع",
    publish: "نشر…",
    freeze: "تجميد ونشر",
    published: /نُشر، وهو المراجعة/,
    close: "إغلاق",
  },
} as const;

for (const language of ["en", "ar"] as const)
  test(`from the list of facilities through a yard checked by keys to a published report (${language})`, async () => {
    const words = WORDS[language];
    await using person = await workbench.person({ language });
    const { page } = person;
    page.setDefaultTimeout(60_000);
    await person.open("facilities");
    assert.equal(await page.evaluate("document.documentElement.dir"), language === "ar" ? "rtl" : "ltr");
    await page.getByRole("link", { name: words.yard }).first().click();
    await page.getByRole("link", { name: words.strips, exact: true }).click();
    await atRest(page);

    // Two directions, two readings of the same scene in two names.
    await person.open(`f/synthetic-yard/strips?reader=reader-${language}`);
    await page.locator(".lane .car.unchecked").first().waitFor();
    await atRest(page);
    await page.locator("body").press("a");
    await page.keyboard.press("u");
    await pressUntil(page, "a", words.checked, 400);
    await page.getByRole("button", { name: words.handIn }).click();
    // The first waits for a second reader; the second sees how far both agree.
    if (language === "en") await page.getByRole("heading", { name: words.awaiting }).waitFor();
    else await page.locator(".agreement").waitFor();

    await page.getByRole("link", { name: words.report, exact: true }).click();
    await atRest(page);
    await page.getByRole("link", { name: words.sentences }).click();
    // A limit of one's own: a number in it needs its source, and every step can be taken back.
    await page.getByRole("button", { name: words.addLimit }).click();
    await page.locator(`textarea[lang="${language}"]`).first().fill("73");
    await page.getByText(words.blocks).first().waitFor();
    for (let k = 0; k < 2; k++) await page.getByRole("button", { name: words.undo, exact: true }).click();
    assert.equal(await page.locator("textarea").count(), 0);

    await person.open(`f/synthetic-yard/report?language=${language}`);
    await page.getByRole("button", { name: words.publish }).click();
    await page.getByRole("button", { name: words.freeze }).click();
    await page.getByRole("heading", { name: language === "en" ? words.published : /المراجعة/ }).waitFor({
      timeout: 180_000,
    });
    const file = join(workbench.folder, "reports", `synthetic-yard.${language}.html`);
    assert.ok(existsSync(file), `${file} was not written`);
    const html = readFileSync(file, "utf8");
    assert.match(html, new RegExp(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`));
    await page.getByRole("button", { name: words.close, exact: true }).click();

    // What its readers see: the page in the workbench is styled, set in its direction, and is the published one.
    await person.open(`f/synthetic-yard/report?language=${language}&revision=1`);
    const report = page.frameLocator("iframe.preview");
    await report.locator("main#report").waitFor({ timeout: 60_000 });
    assert.equal(await report.locator("html").getAttribute("dir"), language === "ar" ? "rtl" : "ltr");
    assert.match(
      await report.locator("body").evaluate("getComputedStyle(document.body).fontFamily"),
      /Source|Naskh/,
      "the page is not set in its own letters",
    );
    // A limit without its words yet is checked too, where typing takes longer than a moment: that it is wrong is the answer.
    assert.deepEqual(
      person.complaints.filter((text) => !/422 .*\/evidence-check$/.test(text)),
      [],
    );
  });
