import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsEnvironment } from "./read-aws-environment.ts";

// An import would make a name of every export; this costs a cold start less.
const { createHash, createHmac } = process.getBuiltinModule("node:crypto");

/** One request to an AWS service, complete but for its signature. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The headers of a request with its signature, of a time in milliseconds since the epoch. */
export type Sign = (request: UnsignedRequest, at: number) => Promise<Record<string, string>>;

/**
 * Signs by AWS's own signer, version 4. S3 alone signs the path as it is sent and wants the body's hash as a header, too.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function requestSigner(service: string, { region, credentials }: AwsEnvironment): Sign {
  const isS3 = service === "s3";
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    uriEscapePath: !isS3,
    applyChecksum: isS3,
  });
  return async ({ method, url, headers, body }, at) => {
    const { protocol, hostname, pathname: path, host } = url;
    const unsigned = { method, protocol, hostname, path, query: {}, headers: { ...headers, host }, body };
    return (await signer.sign(unsigned, { signingDate: new Date(at) })).headers;
  };
}

/** The hash AWS's own signer is given, from Node. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    if (secret === undefined) this.#hash = createHash("sha256");
    else if (typeof secret === "string") this.#hash = createHmac("sha256", secret);
    // Text, because Node 24 is ten times as long at finding out that bytes are no key object.
    else this.#hash = createHmac("sha256", Buffer.from(secret as Buffer).toString("latin1"), { encoding: "latin1" });
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  // Stryker disable BlockStatement,CallExpression,StringLiteral: the signer makes another hash for each text
  /** The signer makes another hash for each text. */
  reset(): never {
    throw new Error("This hash is used once");
  }
  // Stryker restore BlockStatement,CallExpression,StringLiteral
}
