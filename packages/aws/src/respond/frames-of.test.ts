import { expect, test } from "vitest";
import { describeError } from "./describe-error.ts";

/** Words that look like a frame, as in a stack trace that somebody pasted into a chat. */
const pasted = "CANARY\n    at CANARY (file:///CANARY.js:1:1)";

test.each<[string, () => unknown]>([
  ["an error that quotes them", () => new Error(pasted)],
  ["one whose message was replaced", () => Object.assign(new Error(pasted), { message: "another message" })],
  ["one whose message was emptied", () => Object.assign(new Error(pasted), { message: "" })],
  ["one whose message was cut", () => Object.assign(new Error(pasted), { message: "C" })],
  ["one that was wrapped in place", () => Object.assign(new Error(pasted), { message: `Failed: ${pasted}` })],
  ["a cause", () => new Error("outer", { cause: Object.assign(new TypeError(pasted), { message: "x" }) })],
])("frames that people wrote never reach the log: %s", (_name, make) => {
  expect(JSON.stringify(describeError(make()))).not.toContain("CANARY");
});

test("frames of our own code do", () => {
  for (const error of [new Error("words"), new Error(""), new Error("two\nlines"), new TypeError("words")]) {
    expect(describeError(error).stack?.[0], error.stack).toContain("frames-of.test.ts");
  }
  const foreign = Object.assign(new TypeError("words"), { code: "ERR_X" });
  foreign.stack = foreign.stack?.replace("TypeError: ", "TypeError [ERR_X]: ");
  expect(describeError(foreign).stack?.[0]).toContain("frames-of.test.ts");
});

test.each<[string, string | undefined]>([
  ["Object.words of people (file:///a.js:1:2)", "at (file:///a.js:1:2)"],
  ["async Object.слова (file:///a.js:1:2)", "at (file:///a.js:1:2)"],
  ["AKIAIOSFODNN7EXAMPLE (file:///a.js:1:2)", "at (file:///a.js:1:2)"],
  ["eval (eval at CANARY (file:///a.js:1:2), <anonymous>:1:1)", undefined],
  ["words of people:1:2", undefined],
  ["async Promise.all (index 0)", "at async Promise.all (index 0)"],
  ["async Promise.all (index 12)", "at async Promise.all (index 12)"],
  ["toV2Url (file:///a.js:1:2)", "at toV2Url (file:///a.js:1:2)"],
  [`${"f".repeat(61)} (file:///a.js:1:2)`, `at ${"f".repeat(60)} (file:///a.js:1:2)`],
  ["async file:///a.js:1:2", "at async file:///a.js:1:2"],
  ["new Desk (file:///a.js:1:2)", "at new Desk (file:///a.js:1:2)"],
  ["Desk.<anonymous> (node:fs:1:2)", "at Desk.<anonymous> (node:fs:1:2)"],
  ["Desk.#open2 [as open] (/var/task/index.mjs:1:2)", "at Desk.#open2 [as open] (/var/task/index.mjs:1:2)"],
])("of the frame %j the log has %j", (line, frame) => {
  const error = new Error("x");
  error.stack = `Error: x\n    at ${line}`;
  expect(describeError(error).stack).toEqual(frame === undefined ? [] : [frame]);
});

test("a function's name that was made of people's words is not told, and where it stands is", () => {
  const made = { ["words of Ann"]: () => new Error("x") };
  const [first] = describeError(made["words of Ann"]?.()).stack ?? [];
  expect(first).toMatch(/^at \(\S+frames-of\.test\.ts:\d+:\d+\)$/);
});

const frames =
  "\n    at a (file:///a.js:1:2)\n    at file:///b.js:3:4\n    at c (native)\n    at d (index 0)\n    at no frame";
const told = ["at a (file:///a.js:1:2)", "at file:///b.js:3:4", "at c (native)", "at d (index 0)"];

test.each<[string, string, unknown, readonly string[]]>([
  ["after a message", "Error: words", "words", told],
  ["after a message of two lines", "Error: two\nlines", "two\nlines", told],
  ["after no message", "Error", "", told],
  ["after a name with Node's code", "TypeError [ERR_X]: words", "words", told],
  ["after a name with dots", "a.b$C: words", "words", told],
  ["after another message", "Error: others", "words", []],
  ["after another beginning of a message", "Error: words and more", "words", []],
  ["after a message where none is known", "Error: words", "", []],
  ["after no message where one is known", "Error", "words", []],
  ["after what is no message", "Error: 7", 7, []],
  ["after no name", ": words", "words", told],
])("frames are told that stand directly %s", (_name, head, message, stack) => {
  const error = new Error("x");
  Object.defineProperty(error, "message", { value: message });
  error.stack = `${head}${frames}`;
  expect(describeError(error).stack).toEqual(stack);
});

test.each([
  [160, "at f (file:///"],
  [161, "at f …ile:///"],
])("a frame of %d characters begins with %j", (chars, beginning) => {
  const error = new Error("words");
  const around = "at f (file:///.js:1:2)".length;
  error.stack = `Error: words\n    at f (file:///${"a".repeat(chars - around)}.js:1:2)`;
  const [frame = ""] = describeError(error).stack ?? [];
  expect(frame.slice(0, beginning.length)).toBe(beginning);
  expect(frame).toHaveLength(160);
});

test("of a long place its end is told: file, line and column", () => {
  const error = new Error("words");
  error.stack = `Error: words\n    at Object.run (file:///home/ann/${"folder/".repeat(30)}asset.1/index.mjs:1:23456)`;
  const [frame = ""] = describeError(error).stack ?? [];
  expect(frame).toMatch(/^at Object\.run …\S*\/asset\.1\/index\.mjs:1:23456\)$/);
  expect(frame).toHaveLength(160);
});
