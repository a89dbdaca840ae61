// The child process of lambda-process.ts: one webhook function, handed events over the IPC channel.
import type { WebhookHandler } from "../serve-message-action.ts";
import noteIntl from "./note-intl.cjs";

/** Objects of `Intl` that were made, each with the line that did. */
const intl: string[] = [];
noteIntl((name) => {
  const frames = new Error(name).stack?.split("\n").slice(1) ?? [];
  const foreign = frames.find((frame) => !frame.includes(import.meta.url) && !frame.includes("note-intl.cjs"));
  intl.push(`Intl.${name} ${foreign?.trim()}`);
});

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
