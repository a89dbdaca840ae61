// The child process of lambda-process.ts: one webhook function, handed events over the IPC channel.
import type { WebhookHandler } from "../serve-message-action.ts";

/** Objects of `Intl` that were made, each with the line that did. */
const intl: string[] = [];
for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Intl))) {
  if (typeof value !== "function" || !/^[A-Z]/.test(name)) continue;
  const note = (): void => {
    const frames = new Error(name).stack?.split("\n").slice(1) ?? [];
    intl.push(`Intl.${name} ${frames.find((frame) => !frame.includes(import.meta.url))?.trim()}`);
  };
  const noted: object = new Proxy(value as new () => object, {
    construct(target, args, made) {
      note();
      return Reflect.construct(target, args, made === noted ? target : made) as object;
    },
    apply(target, self, args) {
      note();
      return Reflect.apply(target, self, args) as unknown;
    },
  });
  Object.assign(Intl, { [name]: noted });
}

const [, , entry = "", credential = ""] = process.argv;
const { handler } = (await import(entry)) as { handler: WebhookHandler };
const context = {
  awsRequestId: "00000000-test",
  getRemainingTimeInMillis: () => 12_000,
} as Parameters<WebhookHandler>[1];

process.on("message", (bodies: string[]) => {
  const events = bodies.map((body) => ({
    version: "2.0",
    routeKey: "POST /actions/any-action/{credential}",
    headers: {},
    pathParameters: { credential },
    body,
    isBase64Encoded: false,
  }));
  const answers = events.map(async (event) => {
    const { statusCode, body } = await handler(event, context);
    return { status: statusCode, body };
  });
  void Promise.all(answers).then((all) => process.send?.({ answers: all, intl }));
});
