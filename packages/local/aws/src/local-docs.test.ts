import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

import type { Account } from "./account.ts";
import { resourceTypes } from "./resources/resource-types.ts";
import { createServices } from "./services/services.ts";
import type { Stacks } from "./stack/stacks.ts";

const page = readFileSync(new URL("../../../../docs/local.md", import.meta.url), "utf8");
const cellsOf = (row: string): string[] =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
const rows = page.split("\n").filter((line) => line.startsWith("| "));
const listed = (cell: string | undefined): string[] => (cell === "–" || !cell ? [] : cell.split(", ")).toSorted();

it("docs/local.md lists every service with its operations, and no other", () => {
  const services = createServices(
    {} as Account,
    {} as Stacks,
    { issue: () => "", receive: () => ({ status: 0 }) },
    () => ({}),
  );
  const there = Object.entries(services).map(([name, { operations }]) => [name, [...operations].toSorted()]);
  const told = rows.flatMap((row) => {
    const [service = "", operations, ...rest] = cellsOf(row);
    const name = /^[\w ]+ \(`(\w+)`\)$/.exec(service)?.[1];
    return name === undefined || rest.length !== 3 ? [] : [[name, listed(operations)]];
  });
  expect(told).toEqual(there);
});

it("docs/local.md lists every type of resource with what it acts on and what it ignores, and no other", () => {
  const there = Object.entries(resourceTypes).map(([type, { properties, ignored = [] }]) => [
    type,
    properties === "any" ? ["every property"] : [...properties].toSorted(),
    [...ignored].toSorted(),
  ]);
  const told = rows.flatMap((row) => {
    const [type = "", acted, ignored] = cellsOf(row);
    return type.startsWith("`AWS::") ? [[type.replaceAll("`", ""), listed(acted), listed(ignored)]] : [];
  });
  expect(told).toEqual(there);
});
