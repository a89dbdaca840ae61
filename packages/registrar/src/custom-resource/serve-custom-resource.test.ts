import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ActionsError } from "@cliq-actions/core";
import { describe, expect, it } from "vitest";
import { virtualClock } from "../testing/virtual-send.ts";
import { serveCustomResource, type Work } from "./serve-custom-resource.ts";

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

  it("lets Lambda deliver the event again when the answer cannot be put, and does not name the URL", async () => {
    using store = await storage((_attempt, outgoing) => (outgoing.socket?.destroy(), true));
    const error: unknown = await run(store.url, async () => ({})).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain("secret-signature");
    expect(store.attempts()).toBe(5);
  });

  it("gives up at once on a URL that is refused", async () => {
    using store = await storage((_attempt, outgoing) => (outgoing.writeHead(403).end(), true));
    await run(store.url, async () => ({}));
    expect(store.attempts()).toBe(1);
  });

  it("refuses what is no event of CloudFormation's", async () => {
    await expect(serveCustomResource(async () => ({}))({ hello: 1 }, context)).rejects.toThrow(/RequestType/);
  });
});
