import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { banner, defineMessageAction, type Reply } from "@cliq-actions/core";
import { eventOf, testOrganizationId, type WireEvent } from "@cliq-actions/core/testing";
import type { Context } from "aws-lambda";
import { deriveCredential, digestCredential } from "../credential.ts";
import { serveMessageAction, type WebhookHandler } from "../serve-message-action.ts";

const signingKey = randomBytes(32);
const identity = { stage: "test", slug: "test-action" };
const versions = [0, 1, 2].map((version) => deriveCredential(signingKey, { ...identity, version }));

/** The credential of the current version. */
export const credential = versions[1] ?? "";
/** The credentials of the versions before and after. */
export const neighbours = [versions[0] ?? "", versions[2] ?? ""];
/** A credential of another action of the same stage. */
export const foreignCredential = deriveCredential(signingKey, { ...identity, slug: "other-action", version: 1 });

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
/** A public key as Zoho hands it out: bare base64. */
export const publicKey = rsa.publicKey.export({ type: "spki", format: "der" }).toString("base64");
/** The value of `X-Cliq-Signature` for a body. */
export const signatureOf = (body: string): string =>
  sign("sha256", Buffer.from(body), rsa.privateKey).toString("base64");

export const environment = {
  STAGE: "test",
  ACTION_SLUG: "test-action",
  CLIQ_ORGANIZATION_ID: testOrganizationId,
  CREDENTIAL_DIGESTS: versions.map(digestCredential).join(","),
  CREDENTIAL_VERSION: "1",
  METRIC_NAMESPACE: "test-product",
  SIGNATURE: "off",
};

/** A handler in an environment of its own, around an action that answers what `execute` says. */
export function serveWith(
  variables: Readonly<Record<string, string>> = environment,
  execute: (text: string) => unknown = (text) => banner(text),
): WebhookHandler {
  for (const name of ["CLIQ_PUBLIC_KEY", ...Object.keys(environment)]) delete process.env[name];
  Object.assign(process.env, variables);
  const action = defineMessageAction({
    name: "Test",
    hint: "Answers with the text",
    scope: "organization",
    messageTypes: ["text"],
    permissions: ["message", "user"],
    // Whatever an author's code may do, whatever its types say.
    execute: ({ message }) => execute(message.text) as Reply,
  });
  return serveMessageAction(action, undefined);
}

/** The body of a fresh click. */
export function freshBody(overrides: Parameters<typeof eventOf>[1] = {}): string {
  const click: WireEvent = eventOf("text-message", { timestamp: Date.now(), ...overrides });
  return JSON.stringify(click);
}

/** What the HTTP API hands to Lambda for a POST to the action's route; `event` replaces parts of it. */
export function post(handler: WebhookHandler, body: string, event: object = {}): ReturnType<WebhookHandler> {
  return handler(
    {
      version: "2.0",
      routeKey: "POST /actions/test-action/{credential}",
      headers: {},
      pathParameters: { credential },
      body,
      isBase64Encoded: false,
      ...event,
    },
    lambdaContext,
  );
}

const lambdaContext = {
  awsRequestId: "7f3a1c2e-0000-4000-8000-000000000000",
  getRemainingTimeInMillis: () => 14_000,
} as Context;
