import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { clickOn, type LambdaProcess, startLambda, usualClicks } from "@cliq-actions/aws/testing/lambda-process";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

/** Messages that were put into the queue. */
const sent: string[] = [];
const queue = createServer((incoming, outgoing) => {
  let body = "";
  incoming.setEncoding("utf8").on("data", (chunk: string) => {
    body += chunk;
  });
  incoming.on("end", () => {
    if (incoming.headers["x-amz-target"] === "AmazonSQS.SendMessage") sent.push(body);
    outgoing.end("{}");
  });
});
let lambda: LambdaProcess;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    queue.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(queue.address() as AddressInfo).port}`;
  lambda = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_SQS: origin,
    JOBS_QUEUE_URL: `${origin}/123456789012/archive`,
  });
});
beforeEach(() => void sent.splice(0));
afterAll(() => {
  lambda.kill();
  queue.closeAllConnections();
  queue.close();
});

test("a click on three messages is handed to the queue, and acknowledged", async () => {
  const [answer] = await lambda.deliver(clickOn("several-messages"));
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining("Archiving 3 messages.") });
  expect(sent).toEqual([expect.stringContaining('/123456789012/archive"')]);
});

test("26 messages are refused with a sentence, and nothing is handed over", async () => {
  const list = Array.from({ length: 26 }, (_, index) => ({
    id: String(index),
    type: "text",
    text: "x",
    sender: { id: "1" },
  }));
  const [answer] = await lambda.deliver(clickOn("several-texts", { messages: { count: 26, list } }));
  expect(answer?.body).toContain("Select at most 25 messages.");
  expect(sent).toEqual([]);
});

test("what people write in six scripts makes no object of Intl", async () => {
  const answers = await lambda.deliver(...usualClicks());
  for (const { body } of answers) expect(body).toContain("Archiving");
  expect(lambda.intl()).toEqual([]);
});
