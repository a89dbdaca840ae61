import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "./copy-repository.ts";

/** The CDK's command line in one process for several commands: to load it costs two seconds of CPU each time. */
export interface CdkSession {
  /** Runs `cdk <args>` as its program does; what it printed on both streams, and its exit code. Never rejects for a failing command. */
  run(...args: string[]): Promise<{ readonly code: number; readonly printed: string }>;
  stop(): void;
}

/** Printed after each command; no command prints it. */
const end = "\u0000";

const program = `
const { exec } = require(process.argv[1]);
process.on("message", async (args) => {
  let code = 0;
  try {
    code = (await exec(args)) ?? 0;
  } catch (error) {
    console.error(error.message);
    code = 1;
  }
  process.stdout.write(${JSON.stringify(end)} + code + ${JSON.stringify(end)});
});
`;

/** Starts it with this environment and a home of its own. */
export function startCdkSession(environment: Readonly<Record<string, string>>): CdkSession {
  const home = mkdtempSync(join(tmpdir(), "cdk-home-"));
  const library = join(dirname(createRequire(join(repository, "package.json")).resolve("aws-cdk/package.json")), "lib");
  // Both streams are one, so that lines come in the order in which they were printed.
  const child = spawn("sh", ["-c", 'exec "$0" -e "$1" "$2" 2>&1', process.execPath, program, library], {
    cwd: home,
    env: { ...environment, HOME: home, AWS_REGION: "us-east-1", CDK_DISABLE_CLI_TELEMETRY: "true", CI: "true" },
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
  let printed = "";
  let onEnd = (): void => {};
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    onEnd();
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    async run(...args) {
      printed = "";
      child.send([...args, "--no-notices"]);
      const ended = new Promise<void>((resolve) => (onEnd = () => printed.endsWith(end) && resolve()));
      await Promise.race([ended, closed]);
      const [said = "", code = "1"] = printed.split(end);
      return { code: Number(code), printed: said };
    },
    stop() {
      child.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
