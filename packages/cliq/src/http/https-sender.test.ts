import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { sendJson, serve } from "../testing/serve.ts";
import type { OutgoingRequest } from "./send-request.ts";
import { httpsSender } from "./https-sender.ts";

const send = httpsSender();
const get = (origin: string, timeoutMs = 2_000): OutgoingRequest => ({
  method: "GET",
  url: `${origin}/api/v3/messageactions`,
  headers: { authorization: "Bearer secret-token" },
  timeoutMs,
});

describe("an answer", () => {
  it("is read with its status and Retry-After", async () => {
    await using server = await serve((_incoming, outgoing) =>
      outgoing.writeHead(429, { "retry-after": "17" }).end("{}"),
    );
    expect(await send(get(server.origin))).toEqual({ kind: "answer", status: 429, retryAfter: "17", text: "{}" });
  });

  it("says in which form it is", async () => {
    await using server = await serve((_incoming, outgoing) => sendJson(outgoing, {}));
    expect(await send(get(server.origin))).toMatchObject({ contentType: "application/json", text: "{}" });
  });

  it("goes to who says what calls and in which version, and nothing else", async () => {
    await using server = await serve((_incoming, outgoing) => sendJson(outgoing, {}));
    await send(get(server.origin));
    const [scope = ""] = manifest.name.slice(1).split("/");
    expect(server.seen[0]?.headers["user-agent"]).toBe(`${scope}/${manifest.version}`);
  });

  it("that redirects is not followed, so that the token goes nowhere else", async () => {
    await using elsewhere = await serve((_incoming, outgoing) => sendJson(outgoing, {}));
    await using server = await serve((_incoming, outgoing) =>
      outgoing.writeHead(302, { location: elsewhere.origin }).end(),
    );
    expect(await send(get(server.origin))).toMatchObject({ kind: "answer", status: 302 });
    expect(elsewhere.seen).toEqual([]);
  });

  it("without end is cut off at 4 MiB and its connection closed", async () => {
    const closed = Promise.withResolvers<true>();
    await using server = await serve((_incoming, outgoing) => {
      outgoing.on("close", () => closed.resolve(true));
      outgoing.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024, "x");
      const more = (): void => void (outgoing.destroyed || outgoing.write(chunk, more));
      more();
    });
    expect(await send(get(server.origin, 20_000))).toMatchObject({
      kind: "no-answer",
      mayHaveArrived: true,
      transient: false,
    });
    expect(await closed.promise).toBe(true);
  });

  it("that drips is given up at the deadline of the whole call", async () => {
    await using server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-length": "1000" });
      const timer = setInterval(() => outgoing.write("x"), 20);
      outgoing.on("close", () => clearInterval(timer));
    });
    const startedAt = performance.now();
    expect(await send(get(server.origin, 300))).toMatchObject({
      kind: "no-answer",
      mayHaveArrived: true,
      transient: true,
    });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe("no answer", () => {
  it("within the deadline may have arrived", async () => {
    await using server = await serve(() => undefined);
    const outcome = await send(get(server.origin, 200));
    expect(outcome).toMatchObject({ kind: "no-answer", mayHaveArrived: true, transient: true });
    expect(outcome).toMatchObject({ message: expect.stringContaining("200 ms") as string });
  });

  it("because the connection broke may have arrived", async () => {
    await using server = await serve((incoming) => incoming.socket.destroy());
    expect(await send(get(server.origin))).toMatchObject({ kind: "no-answer", mayHaveArrived: true, transient: true });
  });

  it("because nobody listens never left", async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await send(get(server.origin))).toMatchObject({ kind: "no-answer", mayHaveArrived: false, transient: true });
  });

  it("because no such host exists never left", async () => {
    const outcome = await send(get("http://cliq.invalid"));
    expect(outcome).toMatchObject({ kind: "no-answer", mayHaveArrived: false, transient: true });
  });

  it("because the other side speaks no TLS never left, and is not tried again", async () => {
    await using server = await serve((_incoming, outgoing) => sendJson(outgoing, {}));
    const outcome = await send(get(server.origin.replace("http:", "https:")));
    expect(outcome).toMatchObject({ kind: "no-answer", mayHaveArrived: false, transient: false });
    expect(JSON.stringify(outcome)).not.toContain("secret-token");
    expect(server.seen).toEqual([]);
  });
});
