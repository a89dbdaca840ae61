import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { readDeadLetters, redriveLetters } from "./redrive-letters.ts";

/** A client of an SQS that answers what `answers` has for each operation, one after the other. */
function sqs(answers: Readonly<Record<string, readonly object[]>>): { client: SQSClient; asked: [string, object][] } {
  const left = Object.fromEntries(Object.entries(answers).map(([name, all]) => [name, [...all]]));
  const asked: [string, object][] = [];
  const client = new SQSClient({ region: "us-east-1" });
  client.send = ((command: { constructor: { name: string }; input: object }) => {
    const name = command.constructor.name.replace(/Command$/, "");
    asked.push([name, command.input]);
    return Promise.resolve(left[name]?.shift() ?? {});
  }) as SQSClient["send"];
  return { client, asked };
}

const arn = "arn:aws:sqs:us-east-1:123456789012:letters";
const letters = { slug: "keep-later", arn, waiting: 3 };

test("dead letters are found by the queue that they come from", async () => {
  const { client, asked } = sqs({
    GetQueueAttributes: [
      { Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 6 }) } },
      { Attributes: { ApproximateNumberOfMessages: "3" } },
    ],
    GetQueueUrl: [{ QueueUrl: "https://sqs.example/letters" }],
  });
  expect(await readDeadLetters(client, "keep-later", "https://sqs.example/jobs")).toEqual(letters);
  expect(asked.map(([name]) => name)).toEqual(["GetQueueAttributes", "GetQueueUrl", "GetQueueAttributes"]);
  expect(asked[1]?.[1]).toEqual({ QueueName: "letters" });
  const bare = sqs({ GetQueueAttributes: [{}] }).client;
  await expect(readDeadLetters(bare, "keep-later", "https://sqs.example/jobs")).rejects.toThrow(
    "The queue of keep-later has no dead letters any more",
  );
});

test("they are sent back, and how far it is is told until it is over", async () => {
  const { client, asked } = sqs({
    ListMessageMoveTasks: [
      { Results: [{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 9 }] },
      { Results: [{ Status: "RUNNING", ApproximateNumberOfMessagesMoved: 1 }] },
      { Results: [{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 3 }] },
    ],
  });
  const told: unknown[] = [];
  const pause = async (): Promise<void> => void told.push("pause");
  expect(await redriveLetters(client, letters, { pause, progress: (moved) => told.push(moved) })).toBe(3);
  expect(told).toEqual([1, "pause"]);
  expect(asked[1]).toEqual(["StartMessageMoveTask", { SourceArn: arn }]);
});

test("what somebody else has begun is waited for: SQS takes no second task of a queue", async () => {
  const running = { Results: [{ Status: "RUNNING", ApproximateNumberOfMessagesMoved: 1 }] };
  const { client, asked } = sqs({
    ListMessageMoveTasks: [
      running,
      running,
      { Results: [{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 3 }] },
    ],
  });
  const watching = { pause: () => Promise.resolve(), progress: () => undefined };
  expect(await redriveLetters(client, letters, watching)).toBe(3);
  expect(asked.map(([name]) => name)).not.toContain("StartMessageMoveTask");
});

test("a task that ends early is a failure with AWS's reason", async () => {
  const watching = { pause: () => Promise.resolve(), progress: () => undefined };
  const failed = sqs({
    ListMessageMoveTasks: [{}, { Results: [{ Status: "FAILED", FailureReason: "AccessDenied" }] }],
  });
  await expect(redriveLetters(failed.client, letters, watching)).rejects.toThrow(
    "The dead letters of keep-later are not all sent back: AccessDenied.",
  );
  await expect(redriveLetters(sqs({}).client, letters, watching)).rejects.toThrow("AWS lost the task");
});
