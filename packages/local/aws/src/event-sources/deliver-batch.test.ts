import { expect, it } from "vitest";

import { createFunctions } from "../lambda/functions.ts";
import { createIam } from "../iam/iam.ts";
import { parsePolicy } from "../iam/parse-policy.ts";
import { createQueue, setSettings, type Queue } from "../services/sqs/queue.ts";
import { takeMessages } from "../services/sqs/receive-messages.ts";
import { enqueue } from "../services/sqs/send-message.ts";
import { deliverBatch } from "./deliver-batch.ts";
import type { EventSource, EventSourceAccount } from "./event-source.ts";

const here = { endpoint: "http://127.0.0.1:1", region: "us-east-1", accountId: "000000000000" };
const source: EventSource = {
  queueArn: "arn:aws:sqs:us-east-1:000000000000:jobs",
  functionName: "worker",
  batchSize: 10,
  windowMs: 0,
  reportsFailures: true,
  maxConcurrency: 1,
};
interface Sent {
  Records: { messageId: string; body: string }[];
}

/** An account with a queue, and a function that answers as it is told instead of running. */
function world(answer: (event: Sent) => { ok: boolean; payload: string }): {
  account: EventSourceAccount;
  queue: Queue;
} {
  const iam = createIam(here.accountId);
  iam.roles.set(
    "Worker",
    new Map([["Own", parsePolicy({ Statement: { Effect: "Allow", Action: "sqs:*", Resource: "*" } }, "Own")]]),
  );
  const queue = createQueue(here, "jobs");
  setSettings(queue, { VisibilityTimeout: "600" });
  const functions: EventSourceAccount["functions"] = {
    ...createFunctions({} as Parameters<typeof createFunctions>[0]),
    find: () =>
      ({ version: { configuration: { functionName: "worker", roleArn: iam.roleArn("Worker") } } }) as ReturnType<
        EventSourceAccount["functions"]["find"]
      >,
    invoke: (_found, payload) =>
      Promise.resolve({ requestId: "1", cold: false, durationMs: 1, ...answer(JSON.parse(payload) as Sent) }),
  };
  return { queue, account: { ...here, iam, functions, queues: new Map([["jobs", queue]]), emit: () => {} } };
}
const say = (body: string): Parameters<typeof enqueue>[1] => ({
  body,
  attributes: {},
  systemAttributes: {},
  senderId: "test",
});
const later = (): number => Date.now() + 600_001;
const takeAll = (account: EventSourceAccount, queue: Queue, nowMs: number) =>
  takeMessages(account.queues, queue, { count: 10, visibilityMs: 600_000 }, nowMs);

it("deletes of a batch of ten what did not fail and nothing else, in every one of the 1024 ways to fail", async () => {
  for (let ways = 0; ways < 1024; ways++) {
    const isFailing = (body: string): boolean => (ways & (1 << Number(body))) !== 0;
    const { account, queue } = world(({ Records }) => ({
      ok: true,
      payload: JSON.stringify({
        batchItemFailures: Records.filter(({ body }) => isFailing(body)).map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      }),
    }));
    const sent = Array.from({ length: 10 }, (_, index) => enqueue(queue, say(String(index)), 0));
    await deliverBatch(account, source, queue, takeAll(account, queue, Date.now()));
    expect(takeAll(account, queue, Date.now())).toEqual([]);
    const wanted = sent.filter(({ body }) => isFailing(body)).map(({ messageId }) => messageId);
    expect(takeAll(account, queue, later()).map(({ messageId }) => messageId)).toEqual(wanted);
  }
});

it.each([
  ["fails", { ok: false, payload: '{"errorType":"Error"}' }, 2],
  ["says what Lambda does not understand", { ok: true, payload: '{"batchItemFailures":[{"itemIdentifier":""}]}' }, 2],
  ["says nothing", { ok: true, payload: "null" }, 0],
])("leaves or deletes the whole batch when the function %s", async (_, answer, left) => {
  const { account, queue } = world(() => answer);
  for (const body of ["a", "b"]) enqueue(queue, say(body), 0);
  await deliverBatch(account, source, queue, takeAll(account, queue, Date.now()));
  expect(queue.messages.size).toBe(left);
});

it("hears of failures only where the mapping asks for them, as Lambda does", async () => {
  const { account, queue } = world(({ Records }) => ({
    ok: true,
    payload: JSON.stringify({ batchItemFailures: [{ itemIdentifier: Records[0]!.messageId }] }),
  }));
  enqueue(queue, say("a"), 0);
  await deliverBatch(account, { ...source, reportsFailures: false }, queue, takeAll(account, queue, Date.now()));
  expect(queue.messages.size).toBe(0);
});

it("deletes nothing that another has received meanwhile", async () => {
  const { account, queue } = world(() => ({ ok: true, payload: "null" }));
  enqueue(queue, say("slow"), 0);
  const slow = takeAll(account, queue, Date.now());
  const [second] = takeAll(account, queue, later());
  await deliverBatch(account, source, queue, slow);
  expect([...queue.messages.values()]).toMatchObject([{ receiptHandle: second!.receiptHandle, receiveCount: 2 }]);
});
