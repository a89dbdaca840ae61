import { createCliqModel, type RegisteredAction } from "@cliq-actions/fake-cliq";
import { expect, test } from "vitest";
import { startConversation } from "./conversation.ts";
import { explainEmptyMenu } from "./explain-menu.ts";
import { people } from "./people.ts";

const messages = startConversation(Date.UTC(2026, 10, 22)).messages.map(({ message }) => message);
const texts = messages.filter(({ type }) => type === "text").slice(0, 2);
const files = messages.filter(({ type }) => type === "attachment");

function onTexts(scope: "organization" | "personal"): RegisteredAction[] {
  const fields = {
    name: "A",
    hint: "a",
    scope,
    message_types: ["text" as const],
    execution_type: "webhook" as const,
    execution_url: "https://example.com/a",
  };
  return [createCliqModel().actAs(people.scott).create(fields, 0)];
}

test("an empty menu says whether the organisation, the person, the type or the selection is the reason", () => {
  expect(explainEmptyMenu([], people.amira, texts)).toBe("No message action is registered in this organisation.");
  expect(explainEmptyMenu(onTexts("personal"), people.amira, texts.slice(0, 1))).toBe(
    "No action that Amira may use works on messages of this type (text).",
  );
  expect(explainEmptyMenu(onTexts("organization"), people.amira, files)).toBe(
    "No action that Amira may use works on messages of this type (attachment).",
  );
  expect(explainEmptyMenu(onTexts("organization"), people.amira, texts)).toBe(
    "No action works on these 2 messages together (text). Select fewer, or one at a time.",
  );
});
