import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clickOn, type LambdaProcess, startLambda, usualClicks } from "@cliq-actions/aws/testing/lambda-process";
import { type StartedBucket, startBucket } from "@cliq-actions/local-aws/testing/start-bucket";

let bucket: StartedBucket;
let client: S3Client;
let lambda: LambdaProcess;
beforeAll(async () => {
  bucket = await startBucket("archive");
  const { endpoint, region, credentials } = bucket;
  client = new S3Client({ endpoint, region, credentials });
  lambda = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    BUCKET_NAME: "archive",
  });
});
afterAll(async () => {
  lambda.kill();
  client.destroy();
  await bucket.stop();
});

async function storedKeys(): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: "archive" }));
  return Contents.map(({ Key = "" }) => Key);
}

test("three messages become a transcript and a document in the bucket", async () => {
  const [answer] = await lambda.deliver(clickOn("several-messages"));
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('"title":"Archived 3 messages"') });
  expect(await storedKeys()).toEqual([
    expect.stringMatching(/archive\.json$/),
    expect.stringMatching(/transcript\.md$/),
  ]);
});

test("26 messages are refused with a sentence, and nothing is stored", async () => {
  const before = await storedKeys();
  const list = Array.from({ length: 26 }, (_, index) => ({
    id: String(index),
    type: "text",
    text: "x",
    sender: { id: "1" },
  }));
  const [answer] = await lambda.deliver(clickOn("several-texts", { messages: { count: 26, list } }));
  expect(answer?.body).toContain("Select at most 25 messages.");
  expect(await storedKeys()).toEqual(before);
});

test("what people write in six scripts makes no object of Intl", async () => {
  const answers = await lambda.deliver(...usualClicks());
  for (const { body } of answers) expect(body).toContain('"title":"Archived');
  expect(lambda.intl()).toEqual([]);
});
