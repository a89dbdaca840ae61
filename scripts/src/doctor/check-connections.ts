import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { judgeSecret } from "@cliq-actions/aws/connect/judge-secret";
import { holdSecret } from "@cliq-actions/cliq/redact";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import type { DeclaredConnection, DeclaredSecret } from "../secret/declared-secrets.ts";
import type { StoredParameter } from "../secret/stored-secrets.ts";
import type { DeployedFunction } from "../stage/read-functions.ts";
import type { LivingStage } from "./check-stack.ts";
import type { DoctorAws } from "./doctor-aws.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** Whether a declared secret is stored, encrypted, and of a form that its connection can send. Its value is not kept. */
export async function checkSecret(
  stage: Stage,
  aws: DoctorAws,
  { name, isKept }: DeclaredSecret,
  stored: readonly StoredParameter[],
  isDeployed: boolean,
): Promise<Diagnosis<undefined>> {
  const found = stored.find((one) => one.name === name);
  // What keeps the token keeper from handing it out is a line of its own.
  const remedy = isKept
    ? `pnpm cliq authorize --stage ${stage.name} --grant desk`
    : `pnpm cliq secret put --stage ${stage.name} ${name}`;
  if (found?.isSecure === true) {
    const Name = `${parameterPrefixOf(stage)}/${name}`;
    const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    const value = Parameter?.Value ?? "";
    holdSecret(value);
    const fault = judgeSecret(value);
    if (fault?.isUsable === false) return broken(`its value ${fault.says}`, `${remedy}: ${fault.remedy}`);
    if (fault !== undefined) return doubtful(`its value ${fault.says}`, `${remedy}: ${fault.remedy}`);
    return fine(`set, last on ${found.changedAt?.toISOString().slice(0, 10) ?? "a day unknown"}`);
  }
  if (found !== undefined) return broken("stored in the clear", `Delete the parameter, then ${remedy}`);
  return isDeployed ? broken("not set", remedy) : doubtful("not set before the first deployment", remedy);
}

/** Whether the role of a function may read its action's secrets: IAM itself is asked, and nothing is read. */
export async function checkRole(
  stage: Stage,
  { stack }: LivingStage,
  aws: DoctorAws,
  secrets: readonly DeclaredSecret[],
  deployed: DeployedFunction | undefined,
): Promise<Diagnosis<undefined>> {
  const deploy = `pnpm cdk deploy -c stage=${stage.name}`;
  if (deployed === undefined) return doubtful("its function is not deployed yet", deploy);
  const [, , , region, account] = stack.stackId.split(":");
  const arnOf = (name: string): string =>
    `arn:aws:ssm:${region}:${account}:parameter${parameterPrefixOf(stage)}/${name}`;
  try {
    const { EvaluationResults = [] } = await aws.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: deployed.role,
        ActionNames: ["ssm:GetParameter"],
        ResourceArns: secrets.map(({ name }) => arnOf(name)),
      }),
    );
    const isAllowed = (name: string): boolean =>
      EvaluationResults.some((one) => one.EvalResourceName === arnOf(name) && one.EvalDecision === "allowed");
    const denied = secrets.filter(({ name }) => !isAllowed(name)).map(({ name }) => name);
    if (denied.length > 0) return broken(`its function may not read ${denied.join(", ")}`, deploy);
    return fine(`its function may read ${secrets.map(({ name }) => name).join(", ")}`);
  } catch (error) {
    if (!(error instanceof Error) || !/AccessDenied/.test(error.name)) throw error;
    return doubtful(
      "whether its function may read its secrets cannot be told with these AWS credentials",
      "Allow yourself iam:SimulatePrincipalPolicy, or see that the action works.",
    );
  }
}

/** Where a connection of the deployed function leads: what the stage says, else what is declared. */
export function originOf({ slug, name, origin }: DeclaredConnection, deployed: DeployedFunction | undefined): string {
  const overrides = JSON.parse(deployed?.environment.CONNECTION_ORIGINS ?? "{}") as Record<string, string | undefined>;
  return overrides[name] ?? overrides[`${slug}/${name}`] ?? origin;
}

const patienceMs = 5_000;

/** Whether the system can be connected to from this machine: a TLS handshake and no request, for nobody knows which is safe. */
export async function checkOrigin(origin: string): Promise<Diagnosis<undefined>> {
  const { protocol, hostname: host, port } = new URL(origin);
  const isTls = protocol === "https:";
  const place = { host, port: Number(port || (isTls ? 443 : 80)) };
  const socket = isTls ? connectTls({ ...place, servername: host }) : connectTcp(place);
  try {
    await once(socket, isTls ? "secureConnect" : "connect", { signal: AbortSignal.timeout(patienceMs) });
    return fine(`${origin} can be connected to; it was asked nothing`);
  } catch (error) {
    const { code = "failed" } = error as { code?: string };
    const reason = code === "ABORT_ERR" ? `no answer within ${patienceMs / 1_000} s` : code;
    return doubtful(
      `${origin} cannot be connected to from here (${reason})`,
      "Check the origin in the action's connections.ts or in infra/stages.ts; a system may be open to AWS only.",
    );
  } finally {
    socket.destroy();
  }
}
