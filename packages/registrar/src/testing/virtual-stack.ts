import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { ManifestAction } from "@cliq-actions/core";
import { createCliqModel } from "@cliq-actions/fake-cliq";
import { expect } from "vitest";
import { dynamoRows } from "../conditional-rows.ts";
import { serveCustomResource, withPatience, type Work } from "../custom-resource/serve-custom-resource.ts";
import { ssmParameterStore } from "../parameters/parameter-store.ts";
import { serveActions } from "../registrar/lambda.ts";
import { serveSigningKey } from "../signing-key/serve-signing-key.ts";
import { keepAccessToken } from "../token-keeper/keep-access-token.ts";
import { tokenRowIn } from "../token-keeper/token-row.ts";
import { seededRandom } from "./seeded-random.ts";
import { type VirtualAccount, virtualAws } from "./virtual-aws.ts";
import { anAction } from "./virtual-stage.ts";
import { virtualWorld } from "./virtual-world.ts";

const startsAt = Date.parse("2026-11-22T09:00:00Z");
const prefix = "/acme/test";
/** How long an invocation may last. */
export const invocationMs = 900_000;
/** What every function's environment says. */
const environment = {
  STAGE: "test",
  PARAMETER_PREFIX: prefix,
  TABLE_NAME: "ledger",
  TOKEN_KEEPER_FUNCTION_NAME: "keeper",
  CLIQ_DATA_CENTRE: "US",
  BUDGET_SHARE: "0.8",
  AWS_LAMBDA_FUNCTION_NAME: "registrar",
};
/** What CloudFormation was told. */
export interface Answer {
  readonly Status: string;
  readonly PhysicalResourceId?: string;
  readonly Reason?: string;
  readonly Data?: Record<string, string>;
}

/** Gives this process a function's environment, and has every client load what it loads at its first call: that takes real time, in which an hour of virtual time passes. */
export async function loadClients(): Promise<void> {
  Object.assign(process.env, environment);
  const time = virtualWorld(startsAt);
  const aws = virtualAws(time, () => 0);
  const calls = [
    new DynamoDBClient(aws.client()).send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "x" } } })),
    new SSMClient(aws.client()).send(new GetParameterCommand({ Name: "x" })),
    new LambdaClient(aws.client()).send(new InvokeCommand({ FunctionName: "f" })),
    new S3Client(aws.client()).send(new GetObjectCommand({ Bucket: "b", Key: "x" })),
  ];
  await time.run(calls.map(async (call: Promise<unknown>) => call.catch(() => undefined)));
}

/** A stack's functions, as they are deployed but for time, Cliq, and an AWS that is hard to get on with. */
export function virtualStack(account: VirtualAccount, seed: number) {
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
    invoke: async (payload) => {
      // The registrar that hands over to itself, else the keeper.
      if (!("ResponseURL" in payload)) return keep(payload);
      const work = works.get(String(payload.ResponseURL));
      if (work !== undefined) time.after(200, () => void attempt(work, payload, 1));
      return {};
    },
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
  const patience = { until: 0 };
  const keyClient = new SSMClient(aws.client(patience));
  const key = withPatience(
    patience,
    serveSigningKey(() => ssmParameterStore(keyClient, prefix), time),
  );
  const clients = {
    dynamo: new DynamoDBClient(aws.client(patience)),
    lambda: new LambdaClient(aws.client()),
    s3: new S3Client(aws.client(patience)),
    ssm: new SSMClient(aws.client(patience)),
  };
  const actions = serveActions({ aws: clients, patience, clock: time, send, random, write: () => undefined });

  let events = 0;
  const works = new Map<string, Work>();
  const asked = new Map<string, (answer: Answer) => void>();
  const longest = { invocationMs: 0 };
  const put = async (url: string, document: string): Promise<number> => {
    expect(asked.has(url), "answered once").toBe(true);
    asked.get(url)?.(JSON.parse(document) as Answer);
    asked.delete(url);
    return 200;
  };
  /** As Lambda's queue does: what fails is delivered again after a minute, and once more after two. */
  const attempt = async (work: Work, event: object, count: number): Promise<void> => {
    const startedAt = time.now();
    try {
      await serveCustomResource(work, { clock: time, write: () => undefined, put })(event, {
        getRemainingTimeInMillis: () => invocationMs,
      });
    } catch {
      if (count < 3) time.after(count * 60_000, () => void attempt(work, event, count + 1));
    }
    longest.invocationMs = Math.max(longest.invocationMs, time.now() - startedAt);
  };
  const ask = async (work: Work, type: string, resourceType: string, properties: object): Promise<Answer> => {
    events += 1;
    const signedAt = new Date(time.now()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const url = `https://cloudformation.example/${events}?X-Amz-Date=${signedAt}`;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    works.set(url, work);
    asked.set(url, resolve);
    time.after(3_600_000, () => resolve({ Status: "TIMED OUT" }));
    await attempt(
      work,
      {
        RequestType: type,
        ResponseURL: url,
        StackId: "stack",
        RequestId: String(events),
        LogicalResourceId: "It",
        ResourceType: resourceType,
        ResourceProperties: properties,
      },
      1,
    );
    return promise;
  };
  const askKey = async (): Promise<Answer> => ask(key, "Create", "Custom::CliqSigningKey", { CredentialVersion: "1" });
  const askCredential = async (slug: string): Promise<Answer> =>
    ask(key, "Create", "Custom::CliqCredential", { Slug: slug, CredentialVersion: "1", VerifySignature: "false" });
  const askActions = async (
    type: string,
    slugs: readonly string[],
    changes: Partial<ManifestAction> = {},
  ): Promise<Answer> =>
    ask(actions, type, "Custom::CliqMessageActions", {
      AssetBucket: "assets",
      Manifest: JSON.stringify({ version: 1, actions: slugs.map((slug) => anAction(slug, changes)) }),
      ApiOrigin: "https://abc123.execute-api.us-east-1.amazonaws.com",
      CredentialVersion: "1",
    });
  return { time, model, aws, longest, askKey, askCredential, askActions };
}
