import { createCliqModel, menuFor, type RegisteredAction } from "@cliq-actions/fake-cliq";
import { expect, test } from "vitest";
import { startConversation } from "../simulation/conversation.ts";
import { people } from "../simulation/people.ts";
import { choosePerson, chooseSamples } from "./choose-samples.ts";

const conversation = startConversation(Date.UTC(2026, 10, 22)).messages.map(({ message }) => message);

function register(
  fields: Partial<Parameters<ReturnType<ReturnType<typeof createCliqModel>["actAs"]>["create"]>[0]>,
): RegisteredAction {
  const defaults = {
    name: "A",
    hint: "a",
    scope: "organization" as const,
    execution_type: "webhook" as const,
    execution_url: "https://example.com/actions/a/b",
    message_types: ["text" as const],
  };
  return createCliqModel()
    .actAs(people.scott)
    .create({ ...defaults, ...fields }, 0);
}

test("each message type is tried once, and a selection when the action takes several", () => {
  const all = register({ message_types: ["attachment", "text", "link"], multi_selectable: true });
  expect(chooseSamples(all, conversation).map(({ message, messages }) => [message, messages.length])).toEqual([
    ["text", 1],
    ["link", 1],
    ["attachment", 1],
    ["several", 3],
  ]);
  const texts = register({ multi_selectable: true });
  expect(
    chooseSamples(texts, conversation)
      .at(-1)
      ?.messages.map(({ type }) => type),
  ).toEqual(["text", "text", "text"]);
  expect(chooseSamples(register({ message_types: ["link"] }), conversation)).toHaveLength(1);
});

test.each([
  { scope: "organization" as const },
  { scope: "personal" as const },
  { scope: "team" as const, team_ids: ["100001"] },
])("whoever runs a sample of an action of scope $scope is offered it", (fields) => {
  const action = register({ ...fields, message_types: ["text", "attachment"], multi_selectable: true });
  for (const { messages } of chooseSamples(action, conversation))
    expect(menuFor([action], choosePerson(action), messages)).toEqual([action]);
});
