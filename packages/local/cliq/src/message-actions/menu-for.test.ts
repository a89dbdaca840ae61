import { expect, test } from "vitest";
import { callModel } from "../testing/call-model.ts";
import { lena, messages, priya } from "../testing/made-up-people.ts";
import { messageTypeOf } from "../chat/fake-message.ts";
import { menuFor } from "./menu-for.ts";

function menuOf(...fields: object[]) {
  const { model, clock } = callModel();
  const hands = model.actAs(priya);
  for (const [index, more] of fields.entries()) {
    hands.create({ name: `A${index}`, hint: "h", scope: "organization", message_types: ["text"], ...more }, clock.now);
  }
  return (person: typeof priya, ...selected: Parameters<typeof menuFor>[2][number][]) =>
    menuFor(model.actions(), person, selected).map(({ name }) => name);
}

test("an action is offered on the message types it takes", () => {
  const menu = menuOf(
    { message_types: ["text"] },
    { message_types: ["link"] },
    { message_types: ["text", "attachment"] },
  );
  expect(menu(priya, messages.text)).toEqual(["A0", "A2"]);
  expect(menu(priya, messages.link)).toEqual(["A1"]);
  expect(menu(priya, messages.attachment)).toEqual(["A2"]);
});

test("words with a URL in them are a link, however they were sent", () => {
  expect(messageTypeOf({ ...messages.text, text: "see HTTPS://x.example" })).toBe("link");
  expect(messageTypeOf({ ...messages.text, text: "no url: http:// alone" })).toBe("text");
});

test("several messages need an action that takes several, and every type among them", () => {
  const menu = menuOf(
    {},
    { multi_selectable: true },
    { multi_selectable: true, message_types: ["text", "attachment"] },
  );
  expect(menu(priya, messages.text, messages.text)).toEqual(["A1", "A2"]);
  expect(menu(priya, messages.text, messages.attachment)).toEqual(["A2"]);
});

test("at most 25 messages and 10 files can be chosen, and at least one", () => {
  const menu = menuOf({ multi_selectable: true, message_types: ["text", "attachment"] });
  expect(menu(priya, ...Array<typeof messages.text>(25).fill(messages.text))).toEqual(["A0"]);
  expect(menu(priya, ...Array<typeof messages.text>(26).fill(messages.text))).toEqual([]);
  expect(menu(priya, ...Array<typeof messages.attachment>(11).fill(messages.attachment))).toEqual([]);
  expect(menu(priya)).toEqual([]);
});

test("personal actions are for their creator, a team's for its members, a disabled one for nobody", () => {
  const menu = menuOf({ scope: "personal" }, { scope: "team", team_ids: ["100001"] });
  expect(menu(priya, messages.text)).toEqual(["A0", "A1"]);
  expect(menu(lena, messages.text)).toEqual(["A1"]);

  const { model, clock } = callModel();
  const hands = model.actAs(priya);
  const { id } = hands.create({ name: "Off", hint: "h", message_types: ["text"] }, clock.now);
  hands.setStatus(id, "disabled", clock.now);
  expect(menuFor(model.actions(), priya, [messages.text])).toEqual([]);
});
