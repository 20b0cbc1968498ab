import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutPassword } from "./database.ts";

test("a database URL that is printed has no password, wherever it was written", () => {
  for (const url of ["postgres://a:secret@host/db", "postgres://host/db?user=a&password=secret&sslmode=require"]) {
    const printed = withoutPassword(url);
    assert.ok(!printed.includes("secret") && printed.includes("host/db"), printed);
  }
  assert.equal(withoutPassword("postgres://a@host/db?sslmode=require"), "postgres://a@host/db?sslmode=require");
});
