import { expect, test } from "vitest";
import { nameStore } from "./name-store.ts";

const slugs = ["keep-row", "store-file"];

test("a store is called what its construct is called", () => {
  expect(nameStore("App/keep-row/Rows/Resource", slugs)).toEqual({ slug: "keep-row", label: "Rows" });
  expect(nameStore("App/store-file/OldFiles/Resource", slugs)).toEqual({
    slug: "store-file",
    label: "Old files",
  });
});

test("a construct named after its type is called like its action", () => {
  expect(nameStore("App/keep-row/Table/Resource", slugs)).toEqual({
    slug: "keep-row",
    label: "Keep row",
  });
});

test("the registrar's ledger belongs to no action", () => {
  expect(nameStore("App/Registrations/Ledger/Resource", slugs)).toBeUndefined();
});
