import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { isAlive, moveUnlessThere, takeLock, thisProcess } from "./take-lock.ts";

const root = mkdtempSync(join(tmpdir(), "lock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => void vi.useRealTimers());

const longAgo = new Date(Date.now() - 10 * 24 * 60 * 60_000);
let locks = 0;
const newLock = (): string => join(root, `lock-${locks++}`);

/** A lock as somebody of this name would have left it. */
function writeLock(path: string, holder: string): void {
  mkdirSync(path);
  writeFileSync(join(path, "holder"), `${holder}\nhis own`);
  utimesSync(path, longAgo, longAgo);
}

test("one holds it, the next waits until it is released, and nothing is left", () => {
  const lock = newLock();
  const release = takeLock(lock);
  expect(takeLock(lock)).toBeUndefined();
  release?.();
  const again = takeLock(lock);
  expect(again).toBeDefined();
  again?.();
  expect(readdirSync(root)).toEqual([]);
});

test("a holder that is stopped, as in sleep, is not robbed, however old its lock is; one that was killed is", async () => {
  const lock = newLock();
  const program = `
    import { takeLock } from ${JSON.stringify(import.meta.resolve("./take-lock.ts"))};
    console.log(takeLock(process.argv[1]) !== undefined);
    setInterval(() => {}, 1_000);
  `;
  const other = spawn(process.execPath, ["--input-type=module", "--eval", program, lock]);
  expect(String(await once(other.stdout, "data"))).toBe("true\n");
  other.kill("SIGSTOP");
  utimesSync(lock, longAgo, longAgo);
  expect(takeLock(lock)).toBeUndefined();
  other.kill("SIGKILL");
  await once(other, "close");
  takeLock(lock)?.();
  expect(readdirSync(root)).toEqual([]);
});

test("the id of a dead holder that another process has by now holds nothing, nor does what is no lock of ours", () => {
  const [host, pid] = thisProcess().split(" ");
  const lock = newLock();
  writeLock(lock, `${host} ${pid} 1`);
  takeLock(lock)?.();
  writeFileSync(lock, String(process.pid));
  takeLock(lock)?.();
  mkdirSync(lock);
  takeLock(lock)?.();
  expect(readdirSync(root)).toEqual([]);
});

test("whom nobody here can ask, in another container, holds it for as long as it is renewed", () => {
  vi.useFakeTimers();
  const lock = newLock();
  writeLock(lock, "another-host 1 1");
  expect(takeLock(lock)).toBeUndefined();
  vi.advanceTimersByTime(119_000);
  expect(takeLock(lock)).toBeUndefined();
  utimesSync(lock, new Date(), new Date());
  vi.advanceTimersByTime(2_000);
  expect(takeLock(lock)).toBeUndefined();
  vi.advanceTimersByTime(119_000);
  expect(takeLock(lock)).toBeUndefined();
  vi.advanceTimersByTime(2_000);
  const release = takeLock(lock);
  expect(release).toBeDefined();

  utimesSync(lock, longAgo, longAgo);
  vi.advanceTimersByTime(10_000);
  expect(statSync(lock).mtimeMs).toBeGreaterThan(longAgo.getTime());
  release?.();
});

test("releasing what has become another's leaves it alone", () => {
  const lock = newLock();
  const release = takeLock(lock);
  rmSync(lock, { recursive: true });
  writeLock(lock, "another-host 1 1");
  release?.();
  expect(readFileSync(join(lock, "holder"), "utf8")).toContain("another-host");
  rmSync(lock, { recursive: true });
});

test("of many processes at once one holds it at a time", async () => {
  const lock = newLock();
  const inside = join(root, "inside");
  const program = `
    import { mkdirSync, rmdirSync } from "node:fs";
    import { takeLock } from ${JSON.stringify(import.meta.resolve("./take-lock.ts"))};
    const [lock, inside] = process.argv.slice(1);
    for (let done = 0; done < 200; ) {
      const release = takeLock(lock);
      if (release === undefined) continue;
      // Fails when somebody else is inside.
      mkdirSync(inside);
      rmdirSync(inside);
      // Some die with it: the others have to take it from the dead.
      if (done++ === Number(process.pid % 150)) process.kill(process.pid, "SIGKILL");
      release();
    }
  `;
  const errors: string[] = [];
  const others = Array.from({ length: 3 }, () => {
    const other = spawn(process.execPath, ["--input-type=module", "--eval", program, lock, inside]);
    other.stderr.on("data", (text) => errors.push(String(text)));
    return once(other, "close");
  });
  await Promise.all(others);
  expect(errors).toEqual([]);
  rmSync(lock, { recursive: true, force: true });
});

test("a folder that finds its place taken is no failure, and one that cannot be moved is", () => {
  const [draft, place] = [join(root, "draft"), join(root, "place")];
  for (const folder of [draft, place]) {
    mkdirSync(folder);
    writeFileSync(join(folder, "file"), folder);
  }
  expect(moveUnlessThere(draft, place)).toBe(false);
  expect(readFileSync(join(place, "file"), "utf8")).toBe(place);
  rmSync(place, { recursive: true });
  expect(moveUnlessThere(draft, place)).toBe(true);
  expect(() => moveUnlessThere(draft, join(root, "elsewhere"))).toThrow("ENOENT");
  rmSync(place, { recursive: true });
});

test("this process lives, its parent by another birth does not", () => {
  expect(isAlive(thisProcess())).toBe(true);
  expect(isAlive(thisProcess().replace(/ \S+$/u, " 1"))).toBe(false);
});
