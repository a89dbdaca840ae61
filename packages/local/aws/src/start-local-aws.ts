import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Account } from "./account.ts";
import type { ActionFakes } from "./fakes/read-fakes.ts";
import { createRunningFakes } from "./fakes/running-fakes.ts";
import { createIam } from "./iam/iam.ts";
import type { FunctionHost } from "./lambda/function-host.ts";
import { createFunctions } from "./lambda/functions.ts";
import { removeAtEnd } from "./lambda/launcher.ts";
import type { DeployOptions, LocalAws, LocalAwsOptions, OutsideOptions } from "./local-aws.ts";
import { toLocalStack, type LocalStack } from "./local-stack.ts";
import { createLogGroups } from "./logs/log-groups.ts";
import { putConnectionSecrets } from "./put-connection-secrets.ts";
import { findResourceType } from "./resources/resource-types.ts";
import { createResponseUrls } from "./services/response-urls.ts";
import { createBroughtServices } from "./services/brought-services.ts";
import { startTables } from "./services/dynamodb/tables.ts";
import { openFrontDoor } from "./services/front-door.ts";
import { createCodeUrls } from "./services/lambda/code-urls.ts";
import { publishAssets } from "./services/s3/publish-assets.ts";
import { createServices } from "./services/services.ts";
import { isUnborn } from "./stack/stack.ts";
import { createStacks } from "./stack/stacks.ts";
import { countWrites } from "./stores/count-writes.ts";
import { openStores } from "./stores/open-stores.ts";

const accountId = "000000000000";
interface Outside {
  environment: Record<string, string>;
  folders: readonly ActionFakes[];
  fakes: LocalStack["fakes"];
  serviceLabels: LocalStack["serviceLabels"];
}

/** Starts an empty local AWS account: its services listen on the loopback, and CDK stacks can be deployed into it. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { region = "us-east-1", onEvent: emit = () => {}, allowEgress = false } = options;
  const { actionsFolder = "packages/actions/src", sourceRoot = process.cwd(), inspect = false } = options;
  const tables = startTables();
  const frontDoor = await openFrontDoor();
  const { endpoint } = frontDoor;
  const temporaryFolder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const keepFolder = removeAtEnd(temporaryFolder);
  const host: FunctionHost = {
    region,
    endpoint,
    emit,
    allowEgress,
    actionsFolder,
    inspect,
    sourceRoot,
    iam: createIam(accountId),
    logGroups: createLogGroups(),
  };
  const account: Account = {
    ...host,
    accountId,
    temporaryFolder,
    functions: createFunctions(host),
    httpApis: new Map(),
    requestWatchers: [],
    parameters: new Map(),
    buckets: new Map(),
    tables,
    queues: new Map(),
    responseUrls: createResponseUrls(endpoint),
    schedules: new Map(),
    mappings: new Map(),
    names: new Set(),
  };
  const codeUrls = createCodeUrls(endpoint);
  /** What stands around the stacks: of the last `prepare`. */
  let outside: Outside = { environment: {}, folders: [], fakes: {}, serviceLabels: {} };
  const stacks = createStacks(account, {
    findResourceType,
    publishAssets,
    onDeployed: (stack) => putConnectionSecrets(account, stack, outside.folders, outside.fakes),
  });
  const services = createServices(account, stacks, codeUrls, () => outside.environment);
  const stores = openStores(account, countWrites(services));
  frontDoor.serve(account, services, codeUrls);
  const broughtServices = createBroughtServices(services, account);
  const runningFakes = createRunningFakes((fake, reason) => emit({ type: "fake-failed", fake, reason }));

  async function prepare({ fakes: folders = [], environment }: OutsideOptions): Promise<void> {
    const serviceLabels = await broughtServices.bring(folders);
    const fakes = await runningFakes.start(folders);
    const origins = Object.fromEntries(Object.entries(fakes).map(([name, { origin }]) => [name, origin]));
    const connections = folders.length > 0 && { CONNECTION_ORIGINS: JSON.stringify(origins) };
    outside = { environment: { ...connections, ...environment }, folders, fakes, serviceLabels };
  }

  async function deploy(options: DeployOptions): Promise<LocalStack> {
    await prepare(options);
    const { environment, fakes, serviceLabels } = outside;
    const stack = await stacks.deploy({ ...options, environment });
    return toLocalStack(account, stack, { fakes, serviceLabels });
  }

  return {
    endpoint,
    endpoints: { ssm: endpoint, dynamodb: endpoint, s3: endpoint, lambda: endpoint },
    adminCredentials: account.iam.issueAdministratorCredentials(),
    stores,
    prepare,
    bootstrap: () => stacks.bootstrap(),
    deploy,
    find(stackName) {
      const stack = stacks.list().find((one) => one.stackName === stackName && !isUnborn(one));
      const { fakes, serviceLabels } = outside;
      return stack && toLocalStack(account, stack, { fakes, serviceLabels });
    },
    onRequest: (watcher) => void account.requestWatchers.push(watcher),
    destroy: (stackName) => stacks.destroy(stackName),
    async stop() {
      for (const timer of account.schedules.values()) clearInterval(timer);
      for (const mapping of account.mappings.values()) mapping.enable(false);
      await account.functions.stop();
      await runningFakes.close();
      await Promise.all([...account.httpApis.values()].map((api) => api.close()));
      await frontDoor.close();
      rmSync(temporaryFolder, { recursive: true, force: true });
      keepFolder();
    },
  };
}
