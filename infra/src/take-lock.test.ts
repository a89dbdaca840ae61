import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { moveUnlessThere, takeLock } from "./take-lock.ts";

const root = mkdtempSync(join(tmpdir(), "lock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let locks = 0;
const newLock = (): string => join(root, `lock-${locks++}`);

test("one holds it, and the next one when it is released, once", () => {
  const lock = newLock();
  const release = takeLock(lock);
  expect(takeLock(lock)).toBeUndefined();
  release?.();
  const again = takeLock(lock);
  expect(again).toBeDefined();
  again?.();
  release?.();
  expect(statSync(lock).size).toBe(0);
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
  expect(takeLock(lock)).toBeUndefined();
  other.kill("SIGKILL");
  await once(other, "close");
  expect(takeLock(lock)).toBeDefined();
});

test("what an earlier release left there holds nothing", () => {
  const lock = newLock();
  writeFileSync(lock, String(process.pid));
  takeLock(lock)?.();
  rmSync(lock);
  mkdirSync(lock);
  writeFileSync(join(lock, "holder"), String(process.pid));
  const release = takeLock(lock);
  expect(release).toBeDefined();
  expect(takeLock(lock)).toBeUndefined();
  release?.();
  expect(() => takeLock(join(root, "nowhere", "lock"))).toThrow("unable to open");
});

test("of many processes at once one holds it at a time", async () => {
  const lock = newLock();
  const inside = join(root, "inside");
  const program = `
    import { mkdirSync, rmdirSync } from "node:fs";
    import { takeLock } from ${JSON.stringify(import.meta.resolve("./take-lock.ts"))};
    const [lock, inside] = process.argv.slice(1);
    const asleep = new Int32Array(new SharedArrayBuffer(4));
    for (let done = 0; done < 60; ) {
      const release = takeLock(lock);
      if (release === undefined) {
        // Not each time, so that some are there at the very moment.
        if (Math.random() < 0.5) Atomics.wait(asleep, 0, 0, 1);
        continue;
      }
      // Fails when somebody else is inside.
      mkdirSync(inside);
      rmdirSync(inside);
      // Some die with it: the others have to take it from the dead.
      if (done++ === Number(process.pid % 45)) process.kill(process.pid, "SIGKILL");
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
