import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bundleAhead } from "./bundle-ahead.ts";
import { bundleTo, repository } from "./bundle-to.ts";
import { keptBundle } from "./kept-bundles.ts";
import { reuseBundle } from "./reuse-bundle.ts";
import { takeLock } from "./take-lock.ts";

mkdirSync(join(repository, ".local"), { recursive: true });
const root = mkdtempSync(join(repository, ".local/reuse-bundle-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let kept: string;
beforeEach(() => {
  kept = mkdtempSync(join(root, "kept-"));
  write("word.ts", 'export const word = "first";');
  write("lambda.ts", 'import { word } from "./word.ts"; export const handler = () => word;');
});

function write(name: string, content: string): void {
  writeFileSync(join(root, name), content);
}

function bundle(): string {
  const out = mkdtempSync(join(root, "out-"));
  const { exports, sources } = reuseBundle(out, join(root, "lambda.ts"), { kept });
  expect({ exports, sources: sources.map((path) => path.split("/").at(-1)) }).toEqual({
    exports: ["handler"],
    sources: ["lambda.ts", "word.ts"],
  });
  expect(JSON.parse(readFileSync(join(out, "index.mjs.map"), "utf8"))).toMatchObject({
    sources: ["word.ts", "lambda.ts"].map((name) => join(root, name).slice(repository.length + 1)),
  });
  return readFileSync(join(out, "index.mjs"), "utf8");
}

/** What is kept says from now on that it was kept. */
function markKept(): void {
  for (const name of keptFolders()) {
    const file = join(kept, name, "index.mjs");
    if (!readFileSync(file, "utf8").includes("//kept")) writeFileSync(file, `//kept\n${readFileSync(file, "utf8")}`);
  }
}

function keptFolders(): string[] {
  return readdirSync(kept).filter((name) => /^[0-9a-f]+$/u.test(name));
}

test("what has not changed is not bundled again, and a change of any source in it is", () => {
  expect(bundle()).toContain("first");
  markKept();
  expect(bundle()).toContain("//kept");
  write("word.ts", 'export const word = "second";');
  const changed = bundle();
  expect(changed).toContain("second");
  expect(changed).not.toContain("//kept");
  write("word.ts", 'export const word = "first";');
  expect(bundle()).toContain("//kept");
});

test.each(["word.ts", "package.json"])("what was bundled while %s was saved is not kept as what came of it", (name) => {
  const place = keptBundle(join(root, "lambda.ts"), kept);
  const release = place?.lock();
  const out = mkdtempSync(join(root, "out-"));
  const early = bundleTo(out, join(root, "lambda.ts"));
  write(name, name === "word.ts" ? 'export const word = "second";' : '{ "sideEffects": false }');
  place?.keep(early, out);
  (release as () => void)();
  expect(keptFolders()).toEqual([]);
  expect(bundle()).toContain(name === "word.ts" ? "second" : "first");
  rmSync(join(root, "package.json"), { force: true });
});

test("a package.json above a source says how it is bundled: a change of it bundles again", () => {
  bundle();
  markKept();
  expect(bundle()).toContain("//kept");
  write("package.json", '{ "sideEffects": false }');
  expect(bundle()).not.toContain("//kept");
  rmSync(join(root, "package.json"));
  expect(bundle()).toContain("//kept");
});

test("a run that finds another at the same bundle waits for it", async () => {
  bundle();
  markKept();
  const known = join(kept, readdirSync(kept).find((name) => name.endsWith(".json")) ?? "");
  renameSync(known, `${known}.away`);
  const release = takeLock(`${known}.lock`);
  const program = `
    import { readFileSync } from "node:fs";
    import { reuseBundle } from ${JSON.stringify(import.meta.resolve("./reuse-bundle.ts"))};
    const [out, entry, kept] = process.argv.slice(1);
    console.log("begins");
    reuseBundle(out, entry, { kept });
    console.log(readFileSync(out + "/index.mjs", "utf8"));
  `;
  const args = [mkdtempSync(join(root, "out-")), join(root, "lambda.ts"), kept];
  const other = spawn(process.execPath, ["--input-type=module", "--eval", program, ...args]);
  let said = "";
  other.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  await once(other.stdout, "data");
  await setTimeout(300);
  renameSync(`${known}.away`, known);
  await once(other, "close");
  expect(said).toContain("//kept");

  release?.();
  rmSync(known);
  expect(bundle()).not.toContain("//kept");
});

test("where nothing can be kept, it is bundled all the same", () => {
  rmSync(kept, { recursive: true });
  writeFileSync(kept, "a file, where a folder should be");
  expect(bundle()).toContain("first");
});

test("what does not compile is not kept, and what is kept in part is not taken", () => {
  write("word.ts", "export const word = ");
  expect(() => bundle()).toThrow("Unexpected end of file");
  expect(keptFolders()).toEqual([]);
  write("word.ts", 'export const word = "first";');
  expect(bundle()).toContain("first");
  for (const name of keptFolders()) rmSync(join(kept, name, "index.mjs.map"));
  markKept();
  expect(bundle()).not.toContain("//kept");
  markKept();
  expect(bundle()).toContain("//kept");
});

test("what nobody has used for a week goes when something new is kept", () => {
  bundle();
  const [old = ""] = keptFolders();
  const longAgo = new Date(Date.now() - 8 * 24 * 60 * 60_000);
  utimesSync(join(kept, old), longAgo, longAgo);
  bundle();
  expect(keptFolders()).toEqual([old]);
  utimesSync(join(kept, old), longAgo, longAgo);
  write("word.ts", 'export const word = "third";');
  bundle();
  expect(keptFolders()).not.toContain(old);
  expect(keptFolders()).toHaveLength(1);
});

/** What each of these entries is bundled to, or the reason why not. */
function bundles(names: readonly string[]): string[] {
  return names.map((name) => {
    const out = mkdtempSync(join(root, "out-"));
    try {
      reuseBundle(out, join(root, name), { kept });
    } catch (error) {
      return String(error);
    }
    return readFileSync(join(out, "index.mjs"), "utf8");
  });
}

test("what is bundled ahead is taken: what was kept stays, and what another run is at is left to it", () => {
  const names = ["lambda.ts", "second.ts", "third.ts", "fourth.ts"];
  for (const name of names.slice(1)) write(name, `export { handler } from "./lambda.ts"; console.log("${name}");`);
  bundles(["fourth.ts"]);
  const [before] = keptFolders();
  const ahead = (): void => bundleAhead([...names.map((name) => join(root, name)), "/elsewhere/lambda.ts"], { kept });
  const known = readdirSync(kept).filter((name) => name.endsWith(".lock"));
  ahead();
  expect(keptFolders()).toHaveLength(4);
  expect(keptFolders()).toContain(before);
  markKept();
  const taken = bundles(names);
  expect(taken.map((code) => code.includes("//kept"))).toEqual([true, true, true, true]);
  expect(taken.map((code) => names.findIndex((name) => code.includes(`"${name}"`)))).toEqual([-1, 1, 2, 3]);

  write("word.ts", 'export const word = "other";');
  const release = takeLock(join(kept, known[0] ?? ""));
  ahead();
  expect(keptFolders()).toHaveLength(7);
  release?.();
  markKept();
  expect(bundles(names).map((code) => code.includes("//kept"))).toEqual([true, true, true, false]);
});

test("where one does not compile, the others are bundled and its author is told", () => {
  write("second.ts", "export const = 1;");
  bundleAhead([join(root, "lambda.ts"), join(root, "second.ts")], { kept });
  expect(readdirSync(kept).filter((name) => !name.endsWith(".lock"))).toEqual([]);
  const [first, second] = bundles(["lambda.ts", "second.ts"]);
  expect(first).toContain("first");
  expect(second).toContain('Expected identifier but found "="');
});

test("what a stage has chosen is what is bundled, and is kept beside what another one has", () => {
  const chosen = mkdtempSync(join(root, "chosen-"));
  const file = (name: string, content: string): void => writeFileSync(join(chosen, name), content);
  const imports = { "#desk": { "desk-one": "./one.ts", default: "./usual.ts" } };
  file("package.json", JSON.stringify({ type: "module", imports }));
  for (const name of ["one", "usual"]) file(`${name}.ts`, `export const desk = "the ${name} desk";`);
  file("lambda.ts", 'import { desk } from "#desk"; export const handler = () => desk;');
  const bundleFor = (choices: readonly string[]): string => {
    const out = mkdtempSync(join(root, "out-"));
    reuseBundle(out, join(chosen, "lambda.ts"), { kept, choices });
    return readFileSync(join(out, "index.mjs"), "utf8");
  };
  expect(bundleFor([])).toContain("the usual desk");
  expect(bundleFor(["desk-one"])).toContain("the one desk");
  expect(keptFolders()).toHaveLength(2);
  markKept();
  for (const choices of [[], ["desk-one"]]) expect(bundleFor(choices)).toContain("//kept");
});
