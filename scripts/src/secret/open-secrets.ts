import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { actionsFolder } from "../stage/actions-folder.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { type DeclaredSecret, readDeclaredConnections, secretsOf } from "./declared-secrets.ts";
import { connectAws } from "../stage/stage-aws.ts";
import type { SecretOptions } from "./secret-command.ts";

/** A stage's secrets as an operator reaches them. */
export interface StageSecrets {
  readonly declared: readonly DeclaredSecret[];
  readonly ssm: SSMClient;
  /** Such as "/acme/dev". */
  readonly prefix: string;
}

/** Reads what is declared and connects to Parameter Store; nothing is called yet. */
export async function openSecrets({ stage: name, region }: SecretOptions): Promise<StageSecrets> {
  const stage = chooseOperatedStage(name);
  const declared = secretsOf(await readDeclaredConnections(actionsFolder(), stage));
  return { declared, ssm: connectAws(region ?? stage.region).ssm, prefix: parameterPrefixOf(stage) };
}
