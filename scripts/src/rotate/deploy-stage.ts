import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Deploys a stage through the script `cdk` of the repository at `root`, as `pnpm cdk deploy -c stage=<name>` does; true
 * when that succeeded. All it prints goes to stderr, and its questions are answered on this terminal.
 */
export async function deployStage(root: string, stage: string, region: string | undefined): Promise<boolean> {
  const child = spawn(process.execPath, ["--run", "cdk", "--", "deploy", "-c", `stage=${stage}`], {
    cwd: root,
    stdio: ["inherit", 2, 2],
    env: region === undefined ? process.env : { ...process.env, AWS_REGION: region },
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0;
}
