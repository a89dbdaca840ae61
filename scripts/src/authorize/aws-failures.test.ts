import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explainAwsFailure } from "../stage/explain-aws-failure.ts";
import { type LocalPlaces, startPlaces } from "./testing/local-places.ts";

let aws: LocalAws;
let places: LocalPlaces;

beforeAll(async () => {
  aws = await startLocalAws();
  places = await startPlaces(aws);
});
afterAll(async () => Promise.all([aws.stop(), places.cliq.stop()]));

const nobody = {
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_EC2_METADATA_DISABLED: "true",
  HOME: "/nonexistent",
};

test("no region is one sentence with what to do", () => {
  const sentence = explainAwsFailure(new Error("Region is missing"), "nothing");
  expect(sentence).toMatch(/^No AWS region that can be used: give --region/);
});

test("a region that is none is one sentence, before the grant code is spent", async () => {
  const ended = await places.run(["--region", "not a region"], { env: places.credentials() });
  expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^No AWS region/) as string });
  expect(places.cliq.model.calls()).toEqual([]);
});

test.each([
  ["no credentials", nobody, /^No AWS credentials: log in as for pnpm cdk deploy/],
  [
    "credentials of nobody",
    { AWS_ACCESS_KEY_ID: "AKIANOBODY" },
    /^AWS does not take these credentials \(\w+\): log in again\.\n$/,
  ],
  [
    "no network",
    { AWS_ENDPOINT_URL_SSM: "http://127.0.0.1:1" },
    /^AWS Parameter Store cannot be reached \(ECONNREFUSED\)/,
  ],
])(
  "%s is one sentence, before the grant code is spent",
  async (_what, env: Record<string, string | undefined>, sentence) => {
    const { code, stdout, stderr } = await places.run([], { env: { ...places.credentials(), ...env } });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(places.cliq.model.calls()).toEqual([]);
  },
);

test("an AWS that quotes what it refuses to store has its sentence shown without it", async () => {
  const seen: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { Value } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { Value?: string };
      if (Value !== undefined) seen.push(Value);
      const refusal =
        Value === undefined
          ? { __type: "ParameterNotFound" }
          : {
              __type: "ValidationException",
              message: `No ${Value}, ${encodeURIComponent(Value)}, ${btoa(`x${Value}`)}`,
            };
      outgoing.writeHead(400, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(refusal));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const credentials = places.credentials();
  const env = { ...credentials, AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${port}` };
  const { code, stdout, stderr } = await places.run(["--json"], { env }).finally(() => server.close());
  expect([code, seen.length]).toEqual([1, 1]);
  expect(stderr).toMatch(/^ValidationException: No …/m);
  const { clientSecret } = JSON.parse(seen[0] ?? "{}") as { clientSecret: string };
  for (const secret of [clientSecret, encodeURIComponent(clientSecret), btoa(clientSecret).slice(2, -4)])
    expect(`${stdout}${stderr}`).not.toContain(secret);
});
