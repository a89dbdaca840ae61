import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { synthesise } from "./synthesise.ts";

let root = "";
const { signal } = new AbortController();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "synthesis-"));
  await mkdir(join(root, "packages"));
  await mkdir(join(root, "infra"));
});
afterEach(() => rm(root, { recursive: true }));

/** A CDK app that takes a moment and writes the file which says that an assembly is complete. */
async function writeAssembly(_root: string, folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "manifest.json"), "{}");
}

const localFolders = (): Promise<string[]> => readdir(join(root, ".local"));

test("a second start without changes skips the synthesis, one after a change does not", async () => {
  const first = await synthesise(root, signal, writeAssembly);
  const second = await synthesise(root, signal, () => Promise.reject(new Error("must not run")));
  await writeFile(join(root, "infra", "app.ts"), "changed");
  const third = await synthesise(root, signal, writeAssembly);
  expect([first.skipped, second.skipped, third.skipped]).toEqual([false, true, false]);
  expect(second.folder).toBe(first.folder);
  expect(third.folder).not.toBe(first.folder);
});

test("of several starts at once, one synthesises and all get the same whole assembly", async () => {
  const started = await Promise.all(Array.from({ length: 5 }, () => synthesise(root, signal, writeAssembly)));
  expect(new Set(started.map(({ folder }) => folder)).size).toBe(1);
  expect(started.filter(({ skipped }) => !skipped)).toHaveLength(1);
  expect(await localFolders()).toHaveLength(1);
});

test("the lock of a start that was killed stops nobody", async () => {
  const { folder } = await synthesise(root, signal, writeAssembly);
  await rm(folder, { recursive: true });
  const killed = spawnSync(process.execPath, ["--version"]).pid;
  await writeFile(`${folder}.lock`, String(killed));
  expect(await synthesise(root, signal, writeAssembly)).toEqual({ folder, skipped: false });
  expect(await localFolders()).toHaveLength(1);
});

test("a synthesis that fails half-way is not taken for one that worked", async () => {
  const failing = async (_root: string, folder: string): Promise<void> => {
    await mkdir(folder);
    throw new Error("half-way");
  };
  await expect(synthesise(root, signal, failing)).rejects.toThrow("half-way");
  expect(await localFolders()).toEqual([]);
  expect((await synthesise(root, signal, writeAssembly)).skipped).toBe(false);
});

test("only the latest assemblies are kept", async () => {
  for (let version = 0; version < 8; version++) {
    await writeFile(join(root, "infra", "app.ts"), String(version));
    await synthesise(root, signal, writeAssembly);
  }
  expect(await localFolders()).toHaveLength(5);
});
