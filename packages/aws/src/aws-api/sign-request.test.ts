import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signRequest } from "./sign-request.ts";

/** The hash AWS's own signer is given, from Node. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = typeof secret === "string" || secret === undefined ? secret : new Uint8Array(secret as Uint8Array);
    this.#hash = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error("not used");
  }
}

const word = fc.stringMatching(/^[A-Za-z0-9/+]{16,40}$/);
const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !/^\.{1,2}$/.test(text));

test("the signature is the one that AWS's own signer makes, for every request", async () => {
  const cases = fc.record({
    service: fc.constantFrom("ssm", "dynamodb", "sqs", "s3"),
    region: fc.constantFrom("us-east-1", "eu-central-1", "cn-north-1"),
    accessKeyId: fc.stringMatching(/^A[A-Z0-9]{19}$/),
    secretAccessKey: word,
    sessionToken: fc.option(word, { nil: undefined }),
    method: fc.constantFrom("GET", "PUT", "POST", "DELETE"),
    segments: fc.array(segment, { maxLength: 3 }),
    query: fc.dictionary(segment, segment, { maxKeys: 3, noNullPrototype: true }),
    header: fc.stringMatching(/^[a-zA-Z0-9=;,. ]{0,20}$/),
    body: fc.string({ unit: "grapheme" }),
    at: fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const { service, region, method, body } = one;
      const credentials = { accessKeyId: one.accessKeyId, secretAccessKey: one.secretAccessKey };
      const url = new URL(`https://service.${region}.amazonaws.com/`);
      url.pathname = one.segments.map(encode).join("/");
      const headers = { "content-type": "application/x-amz-json-1.1", "x-note": one.header };
      const token = one.sessionToken === undefined ? {} : { sessionToken: one.sessionToken };
      const signer = new SignatureV4({
        service,
        region,
        credentials: { ...credentials, ...token },
        sha256: Sha256,
        uriEscapePath: service !== "s3",
        applyChecksum: service === "s3",
      });
      const expected = await signer.sign(
        {
          method,
          protocol: "https:",
          hostname: url.hostname,
          path: url.pathname,
          query: one.query,
          headers: { ...headers, host: url.host },
          body,
        },
        { signingDate: one.at },
      );
      url.search = Object.entries(one.query)
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join("&");
      const signed = signRequest(
        { method, url, headers, body },
        { service, region, credentials: { sessionToken: undefined, ...credentials, ...token }, at: one.at.getTime() },
      );
      expect(signed).toEqual(expected.headers);
    }),
    { numRuns: 500 },
  );
});

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
