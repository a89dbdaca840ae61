import { join } from "node:path";
import { expect, test } from "vitest";
import { readText } from "../house-rules/read-repository.ts";
import { fencedBlocks } from "./fenced-files.ts";

const page = readText(join(import.meta.dirname, "../../.."), "docs/newcomer.md");

test("docs/newcomer.md: an action with a connection and its test are at most 100 lines written by hand", () => {
  const files = fencedBlocks(page).filter(({ info }) => info.startsWith("packages/actions/src/"));
  expect(files.map(({ info }) => info.split("/").at(-1))).toEqual([
    "connections.ts",
    "action.ts",
    "lambda.ts",
    "fake.ts",
    "action.test.ts",
  ]);
  const lines = files.flatMap(({ content }) => content.trimEnd().split("\n"));
  expect(lines.length).toBeLessThanOrEqual(100);
});
