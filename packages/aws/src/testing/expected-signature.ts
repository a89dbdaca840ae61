import { createHash, createHmac } from "node:crypto";

/** A request as a server sees it; header names in lower case. */
interface SignedRequest {
  readonly method?: string | undefined;
  /** Path and query as they were sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/**
 * The `authorization` that a request must have, computed from the documents alone: AWS's signer has no part in it.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function expectedSignature({ method, path, headers, body }: SignedRequest, secretAccessKey: string): string {
  const given = String(headers.authorization);
  const [, credential = "", names = ""] = /Credential=([^,]+), SignedHeaders=([^,]+),/.exec(given) ?? [];
  const [, day = "", region = "", service = ""] = credential.split("/");
  const [pathname = "", query = ""] = path.split("?");
  const canonical = [
    method,
    service === "s3" ? pathname : pathname.split("/").map(encode).join("/"),
    query.split("&").toSorted().join("&"),
    ...names.split(";").map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, " ")}`),
    "",
    names,
    sha256(body),
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
