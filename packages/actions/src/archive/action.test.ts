import { parseEnvelope, toResponseBody } from "@cliq-actions/core";
import type { Attachment, MessageOf } from "@cliq-actions/core";
import { eventOf, invocationOf, outputOf, testOrganizationId } from "@cliq-actions/core/testing";
import { describe, expect, test } from "vitest";
import action from "./action.ts";
import { toFileName } from "./archive.ts";
import type { Archive, ArchiveStore, GetFile } from "./archive.ts";

/** Files that all are there, but for those that fail in a word. */
const openFiles =
  (failures: Readonly<Record<string, string>> = {}) =>
  (): GetFile =>
  (url = "") =>
    Promise.resolve(failures[url] === undefined ? { bytes: Buffer.from(url) } : { failure: failures[url] });

/** A store that remembers what it was given; the real one has its own tests. */
function memoryStore(): ArchiveStore & { saved: Archive[]; files: Map<string, string> } {
  const saved: Archive[] = [];
  const files = new Map<string, string>();
  const save: ArchiveStore["save"] = async (archive) => {
    saved.push(archive);
    const folder = `archives/${archive.deliveryKey.replaceAll(/\W/gu, "-")}`;
    return { transcriptKey: `${folder}/transcript.md`, documentKey: `${folder}/archive.json` };
  };
  const saveFile: ArchiveStore["saveFile"] = async (_archive, index, bytes) => {
    files.set(`files/${index}`, Buffer.from(bytes).toString());
    return `files/${index}`;
  };
  return { saved, files, save, saveFile };
}

describe("Archive", () => {
  test("is not for guests, nor for people of whom the event does not tell", () => {
    const as =
      (user: object): (() => void) =>
      () =>
        action.policy?.admit(parseEnvelope(eventOf("several-messages", { params: { user: { id: "7", ...user } } })));
    expect(as({ organization_id: testOrganizationId })).not.toThrow();
    expect(as({ organization_id: "999" })).toThrow("This action is not for guests.");
    expect(as({})).toThrow("Cliq did not say which organisation you belong to");
  });

  test("answers with count, time span, person and object key", async () => {
    const reply = await action.execute(invocationOf("several-messages"), {
      store: memoryStore(),
      openFiles: openFiles(),
    });
    expect(outputOf(reply)).toMatchObject({
      card: { title: "Archived 3 messages" },
      slides: [
        {
          data: {
            rows: [
              { Archive: "Messages", Details: "3" },
              { Archive: "Files", Details: "1 of 1" },
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

  test("is acknowledged with how many messages there are", () => {
    const { acknowledge } = action.background ?? {};
    if (typeof acknowledge !== "function") throw new Error("It is not acknowledged.");
    expect(outputOf(acknowledge(invocationOf("several-texts")))).toMatchObject({
      type: "banner",
      text: "Archiving 2 messages. You will hear when it is done.",
    });
  });

  /** A click on these files, whose names and addresses are an attachment's each. */
  function clickOnFiles(names: readonly string[], attachments?: readonly Attachment[]): ReturnType<typeof clicked> {
    const [message] = invocationOf("attachment-message").messages;
    if (message?.type !== "attachment") throw new Error("The kit has no file.");
    const messages = names.map((name, index) => ({ ...message, key: name, file: { id: String(index), name } }));
    return clicked(
      messages,
      attachments ?? names.map((name, index) => ({ id: String(index), name, url: `https://x/${index}` })),
    );
  }
  const clicked = (messages: readonly MessageOf<"attachment">[], attachments: readonly Attachment[]) =>
    invocationOf("attachment-message", { messages, attachments });

  test("a file that cannot be had is marked in the document and said in the answer, and the archive is made", async () => {
    const store = memoryStore();
    const failing = openFiles({ "https://x/1": "too large" });
    const reply = await action.execute(clickOnFiles(["a.pdf", "b.pdf"]), { store, openFiles: failing });
    expect(store.saved[0]?.messages.map(({ file }) => file)).toEqual([
      { id: "0", name: "a.pdf", storedAs: "files/0", bytes: 11 },
      { id: "1", name: "b.pdf", failure: "too large" },
    ]);
    expect(store.files).toEqual(new Map([["files/0", "https://x/0"]]));
    expect(outputOf(reply)).toMatchObject({ text: "The transcript is in the archive, without b.pdf (too large)." });
    expect(toResponseBody(reply)).toContain('{"Archive":"Files","Details":"1 of 2"}');
    const all = openFiles({ "https://x/0": "gone", "https://x/1": "gone", "https://x/2": "too slow" });
    const other = await action.execute(clickOnFiles(["a", "b", "c"]), { store, openFiles: all });
    expect(outputOf(other).text).toBe("The transcript is in the archive, without a (gone), and 2 more.");
  });

  test("an execution that is given up stores nothing more: another one has the archive by then", async () => {
    const store = memoryStore();
    const given = new AbortController();
    const openFiles = (): GetFile => () => {
      given.abort();
      return Promise.resolve({ failure: "too slow" });
    };
    const click = { ...clickOnFiles(["a", "b"]), signal: given.signal };
    await expect(action.execute(click, { store, openFiles })).rejects.toThrow("archive");
    expect(store.saved).toEqual([]);
  });

  test("a file's address is found by its id, else by its name where no other file has it", async () => {
    const urlsOf = async (attachments: readonly Attachment[]): Promise<unknown[]> => {
      const asked: unknown[] = [];
      const getFile: GetFile = (url) => {
        asked.push(url);
        return Promise.resolve({ failure: "gone" });
      };
      await action.execute(clickOnFiles(["a", "b"], attachments), { store: memoryStore(), openFiles: () => getFile });
      return asked;
    };
    const [one, other] = ["https://x/one", "https://x/other"];
    expect(
      await urlsOf([
        { id: "1", name: "a", url: one },
        { id: "0", name: "b", url: other },
      ]),
    ).toEqual([other, one]);
    expect(
      await urlsOf([
        { name: "b", url: one },
        { name: "a", url: other },
      ]),
    ).toEqual([other, one]);
    expect(
      await urlsOf([
        { name: "a", url: one },
        { name: "a", url: other },
      ]),
    ).toEqual([undefined, undefined]);
    expect(await urlsOf([])).toEqual([undefined, undefined]);
  });

  test.each([
    ["../../etc/passwd", "__.._etc_passwd"],
    ["CON", "_CON"],
    ["com1.txt", "_com1.txt"],
    ["console.log", "console.log"],
    ["evil\u202Egnp.exe", "evil_gnp.exe"],
    ["a\u0000b\nc", "a_b_c"],
    ["Übersicht 2026 🔥.pdf", "Übersicht 2026 🔥.pdf"],
    ["...", "_"],
    ["", "file"],
    ["nul ", "_nul"],
    ["com1 .txt", "_com1 .txt"],
    ["pay\u200Bslip\u00AD.exe", "pay_slip_.exe"],
  ])("the name %j is kept as %j", (name, kept) => {
    expect(toFileName(name)).toBe(kept);
  });

  test("a name of 5,000 characters is cut", () => {
    expect(toFileName("n".repeat(5_000)).length).toBeLessThanOrEqual(200);
  });

  test("keeps words verbatim, and no more of people than the record needs", async () => {
    const store = memoryStore();
    const text = "{@all} *x* \u202E\u0000é e\u0301 \uD800";
    const [message] = invocationOf("several-texts").messages;
    if (message === undefined) throw new Error("The kit has no text.");
    await action.execute(invocationOf("several-texts", { messages: [{ ...message, text }] }), {
      store,
      openFiles: openFiles(),
    });
    expect(store.saved[0]?.messages[0]?.text).toBe(text);
    expect(JSON.parse(JSON.stringify(store.saved[0]))).toEqual(store.saved[0]);
    expect(Object.keys(store.saved[0]?.archivedBy ?? {})).toEqual(["id", "name", "email"]);
  });

  test("the same delivery is the same archive, another click is another", async () => {
    const store = memoryStore();
    const once = invocationOf("several-texts");
    const reply = await action.execute(once, { store, openFiles: openFiles() });
    expect(await action.execute(once, { store, openFiles: openFiles() })).toEqual(reply);
    const later = await action.execute(
      { ...once, keys: { ...once.keys, delivery: "later" } },
      { store, openFiles: openFiles() },
    );
    expect(later).not.toEqual(reply);
  });

  test("nothing that people wrote takes effect in the reply", async () => {
    const evil = "../..//{@all} [x](https://evil.example)";
    const user = { id: evil, name: evil, email: evil };
    const reply = await action.execute(
      invocationOf("several-messages", { user, chat: { id: evil, title: evil, members: [] } }),
      { store: memoryStore(), openFiles: openFiles() },
    );
    const body = toResponseBody(reply);
    expect(body).toMatch(/"text":"archives\/[\w-]+\/transcript\.md"/);
    expect(body).not.toMatch(/\{@|\]\(/);
  });

  test("messages that do not tell their time are kept as Cliq sent them", async () => {
    const timeless = invocationOf("several-texts").messages.map(({ time: _time, ...message }) => message);
    const reply = await action.execute(invocationOf("several-texts", { messages: timeless.toReversed() }), {
      store: memoryStore(),
      openFiles: openFiles(),
    });
    expect(toResponseBody(reply)).toContain('{"Archive":"Time span","Details":"unknown"}');
  });
});
