import type { SSMClient } from "@aws-sdk/client-ssm";
import { holdSecret } from "@cliq-actions/cliq/redact";
import { ActionsError, UpstreamFailed } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { serveCustomResource } from "./custom-resource/serve-custom-resource.ts";
import { toLogLine, toMetricLine } from "./log-lines.ts";
import { ssmParameterStore } from "./parameters/parameter-store.ts";
import { virtualClock } from "./testing/virtual-send.ts";
import { readText, toFunctionError, toOutcome } from "./to-outcome.ts";

const responseUrl =
  "https://store.s3.amazonaws.com/answers/x?X-Amz-Credential=ASIAX%2F20261128&X-Amz-Security-Token=IQoJb3JpZ2lu%2Bc4n4ry&X-Amz-Signature=c4n4ry0123456789";
/** What a function knows: the first four by their form, the last because they were read from Parameter Store or typed. */
const canaries = {
  "an access token": "1000.c4n4ryaaaaaaaaaaaaaaaa.c4n4rybbbbbbbbbbbbbbbb",
  "an execution URL": "https://api.example/actions/ring-bell/c4n4ryC4n4ryc4n4ryC4n4ryc4n4ryC4n4ryc4",
  "a pre-signed URL": responseUrl,
  "a header": "Authorization: Zoho-oauthtoken opaque-c4n4ry-opaque",
  "a signing key": "k+/c4n4ry\"key=='& ünd",
  "a client secret": "c4n4ryd34db33f",
};
const written: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  "URL-encoded": (secret) => encodeURIComponent(secret),
  JSON: (secret) => JSON.stringify({ secret }),
  "JSON in JSON": (secret) => JSON.stringify(JSON.stringify({ secret })),
  HTML: (secret) =>
    secret.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;").replaceAll("<", "&lt;"),
  hexadecimal: (secret) => Buffer.from(`{"x":"${secret}"}`).toString("hex"),
  base64: (secret) => Buffer.from(`{"x":"${secret}"}`).toString("base64"),
};

class OurOwn extends ActionsError {
  readonly code = "our_own";
}

/** Everything that libraries are known to throw, with a text where theirs would stand. */
const kinds: Readonly<Record<string, (text: string) => unknown>> = {
  "a message": (text) => new Error(text),
  "a message of ours": (text) => new OurOwn(text),
  "a name": (text) => Object.assign(new Error("x"), { name: text }),
  "a code and fields": (text) =>
    Object.assign(new Error("x"), { code: text, input: text, url: text, config: { text } }),
  "a cause": (text) => new Error("x", { cause: new Error(text, { cause: text }) }),
  "many errors": (text) => new AggregateError([new Error(text)], text),
  "a stack": (text) => Object.assign(new Error("x"), { stack: `Error: ${text}\n    at ${text} (file.js:1:1)` }),
  "a status": (text) => new UpstreamFailed("Zoho accounts server", { status: text, cause: new Error(text) }),
  "an AWS error": (text) =>
    Object.assign(new Error(`1 validation error detected: Value '${text}' at 'value' failed`), {
      name: "ValidationException",
      $metadata: {},
    }),
  "unreadable JSON": (text) => caught(() => JSON.parse(text.replaceAll('"', "")) as unknown),
  "no URL": (text) => caught(() => new URL(`//${text}`)),
  "a string": (text) => text,
  "an object": (text) => ({ message: text, toString: () => text }),
  "a getter that throws": (text) =>
    Object.defineProperty(new Error("x"), "message", {
      get: () => {
        throw new Error(text);
      },
    }),
};

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

/** All that leaves a function that fails with it: log lines, CloudFormation's reason, the error that Lambda logs. */
async function whatLeaves(error: unknown): Promise<string> {
  const left: string[] = [];
  const handler = serveCustomResource(
    async () => {
      throw error;
    },
    {
      clock: virtualClock(0),
      write: (line) => void left.push(line),
      put: async (_url, document) => {
        left.push(document);
        return 200;
      },
    },
  );
  const event = {
    RequestType: "Create",
    ResponseURL: responseUrl,
    StackId: "s",
    RequestId: "r",
    LogicalResourceId: "l",
  };
  await handler(event, { getRemainingTimeInMillis: () => 60_000 });
  expect(left.join("")).toContain('"Status":"FAILED"');
  const thrown = toFunctionError(error);
  const said =
    error instanceof Error
      ? readText(error, "message")
      : `${(error as { message?: string }).message}${typeof error === "string" ? error : ""}`;
  left.push(toLogLine("warn", `Cliq shows it differently: ${said}`, {}));
  const place = { namespace: "n", stage: "s", outcome: toOutcome(error) };
  left.push(
    toMetricLine(place, { by: ["Stage"], counts: {} }, { cause: "demand", durationMs: 1, reason: thrown.message }),
  );
  left.push(thrown.name, thrown.message, thrown.stack ?? "", String(thrown.cause));
  return left.join("\n");
}

const traces = /c4n4ry|63346e347279|YzRuNHJ5|M0bjRye|jNG40cn|opaque-/i;

test.each(Object.keys(canaries) as (keyof typeof canaries)[])(
  "%s in a foreign error leaves no function, whatever the error and however it is written",
  async (what) => {
    const parameters = ssmParameterStore(answering(JSON.stringify({ value: canaries["a signing key"] })), "/acme/dev");
    await parameters.read("signing-key");
    holdSecret(canaries["a client secret"]);
    for (const [form, write] of Object.entries(written)) {
      for (const [kind, make] of Object.entries(kinds)) {
        const text = `before ${write(canaries[what])} after`;
        expect([form, kind, await whatLeaves(make(text))], text).toEqual([
          form,
          kind,
          expect.not.stringMatching(traces),
        ]);
      }
    }
  },
);

/** An SSM that answers every read with this value. */
function answering(value: string): SSMClient {
  return { send: async () => ({ Parameter: { Value: value } }) } as unknown as SSMClient;
}
