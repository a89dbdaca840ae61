import { LambdaClient, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { FakePerson } from "@cliq-actions/fake-cliq";
import { backgroundActions } from "@cliq-actions/infra/testing/test-actions";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Finding } from "./doctor/finding.ts";
import type { Explanation } from "./explain/explain-reference.ts";
import { type LocalStage, startLocalStage } from "./testing/local-stage.ts";
import { runCliq } from "./testing/run-cliq.ts";
import { type Synthesised, synthesiseFolder } from "./testing/synthesise-local.ts";

const person: FakePerson = {
  id: "64827402",
  firstName: "Priya",
  lastName: "Nair",
  email: "priya.nair@example.com",
  language: "en",
  country: "in",
  timezone: "Asia/Kolkata",
};
const chat = { id: "CT_1", title: "#support", type: "channel", members: [person] } as const;
const slug = "keep-later";
const of = `work of ${slug}`;
let stage: LocalStage;
let synthesised: Synthesised;
let stack: LocalStack;
let clients: { readonly lambda: LambdaClient; readonly sqs: SQSClient };

beforeAll(async () => {
  [stage, synthesised] = await Promise.all([startLocalStage(), synthesiseFolder(backgroundActions)]);
  await stage.aws.bootstrap();
  stack = await stage.deploy(synthesised.folder);
  const { endpoint, adminCredentials: credentials } = stage.aws;
  const settings = { endpoint, region: "us-east-1", credentials };
  clients = { lambda: new LambdaClient(settings), sqs: new SQSClient(settings) };
});
afterAll(async () => {
  clients.lambda.destroy();
  clients.sqs.destroy();
  await stage.stop();
  synthesised.remove();
});

/** What the doctor says of the work of the action, and how it ended. */
async function examine(): Promise<{ finding: Finding | undefined; code: number }> {
  const { stdout, code } = await runCliq(["doctor", "--stage", "local", "--json"], {
    ...stage.environment,
    CLIQ_ACTIONS_FOLDER: backgroundActions,
  });
  const { checks } = JSON.parse(stdout) as { checks: readonly Finding[] };
  return { finding: checks.find(({ check }) => check === of), code };
}

const ownOf = (type: string, part: string): string =>
  stack.resources.find(
    (one) => one.type === type && one.logicalId.startsWith("keeplater") && one.logicalId.includes(part),
  )?.physicalId ?? expect.fail(`no ${part}`);

test("the doctor sees that an action's work is done, and that nothing waits", async () => {
  expect(await examine()).toEqual({
    finding: {
      check: of,
      verdict: "ok",
      says: "about 0 wait, 0 are worked on or rest after a failure, 0 given up, its worker gets them",
    },
    code: 0,
  });
});

test("a reference tells of the click and of every attempt at its background work, with the line of the author's code", async () => {
  const at = Date.now();
  const message = { id: `${at}_1`, type: "text", text: "!fail it", sender: person, time: at } as const;
  const actionId = stage.cliq.model.actions().find(({ executionUrl }) => executionUrl?.includes(`/${slug}/`))?.id ?? "";
  await stage.cliq.execute({ actionId, person, chat, messages: [message], at });
  const lines = (): string[] => stage.logs.filter((line) => line.includes('"Job":"failed"'));
  await vi.waitFor(() => expect(lines()).toHaveLength(1), { timeout: 60_000, interval: 100 });
  const { reference }: { reference: string } = JSON.parse(lines()[0] ?? "");

  const ended = await runCliq(["explain", reference, "--stage", "local", "--json"], stage.environment);
  expect(ended.code, ended.stderr).toBe(0);
  const { work, ...click } = JSON.parse(ended.stdout) as Explanation;
  expect(click).toMatchObject({ reference, action: slug, outcome: "replied", status: 200, errors: [] });
  expect(work).toMatchObject([{ outcome: "failed", receives: 1, errors: [{ name: "upstream_failed" }] }]);
  expect(work[0]?.caution).toBeUndefined();
  expect(work[0]?.errors[0]?.frames[0]).toMatch(/background-actions\/keep-later\/action\.ts:\d+:\d+$/);

  const { stdout } = await runCliq(["explain", reference, "--stage", "local"], stage.environment);
  expect(stdout).toContain(`${reference}: ${slug} ended as replied at`);
  expect(stdout).toMatch(/^its background work: failed at [-\d]+ [:\d]+ UTC$/m);
  expect(stdout).toContain("received once, after");
  expect(ended.stdout + stdout).not.toContain("fail it");
  expect((await examine()).finding?.says).toContain("about 0 wait, 1 are worked on or rest after a failure,");
});

test("the doctor tells of dead letters and of work that nobody does, and what to do about each", async () => {
  const QueueUrl = ownOf("AWS::SQS::Queue", "DeadLetters");
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "given up" }));
  const { finding, code } = await examine();
  expect(finding).toMatchObject({
    verdict: "warn",
    says: expect.stringContaining(", 1 given up, its worker gets them") as string,
    remedy: `Put right what failed, then: pnpm cliq redrive ${slug} --stage local (docs/operations.md)`,
  });
  expect(code).toBe(0);
  const UUID = ownOf("AWS::Lambda::EventSourceMapping", "Mapping");
  await clients.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  expect((await examine()).finding?.says).toContain(", 1 given up, its worker gets none");
});
