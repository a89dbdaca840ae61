import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { handlerTypeNames } from "./functions/handler-types.ts";
import { inputTypes } from "./invocation/form-schema.ts";
import { buttonData, slideTypes } from "./invocation/message-schema.ts";
import { operationNames } from "./operation-name.ts";
import { controls } from "./server/handle-control.ts";
import { operations } from "./server/handle-rest.ts";

const page = readFileSync(new URL("../../../../docs/local.md", import.meta.url), "utf8").split(
  "## How Cliq differs here",
)[1];

/** The words in backticks of a row of the page's table, up to where prose begins. */
function listed(row: string): string[] {
  const [, cell = ""] = new RegExp(`^\\| ${row}[^|]*\\| ([^|]*) \\|$`, "mu").exec(page ?? "") ?? [];
  return [...(cell.split(":")[0] ?? "").matchAll(/`([^`]+)`/gu)].map(([, word = ""]) => word);
}

const routesBelow = (root: string): string[] =>
  operations
    .filter(({ path }) => path.startsWith(root))
    .map(({ method, path }) => `${method} ${path.replace(/\{\w+_TYPE\}/u, "{type}").replace(/\{\w+_ID\}/u, "{id}")}`);
const ofRest = new Set<string>(operations.map(({ name }) => name));

test.each([
  ["message actions", routesBelow("/messageactions")],
  ["functions", routesBelow("/functions")],
  ["handlers of functions", handlerTypeNames],
  ["accounts", operationNames.filter((name) => !ofRest.has(name))],
  ["slides of a reply", Object.keys(slideTypes)],
  ["buttons of a reply", Object.keys(buttonData)],
  ["inputs of a form", Object.keys(inputTypes)],
  ["control surface", Object.keys(controls)],
])("docs/local.md lists the %s that there are, and no others", (row, there) => {
  expect(listed(row).toSorted()).toEqual([...there].toSorted());
});

test("no operation is left out of the page's rows", () => {
  expect([...routesBelow("/messageactions"), ...routesBelow("/functions")]).toHaveLength(operations.length);
});
