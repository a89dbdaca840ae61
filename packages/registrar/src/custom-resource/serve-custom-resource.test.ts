import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ActionsError } from "@cliq-actions/core";
import { describe, expect, it } from "vitest";
import { virtualClock } from "../testing/virtual-send.ts";
import { byResourceType, serveCustomResource, ToBeDeliveredAgain, type Work } from "./serve-custom-resource.ts";

interface Put {
  readonly headers: IncomingMessage["headers"];
  readonly answer: {
    readonly Status: string;
    readonly Reason?: string;
    readonly Data?: object;
    readonly PhysicalResourceId: string;
  };
}

/** The storage behind a pre-signed URL; `refuse` may answer an attempt in its place. */
async function storage(refuse: (attempt: number, outgoing: ServerResponse) => boolean = () => false) {
  const puts: Put[] = [];
  let attempts = 0;
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    incoming.on("end", () => {
      attempts += 1;
      if (refuse(attempts, outgoing)) return;
      puts.push({ headers: incoming.headers, answer: JSON.parse(body) as Put["answer"] });
      outgoing.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?X-Amz-Signature=secret-signature`;
  return {
    puts,
    url,
    attempts: () => attempts,
    [Symbol.dispose]: () => void (server.closeAllConnections(), server.close()),
  };
}

const eventFor = (url: string) => ({
  RequestType: "Create",
  ResponseURL: url,
  StackId: "stack",
  RequestId: "request",
  LogicalResourceId: "Actions",
  ResourceType: "Custom::X",
  ResourceProperties: { ServiceToken: "t", Flag: "false" },
});
const context = { getRemainingTimeInMillis: () => 60_000 };

class Planned extends ActionsError {
  readonly code = "planned";
}

/** Runs one event and returns what was logged. */
async function run(url: string, work: Work): Promise<string> {
  const lines: string[] = [];
  await serveCustomResource(work, { clock: virtualClock(0), write: (line) => void lines.push(line) })(
    eventFor(url),
    context,
  );
  return lines.join("");
}

describe("a custom resource", () => {
  it("answers with its attributes, an empty content type and nothing but what S3 expects", async () => {
    using store = await storage();
    await run(store.url, async (request, stopsAt) => {
      expect(request.properties).toEqual({ ServiceToken: "t", Flag: "false" });
      expect(stopsAt).toBe(60_000);
      return { Count: "1" };
    });
    expect(store.puts).toHaveLength(1);
    expect(store.puts[0]?.headers["content-type"]).toBe("");
    expect(store.puts[0]?.answer).toMatchObject({ Status: "SUCCESS", Data: { Count: "1" } });
  });

  it("answers a failure with its sentence, once, without secrets", async () => {
    using store = await storage();
    const log = await run(store.url, async () => {
      throw new Planned(
        "Could not reach https://x.example/actions/a/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI with Bearer abcdefghij",
      );
    });
    expect(store.puts).toHaveLength(1);
    expect(store.puts[0]?.answer).toMatchObject({
      Status: "FAILED",
      Reason: "Could not reach https://x.example/actions/a/… with Bearer …",
    });
    expect(log.split("\n")).toHaveLength(2);
    expect(JSON.parse(log)).toMatchObject({
      level: "error",
      outcome: "FAILED",
      answered: "taken",
      requestType: "Create",
    });
    for (const secret of ["Zm9vYmFy", "abcdefghij", "secret-signature"]) expect(log).not.toContain(secret);
  });

  it("answers for a bug, too", async () => {
    using store = await storage();
    const log = await run(store.url, async () => {
      throw new TypeError("x is not a function");
    });
    expect(log).toContain("at decide");
    expect(store.puts[0]?.answer).toMatchObject({ Status: "FAILED", Reason: "TypeError: x is not a function" });
  });

  it("does not answer when there is nobody to answer", async () => {
    using store = await storage();
    await run(store.url, async () => "stale");
    expect(store.attempts()).toBe(0);
  });

  it("leaves the event to Lambda's next delivery when the work says so", async () => {
    using store = await storage();
    const work: Work = async () => Promise.reject(new ToBeDeliveredAgain("no other invocation"));
    await expect(run(store.url, work)).rejects.toThrow("no other invocation");
    expect(store.attempts()).toBe(0);
  });

  it("has the log and the answer say what an operator should know although nothing failed", async () => {
    using store = await storage();
    const log = await run(store.url, async (_request, _stopsAt, note) => {
      note("Still in Cliq: a (id 1).");
      note("So is b.");
      return {};
    });
    const reason = "Still in Cliq: a (id 1). So is b.";
    expect(store.puts[0]?.answer).toMatchObject({ Status: "SUCCESS", Reason: reason });
    expect(JSON.parse(log)).toMatchObject({ level: "error", outcome: "SUCCESS", reason });
  });

  it("tries again when the answer is lost on the way", async () => {
    using store = await storage((attempt, outgoing) => {
      if (attempt === 1) outgoing.socket?.destroy();
      if (attempt === 2) outgoing.writeHead(503).end();
      return attempt <= 2;
    });
    await run(store.url, async () => ({}));
    expect(store.puts).toHaveLength(1);
    expect(store.attempts()).toBe(3);
  });

  it.each([307, 400, 405, 409, 429, 500, 503])("tries again after the status %d until it is taken", async (status) => {
    using store = await storage((attempt, outgoing) => attempt <= 6 && (outgoing.writeHead(status).end(), true));
    const log = await run(store.url, async () => ({}));
    expect([store.puts.length, store.attempts()]).toEqual([1, 7]);
    expect(JSON.parse(log)).toMatchObject({ level: "info", answered: "taken" });
  });

  it("lets Lambda deliver the event again when the answer cannot be put, says so, and does not name the URL", async () => {
    using store = await storage((_attempt, outgoing) => (outgoing.socket?.destroy(), true));
    const clock = virtualClock(0);
    const lines: string[] = [];
    const handler = serveCustomResource(async () => ({}), { clock, write: (line) => void lines.push(line) });
    const error: unknown = await handler(eventFor(store.url), context).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.parse(lines.join(""))).toMatchObject({ level: "error", outcome: "SUCCESS", answered: "unreachable" });
    expect(`${String(error)}${lines.join("")}`).not.toContain("secret-signature");
    // To within a pause and what is left for the end of the invocation.
    expect(clock.now()).toBeGreaterThan(30_000);
    expect(clock.now()).toBeLessThan(60_000);
  });

  it.each([403, 404])("gives up at once where nobody waits any more (%d), and the log has an error", async (status) => {
    using store = await storage((_attempt, outgoing) => (outgoing.writeHead(status).end(), true));
    const log = await run(store.url, async () => ({}));
    expect(store.attempts()).toBe(1);
    expect(JSON.parse(log)).toMatchObject({ level: "error", outcome: "SUCCESS", answered: "refused" });
  });

  const absent = undefined;
  it.each([
    ["a request type nobody knows", { RequestType: "Import" }, /asks for "Import"/],
    ["no request type", { RequestType: absent }, /asks for "undefined"/],
    ["a request type that is no text", { RequestType: { toString: 1 } }, /asks for/],
    ["properties that are none", { ResourceProperties: ["a"] }, /Misses/],
    ["no properties", { ResourceProperties: null }, /Misses/],
    ["a physical id that is no text", { PhysicalResourceId: 7, ResourceProperties: absent }, /Misses/],
    ["one that fits none as JSON", { PhysicalResourceId: "\u0001".repeat(1_024), ResourceProperties: 1 }, /Misses/],
    ["a physical id that fits no answer", { PhysicalResourceId: "x".repeat(9_000), ResourceProperties: 1 }, /Misses/],
    ["a resource type that is no text", { ResourceType: 1 }, /serves Custom::X and Custom::Y, not ""/],
    ["another resource type", { ResourceType: "Custom::Z" }, /serves Custom::X and Custom::Y, not "Custom::Z"/],
  ])("answers an event with %s, once", async (_what, changes, reason) => {
    using store = await storage();
    const work: Work = async ({ properties }) => {
      if (properties.Flag === undefined) throw new Planned("Misses Flag");
      return {};
    };
    await serveCustomResource(byResourceType({ "Custom::X": work, "Custom::Y": work }), {
      clock: virtualClock(0),
      write: () => undefined,
    })({ ...eventFor(store.url), ...changes }, context);
    expect(store.puts).toHaveLength(1);
    expect(store.puts[0]?.answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(reason) as string,
      PhysicalResourceId: expect.stringMatching(/^cliq-/) as string,
    });
  });

  it("has nothing to delete of another resource type", async () => {
    using store = await storage();
    const work = byResourceType({ "Custom::X": async () => Promise.reject(new Planned("not to be called")) });
    const event = { ...eventFor(store.url), RequestType: "Delete", ResourceType: "Custom::Z", PhysicalResourceId: "z" };
    await serveCustomResource(work, { clock: virtualClock(0), write: () => undefined })(event, context);
    expect(store.puts[0]?.answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: "z" });
  });

  it.each(["ResponseURL", "StackId", "RequestId", "LogicalResourceId"])("cannot answer without %s", async (field) => {
    const event = { ...eventFor("https://storage.example/answer"), [field]: "" };
    await expect(serveCustomResource(async () => ({}))(event, context)).rejects.toMatchObject({
      code: "misconfigured",
      message: expect.stringContaining(field) as string,
    });
  });
});
