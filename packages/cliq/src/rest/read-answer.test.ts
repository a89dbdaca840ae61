import { expect, it } from "vitest";
import type { CliqCall } from "./cliq-call.ts";
import { functionAnswer, functionListAnswer } from "./cliq-function.ts";
import { actionAnswer, handlerAnswer, listAnswer } from "./message-action.ts";
import { readAnswer } from "./read-answer.ts";

const answered = <T>(call: CliqCall<T>, text: string, status = 200) =>
  readAnswer(call, { status, text, retryAfter: undefined }, 0, ["opaque-token-77"]);
const get: CliqCall<unknown> = { operation: "get", path: "/", answer: actionAnswer };
const remove: CliqCall<undefined> = { operation: "delete", path: "/" };

it.each<[string, CliqCall<unknown>, string, unknown]>([
  [
    "an action",
    get,
    '{"data":{"id":9007199254740993,"name":"A","hint":7,"team_ids":[1,"2"],"multi_selectable":true,"creator":{"id":3,"name":null},"more":1}}',
    { id: "9007199254740993", name: "A", team_ids: ["1", "2"], multi_selectable: true, creator: { id: "3" } },
  ],
  ["an action without a name", get, '{"data":{"id":"5","name":{}}}', { id: "5", name: "" }],
  ["an action whose name is a number", get, '{"data":{"id":"5","name":7}}', { id: "5", name: "7" }],
  [
    "a page of actions",
    { operation: "list", path: "/", answer: listAnswer },
    '{"data":[{"id":"5","name":"A"}],"next_token":7}',
    { data: [{ id: "5", name: "A" }], next_token: "7" },
  ],
  [
    "the last page of actions",
    { operation: "list", path: "/", answer: listAnswer },
    '{"data":[],"next_token":""}',
    { data: [] },
  ],
  [
    "a function",
    { operation: "getFunction", path: "/", answer: functionAnswer },
    '{"data":{"id":"5","name":"F","function_type":"form","handlers":[{"type":"form_submit_handler","x":1}],"status":null}}',
    { id: "5", name: "F", function_type: "form", handlers: [{ type: "form_submit_handler" }] },
  ],
  [
    "a page of functions",
    { operation: "listFunctions", path: "/", answer: functionListAnswer },
    '{"data":[],"next_token":null}',
    { data: [] },
  ],
  [
    "a handler",
    { operation: "getHandler", path: "/", answer: handlerAnswer },
    '{"data":{"permissions":["chat"],"script":{}}}',
    { permissions: ["chat"] },
  ],
])("%s is read, with what is of another type left out", (_name, call, text, value) => {
  expect(answered(call, text)).toEqual({ ok: true, value });
});

it.each<[CliqCall<unknown>, number, string, boolean, string]>([
  [get, 200, " ", false, "the answer is empty"],
  [get, 204, "", false, "the answer is empty"],
  [get, 200, "<html>", false, "the answer is not JSON"],
  [remove, 200, "", true, "the answer is empty"],
  [remove, 200, "<html>", true, "the answer is not JSON"],
  [remove, 200, "{}", true, "the answer's body is not what Cliq documents"],
  [remove, 200, '{"error":"blocked"}', true, `the answer's body is not what Cliq documents; it says "blocked"`],
  [get, 200, "[]", false, "the answer's body is not what Cliq documents"],
  [get, 200, '{"data":{}}', false, "the answer's data.id is not what Cliq documents"],
  [get, 200, '{"data":{"id":""}}', false, "the answer's data.id is not what Cliq documents"],
  [get, 200, '{"data":{"id":1.5}}', false, "the answer's data.id is not what Cliq documents"],
  [
    get,
    299,
    '{"code":"moon_phase","message":"no opaque-token-77"}',
    false,
    `the answer's data is not what Cliq documents; it says "no …, moon_phase"`,
  ],
  [get, 200, '{"code":"moon_phase"}', false, `the answer's data is not what Cliq documents; it says "moon_phase"`],
])("what is not documented is a protocol failure: %o %i %j", (call, status, text, ambiguous, message) => {
  const isJson = /^[[{]/.test(text);
  const error = { operation: call.operation, kind: "protocol", status, ambiguous, isJson };
  expect(answered(call, text, status)).toEqual({
    ok: false,
    error: { ...error, message: `HTTP ${status}, no content type: ${message}` },
  });
});

it("an answer that cannot be read is told by its status and its type, without secrets and whole", () => {
  const contentType = `text/opaque-token-77; x=${"🦄".repeat(99)}`;
  const read = readAnswer(get, { status: 200, text: "<p>", retryAfter: undefined, contentType }, 0, [
    "opaque-token-77",
  ]);
  const message = read.ok ? "" : read.error.message;
  expect(message).toMatch(/^HTTP 200, text\/…; x=🦄.*: the answer is not JSON$/u);
  expect(message.length).toBeLessThan(200);
  expect(message.isWellFormed()).toBe(true);
});

it("a deletion is done with 204 alone, and everything below 200 and from 300 on is a failure", () => {
  expect(answered(remove, "", 204)).toEqual({ ok: true, value: undefined });
  for (const status of [199, 300]) {
    const message = `HTTP ${status}: a redirect, which is not followed`;
    expect(answered(get, '{"data":{"id":"5"}}', status)).toEqual({
      ok: false,
      error: { operation: "get", kind: "protocol", status, ambiguous: false, isJson: false, message },
    });
  }
});
