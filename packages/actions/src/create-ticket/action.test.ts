import { type Reply, toResponseBody } from "@cliq-actions/core";
import { invocationOf, outputOf } from "@cliq-actions/core/testing";
import { describe, expect, test } from "vitest";
import action from "./action.ts";
import { memoryDesk } from "@cliq-actions/desks/testing/memory-desk";
import type { TicketIntake, TicketRequest } from "@cliq-actions/desks/ticket-desk";

const text = invocationOf("text-message");
const again = { ...text.keys, delivery: "a later click" };

function textMessage(words: string): ReturnType<typeof invocationOf<"text-message">> {
  return invocationOf("text-message", { message: { ...text.message, text: words } });
}

function wire(reply: Reply): string {
  return toResponseBody(reply);
}

describe("Create ticket", () => {
  test("opens a ticket with the first line as subject, and shows it as a card", async () => {
    const reply = await action.execute(textMessage("\n  Login broken \nIt says 502"), { desk: memoryDesk() });
    expect(outputOf(reply)).toMatchObject({
      card: { title: expect.stringMatching(/^Ticket #[0-9A-Z]{4}-[0-9A-Z]{4} created$/) },
      text: "Login broken",
      buttons: [{ action: { type: "copy", data: { text: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/) } } }],
    });
    expect(wire(reply)).toContain("Scott Fisher (scott.fisher@zylcal.com)");
  });

  test("takes a link message and a file, whose name becomes the subject", async () => {
    expect(outputOf(await action.execute(invocationOf("link-message"), { desk: memoryDesk() }))).toMatchObject({
      text: "See https://status.example.com/incidents/42",
    });
    expect(outputOf(await action.execute(invocationOf("attachment-message"), { desk: memoryDesk() }))).toMatchObject({
      text: "error.png",
    });
  });

  test("asks for a ticket that says where it comes from", async () => {
    const requests: TicketRequest[] = [];
    const memory = memoryDesk();
    const desk: TicketIntake = { ...memory, open: (request) => (requests.push(request), memory.open(request)) };
    const file = invocationOf("attachment-message");
    await action.execute({ ...file, chat: { ...file.chat, title: "Operations" } }, { desk });
    expect(requests[0]?.origin).toEqual({
      chat: "Operations",
      author: file.message.sender.name,
      fileNames: ["error.png"],
    });
  });

  test("leads to the ticket where the desk has a page for it, and says what has become of it", async () => {
    const memory = memoryDesk();
    const address = "https://desk.example/tickets/1";
    const desk: TicketIntake = {
      ...memory,
      open: async (request) => {
        const { ticket, byThisClick } = await memory.open(request);
        return { ticket: { ...ticket, address, status: "resolved" }, byThisClick };
      },
    };
    const output = outputOf(await action.execute(text, { desk }));
    expect(output.buttons).toMatchObject([{ label: "Open ticket", action: { data: { web: address } } }, {}]);
    expect(JSON.stringify(output)).toContain("Resolved");
  });

  test("answers the same delivery with the same bytes", async () => {
    const desk = memoryDesk();
    expect(wire(await action.execute(text, { desk }))).toBe(wire(await action.execute(text, { desk })));
  });

  test("tells a second person who created the ticket, and the same person that they did", async () => {
    const desk = memoryDesk();
    await action.execute(text, { desk });
    const second = await action.execute(invocationOf("text-message", { keys: again, user: { id: "2", name: "Ana" } }), {
      desk,
    });
    const same = await action.execute(invocationOf("text-message", { keys: again }), { desk });
    expect(outputOf(second).text).toMatch(
      /^Ticket already created: #[0-9A-Z-]{9} by Scott Fisher on 2024-02-07 05:28 UTC\.$/,
    );
    expect(outputOf(same).text).toMatch(/^Ticket already created: #[0-9A-Z-]{9} by you on/);
  });

  test("says that an edit since then did not reach the ticket", async () => {
    const desk = memoryDesk();
    await action.execute(text, { desk });
    const edited = invocationOf("text-message", { keys: again, message: { ...text.message, text: "Other words" } });
    expect(outputOf(await action.execute(edited, { desk })).text).toContain("The message was edited since");
  });

  test.each(["", " \n\t ", "\u200B\u2060\uFEFF\u00AD", "\u202E\u3164\u2800"])(
    "refuses a message without words: %j",
    async (words) => {
      await expect(async () => action.execute(textMessage(words), { desk: memoryDesk() })).rejects.toMatchObject({
        code: "user_error",
        message: expect.stringContaining("no text"),
      });
    },
  );

  test.each([1, 120, 121, 5_001, 10_001])("cuts a subject of %i emoji between two emoji", async (count) => {
    const family = "👩‍👩‍👧‍👧";
    const requests: TicketRequest[] = [];
    const memory = memoryDesk();
    const desk: TicketIntake = { ...memory, open: (request) => (requests.push(request), memory.open(request)) };
    await action.execute(textMessage(family.repeat(count)), { desk });
    const subject = requests[0]?.subject ?? "";
    expect(subject.replace(/…$/u, "").replaceAll(family, "")).toBe("");
    expect(subject.endsWith("…")).toBe(count > 120 || count * family.length > 1_000);
  });

  test.each([
    "{@all} @all @available {@130720038} {#support}",
    "[x](zohoid:1) [Approve](invoke.function|drop) [Reset password](https://evil.example)",
    "*bold* _i_ ~s~ `code` !quote",
    "{{7*7}} ${process.env.HOME} <script>alert(1)</script>",
    "\u202Egnp.exe \u0000\u001B[31m",
  ])("shows people's text without effect: %s", async (words) => {
    const user = { id: "9", name: words, email: words };
    const reply = wire(
      await action.execute(invocationOf("text-message", { user, message: { ...text.message, text: words } }), {
        desk: memoryDesk(),
      }),
    );
    expect(reply).not.toMatch(
      /\{@|\{#|(?<![\p{L}\p{N}.])@(?=[a-z])|\]\(|\*bold\*|_i_|~s~|`code`|\$\{p|\u202E|\\u0000|\\u001b/iu,
    );
  });

  test("survives accent piles, lone surrogates and files that hide their names", async () => {
    const desk = memoryDesk();
    const pile = `a${"\u0301".repeat(50_000)}`;
    const reply = await action.execute(
      invocationOf("text-message", {
        message: { ...text.message, text: `${pile} \uD800` },
        user: { id: "1", name: pile },
      }),
      { desk },
    );
    expect(wire(reply).length).toBeLessThan(3_000);
    const file = invocationOf("attachment-message");
    const hidden = { ...file, message: { ...file.message, file: { name: "\u202E" } }, keys: again };
    expect(outputOf(await action.execute(hidden, { desk: memoryDesk() })).text).toBe("File");
  });
});
