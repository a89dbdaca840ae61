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
  ["several pieces, spaces and letters of Latin-1", ["k", "e y", "é\t~"], "ke yé\t~"],
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
  ["a byte order mark", ["\uFEFFkey\n"], "byte order mark"],
  ["two line breaks", ["key\n\n"], "has a line break"],
  ["several lines", ["-----BEGIN\nkkkk\n"], "has a line break"],
  ["a carriage return alone", ["kkkk\rk"], "has a line break"],
  ["a blank in front", [" key"], "begins or ends with a blank"],
  ["a blank at the end", ["key \r\n"], "begins or ends with a blank"],
  ["a blank of another width", ["key\u00A0"], "begins or ends with a blank"],
  ["what Parameter Store reads as a name", ["a{{ssm:kkkk}}"], "has {{…}} in it"],
  ["letters that no header carries", ["ключ"], "has a character that no header can carry"],
  ["a joiner that nobody sees", ["key\u200Bkkkk"], "has a character that no header can carry"],
  ["DEL", ["key\u007Fkkkk"], "has a character that no header can carry"],
  ["NUL", ["key\0kkkk"], "has a character that no header can carry"],
  ["bytes that are no text", [Buffer.from([0xff, 0xfe, 0x41])], "no UTF-8 text"],
])("%s is refused, and not repeated", async (_what, chunks, reason) => {
  const failure = await read(...chunks).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "cannot_operate", message: expect.stringContaining(reason) as string });
  expect((failure as Error).message).not.toContain("kkkk");
});

test("a value with the word that a connection writes itself is stored, and that is said without the value", async () => {
  const said: string[] = [];
  const input = Readable.from(["Bearer kkkk\n"]);
  expect(await readValue("call-api/api-key", { input, say: (line) => void said.push(line) })).toBe("Bearer kkkk");
  expect(said).toEqual([
    expect.stringMatching(/^The value of call-api\/api-key begins with "Bearer ", .* without that word/),
  ]);
  expect(said.join("")).not.toContain("kkkk");
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
