import { expect, test } from "vitest";
import { invocationOf, outputOf } from "../testing/index.ts";
import { banner } from "../reply/banner.ts";
import { defineMessageAction } from "./define-message-action.ts";
import { toManifestAction } from "./manifest.ts";

const base = { name: "Keep note", hint: "Keep this as a note", scope: "organization" } as const;

interface Notes {
  keep(note: { subject: string; requester: string | undefined }): Promise<{ number: string }>;
}

const keepNote = defineMessageAction({
  ...base,
  messageTypes: ["text", "link"],
  permissions: ["message", "user"],

  async execute({ message, user }, { notes }: { notes: Notes }) {
    const note = await notes.keep({ subject: message.text, requester: user.email });
    return banner(`Note ${note.number} kept`);
  },
});

test("an action's test is three lines", async () => {
  const notes: Notes = { keep: ({ subject }) => Promise.resolve({ number: `for ${subject.length} letters` }) };
  const reply = await keepNote.execute(invocationOf("text-message"), { notes });
  expect(outputOf(reply)).toEqual({ type: "banner", status: "success", text: "Note for 48 letters kept" });
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
  const misfit = (): unknown => keepNote.execute(invocationOf("attachment-message"), { notes: undefined });
  // @ts-expect-error -- the ports of the second parameter are required
  const portless = (): unknown => keepNote.execute(invocationOf("text-message"), {});
  expect([misfit, portless]).toHaveLength(2);
});

test("the manifest names an action in Cliq's words, with what it declares and no more", () => {
  expect(toManifestAction("keep-note", keepNote)).toStrictEqual({
    slug: "keep-note",
    name: "Keep note",
    hint: "Keep this as a note",
    scope: "organization",
    multi_selectable: false,
    message_types: ["text", "link"],
    permissions: ["message", "user"],
  });
  const action = defineMessageAction({
    ...base,
    scope: "team",
    teamIds: [100001, "9007199254740993"],
    messageTypes: ["text"],
    permissions: [],
    multiSelectable: true,
    adopt: "53",
    execute: () => banner("ok"),
  });
  expect(toManifestAction("a", action)).toStrictEqual({
    slug: "a",
    name: "Keep note",
    hint: "Keep this as a note",
    scope: "team",
    team_ids: ["100001", "9007199254740993"],
    multi_selectable: true,
    message_types: ["text"],
    permissions: [],
    adopt: "53",
  });
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
