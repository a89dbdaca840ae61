import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeActionFolders } from "../testing/write-action-folders.ts";
import { followNamedFiles } from "./follow-named-files.ts";

test("what lies elsewhere is followed from file to file, and packages are not", () => {
  const folder = writeActionFolders({
    "src/ring/fake.ts": [
      'import { a } from "../../outside/a.ts";',
      'import b from "../../outside/b.js";',
      'import "../../outside/c";',
      'import "./beside.ts";',
      'import "../../node_modules/p/index.js";',
      'import "../../outside/nothing.ts";',
      'const image = new URL("../../outside/icon.svg", import.meta.url);',
    ].join("\n"),
    "src/ring/beside.ts": "export {};",
    "outside/a.ts": 'export * from "./deeper/d.ts"; import "./a.ts";',
    "outside/b.ts": "export default 1;",
    "outside/c.ts": "export {};",
    "outside/icon.svg": "<svg/>",
    "outside/deeper/d.ts": 'export { a } from "../a.ts";',
    "node_modules/p/index.js": "export {};",
  });
  const inside = join(folder, "src");
  const names = ["a.ts", "b.ts", "c.ts", "deeper/d.ts", "icon.svg"].map((name) => join(folder, "outside", name));
  expect(followNamedFiles([join(inside, "ring/fake.ts")], [inside])).toEqual(names);
});

test("what a linked file names is looked up from where the file lies", () => {
  const folder = writeActionFolders({
    "far/deep/fake.ts": 'import "../word.ts";',
    "far/word.ts": "export {};",
    "src/word.ts": "export {};",
  });
  symlinkSync(join(folder, "far/deep"), join(folder, "src/ring"));
  expect(followNamedFiles([join(folder, "src/ring/fake.ts")], [join(folder, "src")])).toEqual([
    join(folder, "far/word.ts"),
  ]);
});
