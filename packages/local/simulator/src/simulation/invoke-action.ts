import { randomUUID } from "node:crypto";
import type { FakeChat, FakeCliq, FakeMessage, FakePerson, RegisteredAction } from "@cliq-actions/fake-cliq";
import type { InvocationReport } from "../page-api.ts";
import { completeClick } from "./complete-click.ts";
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
  const execution = await cliq.execute({ actionId: action.id, person, chat, messages, at });
  const messageIds = messages.map(({ id }) => id);
  const { request } = execution;
  const click = { id: randomUUID(), at, action: toPageAction(action), personId: person.id, messageIds, request };
  return await completeClick(click, execution, { watch, mark });
}
