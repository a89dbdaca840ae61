import { createHash, generateKeyPairSync } from "node:crypto";
import { deriveCredential, digestCredential } from "@cliq-actions/aws/credential";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { anAction } from "../testing/virtual-stage.ts";

/** One for all tests, which leave it to the next one as they say. */
let stage: LocalStage;
beforeAll(async () => {
  stage = await startLocalStage();
});
afterEach(() => {
  stage.cliq.model.clearFaults();
  // Each deploys stacks of its own, whose tables do not know what the others called within the minute.
  stage.cliq.advanceClock(61_000);
});
afterAll(async () => stage.stop());

async function failure(deployment: Promise<unknown>): Promise<string> {
  const error: unknown = await deployment.then(
    () => new Error("The deployment was to fail"),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : String(error);
}

it("deploys, changes and deletes the set through the real bundles, and no secret is written to a log", async () => {
  const stack = await stage.deploy({ actions: [anAction("a"), anAction("b", { multi_selectable: true })] });
  expect(stage.cliq.model.actions().map(({ name, permissions }) => [name, permissions])).toEqual([
    ["Do a", ["message", "user"]],
    ["Do b", ["message", "user"]],
  ]);

  const signingKey = await stage.read("signing-key");
  const credential = (version: number): string =>
    deriveCredential(Buffer.from(signingKey, "base64"), { stage: "test", slug: "a", version });
  expect(stage.cliq.model.actions()[0]?.executionUrl).toBe(
    `https://abc123.execute-api.us-east-1.amazonaws.com/actions/a/${credential(1)}`,
  );
  expect(stack.outputs).toMatchObject({
    DigestPrevious: digestCredential(credential(0)),
    DigestCurrent: digestCredential(credential(1)),
    DigestNext: digestCredential(credential(2)),
    PublicKey: "",
  });

  await stage.deploy({ actions: [anAction("a", { hint: "Another" })], credentialVersion: 2 });
  expect(stage.cliq.model.actions()).toHaveLength(1);
  expect(stage.cliq.model.actions()[0]).toMatchObject({
    hint: "Another",
    executionUrl: expect.stringContaining(credential(2)) as string,
  });

  const { accessToken } = JSON.parse(await stage.read("oauth/access-token")) as { accessToken: string };
  await stage.destroy();
  expect(stage.cliq.model.actions()).toEqual([]);
  expect(await stage.read("signing-key")).toBe(signingKey);
  const written = stage.logs.join("\n");
  expect(written).toContain('"outcome":"SUCCESS"');
  for (const secret of [
    signingKey,
    credential(1),
    credential(2),
    accessToken,
    stage.cliq.refreshToken,
    stage.cliq.clientSecret,
  ]) {
    expect(written).not.toContain(secret);
  }
});

it("registers a Deluge script from the asset bucket and a function, and takes an action over by its id", async () => {
  const script = "return Map();";
  const sha256 = createHash("sha256").update(script).digest("hex");
  const byHand = {
    name: "By hand",
    hint: "h",
    scope: "organization",
    message_types: ["text"],
    execution_type: "webhook",
    execution_url: "https://theirs.example/x",
  } as const;
  const theirs = stage.cliq.model.actAs(stage.cliq.model.person).create(byHand, Date.now());
  const deluge = anAction("d", { permissions: [], execution_type: "deluge", script: { key: `${sha256}.ds`, sha256 } });
  const form = {
    slug: "a/ask",
    name: "Ask",
    description: "Asks",
    function_type: "form",
    handlers: [{ type: "form_view_handler", permissions: ["user"] }],
  } as const;
  await stage.deploy({
    actions: [anAction("a", { adopt: theirs.id }), deluge],
    functions: [form],
    files: { [`${sha256}.ds`]: script },
  });
  expect(stage.cliq.model.actions()).toMatchObject([
    { id: theirs.id, name: "Do a", executionUrl: expect.stringContaining("/actions/a/") as string },
    { name: "Do d", executionType: "deluge", script },
  ]);
  expect(stage.cliq.model.functions()).toMatchObject([
    { name: "Ask", handlers: [{ type: "form_submit_handler" }, { type: "form_view_handler" }] },
  ]);
  await stage.destroy();
  expect([stage.cliq.model.actions().map(({ id }) => id), stage.cliq.model.functions()]).toEqual([[theirs.id], []]);
  stage.cliq.model.actAs(stage.cliq.model.person).remove(theirs.id, Date.now());
});

it("fails with a reason and leaves Cliq without the action when its permissions cannot be set", async () => {
  stage.cliq.model.inject({ on: "updateHandler", kind: "refuse" });
  const reason = await failure(stage.deploy({ actions: [anAction("a")] }));
  for (const part of ["Do a", "execution_handler_update_failed", "removed from Cliq again"])
    expect(reason).toContain(part);
  expect(stage.cliq.model.actions()).toEqual([]);
});

it("goes on in another invocation when a lock outlasts one", async () => {
  const startedAt = Date.now();
  const stack = await stage.deploy({ actions: [] });
  // Longer than the next deployment takes to get to the registrar, however slow the machine is.
  const lockedUntil = 2 * Date.now() - startedAt + 6_000;
  await stage.writeUse(stack, "list", { calls: [], lockedUntil });
  const before = stage.cliq.model.calls().length;
  await stage.deploy({ actions: [anAction("a")], registrarTimeoutSeconds: 4 });
  expect(stage.cliq.model.actions()).toHaveLength(1);
  expect(stage.logs.filter((line) => line.includes('"outcome":"handed over"')).length).toBeGreaterThanOrEqual(1);
  expect(
    stage.cliq.model
      .calls()
      .slice(before)
      .every(({ at }) => at >= lockedUntil - 100),
  ).toBe(true);
});

it("replaces a token that Cliq no longer accepts", async () => {
  const before = await stage.read("oauth/access-token");
  stage.cliq.model.inject({ on: "listActions", kind: "status", status: 401, body: '{"message":"invalid AuthToken"}' });
  await stage.deploy({ actions: [anAction("a", { hint: "New" })] });
  expect(stage.cliq.model.actions()[0]?.hint).toBe("New");
  expect(await stage.read("oauth/access-token")).not.toBe(before);
});

it("waits for a Cliq and for an accounts server that are out of order", async () => {
  const stack = await stage.deploy({ actions: [anAction("a")] });
  await stage.writeUse(stack, "update");
  const before = stage.cliq.model.calls().length;
  stage.cliq.model.inject({ on: "listActions", kind: "status", status: 401, body: '{"message":"invalid AuthToken"}' });
  stage.cliq.model.inject({ on: "token", kind: "status", status: 503 });
  // One more than a single call tries.
  stage.cliq.model.inject({ on: "updateAction", kind: "status", status: 503, times: 5 });
  await stage.deploy({ actions: [anAction("a", { hint: "After all" })] });
  expect(stage.cliq.model.actions()[0]?.hint).toBe("After all");
  const struck = stage.cliq.model.calls().slice(before);
  expect(struck.filter(({ fault }) => fault === "status")).toHaveLength(7);
});

it("says which parameter to put when signatures are to be verified and no key is there", async () => {
  const reason = await failure(stage.deploy({ actions: [anAction("a")], verifySignature: true }));
  for (const part of ["/acme/test/cliq-public-key", "aws ssm put-parameter"]) expect(reason).toContain(part);
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  await stage.put("cliq-public-key", key);
  const stack = await stage.deploy({ actions: [anAction("a")], verifySignature: true });
  expect(stack.outputs.PublicKey).toBe(key);
});

it("says to authorize when the refresh token is revoked", async () => {
  await stage.put("oauth/refresh-token", "1000.feedfacefeedfacefeedfacefeedface.feedfacefeedfacefeedfacefeedface");
  stage.cliq.model.inject({ on: "listActions", kind: "status", status: 401, body: '{"message":"invalid AuthToken"}' });
  const reason = await failure(stage.deploy({ actions: [anAction("a", { hint: "Newer" })] }));
  expect(reason).toContain("run `pnpm cliq authorize --stage test --rotate`");
  expect(reason).not.toContain("feedface");
});
