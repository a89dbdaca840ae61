import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseVersion } from "./choose-version.ts";

/** What was asked for. */
export interface RotateOrder {
  readonly stage: string;
  /** credentialVersion in infra/stages.ts. */
  readonly written: number;
  readonly retire: boolean;
  readonly deploy: boolean;
}

/** What the command works with. */
export interface RotatePorts {
  /** The version that Cliq's URLs hold. Throws where that cannot be told. */
  readonly readDeployed: () => Promise<number>;
  /** Writes it into infra/stages.ts. */
  readonly write: (version: number) => Promise<void>;
  /** Deploys the stage as infra/stages.ts has it; whether that succeeded. */
  readonly deploy: () => Promise<boolean>;
  /** Shows progress to a person. */
  readonly say: (line: string) => void;
}

/** What was done. */
export interface Rotated {
  readonly ok: true;
  readonly stage: string;
  readonly from: number;
  readonly to: number;
  readonly deployed: boolean;
  /** Versions whose URLs are accepted once it is deployed. */
  readonly accepted: readonly number[];
  readonly next: readonly string[];
}

/** Raises a stage's credential version by one and deploys it. Throws {@link CannotOperate} with the remedy. */
export async function rotateStage(
  { stage, written, retire, deploy }: RotateOrder,
  ports: RotatePorts,
): Promise<Rotated> {
  const from = await ports.readDeployed();
  const to = chooseVersion({ stage, written, deployed: from }, retire);
  if (written === to) ports.say(`infra/stages.ts says credentialVersion ${to} already.`);
  else {
    await ports.write(to);
    ports.say(`infra/stages.ts: credentialVersion of stage ${stage} is ${to} now.`);
  }
  if (deploy) {
    ports.say(`Deploying; Cliq is moved from version ${from} to ${to} within its limits, and both are accepted.`);
    if (!(await ports.deploy()) || (await ports.readDeployed()) !== to) throw notDeployed(stage, from, to);
  }
  const accepted = [to - 1, to, to + 1];
  return { ok: true, stage, from, to, deployed: deploy, accepted, next: nextSteps({ stage, from, deploy, retire }) };
}

function notDeployed(stage: string, from: number, to: number): CannotOperate {
  return new CannotOperate(
    `The deployment did not succeed; Cliq's URLs stay as they were and no click has failed. Put right what it said and run ` +
      `pnpm cliq rotate --stage ${stage} again, or set credentialVersion back from ${to} to ${from} in infra/stages.ts.`,
  );
}

function nextSteps({
  stage,
  from,
  deploy,
  retire,
}: {
  stage: string;
  from: number;
  deploy: boolean;
  retire: boolean;
}): string[] {
  const commit = "Commit infra/stages.ts, so that the next deployment is of this version too.";
  const ending = retire
    ? []
    : [`pnpm cliq rotate --stage ${stage} --retire ends the URLs of version ${from}, which still work.`];
  return deploy ? [commit, ...ending] : [`pnpm cdk deploy -c stage=${stage}`, commit, ...ending];
}
