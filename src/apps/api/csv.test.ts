import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "./csv.ts";

test("commas, quotes and lines within a cell stay in it", () => {
  assert.equal(csvOf([{ a: 'x,"y"', b: "1\n2" }]), 'a,b\r\n"x,""y""","1\n2"\r\n');
});

test("what is not known is an empty cell, and zero is zero", () => {
  assert.equal(csvOf([{ a: null, b: 0 }, { c: false }]), "a,b,c\r\n,0,\r\n,,false\r\n");
});

test("a name cannot become a formula of a spreadsheet; a negative number stays a number", () => {
  assert.equal(csvOf([{ a: "=1+1", b: -5, c: "@x" }]), "a,b,c\r\n'=1+1,-5,'@x\r\n");
});
