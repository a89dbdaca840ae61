import type { ReadFailure } from "./aws-api/judge-answer.ts";
import { type AwsSettings, type CallLimits, openAws } from "./aws-api/open-aws.ts";
import type { AwsEnvironment } from "./aws-api/read-aws-environment.ts";
import { InvalidRequest } from "./connect/invalid-request.ts";

/** A bucket to put objects into. */
export interface S3Bucket {
  /**
   * Writes an object, over the one that was there; `headers` are those of PutObject, such as `content-type` or
   * `if-none-match`. What fails in passing is repeated. Rejects with `AwsFailure`.
   */
  put(
    key: string,
    body: string | Uint8Array,
    headers?: Readonly<Record<string, string>>,
    limits?: CallLimits,
  ): Promise<void>;
}

/**
 * A client for the webhook's path, as `awsService` is; S3 is told the SHA-256 of each body.
 * See https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function s3Bucket(name: string, settings: AwsSettings = {}): S3Bucket {
  const send = openAws({ host: "s3", id: "S3" }, settings, (environment) => toAddress(name, environment));
  return {
    put: async (key, body, headers = {}, limits) => {
      await send({ method: "PUT", path: toPath(key), headers, body }, readFailure, limits);
    },
  };
}

/** The bucket's own host; where a variable chooses the endpoint, or a dot would leave the certificate's names, a path. */
function toAddress(name: string, { endpoint, isChosen }: AwsEnvironment): string {
  return isChosen || name.includes(".")
    ? `${endpoint}/${encodeURIComponent(name)}`
    : endpoint.replace("://", `://${name}.`);
}

function toPath(key: string): string {
  const segments = key.split("/");
  if (key === "" || segments.some((segment) => segment === "." || segment === ".."))
    throw new InvalidRequest('A key must not be empty or hold "." or ".." as a segment');
  return `/${segments.map(encode).join("/")}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const readFailure: ReadFailure = ({ body }) => {
  const xml = body.toString("utf8");
  const text = (tag: string): string | undefined => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  const code = text("Code");
  return { name: code !== undefined && /^\w{1,80}$/.test(code) ? code : undefined, message: text("Message") };
};
