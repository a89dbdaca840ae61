import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startVariable, toOperatorFile } from "@cliq-actions/simulator/start/operator-file";
import { thisProcess } from "@cliq-actions/simulator/start/process-name";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reachLocalStage } from "./reach-local-stage.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "reach-"));
  mkdirSync(join(root, ".local"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A start that this process is; `since` in milliseconds. */
function writeStart(name: string, folder: string, since: number, owner = thisProcess()): void {
  const actionsFolder = join(root, folder);
  const variables = { [startVariable]: owner, AWS_ENDPOINT_URL: `http://127.0.0.1:${since}` };
  const text = toOperatorFile({ owner, actionsFolder, url: "http://127.0.0.1:4000", since, variables });
  writeFileSync(join(root, ".local", name), text);
}

const dead = `${thisProcess()}0`;

test("the one start that runs is found, and what would point elsewhere is taken away", async () => {
  writeStart("operator.env", "src", 2);
  writeStart("operator-3.env", "other", 1, dead);
  const environment: NodeJS.ProcessEnv = { AWS_PROFILE: "work", AWS_SESSION_TOKEN: "x", PATH: "/bin" };
  await reachLocalStage(environment, root);
  expect(environment).toEqual({ PATH: "/bin", AWS_ENDPOINT_URL: "http://127.0.0.1:2", [startVariable]: thisProcess() });
});

test("of several starts each is named, with what chooses it", async () => {
  writeStart("operator.env", "packages/src", new Date(2026, 10, 29, 10, 2, 3).getTime());
  writeStart("operator-3.env", "../elsewhere", new Date(2026, 10, 29, 11, 0, 0).getTime());
  const environment = {};
  await expect(reachLocalStage(environment, root)).rejects.toThrow(
    [
      "2 starts run here. Choose one, then type the command again:",
      `  . .local/operator.env   # packages/src, http://127.0.0.1:4000, process ${process.pid}, since 10:02:03`,
      `  . .local/operator-3.env   # ${join(root, "../elsewhere")}, http://127.0.0.1:4000, process ${process.pid}, since 11:00:00`,
    ].join("\n"),
  );
  expect(environment).toEqual({});
});

test.each([undefined, dead])(
  "without a start the sentence says how to get one; the file of a dead one counts for nothing",
  async (owner) => {
    if (owner !== undefined) writeStart("operator.env", "src", 1, owner);
    await expect(reachLocalStage({}, root)).rejects.toThrow("No start runs here, so there is no stage local: leave `");
  },
);

test("an environment that points somewhere is left as it is, unless it is that of a start that has ended", async () => {
  writeStart("operator.env", "src", 2);
  const own = { AWS_ENDPOINT_URL_SSM: "http://127.0.0.1:9" };
  await reachLocalStage(own, root);
  expect(own).toEqual({ AWS_ENDPOINT_URL_SSM: "http://127.0.0.1:9" });
  const read = { AWS_ENDPOINT_URL: "http://127.0.0.1:8", [startVariable]: dead };
  await reachLocalStage(read, root);
  expect(read).toEqual({ AWS_ENDPOINT_URL: "http://127.0.0.1:2", [startVariable]: thisProcess() });
});
