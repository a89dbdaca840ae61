import { randomUUID } from "node:crypto";
import type { FakeChat, FakeCliq, FakeMessage, FakePerson, RegisteredAction } from "@cliq-actions/fake-cliq";
import type { InvocationReport } from "../page-api.ts";
import { toPageAction } from "./to-page.ts";
import type { FunctionWatch } from "./watch-functions.ts";

/** Runs an action as Cliq would when `person` picks it, and reports all there is to know about it. */
export async function invokeAction(
  { cliq, watch }: { cliq: Pick<FakeCliq, "execute">; watch: FunctionWatch },
  choice: { action: RegisteredAction; person: FakePerson; chat: FakeChat; messages: readonly FakeMessage[] },
): Promise<InvocationReport> {
  const { action, person, chat, messages } = choice;
  const at = Date.now();
  const mark = watch.mark();
  const { request, response, outcome, ms, output, problem } = await cliq.execute({
    actionId: action.id,
    person,
    chat,
    messages,
    at,
  });
  const requestId = response?.headers["apigw-requestid"];
  const lambda = requestId === undefined ? undefined : await watch.findRun(requestId);
  const failure = lambda === undefined ? undefined : await watch.findFailure(lambda);
  return {
    id: randomUUID(),
    at,
    action: toPageAction(action),
    personId: person.id,
    messageIds: messages.map(({ id }) => id),
    request,
    ...(response === undefined ? {} : { response }),
    outcome,
    ms,
    ...(output === undefined ? {} : { output }),
    ...(problem === undefined ? {} : { problem }),
    ...(lambda === undefined ? {} : { lambda }),
    ...(failure === undefined ? {} : { failure }),
    logs: lambda === undefined ? [] : watch.linesSince(mark, lambda.functionName),
  };
}
