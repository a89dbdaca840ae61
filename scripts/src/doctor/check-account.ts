import { GetParameterCommand, ParameterNotFound } from "@aws-sdk/client-ssm";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import type { StageAws } from "../stage/stage-aws.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** The account AWS has let us into. */
export interface EnteredAccount {
  readonly region: string;
  /** Version of the CDK bootstrap stack; undefined when the region is not bootstrapped. */
  readonly bootstrapVersion: number | undefined;
}

/** The default qualifier's; no stage sets another. */
const bootstrapParameter = "/cdk-bootstrap/hnb659fds/version";
/** What aws-cdk-lib's templates ask for. */
const oldestBootstrap = 6;

/** Whether AWS takes the credentials, in which region, and whether that is the stage's own. */
export async function checkAccount(stage: Stage, aws: StageAws): Promise<Diagnosis<EnteredAccount>> {
  const region = await aws.ssm.config.region();
  const bootstrapVersion = await readBootstrapVersion(aws);
  const entered = { region, bootstrapVersion };
  if (stage.region === undefined || stage.region === region)
    return fine(`AWS takes the credentials in ${region}`, entered);
  return doubtful(
    `AWS takes the credentials in ${region}, but the stage is deployed to ${stage.region}`,
    "Leave --region out.",
    entered,
  );
}

/** Whether CDK can deploy here. */
export function checkBootstrap({ region, bootstrapVersion: version }: EnteredAccount): Diagnosis<undefined> {
  const remedy = "pnpm cdk bootstrap, once per account and region.";
  if (version === undefined) return broken(`${region} is not bootstrapped for CDK`, remedy);
  if (version < oldestBootstrap) return broken(`version ${version} is too old, ${oldestBootstrap} is needed`, remedy);
  return fine(`version ${version}`);
}

async function readBootstrapVersion({ ssm }: StageAws): Promise<number | undefined> {
  try {
    const answer = await ssm.send(new GetParameterCommand({ Name: bootstrapParameter }));
    return Number(answer.Parameter?.Value);
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
