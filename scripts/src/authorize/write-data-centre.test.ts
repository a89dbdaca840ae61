import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { replaceDataCentre } from "./write-data-centre.ts";

const file = new URL("../../../infra/stages.ts", import.meta.url);

test("of the repository's own file only the stage's data centre changes", async () => {
  const text = await readFile(file, "utf8");
  const changed = replaceDataCentre(text, "dev", "EU")!;
  const difference = changed.split("\n").flatMap((line, index) => (line === text.split("\n")[index] ? [] : [line]));
  expect(difference).toEqual(['      dataCentre: "EU",']);
  const before = changed.slice(0, changed.indexOf('"EU"'));
  expect(before.lastIndexOf("    dev: {")).toBeGreaterThan(before.lastIndexOf("    local: {"));
  expect(before).not.toContain("    prod: {");
});

test.each([
  ["a stage that is not there", "export default defineStages({\n});\n"],
  ["a stage without a literal", "export default defineStages({\n  dev: {\n    dataCentre: home,\n  },\n});\n"],
  ["two literals in one stage", '  dev: {\n    dataCentre: "US",\n    other: {\n    dataCentre: "US",\n    },\n  },\n'],
  ["two stages of a name", '  dev: {\n    dataCentre: "US",\n  },\n  dev: {\n    dataCentre: "US",\n  },\n'],
])("%s is left alone", (_what, text) => {
  expect(replaceDataCentre(text, "dev", "EU")).toBeUndefined();
});
