import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repository } from "../testing/copy-repository.ts";
import { stagesText } from "../testing/stages-text.ts";
import { replaceVersion, writeVersion } from "./write-version.ts";

const folder = mkdtempSync(join(tmpdir(), "stages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, "stages.ts");
  writeFileSync(path, text);
  return path;
}

test.each(["local", "dev", "prod"])("stage %s gets the line and keeps everything else", async (stage) => {
  const changed = replaceVersion(stagesText, stage, 2) ?? "";
  const lines = changed.split("\n");
  const at = lines.indexOf("      credentialVersion: 2,");
  expect(lines[at - 1]).toBe(`    ${stage}: {`);
  expect(lines.toSpliced(at, 1).join("\n")).toBe(stagesText);
  expect(replaceVersion(changed, stage, 3)).toBe(changed.replace("credentialVersion: 2,", "credentialVersion: 3,"));
});

test("the place is found in the repository's own file", () => {
  const real = readFileSync(join(repository, "infra/stages.ts"), "utf8");
  expect(replaceVersion(real, "local", 7)).toContain("credentialVersion: 7,");
});

test("of two stages only the one that is meant changes, whatever comments say", () => {
  const text = `export default {\n  dev: {\n    // credentialVersion: 9 was tried\n    credentialVersion: 3, // since May\n    a: 1,\n  },\n  "prod-eu": {\n    credentialVersion: 3,\n  },\n};\n`;
  expect(replaceVersion(text, "dev", 4)).toBe(text.replace("Version: 3, // since", "Version: 4, // since"));
  expect(replaceVersion(text, "prod-eu", 4)).toBe(
    text.replace('"prod-eu": {\n    credentialVersion: 3', '"prod-eu": {\n    credentialVersion: 4'),
  );
});

test.each([
  ["a block on one line", "export default {\n  dev: { a: 1 },\n};\n"],
  ["no such stage", "export default {\n  prod: {\n    a: 1,\n  },\n};\n"],
  [
    "two blocks of the name",
    "const a = {\n  dev: {\n    a: 1,\n  },\n};\nexport default {\n  dev: {\n    a: 1,\n  },\n};\n",
  ],
  ["a version that is computed", "export default {\n  dev: {\n    credentialVersion: base + 1,\n  },\n};\n"],
  ["the version twice", "export default {\n  dev: {\n    credentialVersion: 1,\n    credentialVersion: 2,\n  },\n};\n"],
])("%s is left alone, with the line to write by hand", async (_what, text) => {
  const path = file(text);
  await expect(writeVersion(path, "dev", 3)).rejects.toThrow(
    /write the line "credentialVersion: 3," into the block of stage dev/,
  );
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("a change that means something else to TypeScript is undone", async () => {
  // The block is inside a text; what is exported stays as it was.
  const text = "export const note = `\n  dev: {\n    a: 1,\n  },\n`;\nexport default { stages: { dev: { a: 1 } } };\n";
  const path = file(text);
  await expect(writeVersion(path, "dev", 2)).rejects.toThrow(/write the line/);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("what is written is what the module then exports", async () => {
  const path = file("export default { name: 'x', stages: {\n  dev: {\n    a: 1,\n  },\n} };\n");
  await writeVersion(path, "dev", 2);
  expect(readFileSync(path, "utf8")).toBe(
    "export default { name: 'x', stages: {\n  dev: {\n    credentialVersion: 2,\n    a: 1,\n  },\n} };\n",
  );
});
