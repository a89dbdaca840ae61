import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { beginToDeploy, untilNobodyDeploys } from "./operator-deploys.ts";

const root = mkdtempSync(join(tmpdir(), "operator-deploys-"));
afterAll(() => rmSync(root, { recursive: true }));
const { signal } = new AbortController();

test("a start waits while an operator's command deploys, says so once, and goes on when it has ended", async () => {
  const end = await beginToDeploy(root);
  const said: string[] = [];
  const waiting = untilNobodyDeploys(root, signal, () => said.push("waits")).then(() => said.push("goes on"));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(said).toEqual(["waits"]);
  end?.();
  await waiting;
  expect(said).toEqual(["waits", "goes on"]);
  await untilNobodyDeploys(root, signal, () => said.push("waits again"));
  expect(said).toHaveLength(2);
});

test("of two commands one deploys; a start that is stopped waits no longer", async () => {
  const end = await beginToDeploy(root);
  expect(await beginToDeploy(root)).toBeUndefined();
  const stopped = new AbortController();
  const waiting = untilNobodyDeploys(root, stopped.signal, () => stopped.abort());
  await expect(waiting).rejects.toThrow("aborted");
  end?.();
});
