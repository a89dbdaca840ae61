import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Account } from "./account.ts";
import { createRunningFakes } from "./fakes/running-fakes.ts";
import { createIam } from "./iam/iam.ts";
import type { FunctionHost } from "./lambda/function-host.ts";
import { createFunctions } from "./lambda/functions.ts";
import { startReaper } from "./lambda/reaper.ts";
import type { DeployOptions, LocalAws, LocalAwsOptions } from "./local-aws.ts";
import { toLocalStack, type LocalStack } from "./local-stack.ts";
import { createLogGroups } from "./logs/log-groups.ts";
import { putConnectionSecrets } from "./put-connection-secrets.ts";
import { findResourceType } from "./resources/resource-types.ts";
import { publishAssets } from "./services/s3/publish-assets.ts";
import { createResponseUrls } from "./services/response-urls.ts";
import { createBroughtServices } from "./services/brought-services.ts";
import { dynamodbService } from "./services/dynamodb/dynamodb-service.ts";
import { cloudFormationService } from "./services/cloudformation/cloudformation-service.ts";
import { cloudwatchService } from "./services/cloudwatch/cloudwatch-service.ts";
import { startTables } from "./services/dynamodb/tables.ts";
import { openFrontDoor } from "./services/front-door.ts";
import { iamService } from "./services/iam/iam-service.ts";
import { createCodeUrls } from "./services/lambda/code-urls.ts";
import { lambdaService } from "./services/lambda/lambda-service.ts";
import { logsService } from "./services/logs/logs-service.ts";
import { s3Service } from "./services/s3/s3-service.ts";
import { snsService } from "./services/sns/sns-service.ts";
import { putParameter } from "./services/ssm/put-parameter.ts";
import { ssmService } from "./services/ssm/ssm-service.ts";
import type { Service } from "./services/service-call.ts";
import { createStacks } from "./stack/stacks.ts";

const accountId = "000000000000";
/** What `cdk bootstrap` leaves behind. Assets need no bootstrap here, and who looks for one is to find it. */
const bootstrapped = { Name: "/cdk-bootstrap/hnb659fds/version", Value: "30", Type: "String" };

/** Starts an empty local AWS account: its services listen on the loopback, and CDK stacks can be deployed into it. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { region = "us-east-1", onEvent: emit = () => {}, allowEgress = false } = options;
  const { actionsFolder = "packages/actions/src" } = options;
  const [tables, frontDoor] = await Promise.all([startTables(), openFrontDoor()]);
  const { endpoint } = frontDoor;
  const temporaryFolder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const host: FunctionHost = {
    region,
    endpoint,
    emit,
    allowEgress,
    actionsFolder,
    reaper: startReaper(temporaryFolder),
    iam: createIam(accountId),
    logGroups: createLogGroups(),
  };
  const account: Account = {
    ...host,
    accountId,
    temporaryFolder,
    functions: createFunctions(host),
    httpApis: new Map(),
    parameters: new Map(),
    buckets: new Map(),
    tables,
    responseUrls: createResponseUrls(endpoint),
    schedules: new Map(),
  };
  const codeUrls = createCodeUrls(endpoint);
  putParameter(account.parameters, bootstrapped);
  const stacks = createStacks(account, { findResourceType, publishAssets });
  const services: Record<string, Service> = {
    cloudformation: cloudFormationService(account, stacks),
    monitoring: cloudwatchService(stacks),
    sns: snsService(account, stacks),
    ssm: ssmService(account),
    dynamodb: dynamodbService(account),
    s3: s3Service(account),
    iam: iamService(account),
    lambda: lambdaService(account, codeUrls),
    logs: logsService(account),
  };
  frontDoor.serve(account, services, codeUrls);
  const broughtServices = createBroughtServices(services, account);
  const runningFakes = createRunningFakes((fake, reason) => emit({ type: "fake-failed", fake, reason }));

  async function deploy({ fakes: folders = [], ...deployOptions }: DeployOptions): Promise<LocalStack> {
    const serviceLabels = await broughtServices.bring(folders);
    const fakes = await runningFakes.start(folders);
    const origins = Object.fromEntries(Object.entries(fakes).map(([name, { origin }]) => [name, origin]));
    const environment = {
      ...(folders.length > 0 && { CONNECTION_ORIGINS: JSON.stringify(origins) }),
      ...deployOptions.environment,
    };
    const stack = await stacks.deploy({ ...deployOptions, environment });
    putConnectionSecrets(account, stack, folders, fakes);
    return toLocalStack(account, stack, { fakes, serviceLabels });
  }

  return {
    endpoint,
    endpoints: { ssm: endpoint, dynamodb: endpoint, s3: endpoint, lambda: endpoint },
    adminCredentials: account.iam.issueAdministratorCredentials(),
    deploy,
    destroy: (stackName) => stacks.destroy(stackName),
    async stop() {
      for (const timer of account.schedules.values()) clearInterval(timer);
      await account.functions.stop();
      await runningFakes.close();
      await Promise.all([...account.httpApis.values()].map((api) => api.close()));
      await account.reaper.close();
      await frontDoor.close();
      await tables.close();
      rmSync(temporaryFolder, { recursive: true, force: true });
    },
  };
}
