import type { FakeAwsCall, FakeAwsOperation, FakeAwsService } from "../fakes/fake-aws-service.ts";
import { ServiceError } from "../service-error.ts";
import { parseInput, toJsonError } from "./json-service.ts";
import type { Service, ServiceCall } from "./service-call.ts";

/** Runs an action's stand-in of an AWS service behind the front door: permissions first, then its answer. */
export function fakeService(
  signingName: string,
  { operations }: FakeAwsService,
  account: Pick<FakeAwsCall, "region" | "accountId">,
): Service {
  return {
    operations: Object.keys(operations),
    async handle(call) {
      const { operation, labels } = findOperation(signingName, operations, call);
      const input = { ...parseInput(call.body), ...labels };
      const described: FakeAwsCall = {
        region: account.region,
        accountId: account.accountId,
        principalArn: call.principal.arn,
        headers: call.headers,
        query: Object.fromEntries(call.query),
      };
      const required =
        typeof operation.requires === "function" ? operation.requires(input, described) : operation.requires;
      for (const { action, resource = "*" } of required) call.authorize(action, resource);
      const output = await operation.answer(input, described);
      const type = call.headers["content-type"] ?? "application/json";
      return { status: 200, headers: { "Content-Type": type }, body: JSON.stringify(output) };
    },
    toError: (error) => toJsonError(error, { "Content-Type": "application/json" }),
  };
}

function findOperation(
  signingName: string,
  operations: FakeAwsService["operations"],
  { headers, method, path }: ServiceCall,
): { operation: FakeAwsOperation; labels: Record<string, string> } {
  const target = headers["x-amz-target"]?.split(".").at(-1);
  if (target !== undefined && Object.hasOwn(operations, target)) return { operation: operations[target]!, labels: {} };
  for (const [route, operation] of target === undefined ? Object.entries(operations) : []) {
    const labels = matchRoute(route, method, path);
    if (labels) return { operation, labels };
  }
  throw new ServiceError(
    "UnknownOperationException",
    `The fake of the AWS service ${signingName} has no operation ${target ?? `${method} ${path}`}; it has ${Object.keys(operations).join(", ")}. Add it in the fake.ts that brings the service.`,
  );
}

function matchRoute(route: string, method: string, path: string): Record<string, string> | undefined {
  const [wantedMethod, wantedPath = ""] = route.split(" ");
  const [wanted, given] = [wantedPath.split("/"), path.split("/")];
  if (wantedMethod !== method || wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const label = /^\{(\w+)\}$/.exec(part)?.[1];
    if (label !== undefined) labels[label] = decodeURIComponent(given[at]!);
    else if (part !== given[at]) return undefined;
  }
  return labels;
}
