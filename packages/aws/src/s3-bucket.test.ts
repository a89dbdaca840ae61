import { serve } from "@cliq-actions/cliq/testing/serve";
import { afterAll, expect, test } from "vitest";
import { InvalidRequest } from "./connect/invalid-request.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { expectedSignature } from "./testing/expected-signature.ts";

let answer = { status: 200, body: "" };
const server = await serve((_incoming, outgoing) => outgoing.writeHead(answer.status).end(answer.body));
afterAll(async () => server[Symbol.asyncDispose]());
const variables = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "key" };
const bucket = s3Bucket("notes", { variables: { ...variables, AWS_ENDPOINT_URL_S3: server.origin } });
const failureOf = async (work: Promise<void>): Promise<unknown> => work.catch((error: unknown) => error);

test.each([
  ["a/b.txt", "/notes/a/b.txt"],
  ["a b/é(1)!*'~.txt", "/notes/a%20b/%C3%A9%281%29%21%2A%27~.txt"],
  ["%2e/..a//?#+\uD800", "/notes/%252e/..a//%3F%23%2B%EF%BF%BD"],
])("an object of key %j is put at its address, with its hash and signature", async (key, path) => {
  answer = { status: 200, body: "" };
  await bucket.put(key, "words é", { "content-type": "text/plain" });
  const seen = server.seen.at(-1);
  expect(seen).toMatchObject({
    method: "PUT",
    path,
    body: "words é",
    headers: {
      "content-type": "text/plain",
      "x-amz-content-sha256": "65e60806875452c25bf98b86c46f8b0145e9503fda7ff5b498bd7dfa5958df8a",
      authorization: expect.stringContaining(
        "/s3/aws4_request, SignedHeaders=content-type;host;x-amz-content",
      ) as string,
    },
  });
  expect(seen?.headers.authorization).toBe(seen && expectedSignature(seen, "key"));
});

test("what no second try helps has Node's own word, and none that passes", async () => {
  const came = await failureOf(bucket.put("a", "", { "x-amz-meta-place": "Łódź" }));
  expect(came).toMatchObject({ name: "ERR_INVALID_CHAR", code: "ERR_INVALID_CHAR" });
});

test("bytes are put as they are", async () => {
  await bucket.put("bytes", new Uint8Array([0x61, 0x62]));
  expect(server.seen.at(-1)).toMatchObject({ body: "ab", headers: { "content-length": "2" } });
});

test.each(["", ".", "a/../b", "a/."])("a key that addresses would change is refused: %j", async (key) => {
  const before = server.seen.length;
  const failure = await failureOf(bucket.put(key, ""));
  expect(failure).toBeInstanceOf(InvalidRequest);
  expect(failure).toMatchObject({ message: 'A key must not be empty or hold "." or ".." as a segment' });
  expect(server.seen).toHaveLength(before);
});

test.each([
  [403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>", "AccessDenied", 1],
  [404, "<Error><Code>NoSuchBucket</Code></Error>", "NoSuchBucket", 1],
  [503, "<Error><Code>SlowDown</Code></Error>", "SlowDown", 3],
  [301, "<Error><Code>PermanentRedirect</Code></Error>", "PermanentRedirect", 1],
  [400, "<Error><Code>words of people</Code></Error>", "UnknownError", 1],
])("%i is told by S3's word for it", async (status, body, name, attempts) => {
  const { random } = Math;
  Math.random = () => 0;
  const before = server.seen.length;
  answer = { status, body };
  const message = body.includes("no") ? "no" : `${name}, HTTP ${status}`;
  expect(await failureOf(bucket.put("a", ""))).toMatchObject({ name, status, message });
  expect(server.seen.length - before).toBe(attempts);
  Math.random = random;
});

test.each([
  ["notes", {}, "https://notes.s3.eu-central-1.amazonaws.com"],
  ["my.notes", {}, "https://s3.eu-central-1.amazonaws.com"],
  ["notes", { AWS_ENDPOINT_URL: "https://s3-fips.example" }, "https://s3-fips.example"],
])("bucket %s with %j has the host %s", (name, more, origin) => {
  Reflect.deleteProperty(globalThis, Symbol.for("cliq-actions.initialisation"));
  const warmed: string[] = [];
  const pool = { agentFor: () => undefined as never, warm: async (found: string) => void warmed.push(found) };
  s3Bucket(name, { variables: { ...variables, ...more, AWS_LAMBDA_RUNTIME_API: "a" }, pool });
  expect(warmed).toEqual([origin]);
});
