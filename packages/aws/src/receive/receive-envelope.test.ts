import { expect, test } from "vitest";
import { credential, environment, foreignCredential, freshBody, publicKey, signatureOf } from "../testing/webhook.ts";
import { checkRoute } from "./check-route.ts";
import { readSettings } from "./read-settings.ts";
import { receiveEnvelope } from "./receive-envelope.ts";

const now = Date.parse("2026-01-02T03:04:05Z");

const settings = readSettings(environment);
const signed = readSettings({ ...environment, SIGNATURE: "required", CLIQ_PUBLIC_KEY: publicKey });
function receive(body: string | Uint8Array, from = credential, headers: Record<string, string> = {}, by = settings) {
  try {
    return { at: receiveEnvelope({ headers, body }, from, by, now).at };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { refused: [code, message] };
  }
}

test("it is fresh to five minutes, before and after", () => {
  const ends = [-300_001, -300_000, 300_000, 300_001].map((ms) => receive(freshBody({ timestamp: now + ms })));
  const stale = { refused: ["stale_invocation", "timestamp"] };
  expect(ends).toEqual([stale, { at: now - 300_000 }, { at: now + 300_000 }, stale]);
});

test("what is refused says in the log by which part of it, and nothing of it is given before", () => {
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
    ].map(({ refused }) => refused),
  ).toEqual([
    ["unauthenticated", "credential"],
    ["unauthenticated", "signature"],
    ["unauthenticated", "signature"],
    ["unsupported_media_type", "content-type"],
    ["malformed_invocation", "body must be JSON"],
    ["forbidden_organization", "params.access.organization.id"],
  ]);
  for (const sent of [body, Buffer.from(body)])
    expect(receive(sent, credential, signature(signatureOf(body)), signed)).toEqual({ at: now });
  expect(() => checkRoute({ version: "1.0" }, "test-action")).toThrow(
    expect.objectContaining({ code: "unauthenticated", message: "route" }),
  );
});
