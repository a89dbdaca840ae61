import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleTo } from "./bundle-to.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-to-"));
  const dependency = join(folder, "node_modules/old-style");
  mkdirSync(dependency, { recursive: true });
  writeFileSync(join(dependency, "package.json"), '{"name":"old-style","version":"1.0.0","main":"index.js"}');
  writeFileSync(
    join(dependency, "index.js"),
    'const { createHash } = require("crypto"); const path = require("node:path");\n' +
      'exports.hash = (text) => createHash("sha256").update(text).digest("hex"); exports.folder = path.basename(__dirname);',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(source: string): { said: string; code: string } {
  const out = mkdtempSync(join(folder, "out-"));
  writeFileSync(join(folder, "lambda.ts"), source);
  bundleTo(out, join(folder, "lambda.ts"));
  const said = execFileSync(process.execPath, [join(out, "index.mjs")], { encoding: "utf8" });
  return { said, code: readFileSync(join(out, "index.mjs"), "utf8") };
}

test("a CommonJS package that requires Node's modules and its folder works in a bundle", () => {
  const { said } = run('import { folder, hash } from "old-style"; console.log(hash("a").slice(0, 8), typeof folder);');
  expect(said).toBe("ca978112 string\n");
});

test("a bundle without such a package carries nothing for it", () => {
  const { said, code } = run('import { basename } from "node:path"; console.log(basename("/a/b"));');
  expect(said).toBe("b\n");
  expect(code).not.toContain("createRequire");
});

test("what an action says is no reason to carry anything, and its own name for its folder stays its own", () => {
  const { said, code } = run(
    'const __filename = "mine"; export default [__filename]; console.log(__filename, "Dynamic require of __dirname");',
  );
  expect(said).toBe("mine Dynamic require of __dirname\n");
  expect(code).not.toMatch(/createRequire|import\.meta/);
});
