import { spawn } from "node:child_process";
import { once } from "node:events";

/** How to deploy. */
export interface DeployOrder {
  readonly stage: string;
  readonly region: string | undefined;
  /** Whether the CDK may change permissions without asking: off a terminal it refuses to, unless told. */
  readonly isApproved: boolean;
}

/**
 * Deploys a stage through the script `cdk` of the repository at `root`, as `pnpm cdk deploy -c stage=<name>` does; true
 * when that succeeded. All it prints goes to stderr, and its questions are answered on this terminal.
 */
export async function deployStage(root: string, { stage, region, isApproved }: DeployOrder): Promise<boolean> {
  const approval = isApproved ? ["--require-approval", "never"] : [];
  const child = spawn(process.execPath, ["--run", "cdk", "--", "deploy", "-c", `stage=${stage}`, ...approval], {
    cwd: root,
    stdio: ["inherit", 2, 2],
    env: region === undefined ? process.env : { ...process.env, AWS_REGION: region },
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0;
}
