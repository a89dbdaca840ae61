import { expect, test } from "vitest";
import { invocationOf } from "../testing/index.ts";
import { banner } from "../reply/banner.ts";
import { defineMessageAction } from "./define-message-action.ts";

const base = { name: "Create ticket", hint: "Turn this into a ticket", scope: "organization" } as const;

interface TicketDesk {
  open(ticket: { subject: string; requester: string | undefined }): Promise<{ number: string }>;
}

const createTicket = defineMessageAction({
  ...base,
  messageTypes: ["text", "link"],
  permissions: ["message", "user"],

  async execute({ message, user }, { desk }: { desk: TicketDesk }) {
    const ticket = await desk.open({ subject: message.text, requester: user.email });
    return banner(`Ticket ${ticket.number} created`);
  },
});

test("an action's test is three lines", async () => {
  const desk: TicketDesk = { open: ({ subject }) => Promise.resolve({ number: `for ${subject.length} letters` }) };
  const reply = await createTicket.execute(invocationOf("text-message"), { desk });
  expect(reply).toEqual({ type: "banner", status: "success", text: "Ticket for 48 letters created" });
});

test("what is not declared does not compile", () => {
  defineMessageAction({
    ...base,
    messageTypes: ["text"],
    permissions: ["user"],
    // @ts-expect-error -- message needs the permission "message"
    execute: ({ message }) => banner(String(message)),
  });
  defineMessageAction({
    ...base,
    messageTypes: ["attachment"],
    permissions: ["message"],
    // @ts-expect-error -- an attachment has a file and perhaps a comment, no text
    execute: ({ message }) => banner(message.text),
  });
  defineMessageAction({
    ...base,
    messageTypes: ["text"],
    permissions: ["message"],
    multiSelectable: true,
    // @ts-expect-error -- a multi-selectable action receives messages
    execute: ({ message }) => banner(String(message)),
  });
  defineMessageAction({
    ...base,
    messageTypes: ["text", "attachment"],
    permissions: ["message"],
    execute: ({ message }) => banner(message.type === "text" ? message.text : message.file.name),
  });
  // @ts-expect-error -- an attachment does not fit an action on texts and links
  const misfit = (): unknown => createTicket.execute(invocationOf("attachment-message"), { desk: undefined });
  // @ts-expect-error -- the ports of the second parameter are required
  const portless = (): unknown => createTicket.execute(invocationOf("text-message"), {});
  expect([misfit, portless]).toHaveLength(2);
});

test("team scope demands teams and other scopes forbid them", () => {
  const rest = { messageTypes: ["text"], permissions: [], execute: () => banner("ok") } as const;
  expect(
    defineMessageAction({ name: "A", hint: "B", scope: "team", teamIds: [100001, "9007199254740993"], ...rest }).scope,
  ).toBe("team");
  // @ts-expect-error -- scope "team" needs teamIds
  expect(() => defineMessageAction({ name: "A", hint: "B", scope: "team", ...rest })).toThrow(/1 to 4 teamIds/);
  // @ts-expect-error -- teamIds belongs to scope "team"
  expect(() => defineMessageAction({ ...base, teamIds: [1], ...rest })).toThrow(/"team" only/);
});
