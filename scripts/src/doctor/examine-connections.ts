import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import { readDeclaredConnections, secretsOf } from "../secret/declared-secrets.ts";
import { listStored } from "../secret/stored-secrets.ts";
import { actionsFolder } from "../stage/actions-folder.ts";
import { readFunctions } from "../stage/read-functions.ts";
import { checkOrigin, checkRole, checkSecret, originOf } from "./check-connections.ts";
import type { LivingStage } from "./check-stack.ts";
import type { DoctorAws } from "./doctor-aws.ts";
import type { Examination, Known } from "./examination.ts";
import { fine } from "./finding.ts";

/** What was found before, and is needed here. */
export interface Grounds {
  readonly known: Known<{ readonly stage: Stage; readonly aws: DoctorAws }>;
  readonly account: Known<unknown>;
  readonly living: Known<LivingStage>;
}

/** Looks at every connection that an action declares: its secret, the function's right to read it, the way there. */
export async function examineConnections(examination: Examination, { known, account, living }: Grounds): Promise<void> {
  const look: Examination["look"] = async (...check) => examination.look(...check);
  const declared = await look("connections", { known }, async ({ known: { stage } }) => {
    const connections = await readDeclaredConnections(actionsFolder(), stage);
    return fine(connections.length === 0 ? "no action declares one" : `${connections.length} declared`, connections);
  });
  const connections = declared.value ?? [];
  const secrets = secretsOf(connections);
  if (connections.length === 0) return;
  const stored = await look("secrets", { known, account }, async ({ known: { stage, aws } }) => {
    const found = await listStored(aws.ssm, parameterPrefixOf(stage));
    return fine(`${secrets.length} declared, ${found.length} stored`, found);
  });
  for (const secret of secrets)
    await look(`secret ${secret.name}`, { known, stored }, (values) =>
      checkSecret(values.known.stage, values.known.aws, secret, values.stored, living.value !== undefined),
    );
  const functions = await look("functions", { known, living }, async ({ known: { aws }, living: deployed }) => {
    const found = await readFunctions(aws.lambda, deployed.stack);
    // Where an action has a worker, that is what calls its systems.
    return fine(
      `${found.length} serve actions`,
      found.toSorted((one, other) => Number(other.isWorker) - Number(one.isWorker)),
    );
  });
  for (const slug of new Set(secrets.map((one) => one.slug)))
    await look(`role of ${slug}`, { known, living, functions }, (values) =>
      checkRole(
        values.known.stage,
        values.living,
        values.known.aws,
        secrets.filter((one) => one.slug === slug),
        values.functions.find((one) => one.slug === slug),
      ),
    );
  for (const connection of connections)
    await look(`origin of ${connection.slug}/${connection.name}`, {}, () =>
      checkOrigin(
        originOf(
          connection,
          functions.value?.find(({ slug }) => slug === connection.slug),
        ),
      ),
    );
}
