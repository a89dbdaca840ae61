import { InvalidDeclaration } from "@cliq-actions/core";
import { Stack } from "aws-cdk-lib";
import type { CfnFunction, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { DiscoveredWebhook } from "../discovery/discover-actions.ts";
import type { CliqFunction } from "./cliq-function.ts";

/** What the stack tells a webhook or a worker by itself. */
const ownVariables = new Set([
  "CLIQ_DATA_CENTRE",
  "CLIQ_PUBLIC_KEY",
  "CREDENTIAL_DIGESTS",
  "CREDENTIAL_VERSION",
  "JOBS_TABLE_NAME",
  "PARAMETER_PREFIX",
  "SIGNATURE",
  "TOKEN_KEEPER_FUNCTION_NAME",
]);

/** The functions that run the action's code: of work that is always done in the background only the worker, unless forms and buttons are served. */
export function executingOf(
  { action }: DiscoveredWebhook,
  webhook: CliqFunction,
  worker: CliqFunction | undefined,
): readonly CliqFunction[] {
  if (worker === undefined) return [webhook];
  const isOnlyWorker = action.background?.when !== "late" && Object.keys(action.functions ?? {}).length === 0;
  return isOnlyWorker ? [worker] : [webhook, worker];
}

/** Of two functions that run the same code, one that is told less would fail at its first click. */
export function refuseHalfTold({ slug }: DiscoveredWebhook, handlers: readonly LambdaFunction[]): void {
  const [one, other] = handlers.map((handler) => {
    const { environment } = handler.node.defaultChild as CfnFunction;
    const { variables = {} } = Stack.of(handler).resolve(environment) as { variables?: object };
    return new Set(Object.keys(variables).filter((name) => !ownVariables.has(name)));
  });
  if (one === undefined || other === undefined) return;
  const untold = [...one, ...other].filter((name) => !(one.has(name) && other.has(name)));
  if (untold.length === 0) return;
  throw new InvalidDeclaration(
    `Action folder "${slug}" has two functions that run its code, and its infra.ts tells only one of them of ` +
      `${untold.join(", ")}: do for each of site.handlers what it does for site.handler.`,
  );
}
