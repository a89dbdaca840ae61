import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { eventOf, testOrganizationId } from "@cliq-actions/core/testing";
import { readReply } from "@cliq-actions/fake-cliq";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

const probe = `
import { banner, card, confirmation, defineButton, defineForm, defineMessageAction, edit, onlyFor } from "@cliq-actions/core";
import { functions } from "@cliq-actions/aws/functions";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
const permissions = ["user", "chat", "message"];
const press = defineButton({
  name: "Press", args: { what: "string", times: "number", sure: "boolean" }, permissions,
  click: ({ args, input, user, chat, message }) =>
    edit(card({ title: user.name, text: [args.what, input, chat.title, message?.text, message?.sender?.name].join(" ") })),
});
const label = "Any";
const ask = defineForm({
  name: "Ask", title: "Ask", context: { what: "string" },
  inputs: {
    text: { type: "text", label, triggerOnChange: true, optional: true },
    textarea: { type: "textarea", label, optional: true },
    number: { type: "number", label, optional: true, min: -5 },
    date: { type: "date", label, optional: true },
    datetime: { type: "datetime", label, optional: true },
    select: { type: "select", label, options: ["a", "b"], multiple: true, optional: true },
    radio: { type: "radio", label, options: ["a", "b"], optional: true },
    checkbox: { type: "checkbox", label, options: ["a", "b"], maxSelections: 1, optional: true },
    dynamic: { type: "dynamic_select", label, optional: true },
    native: { type: "native_select", label, dataSource: "contacts", multiple: true, optional: true },
    file: { type: "file", label, optional: true },
    location: { type: "location", label, optional: true },
    catalogue: { type: "catalogue", label, optional: true },
    toggle: { type: "toggle", label },
    phone: { type: "phone_number", label, optional: true },
    hidden: { type: "hidden" },
  },
  permissions: { submit: permissions, change: ["user", "chat"], options: ["user", "chat"] },
  change: ({ values, changed, fields }) =>
    [fields.update("textarea", { value: values.text ?? "none", label: values.text ?? label }), fields.remove("date"), fields.clear(changed)],
  options: { dynamic: ({ query, values, user }) => [query, values.text, user.name, ...(values.native ?? [])].filter(Boolean) },
  submit: ({ values, invalid, user, chat, message, context }) =>
    values.toggle
      ? invalid({ text: values.text ?? "Say more." }, values.textarea)
      : card({ title: values.text ?? "none", text: JSON.stringify([values, user, chat, message]),
          buttons: [press.button(values.phone ?? "Press", { what: context.what + values.hidden, times: 1, sure: true })] }),
  cancel: ({ user }) => banner(user.name),
});
const action = defineMessageAction({
  name: "Probe", hint: "Opens all there is", scope: "organization",
  messageTypes: ["text"], permissions: ["message", "user", "chat"],
  policy: onlyFor({ guests: false, whenUnknown: "allow" }),
  functions: { ask, press },
  execute: ({ message }) =>
    message.text === "press" ? card({ title: "x", text: "x", buttons: [press.button("P", { what: "w", times: 1, sure: true })] }) : ask.open({ context: { what: "w" }, prefill: { text: message.text } }),
});
export const handler = serveMessageAction(action, {}, functions());
`;

interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}
interface Opened {
  readonly inputs?: readonly { readonly name: string; readonly value?: string }[];
  readonly buttons?: readonly { readonly arguments: Record<string, unknown> }[];
}

const credential = "c".repeat(43);
const before = { ...process.env };
// Below this package, where what it depends on is found.
const local = join(import.meta.dirname, "../.local");
const key = Buffer.alloc(32, 5).toString("base64");
const keyStore = createServer((_incoming, outgoing) => outgoing.end(JSON.stringify({ Parameter: { Value: key } })));
let folder: string;
let handler: (event: object, context: object) => Promise<Answer>;
beforeAll(async () => {
  mkdirSync(local, { recursive: true });
  folder = mkdtempSync(join(local, "calls-"));
  writeFileSync(join(folder, "lambda.ts"), probe);
  bundleTo(join(folder, "bundle"), join(folder, "lambda.ts"));
  keyStore.listen(0, "127.0.0.1");
  await once(keyStore, "listening");
  Object.assign(process.env, {
    STAGE: "test",
    ACTION_SLUG: "probe",
    CLIQ_ORGANIZATION_ID: testOrganizationId,
    CREDENTIAL_DIGESTS: createHash("sha256").update(credential).digest("hex"),
    METRIC_NAMESPACE: "test-product",
    SIGNATURE: "off",
    PARAMETER_PREFIX: "/product/test",
    FUNCTION_NAMES: JSON.stringify({ ask: "Ask [test]", press: "Press [test]" }),
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(keyStore.address() as AddressInfo).port}`,
  });
  ({ handler } = (await import(pathToFileURL(join(folder, "bundle/index.mjs")).href)) as { handler: typeof handler });
});
afterAll(() => {
  process.env = before;
  keyStore.closeAllConnections();
  keyStore.close();
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

async function open(text: string): Promise<Opened> {
  const { message } = eventOf("text-message").params as { message: object };
  const event = eventOf("text-message", { timestamp: Date.now(), params: { message: { ...message, text } } });
  return (JSON.parse((await answerTo(event)).body) as { output: Opened }).output;
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.constantFrom<unknown>("", [], {}, null, 0, -1, 1e21, "\ud83d", "a\u0000b", "\u202e", "a,b", "7", "true"),
  fc.record({ label: fc.jsonValue({ maxDepth: 1 }), value: fc.jsonValue({ maxDepth: 1 }) }),
);
const fieldNames = (
  "text textarea number date datetime select radio checkbox dynamic native file location catalogue toggle phone hidden " +
  "__proto__ constructor"
).split(" ");
const handlers = {
  form_handler: "form_submit_handler",
  form_submit_handler: "form_submit_handler",
  form_change_handler: "form_change_handler",
  form_values_handler: "form_dynamic_select_handler",
  form_dynamic_select_handler: "form_dynamic_select_handler",
  button_handler: "button_handler",
} as const;
const call = fc.record({
  type: fc.constantFrom(...(Object.keys(handlers) as (keyof typeof handlers)[])),
  values: fc.dictionary(fc.constantFrom(...fieldNames), anything, { maxKeys: 8 }),
  target: fc.oneof(fc.record({ name: fc.constantFrom(...fieldNames), query: anything, value: anything }), anything),
  action: fc.oneof(fc.constantFrom<unknown>("submit", "cancel", "change", "input"), anything),
  input: anything,
  blocks: fc.dictionary(fc.constantFrom("user", "chat", "message", "form", "arguments", "location"), anything, {
    maxKeys: 2,
  }),
  spoil: fc.constantFrom("no", "no", "no", "blocks", "seal"),
});

test("whatever comes with a call of a form or button, the answer is one that its handler can show", async () => {
  const sealed = (await open("form")).inputs?.find(({ name }) => name === "_context")?.value;
  const pressed = (await open("press")).buttons?.[0]?.arguments.context;
  expect([sealed, pressed]).toEqual([expect.any(String), expect.any(String)]);
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(call, async ({ type, values, target, action, input, blocks, spoil }) => {
      const { params, ...rest } = eventOf("text-message", { timestamp: Date.now() });
      const isButton = type === "button_handler";
      const seal = (one: string | undefined): unknown => (spoil === "seal" ? input : one);
      const event = {
        ...rest,
        type: "function",
        name: isButton ? "Press [test]" : "Ask [test]",
        handler: { type },
        params: {
          ...params,
          form: { name: "Ask", action, values: { ...values, _context: seal(sealed) } },
          arguments: { context: seal(pressed as string), input },
          target,
          ...(spoil === "blocks" ? blocks : {}),
        },
      };
      const { statusCode, headers, body } = await answerTo(event);
      const { output, problem } = readReply({ status: statusCode, headers, body }, handlers[type]);
      if (action !== "cancel" || output !== "") expect(problem).toBeUndefined();
      kinds.add((output as { type?: string }).type ?? (isButton || type.startsWith("form_s") ? "card" : "options"));
    }),
    { numRuns: 800 },
  );
  expect([...kinds]).toEqual(expect.arrayContaining(["banner", "form_error", "form_modification", "message_edit"]));
});
