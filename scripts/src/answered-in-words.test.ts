import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { eventOf, testOrganizationId } from "@cliq-actions/core/testing";
import { readReply } from "@cliq-actions/fake-cliq";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

const probe = `
import { card, defineMessageAction, list, onlyFor } from "@cliq-actions/core";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
const action = defineMessageAction({
  name: "Probe",
  hint: "Reads all there is",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user", "chat", "attachments", "location"],
  multiSelectable: true,
  policy: onlyFor({ guests: false, chatTypes: ["channel"], whenUnknown: "allow" }),
  execute: ({ messages, mentions, user, chat, attachments, location, keys }) =>
    card({
      title: user.name,
      text: messages.map((message) => ("text" in message ? message.text : message.file.name)).join(" "),
      slides: [list([chat.title ?? chat.id, keys.business, String(location?.status)])],
    }),
});
export const handler = serveMessageAction(action, {});
`;

interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const credential = "c".repeat(43);
const environment = {
  STAGE: "test",
  ACTION_SLUG: "probe",
  CLIQ_ORGANIZATION_ID: testOrganizationId,
  CREDENTIAL_DIGESTS: createHash("sha256").update(credential).digest("hex"),
  METRIC_NAMESPACE: "test-product",
  SIGNATURE: "off",
};
const before = { ...process.env };
// Below this package, where what it depends on is found.
const local = join(import.meta.dirname, "../.local");
let folder: string;
let handler: (event: object, context: object) => Promise<Answer>;
beforeAll(async () => {
  mkdirSync(local, { recursive: true });
  folder = mkdtempSync(join(local, "words-"));
  writeFileSync(join(folder, "lambda.ts"), probe);
  bundleTo(join(folder, "bundle"), join(folder, "lambda.ts"));
  Object.assign(process.env, environment);
  ({ handler } = (await import(pathToFileURL(join(folder, "bundle/index.mjs")).href)) as { handler: typeof handler });
});
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

async function answerTo(event: object): Promise<Answer> {
  const request = {
    version: "2.0",
    routeKey: "POST /actions/probe/{credential}",
    headers: { "content-type": "application/json" },
    pathParameters: { credential },
    body: JSON.stringify(event),
    isBase64Encoded: false,
  };
  return handler(request, {
    awsRequestId: "7f3a1c2e-0000-4000-8000-000000000000",
    getRemainingTimeInMillis: () => 14_000,
  });
}

/** Any JSON, of which nothing that admission decides on is made. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom("", [], {}, null, 0, -1, 1e21, "\ud83d", "a\u0000b"),
);
const outer = ["type", "handler", "name", "unique_name", "response_url", "extra"] as const;
const blocks = [
  "environment",
  "messages",
  "message",
  "mentions",
  "attachments",
  "user",
  "chat",
  "location",
  "arguments",
  "form",
] as const;
const spoiled = fc.record({
  outer: fc.dictionary(fc.constantFrom(...outer), anything, { maxKeys: 3 }),
  whole: fc.dictionary(fc.constantFrom(...blocks), anything, { maxKeys: 4 }),
  access: fc.dictionary(
    fc.constantFrom("user_id", "zoho_user_id", "chat_id", "message_id", "parent_chat_id", "user_agent"),
    anything,
    { maxKeys: 4 },
  ),
  // A field of a block that is well otherwise.
  leaf: fc.tuple(
    fc.constantFrom("message", "user", "chat", "location"),
    fc.constantFrom("id", "type", "text", "sender", "content", "time", "email", "name", "organization_id", "members"),
    anything,
  ),
  kind: fc.constantFrom("text-message", "link-message", "attachment-message", "several-messages"),
});

test("whatever is in an event of the organisation, the answer is one that Cliq shows to the person", async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(spoiled, async ({ outer: top, whole, access, leaf: [block, field, value], kind }) => {
      const { params, ...rest } = eventOf(kind, { timestamp: Date.now() });
      const wellBlock = params[block] as Record<string, unknown>;
      const event = {
        ...rest,
        ...top,
        params: {
          ...params,
          [block]: { ...wellBlock, [field]: value },
          ...whole,
          access: { ...(params.access as object), ...access },
        },
      };
      const { statusCode, headers, body } = await answerTo(event);
      const { output, problem } = readReply({ status: statusCode, headers, body });
      expect(problem).toBeUndefined();
      expect(output).toMatchObject({ text: expect.stringMatching(/\S/) as string });
      outcomes.add((output as { type?: string; status?: string }).status ?? "card");
    }),
    { numRuns: 600 },
  );
  // Some were served, some were not.
  expect([...outcomes].toSorted()).toEqual(["card", "failure"]);
});

test("a click of another kind than a message action's is answered in words, too", async () => {
  for (const type of ["bot", "command", "function", "widget", 7]) {
    const { statusCode, body } = await answerTo({ ...eventOf("text-message", { timestamp: Date.now() }), type });
    expect([statusCode, JSON.parse(body)]).toEqual([
      200,
      {
        output: {
          type: "banner",
          status: "failure",
          text: "Cliq sent something that this action does not understand. (ref 7f3a1c2e)",
        },
      },
    ]);
  }
});
