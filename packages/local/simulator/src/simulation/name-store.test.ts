import { expect, test } from "vitest";
import { nameStore } from "./name-store.ts";

const slugs = ["create-ticket", "archive"];

test("a store is called what its construct is called", () => {
  expect(nameStore("App/create-ticket/Tickets/Resource", slugs)).toEqual({ slug: "create-ticket", label: "Tickets" });
  expect(nameStore("App/archive/OldTranscripts/Resource", slugs)).toEqual({
    slug: "archive",
    label: "Old transcripts",
  });
});

test("a construct named after its type is called like its action", () => {
  expect(nameStore("App/create-ticket/Table/Resource", slugs)).toEqual({
    slug: "create-ticket",
    label: "Create ticket",
  });
});

test("the registrar's ledger belongs to no action", () => {
  expect(nameStore("App/Registrations/Ledger/Resource", slugs)).toBeUndefined();
});
