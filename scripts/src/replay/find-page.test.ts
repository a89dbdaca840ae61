import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startVariable, toOperatorFile } from "@cliq-actions/simulator/start/operator-file";
import { thisProcess } from "@cliq-actions/simulator/start/process-name";
import { expect, onTestFinished, test } from "vitest";
import { findPage } from "./find-page.ts";

/** A repository in which so many starts run. */
async function withStarts(urls: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "starts-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, ".local"));
  for (const [index, url] of urls.entries()) {
    const text = toOperatorFile({ owner: thisProcess(), actionsFolder: root, url, since: index, variables: {} });
    await writeFile(join(root, ".local", index === 0 ? "operator.env" : `operator-${index}.env`), text);
  }
  return root;
}

test("the one start that runs is found", async () => {
  expect(await findPage({}, await withStarts(["http://127.0.0.1:4000"]))).toBe("http://127.0.0.1:4000");
});

test("without a start it is said how to begin one", async () => {
  await expect(findPage({}, await withStarts([]))).rejects.toThrow("No start runs here: leave `pnpm start` running");
});

test("of several, that is taken whose file the shell has read, and none by chance", async () => {
  const root = await withStarts(["http://127.0.0.1:4000", "http://127.0.0.1:4001"]);
  await expect(findPage({}, root)).rejects.toThrow(
    /^2 starts run here[^\n]+:\n {2}. .local\/operator.env {3}# .*http:\/\/127.0.0.1:4000,.*\n {2}. .local\/operator-1.env/u,
  );
  expect(await findPage({ [startVariable]: thisProcess() }, root)).toBe("http://127.0.0.1:4000");
});
