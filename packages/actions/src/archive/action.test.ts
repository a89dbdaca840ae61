import { toResponseBody } from "@cliq-actions/core";
import { invocationOf, outputOf } from "@cliq-actions/core/testing";
import { describe, expect, test } from "vitest";
import action from "./action.ts";
import type { Archive, ArchiveStore } from "./archive.ts";

/** A store that remembers what it was given; the real one has its own tests. */
function memoryStore(): ArchiveStore & { saved: Archive[] } {
  const saved: Archive[] = [];
  const save: ArchiveStore["save"] = async (archive) => {
    saved.push(archive);
    const folder = `archives/${archive.deliveryKey.replaceAll(/\W/gu, "-")}`;
    return { transcriptKey: `${folder}/transcript.md`, documentKey: `${folder}/archive.json` };
  };
  return { saved, save };
}

describe("Archive", () => {
  test("answers with count, time span, person and object key", async () => {
    const reply = await action.execute(invocationOf("several-messages"), { store: memoryStore() });
    expect(outputOf(reply)).toMatchObject({
      card: { title: "Archived 3 messages" },
      slides: [
        {
          data: {
            rows: [
              { Archive: "Messages", Details: "3" },
              { Archive: "Time span", Details: "2024-02-07 05:28 UTC" },
              { Archive: "Archived by", Details: "Scott Fisher" },
              {
                Archive: "Transcript",
                Details: expect.stringMatching(/^archives\/[\w-]+\/transcript\.md$/),
              },
            ],
          },
        },
      ],
      buttons: [{ label: "Copy object key", action: { type: "copy" } }],
    });
  });

  test("says that files stay in Cliq, where there are files", async () => {
    const store = memoryStore();
    expect(outputOf(await action.execute(invocationOf("attachment-message"), { store })).text).toContain(
      "contents stay in Cliq",
    );
    expect(outputOf(await action.execute(invocationOf("several-texts"), { store })).text).not.toContain("contents");
  });

  test("keeps words verbatim, and no more of people than the record needs", async () => {
    const store = memoryStore();
    const text = "{@all} *x* \u202E\u0000é e\u0301 \uD800";
    const [message] = invocationOf("several-texts").messages;
    if (message === undefined) throw new Error("The kit has no text.");
    await action.execute(invocationOf("several-texts", { messages: [{ ...message, text }] }), { store });
    expect(store.saved[0]?.messages[0]?.text).toBe(text);
    expect(JSON.parse(JSON.stringify(store.saved[0]))).toEqual(store.saved[0]);
    expect(Object.keys(store.saved[0]?.archivedBy ?? {})).toEqual(["id", "name", "email"]);
  });

  test("the same delivery is the same archive, another click is another", async () => {
    const store = memoryStore();
    const once = invocationOf("several-texts");
    const reply = await action.execute(once, { store });
    expect(await action.execute(once, { store })).toEqual(reply);
    const later = await action.execute({ ...once, keys: { ...once.keys, delivery: "later" } }, { store });
    expect(later).not.toEqual(reply);
  });

  test("nothing that people wrote takes effect in the reply", async () => {
    const evil = "../..//{@all} [x](https://evil.example)";
    const user = { id: evil, name: evil, email: evil };
    const reply = await action.execute(
      invocationOf("several-messages", { user, chat: { id: evil, title: evil, members: [] } }),
      { store: memoryStore() },
    );
    const body = toResponseBody(reply);
    expect(body).toMatch(/"text":"archives\/[\w-]+\/transcript\.md"/);
    expect(body).not.toMatch(/\{@|\]\(/);
  });

  test("messages that do not tell their time are kept as Cliq sent them", async () => {
    const timeless = invocationOf("several-texts").messages.map(({ time: _time, ...message }) => message);
    const reply = await action.execute(invocationOf("several-texts", { messages: timeless.toReversed() }), {
      store: memoryStore(),
    });
    expect(toResponseBody(reply)).toContain('{"Archive":"Time span","Details":"unknown"}');
  });
});
