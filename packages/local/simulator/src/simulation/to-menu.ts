import { type FakeMessage, type FakePerson, type RegisteredAction, whyNotOffered } from "@cliq-actions/fake-cliq";
import type { PageMenu } from "../page-api.ts";
import { explainEmptyMenu } from "./explain-menu.ts";
import { toPageAction } from "./to-page.ts";

/** The menu of a person for these messages: what Cliq offers, and of the rest why it does not. */
export function toMenu(
  actions: readonly RegisteredAction[],
  person: FakePerson,
  messages: readonly FakeMessage[],
): PageMenu {
  const entries = actions.map((registered) => ({
    action: toPageAction(registered),
    reason: whyNotOffered(registered, person, messages).join(" "),
  }));
  const offered = entries.filter(({ reason }) => reason === "").map(({ action }) => action);
  return {
    actions: offered,
    missing: entries.filter(({ reason }) => reason !== ""),
    ...(offered.length > 0 ? {} : { why: explainEmptyMenu(actions, person, messages) }),
  };
}
