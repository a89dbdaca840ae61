import { expect, it } from "vitest";

import type { Queue } from "../services/sqs/queue.ts";
import { takeMessages } from "../services/sqs/receive-messages.ts";
import { enqueue } from "../services/sqs/send-message.ts";
import { queueWorld, source } from "../testing/queue-world.ts";
import { deliverBatch } from "./deliver-batch.ts";
import type { EventSourceAccount } from "./event-source-account.ts";

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
    const { account, queue } = queueWorld(({ Records }) => ({
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
  const { account, queue } = queueWorld(() => answer);
  for (const body of ["a", "b"]) enqueue(queue, say(body), 0);
  await deliverBatch(account, source, queue, takeAll(account, queue, Date.now()));
  expect(queue.messages.size).toBe(left);
});

it("hears of failures only where the mapping asks for them, as Lambda does", async () => {
  const { account, queue } = queueWorld(({ Records }) => ({
    ok: true,
    payload: JSON.stringify({ batchItemFailures: [{ itemIdentifier: Records[0]!.messageId }] }),
  }));
  enqueue(queue, say("a"), 0);
  await deliverBatch(account, { ...source, reportsFailures: false }, queue, takeAll(account, queue, Date.now()));
  expect(queue.messages.size).toBe(0);
});

it("deletes nothing that another has received meanwhile", async () => {
  const { account, queue } = queueWorld(() => ({ ok: true, payload: "null" }));
  enqueue(queue, say("slow"), 0);
  const slow = takeAll(account, queue, Date.now());
  const [second] = takeAll(account, queue, later());
  await deliverBatch(account, source, queue, slow);
  expect([...queue.messages.values()]).toMatchObject([{ receiptHandle: second!.receiptHandle, receiveCount: 2 }]);
});
