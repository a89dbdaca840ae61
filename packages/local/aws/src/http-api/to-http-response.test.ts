import { expect, it } from "vitest";

import { toHttpResponse } from "./to-http-response.ts";

const read = (answer: unknown): unknown => {
  const response = toHttpResponse(JSON.stringify(answer));
  return response && { ...response, body: response.body.toString("utf8") };
};

it("takes an answer without statusCode for the body of a 200 in JSON", () => {
  expect(read({ output: { text: "é" } })).toEqual({
    status: 200,
    rawHeaders: ["Content-Type", "application/json"],
    body: '{"output":{"text":"é"}}',
  });
  expect(read("plain text")).toMatchObject({ status: 200, body: "plain text" });
  expect(read(null)).toMatchObject({ status: 200, body: "null" });
});

it("sends status, headers, cookies and body as the function says", () => {
  expect(
    read({
      statusCode: 201,
      headers: { "Content-Type": "text/html", "X-Count": 3 },
      cookies: ["a=1", "b=2"],
      body: "<p>",
    }),
  ).toEqual({
    status: 201,
    rawHeaders: ["Content-Type", "text/html", "X-Count", "3", "Set-Cookie", "a=1", "Set-Cookie", "b=2"],
    body: "<p>",
  });
});

it("decodes a body in base64 to its bytes", () => {
  expect(toHttpResponse(JSON.stringify({ statusCode: 200, isBase64Encoded: true, body: "/wD+" }))?.body).toEqual(
    Buffer.from([0xff, 0x00, 0xfe]),
  );
});

it.each([
  { statusCode: "abc" },
  { statusCode: 99 },
  { statusCode: 200, body: { an: "object" } },
  { statusCode: 200, headers: "no" },
  { statusCode: 200, headers: { "X-Split": "a\r\nSet-Cookie: b" } },
  { statusCode: 200, headers: { "no name": "a" } },
  { statusCode: 200, isBase64Encoded: true, body: "<p>no base64</p>" },
  { statusCode: 200, isBase64Encoded: true, body: "QR==" },
])("takes %j for malformed", (answer) => {
  expect(read(answer)).toBeUndefined();
});
