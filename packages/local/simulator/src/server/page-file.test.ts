import { expect, test } from "vitest";
import { readPageFile } from "./page-file.ts";

test("every module that the page imports is one that a browser gets", async () => {
  const read = new Set<string>(["/main.ts"]);
  for (const path of read) {
    const file = await readPageFile(path);
    expect(file, path).toBeDefined();
    for (const [, target = ""] of file?.body.matchAll(/ from "([^"]+)";$/gmu) ?? []) {
      expect(target, path).toMatch(/^\.{0,2}\//u);
      read.add(new URL(target, `http://page${path}`).pathname);
    }
  }
  expect(read).toContain("/find-names.ts");
});
