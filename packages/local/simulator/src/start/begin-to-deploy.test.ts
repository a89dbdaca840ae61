import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { beginToDeploy, deployingLock } from "./begin-to-deploy.ts";

const root = mkdtempSync(join(tmpdir(), "begin-to-deploy-"));
afterAll(() => rmSync(root, { recursive: true }));
const { signal } = new AbortController();
const lock = deployingLock(root, "host 1 2");

test("one deploys at a time; the other says once that it waits, and goes on when that has ended", async () => {
  const said: string[] = [];
  const end = await beginToDeploy(lock, signal, () => said.push("never"));
  const wait = async (): Promise<void> => {
    const endOther = await beginToDeploy(lock, signal, () => said.push("waits"));
    said.push("goes on");
    endOther();
  };
  const waiting = wait();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(said).toEqual(["waits"]);
  end();
  await waiting;
  expect(said).toEqual(["waits", "goes on"]);
});

test("the stack of another start is another's; whoever is stopped waits no longer", async () => {
  const end = await beginToDeploy(lock, signal, () => {});
  (await beginToDeploy(deployingLock(root, "host 3 4"), signal, () => expect.fail("it waits")))();
  const stopped = new AbortController();
  await expect(beginToDeploy(lock, stopped.signal, () => stopped.abort())).rejects.toThrow("aborted");
  end();
});
