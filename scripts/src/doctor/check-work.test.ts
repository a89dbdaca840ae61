import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, expect, test, vi } from "vitest";
import { checkWork, type WorkPlace } from "./check-work.ts";

const place: WorkPlace = {
  slug: "echo",
  queueUrl: "https://sqs.example/jobs",
  mappings: [{ id: "1", isEnabled: true }],
  paused: undefined,
};
const off = [{ id: "1", isEnabled: false }];

/** SQS with so much in a queue of work and among its dead letters. */
function sqs(waiting: number, delayed: number, inWork: number, givenUp: number): SQSClient {
  const client = new SQSClient({ region: "us-east-1" });
  vi.spyOn(client, "send").mockImplementation((async ({
    input,
  }: {
    input: { QueueUrl?: string; QueueName?: string };
  }) => {
    if (input.QueueName !== undefined) return { QueueUrl: `https://sqs.example/${input.QueueName}` };
    if (input.QueueUrl?.endsWith("/dead") === true)
      return { Attributes: { ApproximateNumberOfMessages: `${givenUp}` } };
    return {
      Attributes: {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:dead" }),
        ApproximateNumberOfMessages: `${waiting}`,
        ApproximateNumberOfMessagesDelayed: `${delayed}`,
        ApproximateNumberOfMessagesNotVisible: `${inWork}`,
      },
    };
  }) as never);
  return client;
}

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ["work that is done", [2, 1, 4, 0], {}, "ok", "about 3 wait, 4 are worked on", undefined],
  ["dead letters", [0, 0, 0, 3], {}, "warn", "3 given up, its worker gets them", "pnpm cliq redrive echo --stage dev"],
  [
    "a worker that gets nothing",
    [5, 0, 0, 0],
    { mappings: off },
    "warn",
    "its worker gets none",
    "pnpm cliq resume echo --stage dev",
  ],
  [
    "a pause",
    [5, 0, 0, 0],
    { mappings: off, paused: "Later." },
    "ok",
    "its worker gets none while it is paused",
    undefined,
  ],
  [
    "a worker that nothing hands to",
    [5, 0, 0, 0],
    { mappings: [] },
    "fail",
    "its worker gets none",
    "pnpm cdk deploy -c stage=dev",
  ],
] as const)("what the doctor says of %s", async (_what, counts, more, verdict, says, remedy) => {
  const [waiting, delayed, inWork, givenUp] = counts;
  const finding = await checkWork(sqs(waiting, delayed, inWork, givenUp), { ...place, ...more }, "dev");
  expect(finding.verdict).toBe(verdict);
  expect(finding.says).toContain(says);
  if (remedy === undefined) expect(finding.remedy).toBeUndefined();
  else expect(finding.remedy).toContain(remedy);
});
