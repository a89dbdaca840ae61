import type { Account } from "./account.ts";
import type { RunningFake } from "./fakes/start-fake.ts";
import type { Stack } from "./stack/stack.ts";

/** How a direct invocation ended. */
interface InvokeResult {
  ok: boolean;
  /** The function's answer, or `{errorType, errorMessage, trace}`. */
  payload: unknown;
  errorType?: string;
  requestId: string;
  cold: boolean;
  initMs?: number;
  durationMs: number;
}

/** A deployed stack, as it is now. */
export interface LocalStack {
  stackName: string;
  stackId: string;
  /** CloudFormation's own word, such as `UPDATE_COMPLETE`. */
  status: string;
  /** Origin of the stack's HTTP API, such as `http://127.0.0.1:43211`; empty when it has none. */
  apiUrl: string;
  outputs: Record<string, string>;
  /** Every resource; `path` is its construct path in the CDK app. */
  resources: { logicalId: string; type: string; physicalId: string; path: string }[];
  functions: { logicalId: string; functionName: string; path: string; memoryMb: number; timeoutSeconds: number }[];
  /** The running fakes of its connections, by `<slug>/<connection>`. */
  fakes: Record<string, RunningFake>;
  /** What the AWS services that actions bring say of themselves, by service. */
  serviceLabels: Record<string, string>;
  /** Invokes a function of the stack, by name or logical id, and waits for its answer. Throws only when there is no such function. */
  invoke(functionNameOrLogicalId: string, payload: unknown): Promise<InvokeResult>;
}

/** Describes a deployed stack for its user. */
export function toLocalStack(
  account: Account,
  stack: Stack,
  outside: Pick<LocalStack, "fakes" | "serviceLabels">,
): LocalStack {
  const resources = [...stack.resources.values()];
  const api = resources.find(({ type }) => type === "AWS::ApiGatewayV2::Api");
  const functions = resources.flatMap((resource) => {
    const configuration =
      resource.type === "AWS::Lambda::Function"
        ? account.functions.find(resource.physicalId)?.version.configuration
        : undefined;
    if (!configuration) return [];
    const { logicalId, functionName, path, memoryMb, timeoutSeconds } = configuration;
    return [{ logicalId, functionName, path, memoryMb, timeoutSeconds }];
  });
  return {
    stackName: stack.stackName,
    stackId: stack.stackId,
    status: stack.status,
    apiUrl: (api?.attributes["ApiEndpoint"] as string | undefined) ?? "",
    outputs: { ...stack.outputs },
    resources: resources.map(({ logicalId, type, physicalId, path }) => ({ logicalId, type, physicalId, path })),
    functions,
    ...outside,
    async invoke(nameOrId, payload) {
      const wanted = functions.find(
        ({ functionName, logicalId }) => functionName === nameOrId || logicalId === nameOrId,
      );
      const found = wanted && account.functions.find(wanted.functionName);
      if (!found)
        throw new Error(
          `The stack ${stack.stackName} has no function ${nameOrId}; it has ${functions.map(({ logicalId }) => logicalId).join(", ") || "none"}.`,
        );
      const result = await account.functions.invoke(found, JSON.stringify(payload ?? null));
      return { ...result, payload: JSON.parse(result.payload) as unknown };
    },
  };
}
