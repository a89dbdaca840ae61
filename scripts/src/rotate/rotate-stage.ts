import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseVersion } from "./choose-version.ts";
import { describeFound, type FoundVersions } from "./find-versions.ts";

/** What was asked for. */
export interface RotateOrder {
  readonly stage: string;
  /** credentialVersion in infra/stages.ts. */
  readonly written: number;
  readonly retire: boolean;
  readonly deploy: boolean;
  /** Without a question. */
  readonly yes: boolean;
}

/** What the command works with. */
export interface RotatePorts {
  /** The version that the deployed stack tells. Throws where that cannot be told. */
  readonly readDeployed: () => Promise<number>;
  /** Writes it into infra/stages.ts. */
  readonly write: (version: number) => Promise<void>;
  /** Deploys the stage as infra/stages.ts has it; whether that succeeded. */
  readonly deploy: () => Promise<boolean>;
  /** Looks at the file, the deployed functions and Cliq. Never rejects. */
  readonly find: () => Promise<FoundVersions>;
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
  /** Versions whose URLs the deployed functions accept, as they were found, or will accept once they are deployed. */
  readonly accepted: readonly number[];
  /** What was found after the deployment, in sentences. */
  readonly found: readonly string[];
  readonly next: readonly string[];
}

/** Raises a stage's credential version by one and deploys it. Throws {@link CannotOperate} with what it found and the remedy. */
export async function rotateStage(
  { stage, written, retire, deploy, yes }: RotateOrder,
  ports: RotatePorts,
): Promise<Rotated> {
  const from = await ports.readDeployed();
  const to = chooseVersion({ stage, written, deployed: from }, retire);
  if (written === to) ports.say(`infra/stages.ts says credentialVersion ${to} already.`);
  else {
    await ports.write(to);
    ports.say(`infra/stages.ts: credentialVersion of stage ${stage} is ${to} now.`);
  }
  const next = nextSteps({ stage, from, deploy, retire });
  if (!deploy) {
    return { ok: true, stage, from, to, deployed: false, accepted: [to - 1, to, to + 1], found: [], next };
  }
  ports.say(`Deploying stage ${stage}, from version ${from} to ${to}.`);
  const isDeployed = await ports.deploy();
  const found = await ports.find();
  if (!isDeployed || found.deployed !== to) throw notDeployed({ stage, from, to, yes, isDeployed }, found);
  return {
    ok: true,
    stage,
    from,
    to,
    deployed: true,
    accepted: found.accepted ?? [],
    found: describeFound(found),
    next,
  };
}

function notDeployed(
  {
    stage,
    from,
    to,
    yes,
    isDeployed,
  }: Pick<RotateOrder, "stage" | "yes"> & { from: number; to: number; isDeployed: boolean },
  found: FoundVersions,
): CannotOperate {
  const again = `pnpm cliq rotate --stage ${stage}${yes ? " --yes" : ""}`;
  const back =
    found.deployed === from && found.written === to
      ? `, or set credentialVersion of stage ${stage} back from ${to} to ${from} in infra/stages.ts`
      : "";
  return new CannotOperate(
    [
      isDeployed
        ? "The deployment ended without a failure, but its version is another one."
        : "The deployment did not succeed.",
      ...describeFound(found),
      `Put right what the deployment said and run ${again}${back}.`,
    ].join(" "),
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
  const ending = retire ? [] : [`pnpm cliq rotate --stage ${stage} --retire ends the URLs of version ${from}.`];
  return deploy ? [commit, ...ending] : [`pnpm cdk deploy -c stage=${stage}`, commit, ...ending];
}
