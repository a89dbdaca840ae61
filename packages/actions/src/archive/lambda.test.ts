import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clickOn, type LambdaProcess, startLambda } from "@cliq-actions/aws/testing/lambda-process";

let directory: string;
let engine: S3rver;
let lambda: LambdaProcess;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "archive-"));
  engine = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: "archive" }],
  });
  const { port } = await engine.run();
  lambda = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    BUCKET_NAME: "archive",
  });
});
afterAll(async () => {
  lambda.kill();
  await engine.close();
  await rm(directory, { recursive: true });
});

test("three messages become a transcript and a document in the bucket", async () => {
  const [answer] = await lambda.deliver(clickOn("several-messages"));
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('"title":"Archived 3 messages"') });
  const stored = (await readdir(directory, { recursive: true })).join();
  expect(stored).toContain("/transcript.md");
  expect(stored).toContain("/archive.json");
});

test("26 messages are refused with a sentence, and nothing is stored", async () => {
  const before = await readdir(directory, { recursive: true });
  const list = Array.from({ length: 26 }, (_, index) => ({
    id: String(index),
    type: "text",
    text: "x",
    sender: { id: "1" },
  }));
  const [answer] = await lambda.deliver(clickOn("several-texts", { messages: { count: 26, list } }));
  expect(answer?.body).toContain("Select at most 25 messages.");
  expect(await readdir(directory, { recursive: true })).toEqual(before);
});
