import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { digestCredential } from "@cliq-actions/aws/credential";
import { eventOf, testOrganizationId, wireMessages } from "@cliq-actions/core/testing";

/** An event of the HTTP API, payload format 2.0, as Lambda hands it over. */
export interface Click {
  readonly version: string;
  readonly routeKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestContext: object;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** How a caller proves who it is: Cliq's own way, or that of a peer's service. */
export type Scheme = "path" | "slack" | "github" | "discord" | "standard-webhooks";

const credential = "bench-credential-bench-credential-bench-cre";
const discord = generateKeyPairSync("ed25519");
const secrets = { slack: "bench-slack", github: "bench-github", standard: Buffer.alloc(24, 7).toString("base64") };

/** What contenders know: ours what a webhook is given, peers the secret or key of their scheme. */
export const knownToAll: Readonly<Record<string, string>> = {
  STAGE: "bench",
  ACTION_SLUG: "bench",
  CLIQ_ORGANIZATION_ID: testOrganizationId,
  CREDENTIAL_DIGESTS: Array.from({ length: 3 }, () => digestCredential(credential)).join(","),
  CREDENTIAL_VERSION: "1",
  METRIC_NAMESPACE: "bench",
  SIGNATURE: "off",
  SLACK_SIGNING_SECRET: secrets.slack,
  GITHUB_SECRET: secrets.github,
  STANDARD_SECRET: secrets.standard,
  DISCORD_PUBLIC_KEY: discord.publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex"),
};

/** A fresh and authentic click, some 2 kB of it unless its message has other `words`; `tampered` and `broken` ones must be refused. */
export function clickOf(
  scheme: Scheme,
  slug: string,
  kind: "good" | "tampered" | "broken" = "good",
  words: string = wireMessages.text.text,
): Click {
  const text = bodyOf(scheme, words);
  const body = kind === "broken" ? text.slice(0, -9) : text;
  const seconds = String(Math.floor(Date.now() / 1_000));
  const headers = { "content-type": "application/json", host: "bench.example", ...signatures[scheme](body, seconds) };
  const isChanged = kind === "tampered";
  return {
    version: "2.0",
    routeKey: `POST /actions/${slug}/{credential}`,
    rawPath: `/actions/${slug}/${credential}`,
    rawQueryString: "",
    headers,
    // Cliq's credential covers no byte of the body: there, tampering is another credential.
    pathParameters: { credential: isChanged && scheme === "path" ? credential.replace("b", "c") : credential },
    requestContext: {
      http: { method: "POST", path: `/actions/${slug}/${credential}`, sourceIp: "192.0.2.1" },
      stage: "$default",
    },
    body: isChanged && scheme !== "path" ? body.replace("login", "logon") : body,
    isBase64Encoded: false,
  };
}

function bodyOf(scheme: Scheme, words: string): string {
  const message = { ...wireMessages.text, text: words, content: { text: words } };
  const messages = { count: 1, list: [message] };
  const event = eventOf("text-message", { timestamp: Date.now(), params: { message, messages } });
  if (scheme !== "slack") return JSON.stringify(event);
  const shortcut = { type: "message_action", callback_id: "bench", team: { id: "T1" }, user: { id: "U1" } };
  return JSON.stringify({ ...shortcut, channel: { id: "C1" }, message: event, response_url: "https://slack.example" });
}

function hmac(key: string | Buffer, text: string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", key).update(text).digest(encoding);
}

/** The headers by which a caller of each scheme signs a body. */
const signatures: Readonly<Record<Scheme, (body: string, seconds: string) => Record<string, string>>> = {
  path: () => ({}),
  slack: (body, seconds) => ({
    "x-slack-request-timestamp": seconds,
    "x-slack-signature": `v0=${hmac(secrets.slack, `v0:${seconds}:${body}`, "hex")}`,
  }),
  github: (body) => ({
    "x-github-event": "issues",
    "x-github-delivery": "bench",
    "x-hub-signature-256": `sha256=${hmac(secrets.github, body, "hex")}`,
  }),
  discord: (body, seconds) => ({
    "x-signature-timestamp": seconds,
    "x-signature-ed25519": sign(null, Buffer.from(seconds + body), discord.privateKey).toString("hex"),
  }),
  "standard-webhooks": (body, seconds) => ({
    "webhook-id": "bench",
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${hmac(Buffer.from(secrets.standard, "base64"), `bench.${seconds}.${body}`, "base64")}`,
  }),
};
