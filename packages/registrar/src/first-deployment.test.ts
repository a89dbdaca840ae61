import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { createCliqModel } from "@cliq-actions/fake-cliq";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoRows } from "./conditional-rows.ts";
import { serveCustomResource, type Work } from "./custom-resource/serve-custom-resource.ts";
import { ssmParameterStore } from "./parameters/parameter-store.ts";
import { serveActions } from "./registrar/lambda.ts";
import { serveSigningKey } from "./signing-key/serve-signing-key.ts";
import { seededRandom } from "./testing/seeded-random.ts";
import { virtualWorld } from "./testing/virtual-world.ts";
import { type VirtualAccount, virtualAws } from "./testing/virtual-aws.ts";
import { anAction } from "./testing/virtual-stage.ts";
import { keepAccessToken } from "./token-keeper/keep-access-token.ts";
import { tokenRowIn } from "./token-keeper/token-row.ts";

const startsAt = Date.parse("2026-11-22T09:00:00Z");
const prefix = "/acme/test";
const environment = {
  STAGE: "test",
  PARAMETER_PREFIX: prefix,
  TABLE_NAME: "ledger",
  TOKEN_KEEPER_FUNCTION_NAME: "keeper",
  CLIQ_DATA_CENTRE: "US",
  BUDGET_SHARE: "0.8",
};
const before = { ...process.env };
beforeAll(() => void Object.assign(process.env, environment));
afterAll(() => {
  process.env = before;
});

type Answer = { readonly Status: string; readonly Reason?: string; readonly Data?: Record<string, string> };

/** The stack's functions, as they are deployed but for time, Cliq, and an AWS that is hard to get on with. */
function newStack(account: VirtualAccount, seed: number) {
  const time = virtualWorld(startsAt);
  const random = seededRandom(seed);
  const model = createCliqModel({ startedAt: startsAt });
  const send: SendRequest = async ({ method, url, headers, body = "" }) => {
    await time.sleep(40);
    const { pathname, search } = new URL(url);
    const answer = model.handle({ method, path: `${pathname}${search}`, headers: { ...headers }, body }, time.now());
    return { kind: "answer", status: answer.status, retryAfter: answer.headers["retry-after"], text: answer.body };
  };
  const aws = virtualAws(time, random, {
    ...account,
    invoke: async (request) => keep(request),
  });
  aws.parameters.set(
    `${prefix}/oauth/client`,
    JSON.stringify({ clientId: model.clientId, clientSecret: model.clientSecret }),
  );
  aws.parameters.set(`${prefix}/oauth/refresh-token`, model.refreshToken);
  const keeper = { ssm: new SSMClient(aws.client()), dynamo: new DynamoDBClient(aws.client()) };
  const keep = async (request: object): Promise<object> =>
    keepAccessToken(
      {
        parameters: ssmParameterStore(keeper.ssm, prefix),
        row: tokenRowIn(dynamoRows({ client: keeper.dynamo, tableName: "ledger" }, "state")),
        send,
        accountsOrigin: "https://accounts.zoho.com",
        clock: time,
        random,
      },
      request,
    );
  const keyClient = new SSMClient(aws.client());
  const key = serveSigningKey(() => ssmParameterStore(keyClient, prefix), time);
  const clients = {
    dynamo: new DynamoDBClient(aws.client()),
    lambda: new LambdaClient(aws.client()),
    s3: new S3Client(aws.client()),
    ssm: new SSMClient(aws.client()),
  };
  const actions = serveActions({ aws: clients, clock: time, send, random, write: () => undefined });

  let events = 0;
  const ask = async (work: Work, type: string, resourceType: string, properties: object): Promise<Answer> => {
    events += 1;
    const answers: Answer[] = [];
    const put = async (_url: string, document: string): Promise<number> => {
      answers.push(JSON.parse(document) as Answer);
      return 200;
    };
    const event = {
      RequestType: type,
      ResponseURL: `https://cloudformation.example/${events}`,
      StackId: "stack",
      RequestId: String(events),
      LogicalResourceId: "It",
      ResourceType: resourceType,
      ResourceProperties: properties,
    };
    await serveCustomResource(work, { clock: time, write: () => undefined, put })(event, {
      getRemainingTimeInMillis: () => 900_000,
    });
    expect(answers).toHaveLength(1);
    return answers[0] as Answer;
  };
  const askKey = async (): Promise<Answer> => ask(key, "Create", "Custom::CliqSigningKey", { CredentialVersion: "1" });
  const askCredential = async (slug: string): Promise<Answer> =>
    ask(key, "Create", "Custom::CliqCredential", { Slug: slug, CredentialVersion: "1", VerifySignature: "false" });
  const askActions = async (type: string, slugs: readonly string[]): Promise<Answer> =>
    ask(actions, type, "Custom::CliqMessageActions", {
      Manifest: JSON.stringify({ version: 1, actions: slugs.map((slug) => anAction(slug)) }),
      ApiOrigin: "https://abc123.execute-api.us-east-1.amazonaws.com",
      CredentialVersion: "1",
    });
  return { time, model, aws, askKey, askCredential, askActions };
}

const hard = { grantedAfterMs: 20_000, writesPerSecond: 3, readsPerSecond: 40 };
const slugs = (count: number): string[] => Array.from({ length: count }, (_, at) => `a${at}`);

describe("a first deployment, against grants that take 20 s and a Parameter Store that takes 3 writes a second", () => {
  it.each([3, 10, 20, 40])("of %d actions succeeds", async (count) => {
    const { time, model, aws, askKey, askCredential, askActions } = newStack(hard, count);
    const deploy = async (): Promise<Answer[]> => {
      const key = await askKey();
      // CloudFormation makes all that depend on the same thing at once.
      const credentials = await Promise.all(slugs(count).map(async (slug) => askCredential(slug)));
      return [key, ...credentials, await askActions("Create", slugs(count))];
    };
    const [answers = []] = await time.run([deploy()]);
    expect(answers.map(({ Status, Reason }) => [Status, Reason])).toEqual(answers.map(() => ["SUCCESS", undefined]));
    expect(model.actions()).toHaveLength(count);
    expect(new Set(answers.slice(1, -1).map(({ Data }) => Data?.DigestCurrent)).size).toBe(count);
    // One key, one token.
    expect(aws.counts.parameterWrites).toBe(2);
    expect(aws.counts.denied).toBeGreaterThan(20);
  });

  it.each(["Update", "Delete"])("then %s by a role made just now succeeds as well", async (type) => {
    const { time, model, askKey, askActions } = newStack(hard, 7);
    const deploy = async (): Promise<Answer[]> => [
      await askKey(),
      await askActions(type, type === "Delete" ? [] : ["a"]),
    ];
    const [answers = []] = await time.run([deploy()]);
    expect(answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
    expect(model.actions()).toHaveLength(type === "Delete" ? 0 : 1);
  });

  it("agrees on one key although forty ask for it at once, as releases before this one did", async () => {
    const { time, aws, askKey, askCredential } = newStack({ ...hard, grantedAfterMs: 0 }, 40);
    const [answers = []] = await time.run([Promise.all(slugs(40).map(async () => askKey()))]);
    expect(new Set(answers.map(({ Status }) => Status))).toEqual(new Set(["SUCCESS"]));
    expect(aws.counts.parameterWrites).toBe(1);
    expect(aws.counts.throttled).toBeGreaterThan(0);
    const [credential] = await time.run([askCredential("a")]);
    expect(credential?.Status).toBe("SUCCESS");
  });

  it("says which parameter lacks where nobody has made the key", async () => {
    const { time, askCredential } = newStack({}, 1);
    const [answer] = await time.run([askCredential("a")]);
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("Parameter /acme/test/signing-key does not exist") as string,
    });
  });
});
