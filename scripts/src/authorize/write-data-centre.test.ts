import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { stagesText } from "../testing/stages-text.ts";
import { replaceDataCentre } from "./write-data-centre.ts";

const file = new URL("../../../infra/stages.ts", import.meta.url);

test("the place is found in the repository's own file", async () => {
  expect(replaceDataCentre(await readFile(file, "utf8"), "local", "EU")).toContain('dataCentre: "EU"');
});

test("only the stage's data centre changes", () => {
  const changed = replaceDataCentre(stagesText, "dev", "EU")!;
  const before = stagesText.split("\n");
  const difference = changed.split("\n").flatMap((line, index) => (line === before[index] ? [] : [line]));
  expect(difference).toEqual(['      dataCentre: "EU",']);
  const start = changed.slice(0, changed.indexOf('"EU"'));
  expect(start.lastIndexOf("    dev: {")).toBeGreaterThan(start.lastIndexOf("    local: {"));
  expect(start).not.toContain("    prod: {");
});

test.each([
  ["a stage that is not there", "export default defineStages({\n});\n"],
  ["a stage without a literal", "export default defineStages({\n  dev: {\n    dataCentre: home,\n  },\n});\n"],
  ["two literals in one stage", '  dev: {\n    dataCentre: "US",\n    other: {\n    dataCentre: "US",\n    },\n  },\n'],
  ["two stages of a name", '  dev: {\n    dataCentre: "US",\n  },\n  dev: {\n    dataCentre: "US",\n  },\n'],
])("%s is left alone", (_what, text) => {
  expect(replaceDataCentre(text, "dev", "EU")).toBeUndefined();
});
