import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fromZip } from "../lambda/from-zip.ts";
import { toInspectable } from "../lambda/to-inspectable.ts";
import { currentObject } from "../services/s3/buckets.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

interface FunctionProperties {
  FunctionName?: string;
  Code: { S3Bucket?: string; S3Key?: string; ZipFile?: string };
  Handler: string;
  Runtime: string;
  Role: string;
  MemorySize?: number | string;
  Timeout?: number | string;
  ReservedConcurrentExecutions?: number | string;
  Environment?: { Variables?: Record<string, unknown> };
  LoggingConfig?: { LogGroup?: string; LogFormat?: string; ApplicationLogLevel?: string; SystemLogLevel?: string };
}

const acted = [
  "FunctionName",
  "Code",
  "Handler",
  "Runtime",
  "Role",
  "MemorySize",
  "Timeout",
  "Environment",
  "LoggingConfig",
  "ReservedConcurrentExecutions",
];
const ignored = [
  "Architectures",
  "Description",
  "TracingConfig",
  "RecursiveLoop",
  "RuntimeManagementConfig",
  "EphemeralStorage",
  "Tags",
  "PackageType",
];

/** `AWS::Lambda::Function` on a Node runtime: a copy of its asset's folder. More than eight invocations at once wait for each other, and those beyond its reserved concurrency are throttled. */
export const lambdaFunction: ResourceType = {
  properties: acted,
  ignored,
  attributes: ["Arn"],
  create(resource, deployment) {
    const { FunctionName } = resource.properties as unknown as FunctionProperties;
    if (FunctionName !== undefined && deployment.account.functions.byName.has(FunctionName))
      throw new Error(`The function ${FunctionName} already exists.`);
    return put(resource, deployment, FunctionName ?? physicalName(resource, 64));
  },
  update: (resource, deployment, previous) =>
    put(
      resource,
      deployment,
      (resource.properties as unknown as FunctionProperties).FunctionName ?? previous.physicalId,
    ),
  delete({ physicalId }, { account }) {
    account.functions.remove(physicalId);
  },
};

function put(resource: DesiredResource, deployment: Deployment, functionName: string): ResourceState {
  const { account } = deployment;
  const properties = resource.properties as unknown as FunctionProperties;
  const { Handler, Runtime, Role, MemorySize = 128, Timeout = 3, Environment, LoggingConfig = {} } = properties;
  if (!Runtime?.startsWith("nodejs"))
    throw new Error(`The function ${resource.logicalId} has the runtime ${Runtime}; local AWS runs Node.js only.`);
  if (account.iam.findRole(Role) === undefined)
    throw new Error(`The role ${Role} of the function ${resource.logicalId} does not exist.`);
  if (!account.iam.isTakenBy("lambda.amazonaws.com", Role))
    throw new Error(`The role ${Role} defined for the function ${resource.logicalId} cannot be assumed by Lambda.`);
  const found = findCode(resource.logicalId, properties.Code, deployment);
  const codeFolder = account.inspect ? toInspectable(found, account.temporaryFolder, account.sourceRoot) : found;
  const arn = `arn:aws:lambda:${account.region}:${account.accountId}:function:${functionName}`;
  const lambdaFunction = account.functions.put({
    functionName,
    logicalId: resource.logicalId,
    path: resource.path,
    version: "$LATEST",
    arn,
    handler: Handler,
    runtime: Runtime,
    codeFolder,
    memoryMb: Number(MemorySize),
    timeoutSeconds: Number(Timeout),
    environment: Object.fromEntries(
      Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    roleArn: Role,
    logGroupName: LoggingConfig.LogGroup ?? `/aws/lambda/${functionName}`,
    logFormat: LoggingConfig.LogFormat ?? "Text",
    ...(LoggingConfig.ApplicationLogLevel !== undefined && { logLevel: LoggingConfig.ApplicationLogLevel }),
    ...(LoggingConfig.SystemLogLevel !== undefined && { systemLogLevel: LoggingConfig.SystemLogLevel }),
  });
  if (properties.ReservedConcurrentExecutions === undefined) delete lambdaFunction.reservedConcurrency;
  else lambdaFunction.reservedConcurrency = Number(properties.ReservedConcurrentExecutions);
  return { physicalId: functionName, attributes: { Arn: arn } };
}

function findCode(
  logicalId: string,
  { S3Bucket = "", S3Key = "", ZipFile }: FunctionProperties["Code"],
  { assets, account }: Deployment,
): string {
  if (ZipFile !== undefined) {
    const folder = makeFolder(logicalId, account.temporaryFolder);
    writeFileSync(join(folder, "index.js"), ZipFile);
    return folder;
  }
  const asset = assets.get(S3Key);
  if (!asset) return unpack(logicalId, account, S3Bucket, S3Key);
  if (asset.packaging !== "zip")
    throw new Error(
      `The code of the function ${logicalId} is a ready-made zip file (${asset.path}); local AWS runs asset folders only.`,
    );
  if (!existsSync(asset.path))
    throw new Error(`${asset.path}, the code of the function ${logicalId}, does not exist. Synthesise the app again.`);
  return copyCode(logicalId, asset.path, account.temporaryFolder);
}

// A function runs for as long as its code stays the same, and an assembly is there only until the next ones.
function copyCode(logicalId: string, assetFolder: string, temporaryFolder: string): string {
  const folder = makeFolder(logicalId, temporaryFolder);
  cpSync(assetFolder, folder, { recursive: true });
  return folder;
}

function makeFolder(logicalId: string, temporaryFolder: string): string {
  const parent = join(temporaryFolder, "functions");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${logicalId}-`));
}

// What was uploaded, once for all functions with the same code.
function unpack(
  logicalId: string,
  { buckets, temporaryFolder }: Deployment["account"],
  bucketName: string,
  key: string,
): string {
  const bucket = buckets.get(bucketName);
  const object = bucket && currentObject(bucket, key);
  if (!object)
    throw new Error(
      `The code of the function ${logicalId} is the asset ${key}, which the asset manifest does not list. Synthesise the app again. (S3 Error Code: ${bucket ? "NoSuchKey" : "NoSuchBucket"}, ${bucketName})`,
    );
  const folder = join(temporaryFolder, "code", object.etag.replaceAll('"', ""));
  if (!existsSync(folder)) fromZip(object.body, folder);
  return folder;
}
