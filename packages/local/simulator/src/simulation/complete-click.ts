import type { Execution } from "@cliq-actions/fake-cliq";
import type { InvocationReport, PendingClick } from "../page-api.ts";
import type { FunctionWatch } from "./watch-functions.ts";

/** What became of a click: the answer, the function that ran behind it, and what it wrote since `mark`. */
export async function completeClick(
  click: PendingClick,
  { response, outcome, ms, output, problem, faults }: Omit<Execution, "request">,
  { watch, mark }: { watch: FunctionWatch; mark: number },
): Promise<InvocationReport> {
  const requestId = response?.headers["apigw-requestid"];
  const lambda = requestId === undefined ? undefined : await watch.findRun(requestId);
  const failure = lambda === undefined ? undefined : await watch.findFailure(lambda);
  return {
    ...click,
    ...(response === undefined ? {} : { response }),
    outcome,
    ms,
    ...(output === undefined ? {} : { output }),
    ...(problem === undefined ? {} : { problem }),
    ...(faults === undefined ? {} : { faults: faults.map(({ did }) => did) }),
    ...(lambda === undefined ? {} : { lambda }),
    ...(failure === undefined ? {} : { failure }),
    logs: lambda === undefined ? [] : watch.linesSince(mark, lambda.functionName),
  };
}
