import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Account, AccountWithoutFunctions } from "./account.ts";
import { createIam } from "./iam/iam.ts";
import { createFunctions } from "./lambda/functions.ts";
import { startReaper } from "./lambda/reaper.ts";
import type { LocalAws, LocalAwsOptions } from "./local-aws.ts";
import { toLocalStack } from "./local-stack.ts";
import { createResponseUrls } from "./resources/custom-resource/response-urls.ts";
import { dynamodbService } from "./services/dynamodb/dynamodb-service.ts";
import { cloudFormationService } from "./services/cloudformation/cloudformation-service.ts";
import { cloudwatchService } from "./services/cloudwatch/cloudwatch-service.ts";
import { startTables } from "./services/dynamodb/tables.ts";
import { openFrontDoor } from "./services/front-door.ts";
import { lambdaService } from "./services/lambda-invoke/lambda-service.ts";
import { s3Service } from "./services/s3/s3-service.ts";
import { snsService } from "./services/sns/sns-service.ts";
import { putParameter } from "./services/ssm/put-parameter.ts";
import { ssmService } from "./services/ssm/ssm-service.ts";
import { chooseEngine } from "./services/translate/choose-engine.ts";
import { translateService } from "./services/translate/translate-service.ts";
import { createStacks } from "./stack/stacks.ts";

const accountId = "000000000000";
/** What `cdk bootstrap` leaves behind. Assets need no bootstrap here, and who looks for one is to find it. */
const bootstrapped = { Name: "/cdk-bootstrap/hnb659fds/version", Value: "30", Type: "String" };

/** Starts an empty local AWS account: its services listen on the loopback, and CDK stacks can be deployed into it. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { region = "us-east-1", onEvent: emit = () => {} } = options;
  const [engine, tables, frontDoor] = await Promise.all([chooseEngine(), startTables(), openFrontDoor()]);
  const { endpoint } = frontDoor;
  const temporaryFolder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const surroundings: AccountWithoutFunctions = {
    region,
    accountId,
    endpoint,
    temporaryFolder,
    emit,
    reaper: startReaper(temporaryFolder),
    iam: createIam(accountId),
    httpApis: new Map(),
    parameters: new Map(),
    buckets: new Map(),
    tables,
    responseUrls: createResponseUrls(endpoint),
    schedules: new Map(),
  };
  const account: Account = { ...surroundings, functions: createFunctions(surroundings) };
  putParameter(account.parameters, bootstrapped);
  const stacks = createStacks(account);
  frontDoor.serve(account, {
    cloudformation: cloudFormationService(account, stacks),
    monitoring: cloudwatchService(stacks),
    sns: snsService(account, stacks),
    ssm: ssmService(account),
    dynamodb: dynamodbService(account),
    s3: s3Service(account),
    translate: translateService(engine),
    lambda: lambdaService(account),
  });

  return {
    endpoint,
    endpoints: { ssm: endpoint, dynamodb: endpoint, s3: endpoint, translate: endpoint, lambda: endpoint },
    translateEngine: { kind: engine.kind, label: engine.label },
    adminCredentials: account.iam.issueAdministratorCredentials(),
    deploy: async (deployOptions) => toLocalStack(account, await stacks.deploy(deployOptions)),
    destroy: (stackName) => stacks.destroy(stackName),
    async stop() {
      for (const timer of account.schedules.values()) clearInterval(timer);
      await account.functions.stop();
      await Promise.all([...account.httpApis.values()].map((api) => api.close()));
      await account.reaper.close();
      await frontDoor.close();
      await tables.close();
      rmSync(temporaryFolder, { recursive: true, force: true });
    },
  };
}
