import { expect, test } from "vitest";
import { findLaunchers } from "./watch-launchers.ts";

/** Launchers by their commands, the nearest first. */
function launchersAmong(...commands: string[]): string[] {
  const found = findLaunchers(2, (processId) => {
    const command = commands[processId - 2];
    return command === undefined ? undefined : { processId, command, parent: processId + 1 };
  });
  return found.map((processId) => commands[processId - 2] ?? "");
}

const byNpx = [
  "node packages/local/start",
  "sh -c node main.ts",
  "node /root/.npm/_npx/0a1b/node_modules/.bin/pnpm start",
  "sh -c pnpm start",
  "node /usr/lib/node_modules/npm/bin/npx-cli.js pnpm@12.21.0 start",
];

test("all that npx and pnpm put between a terminal and a start ends it, the terminal and its shell do not", () => {
  expect(launchersAmong(...byNpx, "bash", "tmux: server", "systemd")).toEqual(byNpx);
  expect(launchersAmong("pnpm start", "-bash", "/usr/bin/terminal")).toEqual(["pnpm start"]);
  expect(launchersAmong("sh -c node main.ts", "/opt/pnpm/pnpm.exe start")).toEqual([
    "sh -c node main.ts",
    "/opt/pnpm/pnpm.exe start",
  ]);
});

test("a shell that was told to leave a start running may end, even when its words name npx", () => {
  expect(launchersAmong("bash -c node main.ts &", "sshd")).toEqual([]);
  expect(launchersAmong("npm exec pnpm start", "bash -c npx pnpm start &")).toEqual(["npm exec pnpm start"]);
});

test("a program that has started it directly ends it, whatever it is; what only looks like a package manager does not", () => {
  expect(launchersAmong("python3 tries.py", "node runner.js")).toEqual(["python3 tries.py"]);
  expect(launchersAmong("node a.js", "vim pnpm-workspace.yaml notes", "less mynpm")).toEqual(["node a.js"]);
  expect(launchersAmong()).toEqual([]);
});
