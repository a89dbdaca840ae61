import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readFakes, startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import { functionResources } from "../testing/function-resources.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import { writeActionFolders } from "../testing/write-action-folders.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

// Signs as any SDK does, as far as the front door reads it, and tells what it was answered.
const code = `
const sign = (service) => "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/20260101/us-east-1/" + service + "/aws4_request, SignedHeaders=host, Signature=x";
exports.handler = async ({ service, target, path = "/", method = "POST", headers, input = {}, origin, secret }) => {
  if (origin) return JSON.parse(process.env.CONNECTION_ORIGINS);
  const all = { authorization: sign(service), ...(target && { "x-amz-target": target, "content-type": "application/x-amz-json-1.0" }), ...headers };
  const response = await fetch(process.env.AWS_ENDPOINT_URL + path, { method, headers: all, ...(method !== "GET" && { body: JSON.stringify(input) }) });
  return { status: response.status, type: response.headers.get("content-type"), error: response.headers.get("x-amzn-errortype"), body: await response.text() };
};`;

const fakes = `
export default defineFakes({
  connections: { bell: () => ({ secret: "bell-secret", answer: () => { throw new Error("no clapper"); } }) },
  awsServices: {
    chimes: async () => {
      let rung = 0;
      return {
        label: "chimes of tin",
        operations: {
          Ring: {
            requires: ({ tune }) => [{ action: "chimes:Ring", resource: "arn:aws:chimes:::" + tune }],
            answer(input, { region }) {
              if (input.tune === "none") throw new ServiceError("NoSuchTuneException", "There is no such tune.");
              return { rung: ++rung, region };
            },
          },
          "GET /tunes/{tune}": { requires: [{ action: "chimes:Get" }], answer: ({ tune }) => ({ tune }) },
        },
      };
    },
  },
});`;

describe("what an action's fake.ts brings", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let stack: LocalStack;

  beforeAll(async () => {
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
    const folder = writeActionFolders({
      "ring-bell/connections.ts": `export default { bell: { origin: "https://bell.example", secret: "api-key" } };`,
      "ring-bell/fake.ts": fakes,
    });
    const statements = [
      { Effect: "Allow", Action: "chimes:Ring", Resource: ["arn:aws:chimes:::carol", "arn:aws:chimes:::none"] },
      {
        Effect: "Allow",
        Action: "chimes:Get",
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
      },
    ];
    const Environment = { Variables: { ACTION_SLUG: "ring-bell", PARAMETER_PREFIX: "/stage" } };
    const Resources = functionResources("Ring", code, { statements, Environment });
    stack = await aws.deploy({ cdkOut: writeCdkOut("Brought", { Resources }), fakes: await readFakes(folder) });
  });
  afterAll(() => aws.stop());

  const call = async (event: object): Promise<{ status: number; error: string; body: string }> =>
    (await stack.invoke("Ring", event)).payload as { status: number; error: string; body: string };

  it("answers an AWS operation by its target, once the caller's role allows it", async () => {
    const ring = (tune: string) => call({ service: "chimes", target: "Chimes.Ring", input: { tune } });
    expect(await ring("carol")).toMatchObject({ status: 200, body: '{"rung":1,"region":"us-east-1"}' });
    expect(await ring("none")).toMatchObject({ status: 400, error: "NoSuchTuneException" });
    expect(await ring("march")).toMatchObject({ error: "AccessDeniedException" });
    expect(events).toContainEqual(expect.objectContaining({ type: "denied", resource: "arn:aws:chimes:::march" }));
  });

  it("answers a REST operation by its route", async () => {
    expect(await call({ service: "chimes", method: "GET", path: "/tunes/a%20b" })).toMatchObject({
      body: '{"tune":"a b"}',
    });
  });

  it("names the operation that a fake lacks", async () => {
    expect((await call({ service: "chimes", target: "Chimes.Tune" })).body).toContain(
      "The fake of the AWS service chimes has no operation Tune; it has Ring, GET /tunes/{tune}.",
    );
  });

  it.each([
    ["a JSON protocol", { target: "Kinesis_20131202.PutRecord" }, "application/x-amz-json-1.0"],
    ["the query protocol", { headers: { "content-type": "application/x-www-form-urlencoded" } }, "text/xml"],
    ["a REST protocol", { path: "/v2/email" }, "application/json"],
  ])("says in %s which service nobody serves, and how to bring it", async (_, request, type) => {
    const answer = await call({ service: "kinesis", ...request });
    expect(answer).toMatchObject({ status: 400, type });
    expect(answer.body).toMatch(
      /Local AWS does not run the service kinesis; it runs .*chimes\. Bring a fake of it: awsServices: { kinesis: /,
    );
    expect(answer.body).toContain("packages/actions/src/ring-bell/fake.ts");
  });

  it("tells functions where their connections' fakes are, keeps their secrets, and reports their failures", async () => {
    const fake = stack.fakes["ring-bell/bell"]!;
    expect(await call({ origin: true })).toEqual({ "ring-bell/bell": fake.origin });
    const ssm = new SSMClient(sdkConfiguration(aws));
    const stored = await ssm.send(new GetParameterCommand({ Name: "/stage/ring-bell/api-key", WithDecryption: true }));
    expect(stored.Parameter).toMatchObject({ Type: "SecureString", Value: fake.secret });
    expect((await fetch(fake.origin)).status).toBe(500);
    expect(events.at(-1)).toMatchObject({
      type: "fake-failed",
      fake: "ring-bell/bell",
      reason: expect.stringContaining("no clapper") as string,
    });
    expect(stack.serviceLabels).toEqual({ chimes: "chimes of tin" });
  });
});

it("is refused with a sentence when it cannot be brought; two connections never share a fake", async () => {
  const aws = await startLocalAws();
  const bring = (awsServices: object, slug: string) => ({ slug, connections: {}, fakes: { awsServices } as never });
  const create = () => ({ operations: {} });
  const cdkOut = writeCdkOut("Clash", { Resources: functionResources("Ring", code) });
  try {
    await expect(aws.deploy({ cdkOut, fakes: [bring({ ssm: create }, "a")] })).rejects.toThrow(
      "a brings the AWS service ssm, which local AWS has itself",
    );
    await expect(
      aws.deploy({ cdkOut, fakes: [bring({ kinesis: create }, "a"), bring({ kinesis: () => create() }, "b")] }),
    ).rejects.toThrow("Both a and b bring the AWS service kinesis");
    for (const [made, sentence] of [
      [undefined, "awsServices.ses returns undefined"],
      [{}, "awsServices.ses returns as operations undefined"],
      [{ operations: { Send: { answer: () => ({}) } } }, "operation Send, says no permissions"],
      [{ operations: { Send: { requires: [] } } }, "operation Send, has no function answer"],
    ] as const)
      await expect(aws.deploy({ cdkOut, fakes: [bring({ ses: () => made }, "d")] })).rejects.toThrow(sentence);
    const failing = bring({ ses: () => Promise.reject(new Error("install the engine")) }, "e");
    await expect(aws.deploy({ cdkOut, fakes: [failing] })).rejects.toMatchObject({
      name: "InvalidFake",
      message: expect.stringMatching(/^e's fake\.ts: awsServices\.ses cannot be made: .*install the engine/u) as string,
    });
    const withoutSecret = {
      slug: "c",
      connections: { bell: { origin: "", secret: "key" } },
      fakes: { connections: { bell: () => ({ answer: () => ({}) }) } },
    };
    await expect(aws.deploy({ cdkOut, fakes: [withoutSecret] })).rejects.toThrow("The fake of c/bell gives no secret");
    const one = () => ({ answer: () => ({}) });
    const origin = "https://bell.example";
    const alike = {
      slug: "f",
      connections: { a: { origin }, b: { origin } },
      fakes: { connections: { a: one, b: one } },
    };
    const { fakes: running } = await aws.deploy({ cdkOut, fakes: [alike] });
    expect(running["f/a"]?.origin).not.toBe(running["f/b"]?.origin);
    expect((await aws.deploy({ cdkOut, fakes: [alike] })).fakes).toEqual(running);
  } finally {
    await aws.stop();
  }
});
