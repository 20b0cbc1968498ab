import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { ROOMS } from "./rooms.ts";
import { startWorkbench } from "./workbench.ts";

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 AA, with what axe calls good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

for (const language of ["en", "ar"] as const)
  for (const theme of ["light", "dark"] as const)
    test(`every room can be used by everybody (${language}, ${theme})`, async () => {
      await using person = await workbench.person({ language, theme });
      for (const [room, address] of Object.entries(ROOMS)) {
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
