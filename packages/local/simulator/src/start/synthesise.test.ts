import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AppRun } from "./run-app.ts";
import { type Synthesis, type SynthesisOptions, synthesise, useAssembly } from "./synthesise.ts";
import { thisProcess } from "./process-name.ts";

let root = "";
let said: string[] = [];
const { signal } = new AbortController();

beforeEach(async () => {
  said = [];
  root = await mkdtemp(join(tmpdir(), "synthesis-"));
  await mkdir(join(root, "packages"));
  await mkdir(join(root, "infra"));
});
afterEach(() => rm(root, { recursive: true }));

/** A CDK app that takes a moment and writes the file which says that an assembly is complete. */
async function writeAssembly({ outputFolder }: AppRun): Promise<void> {
  await mkdir(outputFolder);
  await writeFile(join(outputFolder, "manifest.json"), "{}");
}

/** Synthesises the temporary repository by an app of the test's, or by its own `infra/src/app.ts`. */
function synthesiseWith(run?: SynthesisOptions["run"], stop: AbortSignal = signal): Promise<Synthesis> {
  const actionsFolder = join(root, "packages", "actions", "src");
  const say = (line: string): void => void said.push(line);
  return synthesise({ root, actionsFolder, signal: stop, say, ...(run === undefined ? {} : { run }) });
}

const localFolders = async (): Promise<string[]> =>
  (await readdir(join(root, ".local")).catch(() => [])).filter((name) => !name.endsWith(".lock"));

test("a second start without changes skips the synthesis, one after a change does not", async () => {
  const first = await synthesiseWith(writeAssembly);
  const second = await synthesiseWith(() => Promise.reject(new Error("must not run")));
  await writeFile(join(root, "infra", "app.ts"), "changed");
  const third = await synthesiseWith(writeAssembly);
  expect([first.skipped, second.skipped, third.skipped]).toEqual([false, true, false]);
  expect(second.folder).toBe(first.folder);
  expect(third.folder).not.toBe(first.folder);
});

test("what takes a while is said before it begins, and what does not take one is not said", async () => {
  const slowly = async (run: AppRun): Promise<void> => {
    expect(said).toEqual(["  synthesising the CDK app: functions that have changed are bundled …"]);
    const other = synthesiseWith(() => Promise.reject(new Error("must not run")));
    await expect.poll(() => said, { timeout: 100_000 }).toHaveLength(2);
    others.push(other);
    await writeAssembly(run);
  };
  const others: Promise<Synthesis>[] = [];
  await synthesiseWith(slowly);
  await Promise.all(others);
  expect(said[1]).toBe("  another start synthesises the same: waiting for it …");
  await synthesiseWith();
  expect(said).toHaveLength(2);
});

test("of several starts at once, one synthesises and all get the same whole assembly", async () => {
  const started = await Promise.all(Array.from({ length: 5 }, () => synthesiseWith(writeAssembly)));
  expect(new Set(started.map(({ folder }) => folder)).size).toBe(1);
  expect(started.filter(({ skipped }) => !skipped)).toHaveLength(1);
  expect(await localFolders()).toHaveLength(1);
});

test("a start that was killed stops nobody: not by its draft or its use of an assembly", async () => {
  const { folder } = await synthesiseWith(writeAssembly);
  await rm(folder, { recursive: true });
  const [host = ""] = thisProcess().split(" ");
  const killed = `${host} ${spawnSync(process.execPath, ["--version"]).pid} 1`;
  for (const left of [
    `draft-${encodeURIComponent(killed)}+1`,
    `${basename(folder)}.used-${encodeURIComponent(killed)}`,
  ])
    await writeFile(join(root, ".local", left), "");
  expect(await synthesiseWith(writeAssembly)).toEqual({ folder, skipped: false });
  expect(await localFolders()).toEqual([basename(folder)]);
});

test("what a living start uses, and the draft it writes, stay, however old they are", async () => {
  const { folder } = await synthesiseWith(writeAssembly);
  const stopUsing = useAssembly(folder);
  const draft = join(root, ".local", `draft-${encodeURIComponent(thisProcess())}+1`);
  await mkdir(draft);
  await utimes(draft, 1, 1);
  for (let version = 0; version < 7; version++) {
    await writeFile(join(root, "infra", "app.ts"), String(version));
    await synthesiseWith(writeAssembly);
  }
  expect(await localFolders()).toEqual(expect.arrayContaining([basename(folder), basename(draft)]));
  stopUsing();
  await writeFile(join(root, "infra", "app.ts"), "another");
  await synthesiseWith(writeAssembly);
  expect(await localFolders()).not.toContain(basename(folder));
});

test("an assembly is used until the last of its uses ends", async () => {
  const { folder } = await synthesiseWith(writeAssembly);
  const [first, second] = [useAssembly(folder), useAssembly(folder)];
  let count = 0;
  const renewOften = async (): Promise<void> => {
    for (let version = 0; version < 7; version++) {
      await writeFile(join(root, "infra", "app.ts"), `use ${count++}`);
      await synthesiseWith(writeAssembly);
    }
  };
  first();
  await renewOften();
  expect(await localFolders()).toContain(basename(folder));
  second();
  await renewOften();
  expect(await localFolders()).not.toContain(basename(folder));
});

test("an assembly that is there by the time one is written is the one that counts, and half of one is replaced", async () => {
  const { folder } = await synthesiseWith(writeAssembly);
  await rm(folder, { recursive: true });
  const late = async (run: AppRun): Promise<void> => {
    await writeAssembly(run);
    await writeAssembly({ ...run, outputFolder: folder });
    await writeFile(join(folder, "first"), "");
  };
  expect(await synthesiseWith(late)).toEqual({ folder, skipped: false });
  expect(await readdir(folder)).toEqual(["first", "manifest.json"]);
  await rm(join(folder, "manifest.json"));
  expect(await synthesiseWith(writeAssembly)).toEqual({ folder, skipped: false });
  expect(await readdir(folder)).toEqual(["manifest.json"]);
});

test("a synthesis ends with the start that runs it, however that ends", async () => {
  const app = `
    import { writeFileSync } from "node:fs";
    process.on("SIGTERM", () => {});
    writeFileSync(process.env.CDK_OUTDIR, String(process.pid));
    setInterval(() => {}, 1_000);
  `;
  await mkdir(join(root, "infra", "src"));
  await writeFile(join(root, "infra", "src", "app.ts"), app);
  const outputFolder = join(root, "pid");
  const program = `
    import { runApp } from ${JSON.stringify(import.meta.resolve("./run-app.ts"))};
    const [root, outputFolder] = process.argv.slice(1);
    await runApp({ root, outputFolder, actionsFolder: root, signal: new AbortController().signal });
  `;
  const start = spawn(process.execPath, ["--input-type=module", "--eval", program, root, outputFolder]);
  await expect.poll(() => readFile(outputFolder, "utf8").catch(() => ""), { timeout: 100_000 }).not.toBe("");
  const pid = Number(await readFile(outputFolder, "utf8"));
  const isRunning = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  expect(isRunning()).toBe(true);
  start.kill("SIGKILL");
  await expect.poll(isRunning, { timeout: 100_000 }).toBe(false);
});

test("a synthesis that fails half-way is not taken for one that worked", async () => {
  const failing = async ({ outputFolder }: AppRun): Promise<void> => {
    await mkdir(outputFolder);
    throw new Error("half-way");
  };
  await expect(synthesiseWith(failing)).rejects.toThrow("half-way");
  expect(await localFolders()).toEqual([]);
  expect((await synthesiseWith(writeAssembly)).skipped).toBe(false);
});

test("a start that is stopped waits for its app to be gone, and leaves no draft behind", async () => {
  const app = `
    import { mkdirSync, writeFileSync } from "node:fs";
    const folder = process.env.CDK_OUTDIR;
    process.on("SIGTERM", () => setTimeout(() => process.exit(0), 200));
    setInterval(() => { mkdirSync(folder, { recursive: true }); writeFileSync(folder + "/asset", "x"); }, 1);
  `;
  await mkdir(join(root, "infra", "src"));
  await writeFile(join(root, "infra", "src", "app.ts"), app);
  const stop = new AbortController();
  const synthesising = synthesiseWith(undefined, stop.signal).catch((error: unknown) => (error as Error).name);
  await expect.poll(localFolders, { timeout: 100_000 }).toContainEqual(expect.stringMatching(/^draft-/u));
  stop.abort();
  expect(await synthesising).toBe("AbortError");
  expect(await localFolders()).toEqual([]);
});

test("only the latest assemblies are kept", async () => {
  for (let version = 0; version < 8; version++) {
    await writeFile(join(root, "infra", "app.ts"), String(version));
    await synthesiseWith(writeAssembly);
  }
  expect(await localFolders()).toHaveLength(5);
});
