import { sendJson, serve } from "@cliq-actions/cliq/testing/serve";
import { banner, defineMessageAction, UpstreamFailed } from "@cliq-actions/core";
import { eventOf, testOrganizationId } from "@cliq-actions/core/testing";
import type { Context, SQSRecord } from "aws-lambda";
import { afterEach, expect, test } from "vitest";
import { serveInBackground } from "../serve-in-background.ts";
import { toJobText } from "./job.ts";

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

const action = defineMessageAction({
  name: "Test",
  hint: "Fails where its text says so",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  background: { acknowledge: banner("Soon") },
  execute: ({ message }) => {
    if (message.text === "fail") throw new UpstreamFailed("store", { status: 503 });
    return banner(message.text);
  },
});

/** An AWS and a Cliq that take everything, and a worker in their environment. */
async function start(running: AsyncDisposableStack) {
  const server = running.use(
    await serve(
      (incoming, outgoing) => void (incoming.url === "/" ? sendJson(outgoing, { Attributes: {} }) : outgoing.end("{}")),
    ),
  );
  Object.assign(process.env, {
    STAGE: "test",
    ACTION_SLUG: "test-action",
    CLIQ_ORGANIZATION_ID: testOrganizationId,
    CLIQ_DATA_CENTRE: "EU",
    CLIQ_ORIGIN: server.origin,
    AWS_ENDPOINT_URL: server.origin,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    JOBS_QUEUE_URL: `${server.origin}/1/jobs`,
    JOBS_TABLE_NAME: "jobs",
    PARAMETER_PREFIX: "/test/test",
    TOKEN_KEEPER_FUNCTION_NAME: "keeper",
  });
  return { ...serveInBackground(action, {}), origin: server.origin, seen: server.seen };
}

function recordOf(messageId: string, text: string, origin: string): SQSRecord {
  const message = { id: messageId, type: "text", text, sender: { id: "1" }, content: {} };
  const event = eventOf("text-message", {
    timestamp: Date.now(),
    params: { message, messages: { count: 1, list: [message] } },
  });
  const body = JSON.stringify({ ...event, response_url: `${origin}/v2/extensions/1/responses/${messageId}` });
  return {
    messageId,
    receiptHandle: `receipt-${messageId}`,
    body: text === "garbage" ? text : toJobText({ body, reference: "7f3a1c2e", receivedAt: Date.now() }),
    attributes: { ApproximateReceiveCount: "1" },
  } as SQSRecord;
}

const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 30_000 } as Context;

test("of ten jobs exactly those that failed come back, and the others are told", async () => {
  await using running = new AsyncDisposableStack();
  const { worker, origin, seen } = await start(running);
  // Every job fails in some of these, and is done in others.
  for (const failing of [0, 1, 0b1010101010, 0b0101010101, 0b1111111111, 0b1000000001]) {
    const told = seen.length;
    const records = Array.from({ length: 10 }, (_, at) =>
      recordOf(`${failing}-${at}`, (failing >> at) & 1 ? "fail" : "ok", origin),
    );
    const failed = records.filter((_, at) => (failing >> at) & 1);
    expect(await worker({ Records: records }, context)).toEqual({
      batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
    const now = seen.slice(told);
    expect(now.filter(({ path }) => path.startsWith("/v2/"))).toHaveLength(10 - failed.length);
    expect(now.filter(({ headers }) => headers["x-amz-target"] === "AmazonSQS.ChangeMessageVisibility")).toHaveLength(
      failed.length,
    );
  }
});

test("what no webhook has sent comes back, and keeps nobody else", async () => {
  await using running = new AsyncDisposableStack();
  const { worker, origin, seen } = await start(running);
  const records = [recordOf("a", "garbage", origin), recordOf("b", "ok", origin)];
  expect(await worker({ Records: records }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: "a" }] });
  const put = seen.find(({ headers }) => headers["x-amz-target"] === "AmazonSQS.ChangeMessageVisibility");
  expect(JSON.parse(put?.body ?? "{}")).toMatchObject({ ReceiptHandle: "receipt-a" });
});
