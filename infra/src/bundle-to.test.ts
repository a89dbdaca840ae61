import { buildSync } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleAll, bundleTo, repository } from "./bundle-to.ts";

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
  const namesake = join(folder, "node_modules/punycode");
  mkdirSync(namesake);
  writeFileSync(join(namesake, "package.json"), '{"name":"punycode","version":"1.0.0","main":"index.js"}');
  writeFileSync(join(namesake, "index.js"), "exports.own = true;");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(source: string): { said: string; code: string; sources: readonly string[] } {
  const out = mkdtempSync(join(folder, "out-"));
  writeFileSync(join(folder, "lambda.ts"), source);
  bundleTo(out, join(folder, "lambda.ts"));
  const said = execFileSync(process.execPath, [join(out, "index.mjs")], { encoding: "utf8" });
  const { sources } = JSON.parse(readFileSync(join(out, "index.mjs.map"), "utf8")) as { sources: string[] };
  return { said, code: readFileSync(join(out, "index.mjs"), "utf8"), sources };
}

test("a CommonJS package that requires Node's modules and its folder works in a bundle", () => {
  const { said } = run('import { folder, hash } from "old-style"; console.log(hash("a").slice(0, 8), typeof folder);');
  expect(said).toBe("ca978112 string\n");
});

test.each([
  'import { basename } from "node:path"; console.log(basename("/a/b"));',
  'import * as path from "node:path/posix"; console.log(path.basename("/a/b"));',
  'import { posix } from "node:path"; const fs = await import("node:fs/promises"); console.log(fs.readFile ? posix.basename("/a/b") : "");',
  'const { basename } = require("node:path/posix"); console.log(basename("/a/b"));',
])("Node's own modules are reached without an import, which would load more of them: %s", (source) => {
  const { said, code, sources } = run(source);
  expect([said, /\b(import|from) ?"/.test(code), /createRequire/.test(code)]).toEqual(["b\n", false, false]);
  expect(sources.filter((one) => !one.endsWith("lambda.ts"))).toEqual(
    sources.filter((one) => /^node:(path|path\/posix|fs\/promises)$/.test(one)),
  );
});

test.each([
  ["a message action", 'defineMessageAction({ name: "" }).kind', "message-action", "name must not be empty"],
  ["a connection", 'Object.keys(defineConnections({ "a b": {} }))[0]', "a b", "its name must be in camelCase"],
])(
  "%s, which synthesis has checked, is not checked again in its bundle, but in any other",
  (_, made, said, refusal) => {
    const core = JSON.stringify(join(repository, "packages/core/src/index.ts"));
    const source = `import { defineConnections, defineMessageAction } from ${core};\nconsole.log(${made});`;
    const checked = run(source);
    expect([checked.said, checked.code.includes(refusal.slice(-12))]).toEqual([`${said}\n`, false]);
    const [entryPoint, outfile] = [join(folder, "lambda.ts"), join(folder, "of-a-fork.mjs")];
    buildSync({ entryPoints: [entryPoint], outfile, bundle: true, format: "esm", platform: "node" });
    expect(() => execFileSync(process.execPath, [outfile], { stdio: "pipe" })).toThrow(refusal);
  },
);

test("a package that has the name of one of Node's modules is that package", () => {
  const { said } = run('import punycode from "punycode/"; console.log(punycode.own);');
  expect(said).toBe("true\n");
});

test("what an action says is no reason to carry anything, and its own name for its folder stays its own", () => {
  const { said, code } = run(
    'const __filename = "mine"; export default [__filename]; console.log(__filename, "Dynamic require of __dirname");',
  );
  expect(said).toBe("mine Dynamic require of __dirname\n");
  expect(code).not.toMatch(/createRequire|import\.meta/);
});

test("whoever loads a bundle waits for what its initialisation has begun, and for nothing where that is nothing", () => {
  const begin = `globalThis[Symbol.for("cliq-actions.initialisation")] = new Promise((resolve) => setTimeout(() => {
    console.log("ready");
    resolve(undefined);
  }, 20));`;
  const load = (source: string): string => {
    const out = mkdtempSync(join(folder, "out-"));
    writeFileSync(join(folder, "lambda.ts"), source);
    bundleTo(out, join(folder, "lambda.ts"));
    const code = `import(${JSON.stringify(join(out, "index.mjs"))}).then(() => console.log("loaded"))`;
    return execFileSync(process.execPath, ["-e", code], { encoding: "utf8" });
  };
  expect(load(begin)).toBe("ready\nloaded\n");
  expect(load("export {};")).toBe("loaded\n");
});

test("several at once are what each is alone, byte for byte, each with its own sources and exports", () => {
  const unused = join(folder, "node_modules/unused");
  mkdirSync(unused);
  writeFileSync(join(unused, "package.json"), '{"name":"unused","version":"1.0.0","sideEffects":false}');
  writeFileSync(join(unused, "index.js"), "export const unused = 1;");
  const texts = {
    shared: 'import { unused } from "unused"; import "./alone.ts"; export const words = ["shared", "words"];',
    alone: 'import "punycode/"; export {};',
    plain: 'import { words } from "./shared.ts"; export const handler = () => words;',
    requiring:
      'import { hash } from "old-style"; import { words } from "./shared.ts"; export const handler = () => hash(words[0]);',
    another: "export const [other] = [1]; export default 2;",
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.ts`), text);
  const entries = Object.fromEntries(
    ["plain", "requiring", "another"].map((name) => [name, join(folder, `${name}.ts`)]),
  );
  const [together, alone] = ["together", "alone"].map((name) => join(folder, name)) as [string, string];
  const bundles = bundleAll(together, entries);
  for (const [name, entry] of Object.entries(entries)) {
    expect(bundles[name], name).toEqual(bundleTo(join(alone, name), entry));
    for (const file of ["index.mjs", "index.mjs.map"])
      expect(readFileSync(join(together, name, file), "utf8"), name).toBe(
        readFileSync(join(alone, name, file), "utf8"),
      );
  }
  const names = Object.values(bundles).map(({ sources }) => sources.map((path) => path.split("/").at(-1)));
  expect(names).toEqual([
    ["alone.ts", "plain.ts", "shared.ts"],
    ["alone.ts", "requiring.ts", "shared.ts"],
    ["another.ts"],
  ]);
  const code = (name: string): string => readFileSync(join(together, name, "index.mjs"), "utf8");
  expect(["plain", "requiring"].map((name) => code(name).includes("createRequire"))).toEqual([false, true]);
});
