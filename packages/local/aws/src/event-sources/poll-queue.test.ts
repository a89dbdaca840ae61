import { expect, it } from "vitest";

import { enqueue } from "../services/sqs/send-message.ts";
import { queueWorld, source } from "../testing/queue-world.ts";
import { pollQueue } from "./poll-queue.ts";

const say = (body: string): Parameters<typeof enqueue>[1] => ({
  body,
  attributes: {},
  systemAttributes: {},
  senderId: "test",
});
const patience = { timeout: 100_000 };
/** What is under way in this process has gone as far as it can. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

it("has as many batches at work at once as the mapping permits, and begins another when one ends", async () => {
  const ends: (() => void)[] = [];
  const { account, queue } = queueWorld(
    () => new Promise((resolve) => ends.push(() => resolve({ ok: true, payload: "null" }))),
  );
  for (const body of ["a", "b", "c", "d"]) enqueue(queue, say(body), 0);
  const poller = pollQueue(account, { ...source, batchSize: 1, maxConcurrency: 2 });
  await expect.poll(() => ends.length, patience).toBe(2);
  await settle();
  expect(ends).toHaveLength(2);
  ends[0]!();
  await expect.poll(() => ends.length, patience).toBe(3);
  await settle();
  expect(ends).toHaveLength(3);
  for (const end of ends) end();
  await expect.poll(() => ends.length, patience).toBe(4);
  poller.stop();
  ends[3]!();
  await expect.poll(() => queue.messages.size, patience).toBe(0);
});

it("brings what it has received to its end when it is stopped, and receives nothing more", async () => {
  const bodies: string[][] = [];
  const { account, queue } = queueWorld(({ Records }) => {
    bodies.push(Records.map(({ body }) => body));
    return { ok: true, payload: "null" };
  });
  const poller = pollQueue(account, { ...source, windowMs: 300_000 });
  enqueue(queue, say("gathered"), 0);
  await expect.poll(() => [...queue.messages.values()][0]?.receiveCount, patience).toBe(1);
  expect(bodies).toEqual([]);
  poller.stop();
  await expect.poll(() => bodies, patience).toEqual([["gathered"]]);
  enqueue(queue, say("late"), 0);
  await settle();
  expect([...queue.messages.values()].map(({ body, receiveCount }) => [body, receiveCount])).toEqual([["late", 0]]);
});
