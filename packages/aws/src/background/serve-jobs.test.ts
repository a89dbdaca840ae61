import { banner, defineMessageAction, NotAllowed, type Reply, UserError } from "@cliq-actions/core";
import { eventOf, testOrganizationId } from "@cliq-actions/core/testing";
import { serve } from "@cliq-actions/cliq/testing/serve";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterEach, expect, test, vi } from "vitest";
import { mostReceives } from "./attempts.ts";
import { toJobText } from "./job.ts";
import { serveJobs } from "./serve-jobs.ts";

afterEach(() => void vi.unstubAllEnvs());

/** What a table says to a change of a row. */
type Table = (change: Readonly<Record<string, unknown>>) => { readonly status: number; readonly json: object };

/** One receive of a job by a real worker, whose table and Cliq are of the test's choosing. */
async function receive(
  receives: number,
  table: Table = () => ({ status: 200, json: {} }),
  toBody: (text: string) => string = (text) => text,
  work = (): Reply => banner("Done"),
): Promise<{ ended: SQSBatchResponse; told: unknown[]; restsSeconds: unknown; executed: number }> {
  await using cliq = await serve((_incoming, outgoing) => void outgoing.writeHead(204).end());
  await using aws = await serve((incoming, outgoing, body) => {
    const target = String(incoming.headers["x-amz-target"]);
    const input = JSON.parse(body || "{}") as Readonly<Record<string, unknown>>;
    const { status, json } = target.endsWith(".UpdateItem") ? table(input) : { status: 200, json: {} };
    outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(json));
  });
  for (const [name, value] of Object.entries({
    STAGE: "test",
    ACTION_SLUG: "test-action",
    CLIQ_ORGANIZATION_ID: testOrganizationId,
    CLIQ_DATA_CENTRE: "EU",
    CLIQ_ORIGIN: cliq.origin,
    JOBS_TABLE_NAME: "jobs",
    JOBS_QUEUE_URL: `${aws.origin}/1/jobs`,
    PARAMETER_PREFIX: "/p/test",
    TOKEN_KEEPER_FUNCTION_NAME: "keeper",
    AWS_ENDPOINT_URL: aws.origin,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "id",
    AWS_SECRET_ACCESS_KEY: "key",
  }))
    vi.stubEnv(name, value);
  let executed = 0;
  const action = defineMessageAction({
    name: "Test",
    hint: "Works later",
    scope: "organization",
    messageTypes: ["text"],
    permissions: ["message", "user"],
    background: { acknowledge: banner("It is under way.") },
    execute: () => banner("Done"),
  });
  const worker = serveJobs("Test", {
    action,
    ports: () => undefined,
    execute: (): Reply => {
      executed += 1;
      return work();
    },
    abilities: [],
  });
  const click = eventOf("text-message", {
    timestamp: Date.now(),
    response_url: `${cliq.origin}/v2/responses/1`,
  } as never);
  const text = toJobText({ body: JSON.stringify(click), reference: "7f3a1c2e", receivedAt: Date.now() });
  const record = {
    messageId: "m1",
    receiptHandle: "r1",
    body: toBody(text),
    attributes: { ApproximateReceiveCount: String(receives) },
  };
  const context = { awsRequestId: "q1", getRemainingTimeInMillis: () => 60_000 } as Context;
  const ended = await worker({ Records: [record] } as unknown as SQSEvent, context);
  const rest = aws.seen.find(({ headers }) => headers["x-amz-target"] === "AmazonSQS.ChangeMessageVisibility");
  return {
    ended,
    executed,
    told: cliq.seen.map(({ body }) => (JSON.parse(body) as { output: { text: unknown } }).output.text),
    restsSeconds: (JSON.parse(rest?.body ?? "{}") as { VisibilityTimeout?: unknown }).VisibilityTimeout,
  };
}

const comesAgain = { batchItemFailures: [{ itemIdentifier: "m1" }] };

test("a job is executed, told, and leaves its queue", async () => {
  expect(await receive(1)).toEqual({
    ended: { batchItemFailures: [] },
    executed: 1,
    told: ["Done"],
    restsSeconds: undefined,
  });
});

test("a table that is gone is waited for longer each time, and the person is told before the job is a dead letter", async () => {
  const gone: Table = () => ({ status: 400, json: { __type: "ResourceNotFoundException", message: "gone" } });
  expect(await receive(1, gone)).toEqual({ ended: comesAgain, executed: 0, told: [], restsSeconds: 15 });
  expect(await receive(4, gone)).toMatchObject({ executed: 0, told: [], restsSeconds: 900 });
  expect(await receive(mostReceives, gone)).toMatchObject({
    ended: comesAgain,
    executed: 0,
    told: ['"Test" could not be finished. Tell whoever looks after it. (ref 7f3a1c2e)'],
  });
});

test("a job of a newer version waits for a worker that knows it, which a deployment brings in minutes", async () => {
  const newer = (text: string): string => JSON.stringify({ ...(JSON.parse(text) as object), v: 2 });
  expect(await receive(1, undefined, newer)).toEqual({ ended: comesAgain, executed: 0, told: [], restsSeconds: 15 });
  expect(await receive(4, undefined, newer)).toMatchObject({ ended: comesAgain, restsSeconds: 900 });
});

test.each([
  ["explains", new UserError("It is kept already.")],
  ["does not allow", new NotAllowed("That is for leads.")],
])("what an action %s is told at once, in its own words, and is not tried again", async (_how, error) => {
  const work = (): never => {
    throw error;
  };
  expect(await receive(1, undefined, undefined, work)).toMatchObject({
    ended: { batchItemFailures: [] },
    executed: 1,
    told: [error.message],
  });
});
