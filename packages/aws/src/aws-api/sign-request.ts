import { createHash, createHmac } from "node:crypto";

/** Who signs: the credentials Lambda puts into a function's environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** One request to an AWS service, complete but for its signature. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Where a signature counts, and from when. */
export interface SigningScope {
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The headers of the request with its signature, version 4.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(request: UnsignedRequest, scope: SigningScope): Record<string, string> {
  const { credentials, region, service } = scope;
  const time = new Date(scope.at).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    "x-amz-date": time,
    ...(credentials.sessionToken === undefined ? {} : { "x-amz-security-token": credentials.sessionToken }),
  };
  const bodyHash = sha256(request.body);
  // S3 alone wants the hash of the body as a header, too.
  if (service === "s3") headers["x-amz-content-sha256"] = bodyHash;
  const names = Object.keys(headers).toSorted();
  const signedNames = names.join(";");
  const canonical = [
    request.method,
    canonicalPath(request.url.pathname, service),
    canonicalQuery(request.url.searchParams),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, " ")}`),
    "",
    signedNames,
    bodyHash,
  ].join("\n");
  const credentialScope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", time, credentialScope, sha256(canonical)].join("\n");
  const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${credentials.secretAccessKey}`, day));
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  headers["authorization"] =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${credentialScope}, SignedHeaders=${signedNames}, Signature=${signature}`;
  return headers;
}

/** Every service but S3 signs the path as it is sent, encoded once more. */
function canonicalPath(path: string, service: string): string {
  return service === "s3" ? path : path.split("/").map(encode).join("/");
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
