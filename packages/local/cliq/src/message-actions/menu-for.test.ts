import { expect, test } from "vitest";
import { callModel } from "../testing/call-model.ts";
import { lena, messages, priya } from "../testing/made-up-people.ts";
import { messageTypeOf } from "../chat/fake-message.ts";
import { menuFor } from "./menu-for.ts";
import { whyNotOffered } from "./why-not-offered.ts";

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

test("what is not offered has its reasons, each in a sentence", () => {
  const { model, clock } = callModel();
  const hands = model.actAs(priya);
  const make = (fields: object) =>
    hands.create(
      { name: "A", hint: "h", scope: "organization", message_types: ["text", "link"], ...fields },
      clock.now,
    );
  const reasonsOf = (fields: object, ...selected: Parameters<typeof menuFor>[2][number][]): string[] => {
    const action = make(fields);
    const reasons = whyNotOffered(action, lena, selected);
    expect(menuFor([action], lena, selected)).toHaveLength(reasons.length === 0 ? 1 : 0);
    hands.remove(action.id, clock.now);
    return reasons;
  };
  const { text, link, attachment } = messages;
  expect(reasonsOf({}, text)).toEqual([]);
  expect(reasonsOf({}, attachment)).toEqual(["It is for text, link; this message is of the type attachment."]);
  expect(reasonsOf({ message_types: ["text"] }, text, link, attachment)).toEqual([
    "It is for text; among these are link, attachment.",
    "It takes one message at a time; 3 are chosen.",
  ]);
  expect(reasonsOf({ scope: "personal" }, text)).toEqual([
    "It is personal: only Priya Nair sees it, and this is Lena Vogt.",
  ]);
  expect(reasonsOf({ scope: "team", team_ids: ["7", "8"] }, text)).toEqual([
    "It is for team 7, 8, and Lena Vogt is in team 100001.",
  ]);
  const ofTeam = make({ scope: "team", team_ids: ["7"] });
  expect(whyNotOffered(ofTeam, { ...lena, teamIds: [] }, [text])).toEqual([
    "It is for team 7, and Lena Vogt is in no team.",
  ]);
  expect(whyNotOffered(hands.setStatus(ofTeam.id, "disabled", clock.now), priya, [text])).toEqual([
    "It is disabled in Cliq.",
  ]);
  hands.remove(ofTeam.id, clock.now);
  const several = { multi_selectable: true, message_types: ["text", "attachment"] };
  expect(reasonsOf(several, ...Array<typeof text>(26).fill(text))).toEqual([
    "Cliq takes 25 messages at most; 26 are chosen.",
  ]);
  expect(reasonsOf(several, ...Array<typeof attachment>(11).fill(attachment))).toEqual([
    "Cliq takes 10 files at most; 11 are among the messages.",
  ]);
});
