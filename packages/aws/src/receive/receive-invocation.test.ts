import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { credential, environment, foreignCredential, freshBody, publicKey, signatureOf } from "../testing/webhook.ts";
import { checkRoute } from "./check-route.ts";
import { readSettings } from "./read-settings.ts";
import { receiveInvocation } from "./receive-invocation.ts";

const now = Date.parse("2026-01-02T03:04:05Z");
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now }));
afterEach(() => void vi.useRealTimers());

const settings = readSettings(environment);
const signed = readSettings({ ...environment, SIGNATURE: "required", CLIQ_PUBLIC_KEY: publicKey });
const shape = { messageTypes: ["text"], permissions: ["message"] } as const;

function receive(body: string | Uint8Array, from = credential, headers: Record<string, string> = {}, by = settings) {
  const request = { headers, body };
  const told: string[] = [];
  const reception = { admitted: () => void told.push("admitted"), oddField: (path: string) => told.push(path) };
  try {
    return { told, invocation: receiveInvocation(request, from, by, shape, reception) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { told, refused: [code, message] };
  }
}

test("a click has the hash of its bytes, and that of what it is about", () => {
  const [one, other] = [freshBody({ timestamp: now }), freshBody({ timestamp: now - 1, name: "é" })].map((body) => ({
    keys: receive(body).invocation?.keys,
    bytes: createHash("sha256").update(body).digest("hex"),
    keysOfBytes: receive(Buffer.from(body)).invocation?.keys,
  }));
  expect([one?.keysOfBytes, other?.keysOfBytes]).toEqual([one?.keys, other?.keys]);
  expect([one?.keys?.delivery, other?.keys?.delivery]).toEqual([one?.bytes, other?.bytes]);
  expect(one?.keys?.business).toMatch(/^[0-9a-f]{64}$/);
  expect(other?.keys?.business).toBe(one?.keys?.business);
  expect(one?.keys?.business).not.toBe(one?.bytes);
});

test("it is fresh to five minutes, before and after", () => {
  const ends = [-300_001, -300_000, 300_000, 300_001].map((ms) => receive(freshBody({ timestamp: now + ms })));
  const stale = { told: [], refused: ["stale_invocation", "timestamp"] };
  expect([ends[0], ends[3]]).toEqual([stale, stale]);
  expect([ends[1], ends[2]].map((end) => end?.told)).toEqual([["admitted"], ["admitted"]]);
});

test("what is refused says in the log by which part of it, and nothing of it is told before", () => {
  const body = freshBody({ timestamp: now });
  const elsewhere = freshBody({ timestamp: now, params: { access: { organization: { id: "999" }, user_id: "1" } } });
  const signature = (value: string): Record<string, string> => ({ "x-cliq-signature": value });
  expect(
    [
      receive(body, foreignCredential),
      receive(body, credential, {}, signed),
      receive(body, credential, signature(signatureOf(`${body} `)), signed),
      receive(body, credential, { "content-type": "text/plain" }),
      receive("{", credential),
      receive(elsewhere),
    ].map(({ told, refused }) => [...told, ...(refused ?? [])]),
  ).toEqual([
    ["unauthenticated", "credential"],
    ["unauthenticated", "signature"],
    ["unauthenticated", "signature"],
    ["unsupported_media_type", "content-type"],
    ["malformed_invocation", "body must be JSON"],
    ["forbidden_organization", "params.access.organization.id"],
  ]);
  for (const sent of [body, Buffer.from(body)])
    expect(receive(sent, credential, signature(signatureOf(body)), signed).told).toEqual(["admitted"]);
  expect(() => checkRoute({ version: "1.0" }, "test-action")).toThrow(
    expect.objectContaining({ code: "unauthenticated", message: "route" }),
  );
});
