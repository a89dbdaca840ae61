import { expect, test } from "vitest";
import { credentialOf, toHttpRequest } from "./to-http-request.ts";

test.each([[undefined], [null], [{}], [{ body: { a: 1 } }], [{ requestContext: {} }]])(
  "an event of %j is an empty request",
  (event) => {
    expect(toHttpRequest(event as never)).toEqual({ headers: {}, body: "" });
    expect(credentialOf(event as never)).toBe("");
  },
);

test("a request has the event's headers, and its text or exact bytes", () => {
  const event = { headers: { a: "b" }, body: "é" };
  expect(toHttpRequest(event)).toEqual({ headers: { a: "b" }, body: "é" });
  const coded = { ...event, body: "w6k=", isBase64Encoded: true };
  expect(toHttpRequest(coded)).toEqual({ headers: { a: "b" }, body: Buffer.from("é") });
  expect(credentialOf({ pathParameters: { credential: "c" } })).toBe("c");
  for (const credential of [undefined, null, 7])
    expect(credentialOf({ pathParameters: { credential } as never })).toBe("");
});

const most = 6 * 1_048_576;

test.each([
  ["payload_too_large", { body: "x".repeat(most + 1) }],
  ["payload_too_large", { body: "é".repeat(most / 2 + 1) }],
  ["payload_too_large", { body: "…".repeat(most / 3 + 1) }],
  ["payload_too_large", { body: Buffer.alloc(most + 1).toString("base64"), isBase64Encoded: true }],
  ["unauthenticated", { body: "e30", isBase64Encoded: true }],
  ["unauthenticated", { body: "\ud83c" }],
])("a body is refused as %s, by its size first", (code, event) => {
  expect(() => toHttpRequest(event)).toThrow(expect.objectContaining({ code, message: "body" }));
});

test("a body of six mebibytes is taken, in base64 too", () => {
  const bytes = Buffer.alloc(most, "x");
  expect(toHttpRequest({ body: bytes.toString() }).body.length).toBe(most);
  expect(toHttpRequest({ body: bytes.toString("base64"), isBase64Encoded: true }).body.length).toBe(most);
});
