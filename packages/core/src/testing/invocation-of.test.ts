import { expect, test } from "vitest";
import { defineMessageAction } from "../declaration/define-message-action.ts";
import { text } from "../reply/message.ts";
import { eventOf, invocationOf, outputOf } from "./index.ts";
import click from "./saved-click.json" with { type: "json" };

/** Reads text messages and nothing else, which is what the saved click was permitted to see. */
const action = defineMessageAction({
  name: "Sample",
  hint: "h",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  execute: ({ message, at }) => text(`${message.sender.name} at ${at}: ${message.text}`),
});

test("an event that was saved from a click is an invocation of its action", async () => {
  const reply = await action.execute(invocationOf(click), {});
  expect(outputOf(reply).text).toBe("Amira Benali at 1795937116230: Oui, je les appelle maintenant.");
});

test("what the click was not permitted to see is as in the kit's own events", () => {
  const { user, chat, location } = invocationOf(click);
  const kit = invocationOf("text-message");
  expect({ user, location, chat: chat.title }).toEqual({
    user: kit.user,
    location: kit.location,
    chat: kit.chat.title,
  });
  expect(invocationOf(click, { at: 5 }).at).toBe(5);
});

test("a saved event is an event, with whatever is laid over it", () => {
  expect(eventOf(click)).toEqual(click);
  const { timestamp, params } = eventOf(click, { timestamp: 7, params: { more: 1 } });
  expect({ timestamp, params }).toEqual({ timestamp: 7, params: { ...click.params, more: 1 } });
});
