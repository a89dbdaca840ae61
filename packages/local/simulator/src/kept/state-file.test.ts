import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeptState, stateFormat } from "./kept-state.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  file = join(folder, "actions.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const state: KeptState = {
  format: stateFormat,
  messages: [
    { id: "1_2", senderId: "7", time: 1, type: "text", text: "kept 🔥" },
    {
      id: "2_3",
      senderId: "7",
      time: 2,
      type: "attachment",
      file: { name: "f", id: "1", contentType: "a/b", size: 3 },
    },
  ],
  history: [],
  tables: [{ path: "keep-row/Rows/Resource", keys: "id:S HASH", rows: [{ id: { S: "a" } }], isWhole: true }],
  buckets: [],
  queues: [],
  secrets: [{ name: "call-api/api-key", type: "SecureString", value: "s3cret" }],
};

test("what was written is read, and it is for its owner alone", async () => {
  await writeStateFile(file, state);
  expect(await readStateFile(file)).toEqual({ state });
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["actions.json"]);
});

test("a file of the time before queues is read as one without any", async () => {
  const { queues: _, ...before } = state;
  await writeStateFile(file, before as KeptState);
  expect(await readStateFile(file)).toEqual({ state });
});

test("where nothing was kept, nothing is said", async () => {
  expect(await readStateFile(file)).toEqual({});
});

test("what a killed start left half-written beside it is neither read nor in the way", async () => {
  await writeStateFile(file, state);
  writeFileSync(`${file}.draft`, JSON.stringify(state).slice(0, 90));
  expect(await readStateFile(file)).toEqual({ state });
  await writeStateFile(file, { ...state, tables: [] });
  expect(await readStateFile(file)).toEqual({ state: { ...state, tables: [] } });
});

test.each([
  ["no JSON", "damaged", "\u0000{"],
  ["nothing", "damaged", ""],
  ["the beginning of one", "damaged", JSON.stringify(state).slice(0, -2)],
  ["another document", "damaged", "[]"],
  ["a null", "damaged", "null"],
  ["a part of another shape", "damaged", JSON.stringify({ ...state, messages: [{ id: 1 }] })],
  [
    "a row that is none",
    "damaged",
    JSON.stringify({ ...state, tables: [{ ...state.tables[0], rows: [{ id: { S: 1 } }] }] }),
  ],
  ["an older format", "of an older release", JSON.stringify({ format: stateFormat - 1, said: [] })],
  ["a newer format", "of a newer release", JSON.stringify({ ...state, format: stateFormat + 1 })],
])("of a file with %s one sentence is said, and it lies beside", async (_, words, text) => {
  writeFileSync(file, text);
  const beside = join(folder, "actions.unread.json");
  expect(await readStateFile(file)).toEqual({
    why: `The kept state is ${words}. This start begins anew; the file is ${beside} now.`,
  });
  expect(readdirSync(folder)).toEqual(["actions.unread.json"]);
  expect(readFileSync(beside, "utf8")).toBe(text);
  await writeStateFile(file, state);
  expect(await readStateFile(file)).toEqual({ state });
});

test("a file that no start can have written is not even read", async () => {
  writeFileSync(file, "");
  truncateSync(file, 3_000_000_000);
  expect((await readStateFile(file)).why).toMatch(
    /^The kept state is larger than any start writes \(3000000000 bytes\)\./u,
  );
  expect(readdirSync(folder)).toEqual(["actions.unread.json"]);
});

test("a folder in its place is moved away, even when one lies beside already", async () => {
  mkdirSync(join(file, "within"), { recursive: true });
  mkdirSync(join(folder, "actions.unread.json"));
  expect((await readStateFile(file)).why).toMatch(/^The kept state is damaged\./u);
  await writeStateFile(file, state);
  expect(await readStateFile(file)).toEqual({ state });
});
