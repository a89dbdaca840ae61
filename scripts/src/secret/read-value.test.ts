import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readValue } from "./read-value.ts";

const say = (): void => {};
const read = async (...chunks: (string | Buffer)[]): Promise<string> =>
  readValue("call-api/api-key", { input: Readable.from(chunks), say });

test.each([
  ["no line break", ["key"], "key"],
  ["one line break, which is not part of it", ["key\n"], "key"],
  ["one of Windows", ["key\r\n"], "key"],
  ["two, of which the first is", ["key\n\n"], "key\n"],
  ["several pieces and spaces", [" k", "ey "], " key "],
  ["4,096 bytes", ["k".repeat(4_096), "\n"], "k".repeat(4_096)],
])("stdin with %s", async (_what, chunks, value) => {
  expect(await read(...chunks)).toBe(value);
});

test.each([
  ["nothing", [], "is empty"],
  ["only white space", [" \n"], "is empty"],
  ["4,097 bytes", ["k".repeat(4_097)], "more than 4096 bytes"],
  ["4,096 bytes of which one letter takes two", [`${"k".repeat(4_095)}é`], "more than 4096 bytes"],
  ["endless text", ["k".repeat(100_000), "k".repeat(100_000)], "more than 4096 bytes"],
  ["bytes that are no text", [Buffer.from([0xff, 0xfe, 0x41])], "no UTF-8 text"],
])("%s is refused, and not repeated", async (_what, chunks, reason) => {
  const failure = await read(...chunks).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "cannot_operate", message: expect.stringContaining(reason) as string });
  expect((failure as Error).message).not.toContain("kkkk");
});

test("at a terminal it is asked for without echo", async () => {
  const asked: string[] = [];
  const prompter = {
    ask: async () => expect.fail("echoes"),
    askSecret: async (question: string) => (asked.push(question), "typed"),
  };
  expect(await readValue("call-api/api-key", { prompter, input: Readable.from([]), say })).toBe("typed");
  expect(asked).toEqual(["call-api/api-key"]);
});
