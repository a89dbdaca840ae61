import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { InvocationReport } from "../page-api.ts";
import { type ConversationMessage, startConversation } from "../simulation/conversation.ts";
import { carryState } from "./carry-state.ts";
import type { StateSources } from "./collect-state.ts";
import { keepState, type Keeping } from "./keep-state.ts";
import { readStateFile } from "./state-file.ts";

let folder = "";
let file = "";
let keeping: Keeping | undefined;
let said: string[] = [];
const say = (line: string): void => void said.push(line);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keep-"));
  file = join(folder, "state", "actions.json");
  said = [];
});
afterEach(async () => {
  await keeping?.stop();
  rmSync(folder, { recursive: true });
});

const report = (id: string, body = ""): InvocationReport =>
  ({
    id,
    at: 1,
    action: { id: "1", slug: "keep", name: "Keep" },
    personId: "7",
    messageIds: [],
    request: { method: "POST", url: "http://127.0.0.1", headers: {}, body },
    outcome: "answered",
    ms: 1,
    logs: [],
  }) as unknown as InvocationReport;

/** A start without stores. */
function sourcesOf(history: InvocationReport[], isWhole = true, onLook = (): void => {}): StateSources {
  const { messages } = startConversation(1_760_000_000_000);
  const path = "Stack/keep/Rows/Resource";
  return {
    aws: {
      stores: {
        changes: () => (onLook(), 0),
        readParameters: () => [],
        readTable: async () => ({ keys: "", rows: [], isWhole }),
      },
    } as unknown as StateSources["aws"],
    stack: () => ({ fakes: {}, resources: [{ type: "AWS::DynamoDB::Table", path, physicalId: "t", logicalId: "T" }] }),
    slugs: () => ["keep"],
    parameterPrefix: "/product/local",
    said: () => ({ messages, history }),
  };
}

const patience = { timeout: 60_000 };

test("a message that is changed, or one that is said where another was taken away, is written by itself", async () => {
  const sources = sourcesOf([]);
  const messages = sources.said().messages as ConversationMessage[];
  mkdirSync(join(folder, "state"));
  keeping = keepState(file, sources, say);
  const lastIn = async (): Promise<unknown> => (await readStateFile(file)).state?.messages.at(-1);
  await expect.poll(lastIn, patience).toMatchObject({ id: messages.at(-1)?.message.id });
  const { message, chatId } = messages.pop()!;
  messages.push({ chatId, message: { ...message, type: "text", text: "in other words" } });
  await expect.poll(lastIn, patience).toMatchObject({ id: message.id, text: "in other words" });
  messages.pop();
  messages.push({ chatId, message: { ...message, type: "text", id: "1_2", text: "another" } });
  await expect.poll(lastIn, patience).toMatchObject({ id: "1_2", text: "another" });
  expect(said).toEqual([]);
});

test("what happens is written by itself, and what cannot be written is said once and tried again", async () => {
  const history = [report("one")];
  let looks = 0;
  keeping = keepState(
    file,
    sourcesOf(history, true, () => void looks++),
    say,
  );
  // Two looks at each try.
  await expect.poll(() => looks, patience).toBeGreaterThan(6);
  await expect
    .poll(() => said, patience)
    .toEqual([expect.stringMatching(/^ {2}What happens now is not kept for the next start: ENOENT/u)]);
  history.push(report("two"));
  mkdirSync(join(folder, "state"));
  const idsIn = async (): Promise<string[] | undefined> =>
    (await readStateFile(file)).state?.history.map(({ id }) => id);
  await expect.poll(idsIn, patience).toEqual(["one", "two"]);
  history.splice(0, 1, report("three"));
  await expect.poll(idsIn, patience).toEqual(["three", "two"]);
  expect(said).toHaveLength(1);
});

test("the last word is written when it ends", async () => {
  mkdirSync(join(folder, "state"));
  const history: InvocationReport[] = [];
  keeping = keepState(file, sourcesOf(history), say);
  history.push(report("at the end"));
  await keeping.stop();
  expect((await readStateFile(file)).state?.history).toHaveLength(1);
});

test("of clicks so many are kept as a file bears, the newest; and of a store that is cut one sentence is said", async () => {
  mkdirSync(join(folder, "state"));
  const history = Array.from({ length: 5 }, (_, index) => report(String(index), "x".repeat(3_000_000)));
  keeping = keepState(file, sourcesOf(history, false), say);
  history.push(report("last"));
  await keeping.stop();
  expect((await readStateFile(file)).state?.history.map(({ id }) => id)).toEqual(["2", "3", "4", "last"]);
  expect(said).toEqual(["  keep/Rows/Resource holds more than 5 MB: the rest of it will be gone after a restart"]);
});

test("the last hundred clicks are kept", async () => {
  mkdirSync(join(folder, "state"));
  const history = Array.from({ length: 130 }, (_, index) => report(String(index)));
  keeping = keepState(file, sourcesOf(history), say);
  await keeping.stop();
  const ids = (await readStateFile(file)).state?.history.map(({ id }) => id);
  expect([ids?.length, ids?.at(0), ids?.at(-1)]).toEqual([100, "30", "129"]);
});

test("a start that can keep nothing says so, and starts", async () => {
  mkdirSync(join(folder, ".local"));
  writeFileSync(join(folder, ".local", "state"), "in the way");
  await using running = new AsyncDisposableStack();
  const cliq = { model: { actions: () => [] } } as unknown as Parameters<typeof carryState>[0]["cliq"];
  const { aws, stack, parameterPrefix } = sourcesOf([]);
  const place = { root: folder, actionsFolder: join(folder, "src"), fresh: false };
  const { conversation, history } = await carryState({ ...place, aws, cliq, stack, parameterPrefix, running, say });
  expect(said).toEqual([expect.stringMatching(/^ {2}Nothing is kept for the next start: EEXIST/u)]);
  expect([conversation.messages.length > 0, history]).toEqual([true, []]);
});
