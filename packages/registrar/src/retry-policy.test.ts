import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import { readAssetFrom } from "./registrar/read-asset.ts";
import { clientSettings, retryPolicy } from "./retry-policy.ts";
import { seededRandom } from "./testing/seeded-random.ts";
import { virtualClock } from "./testing/virtual-send.ts";

type Failure = { readonly status: number; readonly type: string } | { readonly code: string };

/** A real client whose service fails so until the time has come. */
function clientOf(failure: Failure, untilMs: number) {
  const clock = virtualClock(0);
  let calls = 0;
  const handle = async () => {
    calls += 1;
    clock.advance(10);
    const isOver = clock.now() >= untilMs;
    if (!isOver && "code" in failure) throw Object.assign(new Error("The connection broke"), failure);
    const [statusCode, body] =
      isOver || "code" in failure
        ? [200, { Parameter: { Value: "found" } }]
        : [failure.status, { __type: failure.type }];
    return { response: { statusCode, headers: {}, body: new Uint8Array(Buffer.from(JSON.stringify(body))) } };
  };
  const client = new SSMClient({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
    retryStrategy: retryPolicy(clock, seededRandom(1)),
    requestHandler: { handle },
  });
  const read = async () => (await client.send(new GetParameterCommand({ Name: "a" }))).Parameter?.Value;
  return { clock, read, calls: () => calls };
}

const passing: readonly Failure[] = [
  { status: 400, type: "AccessDeniedException" },
  { status: 400, type: "KMSAccessDeniedException" },
  { status: 400, type: "InvalidKeyId" },
  { status: 400, type: "ThrottlingException" },
  { status: 400, type: "TooManyUpdates" },
  { status: 409, type: "ResourceConflictException" },
  { status: 500, type: "InternalServerError" },
  { status: 503, type: "ServiceUnavailable" },
  { code: "ECONNRESET" },
  { code: "ENOTFOUND" },
];

describe("every client of AWS", () => {
  it.each(passing)("outlasts a minute of %j", async (failure) => {
    const { read, clock } = clientOf(failure, 60_000);
    expect(await read()).toBe("found");
    expect(clock.now()).toBeLessThan(70_000);
  });

  it("gives up after a little more than a minute, with what AWS said", async () => {
    const { read, clock } = clientOf({ status: 400, type: "AccessDeniedException" }, Number.POSITIVE_INFINITY);
    await expect(read()).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(clock.now()).toBeGreaterThan(60_000);
    expect(clock.now()).toBeLessThanOrEqual(71_000);
  });

  it.each(["ParameterNotFound", "ValidationException", "ParameterAlreadyExists"])("repeats no %s", async (type) => {
    const { read, calls } = clientOf({ status: 400, type }, 60_000);
    await expect(read()).rejects.toMatchObject({ name: type });
    expect(calls()).toBe(1);
  });

  it("has the policy and limits in its settings", async () => {
    const client = new SSMClient({ region: "us-east-1", ...clientSettings() });
    expect(Object.keys(await client.config.retryStrategy())).toEqual(Object.keys(retryPolicy()));
    client.destroy();
  });
});

it("a file whose answer breaks off on the way is asked for again", async () => {
  let calls = 0;
  const content = Buffer.from("a script");
  const handle = async () => {
    calls += 1;
    const isBroken = calls <= 2;
    const body = Readable.from(
      (async function* () {
        yield content.subarray(0, 3);
        if (isBroken) throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
        yield content.subarray(3);
      })(),
    );
    return { response: { statusCode: 200, headers: {}, body } };
  };
  const client = new S3Client({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
    requestHandler: { handle },
  });
  const sha256 = createHash("sha256").update(content).digest("hex");
  expect(await readAssetFrom(client)({ key: "script.ds", sha256 }, "assets")).toEqual(content);
  expect(calls).toBe(3);
});
