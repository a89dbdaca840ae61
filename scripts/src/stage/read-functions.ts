import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { DeployedStack } from "./deployed-stack.ts";

/** An action's function as it is deployed. */
export interface DeployedFunction {
  readonly slug: string;
  /** As AWS named it. */
  readonly name: string;
  /** Whether it works behind a queue, and not behind a URL. */
  readonly isWorker: boolean;
  readonly logGroup: string;
  /** ARN of the role it runs as. */
  readonly role: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The functions of a stack that serve actions, told by the slug in their environment. */
export async function readFunctions(
  client: LambdaClient,
  { resources }: DeployedStack,
): Promise<readonly DeployedFunction[]> {
  const functions = resources.filter(({ type }) => type === "AWS::Lambda::Function");
  const configurations = await Promise.all(
    functions.map(async ({ physicalId: name }) => ({
      name,
      found: await client.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
    })),
  );
  return configurations.flatMap(({ name, found }) => {
    const environment = found.Environment?.Variables ?? {};
    const slug = environment.ACTION_SLUG;
    const isWorker = environment.JOBS_TABLE_NAME !== undefined;
    const logGroup = found.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`;
    return slug === undefined ? [] : [{ slug, name, isWorker, logGroup, role: found.Role ?? "", environment }];
  });
}

/** A function as API Gateway invokes it. */
export interface LiveFunction {
  readonly slug: string;
  /** Digests of the versions before, its own and the next. */
  readonly digests: readonly string[];
  readonly version: number;
}

/** What the functions behind the stage's routes accept, from their own published configuration. */
export async function readLiveFunctions(
  client: LambdaClient,
  { resources }: DeployedStack,
): Promise<readonly LiveFunction[]> {
  const names = resources.flatMap(({ type, physicalId }) => (type === "AWS::Lambda::Alias" ? [physicalId] : []));
  const found = await Promise.all(
    names.map(async (FunctionName) => client.send(new GetFunctionConfigurationCommand({ FunctionName }))),
  );
  return found.flatMap(({ Environment }) => {
    const {
      ACTION_SLUG: slug,
      CREDENTIAL_DIGESTS: digests,
      CREDENTIAL_VERSION: version,
    } = Environment?.Variables ?? {};
    // A worker is no webhook: it knows no credential.
    return slug === undefined || digests === undefined
      ? []
      : [{ slug, digests: digests.split(","), version: Number(version) }];
  });
}
